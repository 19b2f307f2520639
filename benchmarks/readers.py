"""Readers beside a writer: `python -m benchmarks.readers [--minutes 5] [--reports 100000] [--readers 4]`.

Some processes each ask a question every 100 ms, first alone, then while reports are loaded: batches of 250 reports, a
transaction each, spread over the time. A transaction holds the database for `--hold` seconds besides its writing, as
relating and merging do in a real load. Every question opens the database and closes it, as `eventwire query` does. A
question that fails counts as a failure, one that waits for its turn as slow. Exit 1 if any failed.
"""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import views
from domain.errors import EventwireError
from storage.database import Database
from storage.querying import query

_EVERY = 0.1  # seconds between two questions of a reader
_BATCH = 125  # events a transaction; each has two reports
_BEFORE = 100_000  # reports that are there from the start
_QUESTIONS = tuple(
    views.QUESTIONS[name] for name in ("dyads of one pair", "timeline of one week", "timeline, last 100")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one reader saw: seconds of each answer, and what failed."""

    seconds: tuple[float, ...]
    failures: tuple[str, ...]


def ask(path: Path, until: float, seed: int) -> Told:
    """A question every 100 ms until the clock shows `until`; a late one is asked at once."""
    database, dice = Database(path=path), random.Random(seed)
    seconds, failures = [], []
    due = time.time()
    while due < until:
        time.sleep(max(0.0, due - time.time()))
        started = time.perf_counter()
        try:
            query(database, dice.choice(_QUESTIONS))
            seconds.append(time.perf_counter() - started)
        except EventwireError as error:
            failures.append(str(error))
        due = max(due + _EVERY, time.time())
    return Told(seconds=tuple(seconds), failures=tuple(failures))


def load(database: Database, first: int, events: int, until: float, hold: float) -> tuple[int, list[float]]:
    """Reports in transactions spread evenly until then; returns how many, and how long each transaction took."""
    seconds = []
    begun, batches = time.time(), -(-events // _BATCH)
    for number in range(batches):
        due = begun + (until - begun) * number / batches
        time.sleep(max(0.0, due - time.time()))
        if time.time() > until + 60:  # this machine is too slow for so many
            return 2 * _BATCH * number, seconds
        with database.transaction() as connection:
            started = time.perf_counter()
            start = first + number * _BATCH
            views.add(connection, start, start + _BATCH, first + events)
            time.sleep(hold)
        seconds.append(time.perf_counter() - started)
    return 2 * events, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--hold", type=float, default=0.2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("spawn").Pool(chosen.readers) as pool:
        database = Database(path=Path(folder) / "readers.duckdb", patience=120.0)
        views.generate(database, _BEFORE)
        failures = show("alone", phase(pool, database, chosen.readers, time.time() + min(60.0, chosen.minutes * 60)))
        until = time.time() + chosen.minutes * 60
        waiting = pool.starmap_async(ask, [(database.path, until, seed) for seed in range(chosen.readers)])
        loaded, seconds = load(database, _BEFORE // 2, chosen.reports // 2, until, chosen.hold)
        print(f"{loaded:,} reports loaded in {len(seconds):,} transactions of {quantile(seconds, 0.5):.3f} s")
        failures += show("beside the load", waiting.get())
    sys.exit(1 if failures else 0)


def phase(pool: "multiprocessing.pool.Pool", database: Database, readers: int, until: float) -> list[Told]:
    """All readers, until then."""
    return pool.starmap(ask, [(database.path, until, seed) for seed in range(readers)])


def show(name: str, told: Sequence[Told]) -> int:
    """Prints the distribution; returns how many questions failed."""
    seconds = sorted(second for each in told for second in each.seconds)
    failures = [failure for each in told for failure in each.failures]
    figures = ", ".join(f"p{share * 100:.0f} {quantile(seconds, share) * 1000:.0f} ms" for share in (0.5, 0.95, 0.99))
    print(f"{name}: {len(seconds):,} questions, {len(failures)} failed; {figures}, max {seconds[-1] * 1000:.0f} ms")
    for failure in sorted(set(failures))[:3]:
        print(f"  {failure}")
    return len(failures)


def quantile(seconds: Sequence[float], share: float) -> float:
    """The smallest second that is not exceeded by this share."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


if __name__ == "__main__":
    main()
