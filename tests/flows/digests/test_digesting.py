"""The digest: new events with their evidence, troubles, three forms, and one message a channel and day."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.alerting import evaluate, rules_from_yaml
from flows.cli.main import cli
from flows.digest import digest as digest_flow
from flows.digests import Digest, as_json, as_markdown, as_text, digest_of
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.settings import Settings
from storage import Database
from storage.alerts import save_rules

LOADED_AT = datetime(2024, 10, 3, 9, tzinfo=UTC)
FRESH = (
    "DOHA, October 2, 2024 - Iran's president met the emir of Qatar in Doha on Wednesday. Iran fired missiles at "
    "Israel on Tuesday, killing three people, the army said. Israel may attack Iran."
)
OLD = "PARIS, March 4, 2015 - France imposed sanctions on Syria on Tuesday, the foreign ministry said."


@pytest.fixture(scope="module")
def loaded(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("digesting")
    (folder / "in").mkdir()
    (folder / "in" / "fresh.txt").write_text(FRESH)
    (folder / "in" / "old.txt").write_text(OLD)
    (folder / "in" / "bad.txt").write_bytes(b"\x00\x01")
    database = folder / "news.duckdb"
    settings = Settings(database=database)
    run_backfill([folder / "in"], settings, knowledge=knowledge, clock=lambda: LOADED_AT)
    return database


@pytest.fixture
def found(loaded: Path) -> Digest:
    return digest_of(Database(path=loaded), LOADED_AT - timedelta(hours=1), LOADED_AT)


def run(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(each) for each in arguments], env=environment)
    return result.exit_code, result.output


def test_what_is_new_stands_by_pair_and_what_is_old_or_not_actual_is_left_out(found: Digest) -> None:
    titles = {dyad.title for dyad in found.dyads}
    assert any("Iran" in title and "Israel" in title for title in titles)
    assert not any("Syria" in title for title in titles)
    assert found.older >= 1
    assert found.articles == 2
    assert dict(found.types)["ASSAULT"] == 1
    assert sum(each.number for each in found.rejects) == 1


def test_a_period_without_news_is_empty(loaded: Path) -> None:
    later = digest_of(Database(path=loaded), LOADED_AT, LOADED_AT + timedelta(days=1))
    assert (later.articles, later.dyads, later.rejects) == (0, (), ())
    assert "0 articles" in as_text(later)


def test_evidence_stands_below_its_event_in_all_forms(found: Digest) -> None:
    for text in (as_text(found), as_markdown(found)):
        assert "fired missiles at Israel" in text
        assert "3 killed" in text
        assert "Documents that went no further" in text
    record = json.loads(as_json(found))
    quotes = [event["quote"] for dyad in record["dyads"] for event in dyad["events"]]
    assert any("fired missiles" in quote for quote in quotes)


def test_the_flow_sends_each_day_once_to_each_channel(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "digest.jsonl"
    monkeypatch.setenv("EVENTWIRE_ALERT_CHANNELS", json.dumps({"log": f"file://{log}", "no": f"file://{log}.no"}))
    monkeypatch.setenv("EVENTWIRE_DIGEST_CHANNELS", "log")
    for _ in range(2):
        digest_flow.fn(database=str(loaded), day=LOADED_AT.date())
    (line,) = log.read_text().splitlines()
    message = json.loads(line)
    assert message["title"].startswith("Digest to 2024-10-04")
    assert "fired missiles" in message["body"]
    assert not Path(f"{log}.no").exists()


def test_the_command_prints_writes_and_refuses_unknown_channels(loaded: Path, tmp_path: Path) -> None:
    code, told = run("digest", "--day", "2024-10-03", "--database", loaded)
    assert code == 0
    assert told.startswith("Digest to 2024-10-04")
    target = tmp_path / "digest.md"
    assert run("digest", "--day", "2024-10-03", "-f", "markdown", "-o", target, "--database", loaded)[0] == 0
    assert target.read_text().startswith("# Digest")
    assert run("digest", "--day", "2024-10-03", "--hours", "3", "--database", loaded)[0] == 2
    code, _ = run("digest", "--send", "--database", loaded, EVENTWIRE_DIGEST_CHANNELS="nobody")
    assert code == 1


def test_alerts_stand_with_the_sentence_that_they_rest_on(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EVENTWIRE_ALERT_CHANNELS", raising=False)
    (tmp_path / "one.txt").write_text(FRESH.replace("missiles", "*missiles*"))
    database = Database(path=tmp_path / "news.duckdb")
    run_backfill([tmp_path / "one.txt"], Settings(database=database.path), knowledge=knowledge, clock=lambda: LOADED_AT)
    rule = "rules: [{id: attacks, name: A, description: x, deliver: digest, when: {types: [ASSAULT], days_old: null}}]"
    with database.transaction() as connection:
        save_rules(connection, rules_from_yaml(rule, "rules"), moment=LOADED_AT)
    evaluate(database, now=LOADED_AT)
    found = digest_of(database, LOADED_AT - timedelta(hours=1), LOADED_AT)
    told = as_markdown(found).split("## Alerts\n")[1].split("\n## ")[0]
    assert told.startswith("- notice: ASSAULT")
    assert "“Iran fired \\*missiles\\* at Israel" in told
    assert "“Iran fired *missiles* at Israel" in as_text(found).split("Alerts\n")[1]
