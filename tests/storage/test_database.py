"""Opening and closing: rollback, waiting, reading beside writing."""

import multiprocessing
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest

from domain.errors import LockedError, StorageError
from storage.database import Database
from storage.querying import query

_KEEP_OPEN = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""
_DIE_IN_TRANSACTION = """
import os, sys
from pathlib import Path
from storage.database import Database
with Database(path=Path(sys.argv[1])).transaction() as connection:
    connection.execute("INSERT INTO settings SELECT 'half ' || range, 'x', now() FROM range(10000)")
    os.kill(os.getpid(), 9)
"""


def count(database: Database) -> int:
    found = query(database, "SELECT count(*) AS n FROM settings WHERE name LIKE 'half %'")
    return int(found["n"][0].as_py())


def test_an_exception_rolls_the_transaction_back(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO settings VALUES ('half 1', 'x', now())")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert count(database) == 0


def test_a_kill_in_a_transaction_leaves_nothing_of_it(database: Database) -> None:
    killed = subprocess.run([sys.executable, "-c", _DIE_IN_TRANSACTION, str(database.path)], check=False)
    assert killed.returncode == -9
    assert count(database) == 0


def test_reading_wants_a_database(no_database: Database) -> None:
    with pytest.raises(StorageError, match="eventwire backfill"), no_database.reading():
        pass


def test_readers_cannot_write(database: Database) -> None:
    with database.reading() as connection, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        connection.execute("DELETE FROM settings")


def test_moments_are_in_utc_whatever_the_machine_says(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tehran")
    with database.transaction() as connection:
        assert connection.execute("SELECT TIMESTAMPTZ '2025-01-01 12:00:00+00'::VARCHAR").fetchall() == [
            ("2025-01-01 12:00:00+00",)
        ]


def test_a_database_that_stays_in_use_is_named_with_who_uses_it(database: Database) -> None:
    impatient = Database(path=database.path, patience=0.3)
    with subprocess.Popen(
        [sys.executable, "-c", _KEEP_OPEN, str(database.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        with pytest.raises(LockedError, match=rf"in use by another process .*PID {other.pid}"), impatient.reading():
            pass
        threading.Timer(0.3, other.stdin.close).start()
        with database.transaction() as connection:
            assert connection.execute("SELECT 1").fetchall() == [(1,)]


def _write(path: str, name: str, times: int) -> None:
    for number in range(times):
        with Database(path=Path(path)).transaction() as connection:
            connection.execute("INSERT INTO settings VALUES (?, 'x', now())", [f"half {name} {number}"])


def test_two_writers_and_two_readers_all_come_through(database: Database) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(str(database.path), name, 15)) for name in ("a", "b")]
    failures: list[Exception] = []

    def read() -> None:
        try:
            while any(writer.is_alive() for writer in writers):
                count(Database(path=database.path))
        except Exception as error:  # noqa: BLE001 -- whatever it is, the test shows it
            failures.append(error)

    for writer in writers:
        writer.start()
    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for worker in (*writers, *readers):
        worker.join(60)
    assert failures == []
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert count(database) == 30
