"""`eventwire alerts`: list, show, evaluate, outbox, retry, tell."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from alert_values import put_event
from click.testing import CliRunner, Result
from receivers import Receiver, receiving

from flows.alerting import rules_from_yaml
from flows.cli.main import cli
from flows.loading.clock import utc_now
from storage.alerts import save_rules
from storage.database import Database

RULES = """rules:
  - {id: strikes, name: Strikes, description: x, severity: warning, when: {types: [ASSAULT], days_old: null}}
  - {id: all, name: All, description: x, severity: info, when: {days_old: null}, per: rule}
"""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as told:
        yield told


@pytest.fixture
def watched(database: Database) -> Database:
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(RULES, "rules"), moment=utc_now())
    put_event(database, "evt_1", 12, utc_now())
    return database


def run(database: Database, *arguments: str, address: str | None = None) -> Result:
    channels = json.dumps({"desk": address}) if address else "{}"
    environment = {"EVENTWIRE_ALERT_CHANNELS": channels, "EVENTWIRE_DATABASE": str(database.path)}
    return CliRunner().invoke(cli, ["alerts", *arguments], env=environment)


def titles(database: Database, *arguments: str) -> list[str]:
    return [row["title"] for row in json.loads(run(database, *arguments, "--format", "json").output)]


def test_alerts_are_evaluated_listed_shown_and_filtered(watched: Database, receiver: Receiver) -> None:
    told = run(watched, "evaluate", address=receiver.address)
    assert "2 fired, 0 updated, 0 resolved; 2 messages delivered" in told.output
    assert len(titles(watched)) == 2
    for asked in (("--severity", "warning"), ("--rule", "strikes"), ("--rule", "strikes", "--type", "ASSAULT")):
        assert [title[:7] for title in titles(watched, *asked)] == ["ASSAULT"]
    assert titles(watched, "--type", "CONSULT") == []
    assert titles(watched, "--until", "2001-01-01") == []
    assert run(watched, "--type", "WAR").exit_code == 2
    (row,) = json.loads(run(watched, "--rule", "strikes", "--format", "json").output)
    shown = run(watched, "show", row["alert_id"]).output
    assert "“Missiles hit the town.”" in shown
    assert "told desk" in shown
    assert run(watched, "show", "alr_of_nothing").exit_code == 1


def test_messages_that_wait_are_shown_with_their_reason_and_tried_again(watched: Database, receiver: Receiver) -> None:
    run(watched, "evaluate", address="http://127.0.0.1:9/hook?token=hush")
    waiting = json.loads(run(watched, "outbox", "--format", "json").output)
    assert [row["state"] for row in waiting] == ["waiting", "waiting"]
    assert [row["attempts"] for row in sorted(waiting, key=lambda row: row["attempts"])] == [0, 1]
    assert "hush" not in run(watched, "outbox").output
    told = run(watched, "retry", "--channel", "desk", address=receiver.address).output
    assert "2 due; 2 messages delivered, 0 to be tried again" in told
    assert json.loads(run(watched, "outbox", "--format", "json").output) == []
    assert len(json.loads(run(watched, "outbox", "--all", "--format", "json").output)) == 2


def test_a_channel_can_be_tried(database: Database, receiver: Receiver, tmp_path: Path) -> None:
    assert "desk has taken it" in run(database, "tell", "desk", address=receiver.address).output
    assert receiver.messages()[0]["title"] == "A message from Eventwire"
    assert "did not take it" in str(run(database, "tell", "desk", address="http://127.0.0.1:9/").exception)
    assert "no channel 'nobody'" in str(run(database, "tell", "nobody", address=receiver.address).exception)
    log = tmp_path / "log.jsonl"
    assert run(database, "tell", "desk", address=log.as_uri()).exit_code == 0
    assert json.loads(log.read_text())["rule"] == "hello"
