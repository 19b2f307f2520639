"""Killed while it backs up, restores or publishes, a program leaves the earlier backup and the copy whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from storage_values import batch, coded, raw

from storage import Database, load_batch, save_raws
from storage.backups import back_up, backups_in, restore
from storage.copying import publish
from storage.digest import database_digest

NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)
ROUNDS = 3
# Forks for each line of "task moment", so that what is killed begins at once; tells pid and exit status.
_WORK = """
import os, sys
from datetime import datetime
from pathlib import Path
from storage.backups import back_up, backups_in, restore
from storage.copying import publish
from storage.database import Database

folder, database = Path(sys.argv[1]), Database(path=Path(sys.argv[1]) / "news.duckdb")
for line in sys.stdin:
    task, moment = line.split()
    pid = os.fork()
    if pid == 0:
        try:
            if task == "publish":
                publish(database, folder / "public.duckdb", moment=datetime.fromisoformat(moment))
            elif task == "backup":
                back_up(database, folder / "backups", moment=datetime.fromisoformat(moment))
            else:
                stem = backups_in(folder / "backups")[-1].stem
                restore(folder / "backups" / f"{stem}.json", folder / "restored" / "news.duckdb")
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


class Worker:
    """Does tasks in processes of their own, which may be killed."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", _WORK, str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._moments = (NOW + timedelta(minutes=number) for number in range(1, 1000))

    def does(self, task: str, *, killed_after: float | None = None) -> int:
        """Its exit status; negative: the signal that ended it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(task, next(self._moments).isoformat(), file=self.process.stdin, flush=True)
        pid = int(self.process.stdout.readline())
        if killed_after is not None:
            time.sleep(killed_after)
            with suppress(ProcessLookupError):  # it has ended already
                os.kill(pid, signal.SIGKILL)
        return int(self.process.stdout.readline())


@pytest.fixture
def loaded(database: Database) -> Database:
    save_raws(database, [raw()])
    load_batch(database, batch(coded()))
    return database


@pytest.fixture
def worker(loaded: Database) -> Iterator[Worker]:
    if not hasattr(os, "fork"):
        pytest.skip("wants a system that can fork")
    made = Worker(loaded.path.parent)
    yield made
    assert made.process.stdin is not None
    assert made.process.stdout is not None
    made.process.stdin.close()
    made.process.wait()
    made.process.stdout.close()


@pytest.mark.slow
def test_kills_at_random_moments_leave_earlier_copies_whole_and_the_next_run_completes(
    loaded: Database, worker: Worker
) -> None:
    folder = loaded.path.parent
    copy, backups, restored = folder / "public.duckdb", folder / "backups", folder / "restored"
    publish(loaded, copy, moment=NOW)
    first = back_up(loaded, backups, moment=NOW)
    said = database_digest(loaded)
    for task in ("publish", "backup", "restore"):
        begun = time.monotonic()
        assert worker.does(task) == 0
        longest = time.monotonic() - begun
        for _ in range(ROUNDS):
            shutil.rmtree(restored, ignore_errors=True)
            assert worker.does(task, killed_after=random.uniform(0, 0.9 * longest)) in (0, -signal.SIGKILL)
            assert database_digest(Database(path=copy)) == said
            assert first in backups_in(backups)
            if (restored / "news.duckdb").exists():
                assert database_digest(Database(path=restored / "news.duckdb")) == said
        if not (restored / "news.duckdb").exists() or task != "restore":
            assert worker.does(task) == 0
    for number, backup in enumerate(backups_in(backups)):
        restore(backups / f"{backup.stem}.json", folder / f"back{number}" / "news.duckdb")
    assert database_digest(loaded) == said


def test_what_killed_backups_left_goes_a_day_later(loaded: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    backup = back_up(loaded, folder, moment=NOW)
    left = (folder / ".unfinished-killed", folder / "news-20250304T120000Z.raws.zst")
    for path in left:
        path.mkdir() if path.name.startswith(".") else path.touch()
    for path in (*left, *folder.glob(f"{backup.stem}.*")):
        os.utime(path, (0, 0))
    (folder / ".unfinished-now").mkdir()
    back_up(loaded, folder, moment=NOW + timedelta(days=1))
    assert not any(path.exists() for path in left)
    assert (folder / ".unfinished-now").exists()
    assert len(backups_in(folder)) == 2
    assert (folder / f"{backup.stem}.duckdb.zst").exists()
