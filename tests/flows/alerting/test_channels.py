"""Channels: what receivers get, and what becomes of a message that one does not take."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alert_values import NOW, put_event
from prefect.settings import PREFECT_API_URL, temporary_settings
from receivers import Receiver, receiving

from domain.errors import SettingsError
from flows.alerting import Channels, deliver, evaluate, rules_from_yaml
from storage.alerts import save_rules
from storage.database import Database
from storage.outbox import outbox_table, try_again

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # which apprise imports
RULE = "rules: [{id: deadly, name: Deadly, description: x, severity: warning, when: {types: [ASSAULT]}}]"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as told:
        yield told


def waiting(database: Database, *channels: str, events: int = 1, quote: str | None = None) -> Database:
    """A database with so many messages to each channel."""
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(RULE, "rules"), moment=NOW)
    for number in range(events):
        put_event(database, f"evt_{number}", 12, NOW)
    if quote is not None:
        with database.transaction() as connection:
            connection.execute("UPDATE events SET quote = ?", [quote])
    evaluate(database, now=NOW, channels=channels)
    return database


def sent(database: Database, address: str, *, hours: float = 0.0, secret: str | None = None) -> tuple[int, int]:
    """How many messages were delivered to the desk, and how many not."""
    channels = Channels.from_settings(json.dumps({"desk": address}), secret)
    return deliver(database, channels, now=NOW + timedelta(hours=hours))


def outbox(database: Database) -> list[dict[str, object]]:
    with database.reading() as connection:
        return list(outbox_table(connection, everything=True, channel=None, most=1000).to_pylist())


def test_a_web_hook_can_tell_that_a_message_is_ours_whole_and_fresh(database: Database, receiver: Receiver) -> None:
    secret = "whsec_" + base64.b64encode(b"a very quiet word").decode()
    assert sent(waiting(database, "desk"), receiver.address, secret=secret) == (1, 0)
    ((_, headers, body),) = receiver.taken
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = base64.b64encode(hmac.new(b"a very quiet word", signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{digest}"
    assert headers["webhook-id"] == headers["idempotency-key"] == outbox(database)[0]["delivery_id"]
    assert headers["x-eventwire-signature"] == "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_a_receiver_that_redirects_is_not_followed_and_the_reason_says_where_to(
    database: Database, receiver: Receiver
) -> None:
    receiver.status, receiver.answer = 302, {"Location": "http://169.254.169.254/latest"}
    assert sent(waiting(database, "desk"), receiver.address) == (0, 1)
    assert outbox(database)[0]["reason"] == (
        "the receiver answered 302: it has moved to 169.254.169.254, set its new address"
    )


def test_a_receiver_that_says_more_than_anyone_wants_to_hear_is_not_listened_to(
    database: Database, receiver: Receiver
) -> None:
    receiver.talk = 10**12
    assert sent(waiting(database, "desk"), receiver.address) == (1, 0)


def test_a_receiver_that_hangs_is_left_alone_after_one_message(
    database: Database, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.alerting.channels._SECONDS", 0.05)
    receiver.hangs = 0.5
    assert sent(waiting(database, "desk", events=5), receiver.address) == (0, 1)
    assert [row["reason"] for row in outbox(database) if row["reason"]] == ["no answer within 0.05 s"]


def test_when_a_receiver_is_back_what_waited_for_it_is_sent_at_once(database: Database, receiver: Receiver) -> None:
    waiting(database, "desk", events=3)
    for hour in range(8):
        assert sent(database, "http://127.0.0.1:9/", hours=hour / 100)[0] == 0
    assert sent(database, receiver.address, hours=12) == (3, 0)


def test_one_message_that_a_receiver_refuses_keeps_no_other_waiting(database: Database, receiver: Receiver) -> None:
    receiver.failures = 1
    assert sent(waiting(database, "desk", events=6), receiver.address) == (5, 1)
    receiver.failures = 1
    assert sent(database, receiver.address, hours=0.1) == (0, 1)
    put_event(database, "evt_new", 12, NOW + timedelta(hours=0.11))
    evaluate(database, now=NOW + timedelta(hours=0.11), channels=["desk"])
    assert sent(database, receiver.address, hours=0.11) == (1, 0)
    assert sent(database, receiver.address, hours=1) == (1, 0)


def test_a_receiver_that_asks_for_time_gets_it(database: Database, receiver: Receiver) -> None:
    receiver.status, receiver.answer = 429, {"Retry-After": "7200"}
    assert sent(waiting(database, "desk"), receiver.address) == (0, 1)
    receiver.status = 200
    assert sent(database, receiver.address, hours=1.9) == (0, 0)
    assert sent(database, receiver.address, hours=2.1) == (1, 0)


def test_a_thousand_messages_to_nobody_keep_no_other_channel_waiting(database: Database, tmp_path: Path) -> None:
    waiting(database, "desk")
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO outbox SELECT o.* REPLACE (delivery_id || n AS delivery_id) FROM outbox AS o, range(1001) _(n)"
        )
        connection.execute(
            "INSERT INTO outbox SELECT * REPLACE ('late' AS delivery_id, 'log' AS channel,"
            " created_at + INTERVAL 1 MINUTE AS created_at) FROM outbox LIMIT 1"
        )
    log = tmp_path / "a b" / "alerts.jsonl"
    channels = Channels.from_settings(json.dumps({"desk": "http://127.0.0.1:9/", "log": log.as_uri()}))
    assert deliver(database, channels, now=NOW + timedelta(hours=1)) == (1, 1)
    assert json.loads(log.read_text())["delivery_id"] == "late"


def test_a_message_that_was_given_up_can_be_tried_again(database: Database, receiver: Receiver) -> None:
    waiting(database, "desk")
    with database.transaction() as connection:
        connection.execute("UPDATE outbox SET attempts = 39")
    assert sent(database, "http://127.0.0.1:9/") == (0, 1)
    assert [row["state"] for row in outbox(database)] == ["given_up"]
    assert sent(database, receiver.address, hours=100) == (0, 0)
    with database.transaction() as connection:
        assert try_again(connection, NOW, channel="desk") == 1
    assert sent(database, receiver.address) == (1, 0)


def test_reasons_hold_no_secrets(database: Database) -> None:
    assert sent(waiting(database, "desk"), "http://desk:word@127.0.0.1:9/hook?token=abc") == (0, 1)
    assert not {"word", "abc"} & set(str(outbox(database)[0]["reason"]).replace("=", " ").replace("@", " ").split())


@pytest.mark.parametrize("address", ["desk", "https:///hook", "http://"])
def test_an_address_that_can_not_be_used_is_a_plain_error_without_the_address(address: str) -> None:
    with pytest.raises(SettingsError, match="'desk' has"):
        Channels.from_settings(json.dumps({"desk": address}))


def test_other_addresses_go_through_apprise_as_plain_text(database: Database, receiver: Receiver) -> None:
    address = f"json://127.0.0.1:{receiver.port}/room"
    assert sent(waiting(database, "desk", quote="<b>Fire</b> & [smoke](javascript:x) over *the* town."), address) == (
        1,
        0,
    )
    (message,) = receiver.messages()
    assert message["title"].startswith("[warning] ASSAULT: Russia -> Ukraine")
    assert "<b>Fire</b> & [smoke](javascript:x) over *the* town." in message["message"]


def test_receivers_of_html_get_markup_of_articles_as_text(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    import apprise

    told: list[str] = []

    class Page(apprise.NotifyBase):
        service_name, secure_protocol, title_maxlen, body_maxlen = "a page", "page", 100, 120
        notify_format = apprise.NotifyFormat.HTML

        def send(self, body: str, title: str = "", **_: object) -> bool:
            told.append(title + body)
            return True

        def url(self, *_: object, **__: object) -> str:
            return "page://"

    monkeypatch.setattr(apprise.Apprise, "instantiate", staticmethod(lambda *_, **__: Page()))
    assert sent(waiting(database, "desk", quote="<img src=x onerror=alert(1)> fell on the town. " * 9), "page://x") == (
        1,
        0,
    )
    assert len(told) > 2  # what is too long for one goes in several
    assert "<img" not in "".join(told)


def test_a_receiver_that_apprise_can_not_reach_keeps_its_message(database: Database) -> None:
    assert sent(waiting(database, "desk"), "json://127.0.0.1:9/") == (0, 1)
    assert sent(database, "nothing-of-the-kind://x", hours=1) == (0, 1)
    assert outbox(database)[0]["reason"] == "apprise does not know this kind of address"


def test_an_alert_may_be_a_prefect_event_which_the_server_has_to_take(database: Database, receiver: Receiver) -> None:
    waiting(database, "desk")
    with temporary_settings({PREFECT_API_URL: None}):
        assert sent(database, "prefect:") == (0, 1)
    assert "PREFECT_API_URL is not set" in str(outbox(database)[0]["reason"])
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        assert sent(database, "prefect:", hours=1) == (0, 1)
    with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{receiver.port}/api"}):
        assert sent(database, "prefect:", hours=2) == (1, 0)
    ((path, _, body),) = receiver.taken
    (event,) = json.loads(body)
    assert path == "/api/events"
    assert event["event"] == "eventwire.alert.fired"
    assert event["payload"]["delivery_id"] == outbox(database)[0]["delivery_id"]
    assert event["resource"] == {"prefect.resource.id": f"eventwire.alert.{event['payload']['alert_id']}"}
