"""Housekeeping from outside: every step, one that fails, and back from a backup."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.errors import EventwireError
from flows.cli.main import cli
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.maintain import maintain as maintain_flow
from flows.maintaining import maintain, renewed_copy
from flows.settings import Settings
from storage import Database
from storage.digest import database_digest
from storage.marks import BACKED_UP, CHECKED, MAINTAINED, PUBLISHED, SEARCHABLE, mark

ARTICLE = "DOHA, October 2, 2024 - Iran's president met the emir of Qatar in Doha on Wednesday. They discussed a truce."


@pytest.fixture(scope="module")
def loaded(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maintaining")
    (folder / "in").mkdir()
    (folder / "in" / "one.txt").write_text(ARTICLE)
    database = folder / "news.duckdb"
    run_backfill([folder / "in"], Settings(database=database), knowledge=knowledge)
    return database


def run(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(each) for each in arguments], env=environment)
    return result.exit_code, result.output + str(result.exception or "")


def test_all_steps_are_done_and_remembered(loaded: Path, tmp_path: Path) -> None:
    settings = Settings(database=loaded, published=tmp_path / "public.duckdb", backups=tmp_path / "backups")
    done = maintain(settings, clock=lambda: datetime(2025, 3, 5, tzinfo=UTC))
    assert [each.step for each in done if each.failed] == []
    assert (tmp_path / "public.duckdb").exists()
    with Database(path=loaded).reading() as connection:
        for name in (BACKED_UP, CHECKED, MAINTAINED, PUBLISHED, SEARCHABLE):
            assert mark(connection, name) is not None, name


def test_one_step_that_fails_does_not_stop_the_others(loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "a_file").write_text("in the way")
    settings = Settings(database=loaded, published=tmp_path / "a_file" / "public.duckdb", backups=tmp_path / "backups")
    done = {each.step: each for each in maintain(settings)}
    assert done["published copy"].failed
    assert not done["backup"].failed
    code, told = run("maintain", "--database", loaded, EVENTWIRE_PUBLISHED=str(settings.published))
    assert code == 1
    assert "FAILED" in told


def test_the_flow_fails_after_all_steps_where_one_did(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a_file").write_text("in the way")
    monkeypatch.setenv("EVENTWIRE_PUBLISHED", str(tmp_path / "a_file" / "public.duckdb"))
    with pytest.raises(EventwireError, match="published copy"):
        maintain_flow.fn(database=str(loaded))
    monkeypatch.delenv("EVENTWIRE_PUBLISHED")
    assert "backup" in maintain_flow.fn(database=str(loaded))


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    code, told = run("maintain", "--database", tmp_path / "none.duckdb")
    assert code == 1
    assert "no database" in told
    assert not (tmp_path / "none.duckdb").exists()


def test_back_up_rotate_and_restore_by_command(loaded: Path, tmp_path: Path) -> None:
    code, told = run("backup", tmp_path / "backups", "--keep", "1", "--database", loaded)
    assert code == 0, told
    (description,) = (tmp_path / "backups").glob("*.json")
    assert json.loads(description.read_text())["raw_documents"] == 1
    restored = tmp_path / "restored.duckdb"
    code, told = run("restore", description.with_suffix(".duckdb.zst"), "--to", restored)
    assert code == 0, told
    assert database_digest(Database(path=restored)) == database_digest(Database(path=loaded))
    code, told = run("restore", description, "--to", restored)
    assert code == 1
    assert "already" in told


def test_publish_wants_a_path_and_query_reads_the_copy(loaded: Path, tmp_path: Path) -> None:
    assert run("publish", "--database", loaded)[0] == 2
    assert run("publish", tmp_path / "public.duckdb", "--database", loaded)[0] == 0
    code, told = run(
        "query", "SELECT count(*) AS n FROM articles", "-f", "csv", "--database", tmp_path / "public.duckdb"
    )
    assert (code, told) == (0, "n\n1\n")


def test_search_makes_its_index_and_finds_articles_and_events(loaded: Path) -> None:
    code, told = run("search", "truce", "--rebuild", "--database", loaded)
    assert code == 0, told
    assert "**truce**" in told
    code, told = run("search", "emir", "--in", "events", "--type", "CONSULT", "-f", "csv", "--database", loaded)
    assert code == 0
    assert told.splitlines()[0].startswith("score,kind,day,title,snippet")
    assert run("search", "zeppelin", "--database", loaded)[0] == 0
    assert run("search", "emir", "--type", "NONSENSE", "--database", loaded)[0] == 2


def test_the_copy_is_renewed_when_it_is_old_and_lacks_something(loaded: Path, tmp_path: Path) -> None:
    target = tmp_path / "public.duckdb"
    settings = Settings(database=loaded, published=target)
    now = datetime.now(UTC)
    assert not renewed_copy(Settings(database=loaded))
    assert renewed_copy(settings, clock=lambda: now)
    assert not renewed_copy(settings, clock=lambda: now + timedelta(minutes=30))
    assert not renewed_copy(settings, clock=lambda: now + timedelta(hours=2))  # nothing was loaded since
    with Database(path=loaded).transaction() as connection:
        connection.execute("UPDATE arrivals SET recorded_at = ?", [now + timedelta(minutes=1)])
    assert renewed_copy(settings, clock=lambda: now + timedelta(hours=2))
    target.chmod(0o644)
    target.unlink()
    assert renewed_copy(settings, clock=lambda: now + timedelta(hours=2))
