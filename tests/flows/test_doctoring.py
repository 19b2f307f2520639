"""The doctor: each kind of trouble is found, and what to do is said."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.alerts import AlertRule, Severity
from flows.alerting import evaluate
from flows.cli.main import cli
from flows.doctoring import Finding, Health, environment, examined
from flows.doctoring.places import place_findings, settings_findings
from flows.doctoring.server import server_findings
from flows.doctoring.stored import database_findings
from flows.settings import Settings
from storage import Database
from storage.alerts import remove_rules, save_rules
from storage.kept_batches import MOST_ATTEMPTS
from storage.marks import PUBLISHED, SEARCHABLE, save_mark


def of(findings: object, check: str) -> list[Finding]:
    return [each for each in findings if each.check == check]  # type: ignore[attr-defined]


def test_this_environment_has_the_pinned_model_and_all_packages() -> None:
    found = {each.check: each for each in environment.environment_findings()}
    assert found["python"].health is Health.GOOD
    assert found["model"].health is Health.GOOD
    assert found["packages"].health is not Health.BAD


def test_other_versions_than_the_locks_are_named(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==0.0.1 \\\n    --hash=sha256:00\nduckdb==1 ; python_full_version < '3' \\\n")
    (found,) = environment._packages(lock)
    assert found.health is Health.WARNING
    assert "click" in found.told
    assert "duckdb" not in found.told
    lock.write_text("")
    assert [each.health for each in environment._packages(lock)] == [Health.GOOD]


def test_a_changed_model_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_MODEL_SHA256", "0" * 64)
    assert environment._model().health is Health.BAD


def test_misspelt_and_unusable_settings_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENTWIRE_DATABSE", "typo.duckdb")
    settings = Settings(alert_channels='["no object"]', source_headers="{", digest_channels="desk")  # type: ignore[arg-type]
    found = of(settings_findings(settings), "settings")
    told = " ".join(each.told for each in found)
    assert "EVENTWIRE_DATABSE" in told
    assert "EVENTWIRE_ALERT_CHANNELS" in told
    assert "EVENTWIRE_SOURCE_HEADERS" in told
    assert {each.health for each in found} == {Health.BAD, Health.WARNING}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_ours_is_bad(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o500)
    found = place_findings(Database(path=folder / "news.duckdb"), Settings())
    assert of(found, "permissions")[0].health is Health.BAD


def test_a_file_where_a_folder_is_wanted_is_bad_and_a_full_disk_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(backups=tmp_path / "file")
    found = list(place_findings(Database(path=tmp_path / "news.duckdb"), settings))
    assert of(found, "permissions")[0].health is Health.BAD
    usage = shutil._ntuple_diskusage(1, 1, 0)  # type: ignore[attr-defined]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert of(place_findings(Database(path=tmp_path / "n.duckdb"), Settings()), "disk")[0].health is Health.BAD


def test_a_missing_a_damaged_and_a_sound_database(database: Database, tmp_path: Path) -> None:
    (found,) = database_findings(Database(path=tmp_path / "none.duckdb"), thoroughly=False)
    assert found.health is Health.WARNING
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"not a database" * 1000)
    (found,) = database_findings(Database(path=damaged), thoroughly=False)
    assert found.health is Health.BAD
    assert "restore" in found.advice
    found_all = list(database_findings(database, thoroughly=True))
    assert [each.check for each in found_all if each.health is Health.BAD] == []
    assert of(found_all, "consistency")[0].health is Health.GOOD


def test_what_is_stuck_and_what_disagrees_is_told(database: Database) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=2)
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO batches VALUES ('b1', 'r', 'failed', 1, ?, 'no memory', NULL, ?, ?)",
            [MOST_ATTEMPTS, long_ago, long_ago],
        )
        connection.execute(
            "INSERT INTO batches VALUES ('b2', 'r', 'fetched', 1, 0, NULL, NULL, ?, ?)", [long_ago, long_ago]
        )
        connection.execute(
            "INSERT INTO runs VALUES ('r', 'poll', ?, NULL, 'running', '{}', 1, 0, 0, 0, 0, 0, 0, 0, 0, '1', '1')",
            [long_ago],
        )
    found = list(database_findings(database, thoroughly=True))
    assert "no memory" in of(found, "queue")[1].told
    assert of(found, "runs")[0].health is Health.WARNING
    assert of(found, "consistency")[0].health is Health.BAD  # one came in, none was kept, known or rejected


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ducklake:postgres:dbname=news host={folder} data_path={folder}/news", "see that its PostgreSQL runs"),
        ("ducklake:sqlite:news", "correct EVENTWIRE_STORAGE"),
    ],
)
def test_a_lake_that_can_not_be_used_is_a_finding(tmp_path: Path, address: str, words: str) -> None:
    pytest.importorskip("duckdb_extension_ducklake", reason="wants the extra `ducklake`")
    settings = Settings(database=Path(address.format(folder=tmp_path)))
    (found,) = (each for each in examined(settings) if each.check == "database")
    assert found.health is Health.BAD
    assert words in found.advice


def test_a_folder_in_place_of_a_database_is_told_what_it_wants(tmp_path: Path) -> None:
    (found,) = database_findings(Database(path=tmp_path), thoroughly=False)
    assert found.health is Health.BAD
    assert "name a file in it" in found.advice


def test_a_copy_and_an_index_that_lack_what_was_loaded_since_are_told(database: Database) -> None:
    now = datetime.now(UTC)
    with database.transaction() as connection:
        for name in (PUBLISHED, SEARCHABLE):
            save_mark(connection, name, now - timedelta(days=9))
    assert [each for each in database_findings(database, thoroughly=False) if "lacks" in each.told] == []
    with database.transaction() as connection:
        connection.execute("INSERT INTO batches VALUES ('b', 'r', 'loaded', 0, 0, NULL, NULL, ?, ?)", [now, now])
    found = [each for each in database_findings(database, thoroughly=False) if "lacks" in each.told]
    assert [each.check for each in found] == ["published copy", "search index"]
    assert all("eventwire" in each.advice for each in found)


def test_a_rule_that_can_not_be_evaluated_is_told_until_it_can(database: Database) -> None:
    now = datetime.now(UTC)
    rule = AlertRule(rule_id="own", name="Own", description="x", severity=Severity.INFO, definition="{watch: sql}")
    with database.transaction() as connection:
        save_rules(connection, [rule], moment=now)
    evaluate(database, now=now)
    (finding,) = of(database_findings(database, thoroughly=False), "rules")
    assert finding.health is Health.BAD
    assert finding.told.startswith("own could not be evaluated: ")
    with database.transaction() as connection:
        remove_rules(connection, ["own"])
    evaluate(database, now=now)
    assert of(database_findings(database, thoroughly=False), "rules") == []


def test_a_clock_that_went_back_is_noticed(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO batches VALUES ('b', 'r', 'loaded', 0, 0, NULL, NULL, ?, ?)",
            [datetime(2199, 1, 1, tzinfo=UTC)] * 2,
        )
    assert of(database_findings(database, thoroughly=False), "clock")[0].health is Health.BAD


def test_a_server_is_looked_for_only_where_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert [each.health for each in server_findings()] == [Health.GOOD]
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    (found,) = server_findings()
    assert found.health is Health.BAD
    assert "eventwire serve" in found.advice


def test_the_command_exits_with_one_only_where_something_is_bad(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    result = CliRunner().invoke(cli, ["doctor", "--check", "--database", str(database.path)])
    assert result.exit_code == 0, result.output
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO arrivals BY NAME SELECT 'a' AS arrival_id, 'x' AS raw_id, 't' AS media_type, [] AS "
            "headers, [] AS hint_authors, 'b' AS batch_id, 'r' AS run_id, now() AS recorded_at"
        )
    result = CliRunner().invoke(cli, ["doctor", "--check", "--database", str(database.path), "-f", "csv"])
    assert result.exit_code == 1
    assert "raw document is not recorded" in result.output
