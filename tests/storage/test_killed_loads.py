"""Killed while it loads and started again, a program gives the database that one clean run gives."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.checking import inconsistencies
from storage.database import Database
from storage.digest import database_digest

_LOAD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from storage_values import TEXT, article, batch, coded, raw
from storage.database import Database
from storage.loading import load_batch
from storage.raw_documents import save_raws

database = Database(path=Path(sys.argv[1]))
print("ready", flush=True)
for number in range(4):
    articles = [coded(article(f"{TEXT} {number} {each}.")) for each in range(3)]
    save_raws(database, [raw(each.article.text) for each in articles])
    load_batch(database, batch(*articles, number=number))
"""


def started(path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _LOAD, str(path), str(Path(__file__).parent)], stdout=subprocess.PIPE
    )


def finish(path: Path) -> None:
    with started(path) as loading:
        loading.communicate()
    assert loading.returncode == 0


@pytest.mark.slow
def test_kills_at_random_moments_leave_no_trace(new_database: Callable[[], Database]) -> None:
    clean, killed = new_database(), new_database()
    begun = time.monotonic()
    finish(clean.path)
    longest = time.monotonic() - begun
    for _ in range(3):
        with started(killed.path) as loading:
            assert loading.stdout is not None
            loading.stdout.readline()
            time.sleep(random.uniform(0, longest / 2))
            loading.kill()
        assert inconsistencies(killed) == ()
    finish(killed.path)
    assert database_digest(killed, history=True) == database_digest(clean, history=True)
    assert inconsistencies(killed) == ()
