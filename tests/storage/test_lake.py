"""A lake in place of the file: several machines load at once, and nothing is lost."""

import multiprocessing
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from lakes import Lakes
from storage_values import TEXT, article, batch, coded, raw

from domain.errors import LockedError, StorageError
from storage.backups import back_up, restore
from storage.checking import inconsistencies
from storage.copying import publish
from storage.database import Database
from storage.digest import database_digest, table_digests
from storage.event_tables import EventFilter
from storage.lake import LakeAddress, merge_files
from storage.loading import load_batch
from storage.querying import QueryError, query
from storage.raw_documents import load_raw, save_raws
from storage.search_index import build_index, index_path
from storage.searching import Search, search

WRITERS, BATCHES = 3, 2
NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)
_DIE_WRITING = """
import os, sys
from pathlib import Path
from storage.database import Database
with Database(path=Path(sys.argv[1])).transaction() as connection:
    connection.execute("INSERT INTO settings VALUES ('half', 'x', now())")
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def lake(lakes: Lakes) -> Database:
    return lakes.empty()


@pytest.fixture(scope="module")
def asked(lakes: Lakes) -> Database:
    """A lake that all tests here ask and none writes."""
    return lakes.empty()


def load(path: str, writer: int) -> None:
    """What one machine loads: batches of its own, that all tell of the same actors."""
    database = Database(path=Path(path), patience=120.0)
    for number in range(BATCHES):
        articles = [coded(article(f"{TEXT} {writer} {number} {each}.")) for each in range(2)]
        save_raws(database, [raw(each.article.text) for each in articles])
        load_batch(database, batch(*articles, number=10 * writer + number))


def settings_named(database: Database, pattern: str) -> int:
    found = query(database, "SELECT count(*) AS n FROM settings WHERE name LIKE $pattern", {"pattern": pattern})
    return int(found["n"][0].as_py())


@pytest.mark.slow
def test_three_writers_at_once_lose_nothing(lake: Database, new_database: Callable[[], Database]) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=load, args=(str(lake.path), number)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(300)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert inconsistencies(lake) == ()
    alone = new_database()
    for number in range(WRITERS):
        load(str(alone.path), number)
    differing = {mine.table for mine, its in zip(table_digests(alone), table_digests(lake), strict=True) if mine != its}
    assert differing <= {"actors"}  # whose first version may be another's


def test_a_reader_waits_for_no_writer_and_sees_what_was_committed(lake: Database) -> None:
    with lake.transaction() as connection:
        connection.execute("INSERT INTO settings VALUES ('new', 'x', now())")
        assert settings_named(lake, "new") == 0
    assert settings_named(lake, "new") == 1


def test_writers_wait_their_turn_and_say_when_it_does_not_come(lake: Database) -> None:
    order = []
    begun, enough = threading.Event(), threading.Event()

    def slow() -> None:
        with lake.transaction():
            begun.set()
            enough.wait(60)
            order.append("first")

    writer = threading.Thread(target=slow)
    writer.start()
    begun.wait(60)
    impatient = Database(path=lake.path, patience=0.1)
    with pytest.raises(LockedError, match="others wrote to dbname="), impatient.transaction():
        pass
    threading.Timer(0.2, enough.set).start()
    with lake.transaction():
        order.append("second")
    writer.join()
    assert order == ["first", "second"]


def test_a_killed_writer_leaves_nothing_and_keeps_nobody_out(lake: Database) -> None:
    killed = subprocess.run([sys.executable, "-c", _DIE_WRITING, str(lake.path)], check=False)
    assert killed.returncode == -9
    with lake.transaction() as connection:
        connection.execute("INSERT INTO settings VALUES ('whole', 'x', now())")
    assert settings_named(lake, "half") == 0


def test_a_program_that_takes_no_turns_is_noticed(lake: Database) -> None:
    address = LakeAddress.of(lake.path)
    assert address is not None
    with lake.transaction() as connection:
        connection.execute("INSERT INTO settings SELECT 'many ' || range, 'x', now() FROM range(100)")

    def collide() -> None:
        with lake.transaction() as connection:
            connection.execute("UPDATE settings SET value = 'ours' WHERE name = 'many 1'")
            with connection.cursor() as stranger:  # its own transaction
                stranger.execute("USE lake")
                stranger.execute("UPDATE settings SET value = 'theirs' WHERE name = 'many 1'")

    with pytest.raises(LockedError, match="nothing was written, another program changed the same rows"):
        collide()
    assert query(lake, "SELECT value FROM settings WHERE name = 'many 1'")["value"].to_pylist() == ["theirs"]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM settings",
        "COPY settings TO '{folder}/out.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "SELECT * FROM read_text('/etc/hostname')",
        "CALL postgres_execute('__ducklake_metadata_lake', 'CREATE TABLE public.mine (a int)')",
        "DELETE FROM __ducklake_metadata_lake.public.ducklake_snapshot",
        "SET enable_external_access = true",
    ],
)
def test_a_query_can_neither_write_nor_reach_files(asked: Database, sql: str) -> None:
    assert asked.lake is not None
    with pytest.raises((QueryError, duckdb.Error)):
        query(asked, sql.format(folder=asked.lake.data))


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("ducklake:postgres:dbname=news", "data_path=FOLDER"),
        ("ducklake:sqlite:news.db data_path=x", "write ducklake:postgres:"),
        ("ducklake:postgres:dbname=news password=secret data_path=x", "PGPASSWORD"),
    ],
)
def test_an_address_that_will_not_do_is_said(address: str, problem: str) -> None:
    with pytest.raises(StorageError, match=problem):
        Database(path=Path(address)).lake  # noqa: B018


@pytest.fixture(scope="module")
def loaded(lakes: Lakes) -> Database:
    """A lake with an article, that all tests here copy."""
    lake = lakes.empty()
    save_raws(lake, [raw()])
    load_batch(lake, batch(coded()))
    return lake


def test_a_published_copy_of_a_lake_is_a_file_that_says_the_same(loaded: Database, tmp_path: Path) -> None:
    target = tmp_path / "public.duckdb"
    publish(loaded, target, moment=NOW)
    assert list(tmp_path.iterdir()) == [target]
    assert database_digest(Database(path=target), history=True) == database_digest(loaded, history=True)
    with duckdb.connect(str(target), read_only=True) as tool:
        assert tool.execute("SELECT count(*) FROM timeline").fetchone() == (1,)


@pytest.mark.slow
def test_a_backup_of_a_lake_is_restored_to_a_file_and_to_a_new_lake(
    loaded: Database, lakes: Lakes, tmp_path: Path
) -> None:
    backup = back_up(loaded, tmp_path, moment=NOW)
    assert (backup.raw_documents, backup.raw_missing) == (1, 0)
    file, other = Database(path=tmp_path / "back" / "news.duckdb"), lakes.absent()
    for restored in (file, other):
        restore(tmp_path / f"{backup.stem}.json", restored.path)
        assert database_digest(restored, history=True) == backup.digest
        assert load_raw(restored, raw().raw_id) == raw().content
        assert inconsistencies(restored) == ()
    with pytest.raises(StorageError, match="already"):
        restore(tmp_path / f"{backup.stem}.json", other.path)


def test_small_files_of_a_lake_are_merged_and_say_the_same(lakes: Lakes) -> None:
    lake = lakes.empty()
    for first in (0, 10_000):
        with lake.transaction() as connection:
            connection.execute(
                "INSERT INTO settings SELECT 'name ' || n, 'x', now() FROM range($first, $first + 10000) AS t(n)",
                {"first": first},
            )
    with lake.transaction() as connection:
        assert merge_files(connection) >= 2
    assert settings_named(lake, "name %") == 20_000


def test_a_lake_is_searched_by_an_index_beside_its_folder(loaded: Database) -> None:
    build_index(loaded, moment=NOW)
    assert index_path(loaded).parent == loaded.raw_folder.parent
    found = search(loaded, Search(words="Doha", wanted=EventFilter()))
    assert {row["kind"] for row in found.to_pylist()} == {"article", "event"}


def test_a_server_that_does_not_answer_is_said(tmp_path: Path) -> None:
    pytest.importorskip("duckdb_extension_ducklake", reason="wants the extra `ducklake`")
    nobody = Database(path=Path(f"ducklake:postgres:dbname=x host={tmp_path} data_path={tmp_path}/data"))
    with pytest.raises(StorageError, match=r"the lake at dbname=x .* can't be used"), nobody.transaction():
        pass
