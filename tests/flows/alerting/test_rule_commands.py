"""`eventwire rules`: check, add, list, show, test, mute, disable, remove."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows.cli.main import cli
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.settings import Settings

ARTICLE = "TEHRAN, October 2, 2024 - Iran fired missiles at Israel on Tuesday, killing twelve people, the army said."
RULES = """rules:
  - {id: strikes, name: Strikes, description: Attacks between states., severity: warning, when: {types: [ASSAULT]}}
  - {id: talks, name: Talks, description: Meetings., severity: info, when: {types: [CONSULT]}}
"""


@pytest.fixture(scope="module")
def _loaded_once(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rule_commands")
    (folder / "in").mkdir()
    (folder / "in" / "one.txt").write_text(ARTICLE)
    (folder / "rules.yaml").write_text(RULES)
    database = folder / "news.duckdb"
    run_backfill([folder / "in"], Settings(database=database), knowledge=knowledge)
    return database


@pytest.fixture
def loaded(_loaded_once: Path, tmp_path: Path) -> Path:
    """A database of one's own with the article, the rules beside it."""
    folder = tmp_path / "loaded"
    shutil.copytree(_loaded_once.parent, folder)
    return folder / _loaded_once.name


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["rules", *(str(each) for each in arguments)])


def test_a_file_is_checked_and_what_is_wrong_is_named(loaded: Path, tmp_path: Path) -> None:
    assert "2 rules, all sound" in run("check", loaded.parent / "rules.yaml").output
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("rules: [{id: x, name: X, description: y, when: {types: [SHOUT]}}]")
    assert run("check", wrong).exit_code == 1


def test_a_rule_is_tried_over_history_before_it_is_live_and_after(loaded: Path) -> None:
    told = run("test", loaded.parent / "rules.yaml", "--rule", "strikes", "--database", loaded)
    assert told.exit_code == 0, told.output
    assert "strikes: 1 alert" in told.output
    assert "fired missiles at Israel" in told.output
    assert run("add", loaded.parent / "rules.yaml", "--database", loaded).exit_code == 0
    rows = json.loads(run("test", "--format", "json", "--database", loaded).output)
    assert [(row["rule_id"], row["events"]) for row in rows] == [("strikes", 1)]


def test_rules_are_shown_muted_disabled_and_removed(loaded: Path) -> None:
    run("add", loaded.parent / "rules.yaml", "--database", loaded)
    assert "types" in run("show", "strikes", "--database", loaded).output
    assert "muted until" in run("mute", "strikes", "--hours", "2", "--database", loaded).output
    assert "muted until" in run("show", "strikes", "--database", loaded).output
    assert "not muted" in run("mute", "strikes", "--hours", "0", "--database", loaded).output
    assert run("disable", "talks", "--database", loaded).exit_code == 0
    assert "disabled" in run("show", "talks", "--database", loaded).output
    assert run("enable", "talks", "--database", loaded).exit_code == 0
    assert run("remove", "talks", "--database", loaded).exit_code == 0
    listed = json.loads(run("list", "--format", "json", "--database", loaded).output)
    assert [row["rule_id"] for row in listed] == ["strikes"]
    gone = run("mute", "talks", "--database", loaded)
    assert gone.exit_code == 1
    assert "no rule talks" in str(gone.exception)


def test_rules_that_are_added_again_stay_muted_and_others_may_be_pruned(loaded: Path, tmp_path: Path) -> None:
    path = loaded.parent / "rules.yaml"
    run("add", path, "--database", loaded)
    run("mute", "strikes", "--database", loaded)
    again = run("add", path, "--database", loaded).output
    assert "0 added, 0 changed, 2 as they were, 0 removed" in again
    assert "muted or disabled, as before: strikes" in again
    renamed = tmp_path / "rules.yaml"
    renamed.write_text(RULES.replace("id: talks", "id: meetings").replace("Attacks between", "All attacks between"))
    told = run("add", renamed, "--prune", "--database", loaded).output
    assert "1 added, 1 changed, 0 as they were, 1 removed" in told
    listed = json.loads(run("list", "--format", "json", "--database", loaded).output)
    assert {row["rule_id"]: row["muted_until"] is None for row in listed} == {"strikes": False, "meetings": True}


def test_a_rule_whose_sql_the_database_can_not_answer_is_not_added(loaded: Path, tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("rules: [{id: own, name: X, description: x, watch: sql, sql: SELECT colour FROM current_events}]")
    assert run("check", path).exit_code == 0
    told = run("add", path, "--database", loaded)
    assert told.exit_code == 1
    assert "rule own" in str(told.exception)
    assert "colour" in str(told.exception)
    path.write_text(path.read_text().replace("colour FROM current_events", "* FROM read_csv('/etc/hostname')"))
    assert "rule own" in str(run("add", path, "--database", loaded).exception)


def test_a_trial_may_be_of_some_days(loaded: Path) -> None:
    for since, expected in (("2024-10-01", 1), ("2024-10-02", 0)):
        told = run("test", loaded.parent / "rules.yaml", "--rule", "strikes", "--since", since, "--database", loaded)
        assert f"strikes: {expected} alert" in told.output


def test_a_file_that_is_no_text_is_refused_plainly(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_bytes(b"rules: \xff")
    assert "is not UTF-8 text" in str(run("check", path).exception)


@pytest.mark.parametrize("hours", ["-1", "nan", "inf", "1e12", "soon"])
def test_a_rule_is_muted_for_hours_that_there_are(loaded: Path, hours: str) -> None:
    assert run("mute", "strikes", f"--hours={hours}", "--database", loaded).exit_code == 2
