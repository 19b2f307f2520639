"""The published copy: whole at every moment, and no burden to whoever holds the one before."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from storage_values import batch, coded, raw

from domain.errors import StorageError
from storage import Database, load_batch, query, save_raws
from storage.copying import copy_database, publish
from storage.digest import database_digest
from storage.marks import PUBLISHED, mark

NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def loaded(database: Database) -> Database:
    save_raws(database, [raw()])
    load_batch(database, batch(coded()))
    return database


def test_the_copy_says_what_the_database_says(loaded: Database, tmp_path: Path) -> None:
    target = tmp_path / "public" / "news.duckdb"
    published = publish(loaded, target, moment=NOW)
    assert published.size_bytes == target.stat().st_size
    assert database_digest(Database(path=target)) == database_digest(loaded)
    assert query(Database(path=target), "SELECT count(*) AS n FROM timeline").to_pylist()
    with loaded.reading() as connection:
        found = mark(connection, PUBLISHED)
    assert found is not None
    assert found[0] == NOW
    assert found[1]["path"] == str(target)


def test_who_holds_the_old_copy_goes_on_reading_it(loaded: Database, tmp_path: Path) -> None:
    target = tmp_path / "public.duckdb"
    publish(loaded, target, moment=NOW)
    holder = duckdb.connect(str(target), read_only=True)
    with loaded.transaction() as connection:
        connection.execute("DELETE FROM articles")
    publish(loaded, target, moment=NOW)
    assert holder.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    holder.close()
    with duckdb.connect(str(target), read_only=True) as newcomer:
        assert newcomer.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_no_reader_ever_meets_half_a_copy(loaded: Database, tmp_path: Path) -> None:
    target = tmp_path / "public.duckdb"
    publish(loaded, target, moment=NOW)
    stop, problems, read = threading.Event(), [], []

    def look() -> None:
        while not stop.is_set():
            try:
                with duckdb.connect(str(target), read_only=True) as connection:
                    read.append(connection.execute("SELECT count(*) FROM articles").fetchone())
            except duckdb.Error as error:
                problems.append(str(error))

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for _ in range(4):
            publish(loaded, target, moment=NOW)
    finally:
        stop.set()
        reader.join()
    assert problems == []
    assert set(read) == {(1,)}


def test_a_commit_that_a_kill_left_in_the_log_is_in_the_copy(loaded: Database, tmp_path: Path) -> None:
    script = (
        "import duckdb, os; c = duckdb.connect({path!r}); c.execute(\"SET checkpoint_threshold = '1GB'\"); "
        "c.execute(\"INSERT INTO settings VALUES ('late', 'x', now())\"); os._exit(9)"
    )
    import subprocess
    import sys

    subprocess.run([sys.executable, "-c", script.format(path=str(loaded.path))], check=False)
    assert loaded.path.with_name(loaded.path.name + ".wal").exists()
    copy_database(loaded, tmp_path / "copy.duckdb")
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT value FROM settings WHERE name = 'late'").fetchone() == ("x",)


def test_the_database_is_never_published_onto_itself(loaded: Database) -> None:
    with pytest.raises(StorageError, match="itself"):
        publish(loaded, loaded.path, moment=NOW)


def test_nothing_is_left_behind_where_a_copy_fails(no_database: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no database"):
        publish(no_database, tmp_path / "out" / "public.duckdb", moment=NOW)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_device_or_pipe_is_never_replaced_by_a_copy(loaded: Database, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(StorageError, match="no file that could be replaced"):
        publish(loaded, pipe, moment=NOW)
    assert pipe.is_fifo()
    assert [each.name for each in tmp_path.glob(".pipe*")] == []
