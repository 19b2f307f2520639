"""Settings: what they show, and what they never show."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from domain.errors import SettingsError
from flows.settings import MaskingFormatter, configure_logging, described, load_settings

WORD = "hunter2-of-tests"
SECRETS = {
    "EVENTWIRE_PROXY": f"http://desk:{WORD}@proxy.example:3128",
    "EVENTWIRE_OTEL": f"http://desk:{WORD}@collector.example:4318",
    "EVENTWIRE_SOURCE_HEADERS": json.dumps({"news.example": {"Authorization": WORD}}),
    "EVENTWIRE_ALERT_CHANNELS": json.dumps({"desk": f"https://hooks.example/{WORD}"}),
    "EVENTWIRE_ALERT_SECRET": WORD,
    "EVENTWIRE_STORAGE": f"ducklake:postgres:dbname=news password={WORD} data_path=lake",
    "EVENTWIRE_RUNNER_ADDRESS": f"tls://desk:{WORD}@scheduler.example:8786",
    "EVENTWIRE_CONTACT": f"https://desk:{WORD}@example.org/about",
}


@pytest.fixture
def secret_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(MaskingFormatter())
    logger = logging.getLogger("flows.test_of_masking")
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


@pytest.mark.usefixtures("secret_settings")
def test_settings_are_shown_without_their_secrets() -> None:
    shown = {name: value for name, value, _, _ in described(load_settings())}
    assert not [name for name, value in shown.items() if WORD in value]
    assert shown["EVENTWIRE_PROXY"] == "http://***@proxy.example:3128"


@pytest.mark.usefixtures("secret_settings")
def test_settings_do_not_tell_their_secrets_when_printed() -> None:
    settings = load_settings()
    assert WORD not in repr(settings) + str(settings)


def test_a_wrong_setting_is_named_without_the_secret_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTWIRE_BATCH_SIZE", f"http://desk:{WORD}@proxy.example")
    with pytest.raises(SettingsError, match="EVENTWIRE_BATCH_SIZE") as raised:
        load_settings()
    assert WORD not in str(raised.value)
    assert raised.value.__cause__ is None


def test_log_lines_and_their_tracebacks_hold_no_secrets(log: io.StringIO) -> None:
    try:
        raise OSError(SECRETS["EVENTWIRE_PROXY"])
    except OSError:
        logging.getLogger("flows.test_of_masking").exception("no answer from %s", SECRETS["EVENTWIRE_PROXY"])
    assert "Traceback" in log.getvalue()
    assert WORD not in log.getvalue()


def test_libraries_that_log_addresses_are_kept_to_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTWIRE_LOG_LEVEL", "DEBUG")
    monkeypatch.setattr(logging, "basicConfig", lambda **_: None)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    configure_logging(load_settings())
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
