"""All settings, in one object built at the entry point; every one is also an environment variable EVENTWIRE_*."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.errors import SettingsError
from domain.masking import masked
from flows.runners import Runner, Workers

_TALKATIVE = ("httpx", "httpcore", "apprise", "urllib3")  # below warnings they log addresses and headers, secrets too


class MaskingFormatter(logging.Formatter):
    """Lines, tracebacks included, without the secrets of addresses."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class Settings(BaseSettings):
    """What can be set from outside; the command line's options go before the environment."""

    model_config = SettingsConfigDict(env_prefix="EVENTWIRE_", extra="ignore", frozen=True)

    database: Path = Field(Path("data/eventwire.duckdb"), description="the DuckDB file that is read and written")
    batch_size: int = Field(100, ge=1, le=1000, description="articles that are parsed and loaded as one transaction")
    storage: str | None = Field(
        None,
        description="a lake in place of the file: ducklake:postgres:dbname=NAME host=HOST data_path=FOLDER; "
        "it goes before EVENTWIRE_DATABASE",
    )
    processes: int = Field(1, ge=1, le=64, description="processes that parse")
    runner: Runner = Field(Runner.PROCESSES, description="what runs the workers that parse: processes, dask or ray")
    runner_address: str | None = Field(
        None, description="address of a Dask scheduler or Ray cluster to join; unset: one is started here"
    )
    allow_hosts: str = Field("", description="loopback or private hosts that may be fetched, comma-separated")
    contact: str = Field(
        "https://github.com/eventwire", description="URL or address that fetched hosts find in our User-Agent"
    )
    host_spacing: float = Field(2.0, ge=0, le=600, description="seconds between two requests to one host")
    most_requests: int = Field(16, ge=1, le=256, description="requests at once, over all hosts")
    fetch_seconds: float = Field(60.0, gt=0, le=600, description="seconds that one request may take in all")
    fetch_bytes: int = Field(16 * 1024 * 1024, ge=1024, description="bytes of one answer at most, decompressed")
    obey_robots: bool = Field(True, description="whether robots.txt is obeyed; switch it off for your own hosts only")
    proxy: str | None = Field(None, description="HTTP proxy for all requests, as http://host:port", repr=False)
    source_headers: SecretStr = Field(
        SecretStr("{}"),
        description='secret headers by source id or host, as JSON: {"news.example": {"Authorization": "Bearer ..."}}',
    )
    alert_channels: SecretStr = Field(
        SecretStr("{}"),
        description='where alerts go, as JSON: {"desk": "https://host/hook", "log": "file:///var/log/alerts.jsonl"}',
    )
    alert_secret: SecretStr | None = Field(None, description="key with which alerts to web hooks are signed")
    digest_channels: str = Field("", description="channels that get the daily digest, comma-separated; empty: all")
    published: Path | None = Field(None, description="where `maintain` puts a copy for tools that hold a connection")
    publish_minutes: int = Field(60, ge=1, description="age at which the sweep of `serve` renews the published copy")
    backups: Path | None = Field(None, description="folder in which `maintain` keeps backups; unset: it makes none")
    keep_backups: int = Field(7, ge=1, le=1000, description="backups that are kept")
    keep_raw_days: int | None = Field(None, ge=1, description="days for which raw documents are kept; unset: for ever")
    keep_fetches_days: int | None = Field(None, ge=1, description="days for which requests stay in the ledger")
    keep_messages_days: int | None = Field(None, ge=1, description="days for which delivered messages are kept")
    otel: str | None = Field(
        None, description="OpenTelemetry collector that gets traces and metrics, as http://host:4318; unset: none does"
    )
    log_level: str = Field(
        "WARNING", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="least level of log lines on standard error"
    )

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        for name, value in super().__repr_args__():
            yield name, masked(str(value)) if isinstance(value, str | Path) else value

    @property
    def workers(self) -> Workers:
        """What parses."""
        return Workers(count=self.processes, runner=self.runner, address=self.runner_address)


def load_settings(**overrides: object) -> Settings:
    """The settings of this process; overrides that are None don't count.

    Raises SettingsError naming the variable that can't be used.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = f"EVENTWIRE_{str(first['loc'][0]).upper()}"
        # Without its cause, which would show the value.
        raise SettingsError(f"{name} is {masked(repr(first['input']))}: {first['msg'].lower()}") from None
    if settings.storage and "database" not in given:
        return settings.model_copy(update={"database": Path(settings.storage)})
    return settings


def described(settings: Settings) -> list[tuple[str, str, str, str]]:
    """Variable, value without secrets, where it comes from and what it is for, of every setting."""
    return [
        (
            f"EVENTWIRE_{name.upper()}",
            masked(str(getattr(settings, name))),
            "environment" if f"EVENTWIRE_{name.upper()}" in os.environ else "default",
            field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]


def configure_logging(settings: Settings) -> None:
    """Log lines on standard error, from the least level that is set, without secrets."""
    logging.basicConfig(level=settings.log_level)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
