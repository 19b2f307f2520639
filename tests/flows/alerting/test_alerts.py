"""Alerts over a database: fired once, updated in place, delivered at least once."""

import json
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from domain.alerts import Alert, AlertState, Severity
from domain.errors import InputError, SettingsError
from flows.alerting import Channels, deliver, evaluate, rules_from_yaml
from flows.alerting.evaluation import fired_before
from flows.alerting.signing import signature
from storage.alerts import alerts, save_rules
from storage.database import Database

NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)
RULE = """rules:
- {id: deadly, name: Deadly, description: x, severity: warning, when: {types: [ASSAULT], least: {killed: 5}},
   cooldown_hours: 6, resolve_days: 3, escalate: {least: {killed: 50}, corroboration: 3, severity: critical}}
"""


@dataclass
class Receiver:
    """A web hook that remembers what it took, and fails as often as it is told."""

    port: int = 0
    failures: int = 0
    taken: list[tuple[str, str | None, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    told = Receiver()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            ok = told.failures <= 0
            told.failures -= 1
            if ok:
                key, signed = self.headers["Idempotency-Key"], self.headers.get("X-Eventwire-Signature")
                assert signed in (None, signature("hush", body))
                told.taken.append((key, signed, json.loads(body)))
            self.send_response(200 if ok else 503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    told.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


def put_event(database: Database, event_id: str, killed: float, moment: datetime, **more: Any) -> None:
    """An event as loading would leave it."""
    values = {
        "event_id": event_id,
        "type": "ASSAULT",
        "killed": killed,
        "corroboration": more.get("corroboration", 1),
        "day": more.get("day", date(2025, 3, 4)),
        "moment": moment,
    }
    with database.transaction() as connection:
        connection.execute(
            "UPDATE events SET superseded_at = $moment WHERE event_id = $id", {"moment": moment, "id": event_id}
        )
        connection.execute(
            """INSERT INTO events BY NAME SELECT $event_id AS event_id, 'ver' AS version_id, $type AS type,
            [] AS contexts, '190' AS cameo, ['state:RUS'] AS initiators, ['state:UKR'] AS recipients,
            ['Russia'] AS initiator_names, ['Ukraine'] AS recipient_names, false AS reciprocal, $day AS date_from,
            $day AS date_to, 'day' AS date_precision, 'actual' AS status,
            [{'name': 'killed', 'least': $killed, 'most': $killed, 'reported': []}] AS magnitudes, [] AS speakers,
            $corroboration AS corroboration, ['A'] AS publishers, 1 AS report_count, 'Missiles hit the town.' AS quote,
            0.8 AS confidence, [] AS blanks, 'run' AS run_id, '1' AS extractor_version, '1' AS ontology_version,
            $moment AS recorded_at""",
            values,
        )


@pytest.fixture
def watched(database: Database) -> Database:
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(RULE, "rules"), moment=NOW)
    return database


def stored(database: Database) -> list[Alert]:
    with database.reading() as connection:
        return list(alerts(connection))


def test_an_event_fires_once_however_often_rules_are_evaluated(watched: Database) -> None:
    put_event(watched, "evt_1", 7, NOW)
    put_event(watched, "evt_2", 1, NOW)
    first = evaluate(watched, now=NOW, channels=["desk"])
    assert [alert.event_ids for alert in first.fired] == [("evt_1",)]
    assert first.deliveries == 1
    again = evaluate(watched, now=NOW + timedelta(minutes=5), channels=["desk"])
    assert (again.fired, again.updated, again.deliveries) == ((), (), 0)


def test_an_alert_is_updated_in_place_and_speaks_again_after_its_cool_down(watched: Database) -> None:
    put_event(watched, "evt_1", 7, NOW)
    evaluate(watched, now=NOW, channels=["desk"])
    later = NOW + timedelta(hours=1)
    put_event(watched, "evt_1", 9, later)
    soon = evaluate(watched, now=later, channels=["desk"])
    assert (len(soon.updated), soon.deliveries) == (1, 0)
    (alert,) = stored(watched)
    assert "killed 9" in alert.body
    assert (alert.times_fired, alert.first_fired_at) == (2, NOW)
    cooled = NOW + timedelta(hours=8)
    put_event(watched, "evt_1", 11, cooled)
    assert evaluate(watched, now=cooled, channels=["desk"]).deliveries == 1


def test_an_alert_that_grows_escalates_at_once(watched: Database) -> None:
    put_event(watched, "evt_1", 7, NOW)
    evaluate(watched, now=NOW, channels=["desk"])
    later = NOW + timedelta(minutes=10)
    put_event(watched, "evt_1", 60, later, corroboration=4)
    assert evaluate(watched, now=later, channels=["desk"]).deliveries == 1
    (alert,) = stored(watched)
    assert (alert.state, alert.severity) == (AlertState.ESCALATED, Severity.CRITICAL)
    assert "4 independent publishers" in alert.body


def test_an_alert_without_news_is_resolved(watched: Database) -> None:
    put_event(watched, "evt_1", 7, NOW)
    evaluate(watched, now=NOW)
    found = evaluate(watched, now=NOW + timedelta(days=4), since=NOW)
    assert [alert.state for alert in found.resolved] == [AlertState.RESOLVED]


def test_a_muted_rule_fires_nothing(watched: Database) -> None:
    (rule,) = rules_from_yaml(RULE, "rules")
    with watched.transaction() as connection:
        save_rules(connection, [replace(rule, muted_until=NOW + timedelta(hours=1))], moment=NOW)
    put_event(watched, "evt_1", 7, NOW)
    assert evaluate(watched, now=NOW).fired == ()
    assert len(evaluate(watched, now=NOW + timedelta(hours=2)).fired) == 1


def test_a_rule_is_tried_over_history_without_a_trace(watched: Database) -> None:
    put_event(watched, "evt_old", 7, NOW, day=date(2023, 1, 1))
    (rule,) = rules_from_yaml(RULE, "rules")
    assert len(fired_before(watched, rule, now=NOW)) == 1
    assert stored(watched) == []


def test_messages_reach_a_receiver_that_fails_at_first_under_one_key(watched: Database, receiver: Receiver) -> None:
    channels = Channels.from_settings(f'{{"desk": "http://127.0.0.1:{receiver.port}/hook"}}', "hush")
    put_event(watched, "evt_1", 7, NOW)
    evaluate(watched, now=NOW, channels=["desk"])
    receiver.failures = 2
    now, tries = NOW, []
    for _ in range(4):
        tries.append(deliver(watched, channels, now=now, dice=random.Random(1)))
        now += timedelta(hours=1)
    assert tries == [(0, 1), (0, 1), (1, 0), (0, 0)]
    ((key, signed, message),) = receiver.taken
    assert signed is not None
    assert message["title"].startswith("ASSAULT: Russia -> Ukraine")
    assert "Missiles hit the town." in message["body"]
    with watched.reading() as connection:
        assert connection.execute("SELECT delivery_id, attempts, state FROM outbox").fetchall() == [
            (key, 3, "delivered")
        ]


def test_a_kill_after_the_receiver_took_a_message_repeats_it_under_the_same_key(
    watched: Database, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    channels = Channels.from_settings(f'{{"desk": "http://127.0.0.1:{receiver.port}/hook"}}')
    put_event(watched, "evt_1", 7, NOW)
    evaluate(watched, now=NOW, channels=["desk"])
    with monkeypatch.context() as patched:
        patched.setattr("flows.alerting.delivery.save_deliveries", _killed)
        with pytest.raises(KeyboardInterrupt):
            deliver(watched, channels, now=NOW)
    assert deliver(watched, channels, now=NOW) == (1, 0)
    assert len(receiver.taken) == 2
    assert len({key for key, _, _ in receiver.taken}) == 1


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_file_gets_a_line_for_each_message(watched: Database, tmp_path: Path) -> None:
    put_event(watched, "evt_1", 7, NOW)
    evaluate(watched, now=NOW, channels=["log"])
    path = tmp_path / "deep" / "alerts.jsonl"
    assert deliver(watched, Channels.from_settings(json.dumps({"log": path.as_uri()})), now=NOW) == (1, 0)
    assert json.loads(path.read_text())["rule"] == "deadly"


def test_a_channel_that_is_not_set_keeps_its_messages_waiting(watched: Database) -> None:
    put_event(watched, "evt_1", 7, NOW)
    evaluate(watched, now=NOW, channels=["desk"])
    assert deliver(watched, Channels.from_settings("{}"), now=NOW) == (0, 1)


def test_channels_that_can_not_be_read_are_a_plain_error() -> None:
    with pytest.raises(SettingsError, match="EVENTWIRE_ALERT_CHANNELS"):
        Channels.from_settings('{"desk": 3}')


def test_a_rule_in_sql_fires_for_each_row_and_can_not_write(database: Database) -> None:
    text = "rules: [{id: big, name: Big, description: x, watch: sql, sql: 'SELECT event_id AS key FROM events'}]"
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(text, "rules"), moment=NOW)
    put_event(database, "evt_1", 7, NOW)
    assert [alert.dedup_key for alert in evaluate(database, now=NOW).fired] == ["evt_1"]
    bad = text.replace("SELECT event_id AS key FROM events", "DELETE FROM events")
    with pytest.raises(InputError, match="one statement that asks"):
        rules_from_yaml(bad, "rules")
    (rule,) = rules_from_yaml(text, "rules")
    written = replace(
        rule, definition=rule.definition.replace("SELECT event_id AS key FROM events", "DELETE FROM events")
    )
    with database.transaction() as connection:
        save_rules(connection, [written], moment=NOW)
    assert [rule_id for rule_id, _ in evaluate(database, now=NOW).problems] == ["big"]
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (1,)
