"""A month of polling in minutes: a hundred feeds on a made-up web with faults, a clock that we turn, kills at random.

    python benchmarks/soak.py [--days 30] [--feeds 100] [--seed 1]

Every hour the sources that are due are polled. Servers fail, time out, answer with maintenance pages, cut documents
short, reorder and repeat entries, change links and texts; rounds are killed between loading and recording. Every
simulated day the database is checked against what was published: nothing lost, nothing taken twice (but for what a kill
repeated), no host asked sooner than its pause allows. Exit 1 if any check fails.
"""

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from domain.identifiers import content_hash, content_id
from domain.sources import Fetch, FetchOutcome, Source
from flows.fetching.asking import Answer, Request
from flows.fetching.politeness import Manners, PoliteFetcher
from flows.inputs import Found
from flows.polling import Round, run_poll
from storage.database import Database
from storage.sources import save_sources

START = datetime(2024, 1, 1, tzinfo=UTC)
WINDOW = 40  # entries that a feed lists
PAUSE = 1.0
FAULTS = ("error", "timeout", "maintenance", "truncated", "reordered", "repeated", "throttled", "empty")


@dataclass
class Clock:
    """Simulated time; sleeping turns it."""

    seconds: float = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@dataclass
class Item:
    """A published entry."""

    guid: str
    link: str
    text: str
    at: float


@dataclass
class Site:
    """A publisher with its feed."""

    host: str
    gap: float  # mean seconds between two entries
    items: list[Item] = field(default_factory=list)
    next_at: float = 0.0


class Killed(KeyboardInterrupt):
    """A kill that the soak injected."""


class World:
    """The made-up web and what became of it."""

    def __init__(self, feeds: int, dice: random.Random) -> None:
        self.dice = dice
        self.clock = Clock()
        self.sites = {}
        for number in range(feeds):
            host = f"n{number}.example"
            self.sites[host] = Site(host, gap=3600 * dice.choice((1.5, 3, 6, 24)), next_at=dice.uniform(0, 7200))
        self.asked: defaultdict[str, list[float]] = defaultdict(list)
        self.loads: Counter[tuple[str, str]] = Counter()  # (entry, content) -> times loaded
        self.versions: dict[tuple[str, str], set[str]] = defaultdict(set)  # (host, guid) -> texts ever published
        self.kills = 0
        self.repeated_by_kills: set[tuple[str, str]] = set()
        self.requests = 0

    def publish(self, until: float) -> None:
        """Lets every site publish, and now and then change, what it does by then."""
        for site in self.sites.values():
            while site.next_at <= until:
                guid = f"{site.host}/{len(site.items)}"
                item = Item(guid, f"https://{site.host}/p/{len(site.items)}", f"Report {guid}.", site.next_at)
                site.items.append(item)
                self.versions[site.host, guid].add(item.text)
                site.next_at += self.dice.expovariate(1 / site.gap) + 60
                if len(site.items) > 3 and self.dice.random() < 0.02:
                    changed = self.dice.choice(site.items[-5:])
                    changed.text += " Corrected."
                    self.versions[site.host, changed.guid].add(changed.text)
                if len(site.items) > 3 and self.dice.random() < 0.01:
                    moved = self.dice.choice(site.items[-5:])
                    moved.link += "?moved"

    def load(self, found: Sequence[Found]) -> None:
        keys = [(each.origin, each.document.raw_id) for each in found if each.document is not None]
        self.loads.update(keys)
        if self.dice.random() < 0.02:
            self.kills += 1
            self.repeated_by_kills |= set(keys)
            raise Killed

    async def get(self, request: Request) -> Answer:
        """The web's answer; it takes a little simulated time."""
        self.requests += 1
        host = urlsplit(request.url).hostname or ""
        self.asked[host].append(self.clock.seconds)
        self.clock.seconds += 0.05
        if request.purpose == "robots":
            return self._answer(request, 404)
        site = self.sites[host]
        fault = self.dice.choice(FAULTS) if self.dice.random() < 0.15 else None
        if fault == "timeout":
            return self._failed(request, FetchOutcome.TIMED_OUT)
        if fault == "error":
            return self._answer(request, 500)
        if fault == "throttled":
            return self._answer(request, 429)
        if request.purpose == "page":
            return self._page(request, site)
        return self._feed(request, site, fault)

    def _page(self, request: Request, site: Site) -> Answer:
        found = [item for item in site.items if item.link.split("?")[0] == request.url.split("?")[0]]
        body = f"<html><body><article><p>{found[0].text}</p></article></body></html>" if found else ""
        return self._answer(request, 200 if found else 404, body.encode())

    def _feed(self, request: Request, site: Site, fault: str | None) -> Answer:
        items = [item for item in site.items if item.at <= self.clock.seconds][-WINDOW:][::-1]
        if fault == "maintenance":
            return self._answer(request, 200, b"<!doctype html><html><body>Back soon</body></html>")
        if fault == "empty":
            return self._answer(request, 200, b"")
        if fault == "reordered":
            self.dice.shuffle(items)
        if fault == "repeated" and items:
            items = [*items, items[0]]
        body = "".join(
            f"<item><guid isPermaLink='false'>{item.guid}</guid><link>{item.link}</link><title>{item.guid}</title>"
            f"<description>{item.text}</description></item>"
            for item in items
        )
        content = f"<rss version='2.0'><channel><title>{site.host}</title>{body}</channel></rss>".encode()
        etag = f'"{content_hash(content)[:12]}"'
        if request.etag == etag:
            return self._answer(request, 304)
        if fault == "truncated":
            # Cut between entries: what parses is whole.
            content = content[: content.rfind(b"<item>")]
            etag = ""
        return self._answer(request, 200, content, etag or None)

    def _answer(self, request: Request, status: int, body: bytes = b"", etag: str | None = None) -> Answer:
        outcomes = {200: FetchOutcome.OK, 304: FetchOutcome.NOT_MODIFIED, 429: FetchOutcome.THROTTLED}
        fetch = self._fetch(request, outcomes.get(status, FetchOutcome.HTTP_ERROR), status, etag, len(body))
        return Answer(fetch=fetch, content=body if status == 200 else None, headers=(("content-type", "text/html"),))

    def _failed(self, request: Request, outcome: FetchOutcome) -> Answer:
        return Answer(fetch=self._fetch(request, outcome, None, None, 0))

    def _fetch(self, request: Request, outcome: FetchOutcome, status: int | None, etag: str | None, size: int) -> Fetch:
        moment = self.clock.now()
        return Fetch(
            fetch_id=content_id("fet", request.url, request.purpose, moment.isoformat(), self.requests),
            source_id=request.source_id,
            url=request.url,
            final_url=request.url,
            purpose=request.purpose,
            started_at=moment,
            seconds=0.05,
            status=status,
            outcome=outcome,
            reason=None if outcome is FetchOutcome.OK else outcome.value,
            bytes_received=size,
            etag=etag,
            last_modified=None,
            raw_id=None,
        )

    user_agent = "Eventwire/soak"

    async def __aenter__(self) -> "World":
        return self

    async def __aexit__(self, *_: object) -> None:
        pass


def hour(world: World, database: Database, number: int) -> None:
    """One round, and the time until the next full hour."""
    world.publish(number * 3600.0)
    world.clock.seconds = max(world.clock.seconds, number * 3600.0)
    manners = Manners(spacing_seconds=PAUSE)
    clock = world.clock
    round_ = Round(
        database=database,
        run_id=f"run {number}",
        open_fetcher=lambda: world,  # type: ignore[arg-type,return-value]
        polite=lambda fetcher: PoliteFetcher(
            fetcher, manners, now=clock.now, sleep=clock.sleep, clock=lambda: clock.seconds
        ),
        load=world.load,
        now=clock.now,
        dice=world.dice,
    )
    with contextlib.suppress(Killed):
        run_poll(round_)


def faults_found(world: World, database: Database) -> list[str]:
    """What is wrong with the database or with our manners, in words."""
    found = []
    # A page may change between its feed's telling and our fetching: its new text is then met once for each telling.
    tellings = {content_id("ent", "guid", guid): len(texts) for (_, guid), texts in world.versions.items()}
    killed = {origin for origin, _ in world.repeated_by_kills}
    loaded: Counter[str] = Counter()
    for (origin, _), times in world.loads.items():
        loaded[origin] += times
    often = [each for each in loaded if each not in killed and loaded[each] > tellings[each.rpartition("#")[2]]]
    if often:
        found.append(f"{len(often)} entries loaded more often than they were published or changed")
    with database.reading() as connection:
        states = dict(connection.execute("SELECT state, count(*) FROM feed_entries GROUP BY state").fetchall())
        doubled = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM feed_entries GROUP BY source_id, entry_key HAVING count(*) > 1)"
        ).fetchone()
        taken = {
            row[0] for row in connection.execute("SELECT entry_key FROM feed_entries WHERE state = 'taken'").fetchall()
        }
    if doubled and doubled[0]:
        found.append(f"{doubled[0]} entries stand twice")
    if states.get("failed", 0) or states.get("removed", 0):
        found.append(f"entries were given up: {states}")
    # What was out for two days must have been taken, or wait for its page.
    old = world.clock.seconds - 2 * 86_400
    missing = [
        item.guid
        for site in world.sites.values()
        for item in site.items
        if item.at < old and content_id("ent", "guid", item.guid) not in taken
    ]
    if missing:
        found.append(f"{len(missing)} entries lost, such as {missing[:3]}")
    for host, moments in world.asked.items():
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        if gaps and min(gaps) < PAUSE:
            found.append(f"{host} was asked {min(gaps):.2f} s after the last request")
            break
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--days", type=int, default=30)
    options.add_argument("--feeds", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    world = World(chosen.feeds, random.Random(chosen.seed))
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(path=Path(folder) / "soak.duckdb")
        sources = [
            Source(source_id=content_id("src", host), name=host, url=f"https://{host}/feed") for host in world.sites
        ]
        with database.transaction() as connection:
            save_sources(connection, sources, moment=world.clock.now())
        problems: list[str] = []
        for number in range(chosen.days * 24):
            hour(world, database, number)
            if number % 24 == 23:
                problems += faults_found(world, database)
        published = sum(len(site.items) for site in world.sites.values())
        print(
            f"{chosen.days} days, {chosen.feeds} feeds, seed {chosen.seed}: {published} entries published, "
            f"{sum(world.loads.values())} documents loaded, {world.requests} requests, {world.kills} kills, "
            f"{time.monotonic() - started:.0f} s; faults found: {problems or 'none'}"
        )
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
