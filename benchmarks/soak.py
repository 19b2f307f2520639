"""A month of polling in minutes: a hundred feeds on a made-up web with faults, a clock that we turn, kills at random.

    python -m benchmarks.soak [--days 30] [--feeds 100] [--seed 1]

Every hour the sources that are due are polled. Servers fail, time out, answer with maintenance pages, cut documents
short, reorder and repeat entries; publishers change links and texts, with or without telling; rounds are killed in mid
request, and before, inside and after every transaction. Every simulated day everything is checked against what the web
served (`soak_checks`): nothing lost, no page fetched more often than its feed told of it, nothing loaded twice, no host
asked sooner than its pause allows, the tables consistent. A kill excuses only what it destroyed before it was written.
Exit 1 if any check fails.
"""

import argparse
import contextlib
import logging
import random
import sys
import tempfile
import time
from datetime import timedelta
from math import inf
from pathlib import Path

from benchmarks.soak_checks import PAUSE, Allowances, faults_found
from benchmarks.soak_store import HeldDatabase, Loading
from benchmarks.soak_world import START, Killed, World
from domain.identifiers import content_id
from domain.runs import Run, RunCounts
from domain.sources import Source
from flows.fetching.politeness import Manners, PoliteFetcher
from flows.polling import Round, run_poll
from storage.runs import end_run, start_run
from storage.sources import save_sources


def hour(world: World, database: HeldDatabase, loading: Loading, allowed: Allowances, number: int) -> bool:
    """One round, and the time until the next full hour; whether it was killed."""
    world.publish(number * 3600.0)
    world.clock.seconds = since = max(world.clock.seconds, number * 3600.0)
    world.served_in_round, loading.handed_in_round = [], []
    clock, manners = world.clock, Manners(spacing_seconds=PAUSE)
    loading.run_id = f"run {number}"
    round_ = Round(
        database=database,
        run_id=loading.run_id,
        open_fetcher=lambda: world,  # type: ignore[arg-type,return-value]
        polite=lambda fetcher: PoliteFetcher(
            fetcher, manners, now=clock.now, sleep=clock.sleep, clock=lambda: clock.seconds
        ),
        load=loading.load,
        keep_within=inf,  # real time must not decide what a seed does, and kills cost the most
        now=clock.now,
        dice=world.dice,
    )
    with contextlib.suppress(Killed):
        with database.transaction() as connection:
            start_run(connection, _run(round_.run_id, world))
        run_poll(round_)
        with database.transaction() as connection:
            end_run(connection, round_.run_id, state="completed", ended_at=clock.now())
    was_killed, world.is_dead = world.is_dead, False
    if was_killed:
        allowed.after_kill(world, loading, database, (START + timedelta(seconds=since)).timestamp())
    return was_killed


def _run(run_id: str, world: World) -> Run:
    return Run(
        run_id=run_id,
        flow="poll",
        started_at=world.clock.now(),
        ended_at=None,
        state="running",
        parameters="{}",
        counts=RunCounts(),
        extractor_version="soak",
        ontology_version="soak",
    )


def soak(days: int, feeds: int, seed: int, folder: Path) -> list[str]:
    """What went wrong in so many days; prints its progress to standard error and a summary to standard output."""
    started = time.monotonic()
    world = World(feeds, random.Random(seed))
    database = HeldDatabase(path=folder / "soak.duckdb", world=world)
    loading, allowed = Loading(database), Allowances()
    sources = [Source(source_id=content_id("src", host), name=host, url=f"https://{host}/feed") for host in world.sites]
    while not database.held:
        with contextlib.suppress(Killed), database.transaction() as connection:
            save_sources(connection, sources, moment=world.clock.now())
    problems: list[str] = []
    kills = 0
    for number in range(days * 24):
        kills += hour(world, database, loading, allowed, number)
        if number % 24 == 23:
            problems += faults_found(world, loading, database, allowed)
            _tell(world, number // 24 + 1, kills, problems, started)
    published = sum(len(site.items) for site in world.sites.values())
    excused = sum(allowed.answers.values()), sum(allowed.handings.values())
    print(
        f"{days} days, {feeds} feeds, seed {seed}: {published} entries published, {loading.handed.total()} documents "
        f"loaded, {world.requests} requests, {kills} kills ({excused[0]} answers and {excused[1]} loads redone), "
        f"{time.monotonic() - started:.0f} s; faults found: {problems or 'none'}"
    )
    return problems


def _tell(world: World, day: int, kills: int, problems: list[str], started: float) -> None:
    seconds = time.monotonic() - started
    line = f"day {day}: {world.requests} requests, {kills} kills, {len(problems)} problems, {seconds:.0f} s"
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--days", type=int, default=30)
    options.add_argument("--feeds", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # which tells of every work that a kill cut off
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        problems = soak(chosen.days, chosen.feeds, chosen.seed, Path(folder))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
