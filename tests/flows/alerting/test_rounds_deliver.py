"""The flow of a round: what it does besides polling."""

import json
from pathlib import Path

import pytest
from alert_values import NOW, put_event

from flows.alerting import Channels, deliver, evaluate, rules_from_yaml
from flows.poll import poll
from storage.alerts import save_rules
from storage.database import Database


def test_a_round_without_news_delivers_what_a_receiver_refused_before(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = {"id": "all", "name": "All", "description": "x", "severity": "warning", "when": {"types": ["ASSAULT"]}}
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(json.dumps({"rules": [rule]}), "rules"), moment=NOW)
    put_event(database, "evt_1", 12, NOW)
    evaluate(database, now=NOW, channels=["log"])
    away = Channels.from_settings('{"log": "http://127.0.0.1:9/"}')
    assert deliver(database, away, now=NOW) == (0, 1)
    log = tmp_path / "alerts.jsonl"
    monkeypatch.setenv("EVENTWIRE_ALERT_CHANNELS", json.dumps({"log": log.as_uri()}))
    poll.fn(database=str(database.path))
    assert len(log.read_text(encoding="utf-8").splitlines()) == 1
    poll.fn(database=str(database.path))
    assert len(log.read_text(encoding="utf-8").splitlines()) == 1
