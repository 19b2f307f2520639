"""A backfill that is killed at any point and run again gives the database of one clean run."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from storage import Database
from storage.digest import table_digests

ROUNDS = 25
ROOT = Path(__file__).resolve().parents[2]
_STATES = ("Iran", "Qatar", "Iraq", "Turkey", "Oman", "Egypt")
_FROM_NOTHING = 5  # one round in so many starts without a database file; the others with an empty one


class Forker:
    """The fork server, spoken to line by line."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.end_to_end.fork_server"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "ready"

    def backfill(self, corpus: Path, database: Path, kill_after: float | None = None) -> int:
        """The exit status of a backfill, killed after some seconds if it has not ended by then."""
        assert self._process.stdin is not None
        request = {"paths": [str(corpus)], "database": str(database), "batch_size": 3}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        pid = int(self._answer())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it may have ended
                os.kill(pid, signal.SIGKILL)
        return int(self._answer())

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    server = Forker()
    yield server
    server.close()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Seven short articles, two of them one text, and two files that are no articles."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number, (host, guest) in enumerate(pairwise(_STATES)):
        text = (
            f"{host.upper()}, March {number + 3}, 2025 - The president of {host} met the foreign minister of {guest} "
            f"on Monday. {guest} accused Israel of an attack that killed {number + 4} soldiers. {host} was silent.\n"
        )
        (folder / f"{number}.txt").write_text(text)
    (folder / "8.jsonl").write_text(
        "".join(
            json.dumps({"id": str(at), "url": f"https://example.org/{at}", "text": "Iran fired missiles at Israel."})
            + "\n"
            for at in range(2)
        )
    )
    (folder / "9.txt").write_bytes(b"\x00\x01\x02" * 100)
    (folder / "a.bin").write_bytes(b"nothing")
    return folder


@pytest.mark.slow
@pytest.mark.model
def test_a_killed_backfill_that_is_run_again_equals_one_clean_run(
    forker: Forker, corpus: Path, tmp_path: Path, empty_database: Path
) -> None:
    clean = tmp_path / "clean.duckdb"
    started = time.monotonic()
    assert forker.backfill(corpus, clean) == 0
    seconds = time.monotonic() - started
    expected = table_digests(Database(path=clean))
    chance = random.Random(f"{seconds}")
    killed = 0
    for number in range(ROUNDS):
        database = tmp_path / f"killed-{number}.duckdb"
        if number % _FROM_NOTHING:
            shutil.copy(empty_database, database)
        moment = chance.uniform(0.02, seconds)
        killed += forker.backfill(corpus, database, kill_after=moment) == -signal.SIGKILL
        assert forker.backfill(corpus, database) == 0, f"did not go on after a kill at {moment:.3f} of {seconds:.3f} s"
        assert table_digests(Database(path=database)) == expected, f"killed after {moment:.3f} of {seconds:.3f} s"
    assert killed >= ROUNDS // 2, "most rounds must have been killed before their end"


@pytest.mark.model
def test_running_it_twice_changes_nothing(forker: Forker, corpus: Path, tmp_path: Path) -> None:
    database = tmp_path / "twice.duckdb"
    assert forker.backfill(corpus, database) == 0
    once = table_digests(Database(path=database))
    assert forker.backfill(corpus, database) == 0
    assert table_digests(Database(path=database)) == once
