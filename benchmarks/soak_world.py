"""The soak's made-up web: publishers that write, correct and move articles, on servers that fail in every way."""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from domain.identifiers import content_hash, content_id
from domain.sources import Fetch, FetchOutcome
from flows.fetching.asking import Answer, Request
from flows.fetching.client import Turn

START = datetime(2024, 1, 1, tzinfo=UTC)
WINDOW = 40  # entries that a feed lists
FAULTS = ("error", "timeout", "maintenance", "truncated", "reordered", "repeated", "throttled", "empty")
_OUTCOMES = {200: FetchOutcome.OK, 304: FetchOutcome.NOT_MODIFIED, 429: FetchOutcome.THROTTLED}


class Killed(KeyboardInterrupt):
    """A kill that the soak injected: nothing of the round runs on."""


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
    """A published article: what the feed says of it, and what its page says."""

    guid: str
    link: str
    at: float
    told: str  # text in the feed
    page: str  # text of the page: may run ahead of the feed, or stay behind it
    revisions: list[tuple[float, str]] = field(default_factory=list)  # when the feed told which page


@dataclass
class Site:
    """A publisher with its feed."""

    host: str
    gap: float  # mean seconds between two articles
    has_validators: bool  # whether its pages carry an ETag
    items: list[Item] = field(default_factory=list)
    next_at: float = 0.0


class World:
    """The made-up web, and a record of what it served."""

    user_agent = "Eventwire/soak"

    def __init__(self, feeds: int, dice: random.Random) -> None:
        self.dice = dice
        self.clock = Clock()
        self.is_dead = False  # after a kill, until the next round
        self.sites: dict[str, Site] = {}
        for number in range(feeds):
            host = f"n{number}.example"
            gap = 3600 * dice.choice((1.5, 3, 6, 24))
            self.sites[host] = Site(host, gap, number % 2 == 0, next_at=dice.uniform(0, 7200))
        self.pages: dict[str, Item] = {}  # by address, without its query
        self.asked: defaultdict[str, list[float]] = defaultdict(list)
        self.tellings: defaultdict[str, set[str]] = defaultdict(set)  # by guid: texts that a feed we served told
        self.served: Counter[str] = Counter()  # by guid: good answers for its page
        self.served_in_round: list[Item] = []
        self.requests = 0

    def maybe_kill(self, chance: float) -> None:
        """The kill, if the dice say so; once dead, always."""
        if self.is_dead or self.dice.random() < chance:
            self.is_dead = True
            raise Killed

    def publish(self, until: float) -> None:
        """Lets every site publish, and now and then change, what it does by then."""
        for site in self.sites.values():
            while site.next_at <= until:
                number = len(site.items)
                guid, link = f"{site.host}/{number}", f"https://{site.host}/p/{number}"
                item = Item(guid, link, site.next_at, f"Report {guid}.", f"Report {guid}.")
                item.revisions.append((item.at, item.page))
                site.items.append(item)
                self.pages[link] = item
                self._change(site)
                site.next_at += self.dice.expovariate(1 / site.gap) + 60

    def _change(self, site: Site) -> None:
        recent = self.dice.choice(site.items[-5:])
        if self.dice.random() < 0.02:  # a correction, told by the feed
            recent.told += " Corrected."
            recent.page += " Corrected."
            recent.revisions.append((site.next_at, recent.page))
        if self.dice.random() < 0.02:  # a silent change of the page
            recent.page += " Edited."
        if self.dice.random() < 0.02:  # a new teaser for the same page
            recent.told += " Read more."
            recent.revisions.append((site.next_at, recent.page))
        if self.dice.random() < 0.01:
            recent.link += "?moved"

    async def get(self, request: Request, _turn: Turn) -> Answer:
        """The web's answer; it takes a little simulated time."""
        self.maybe_kill(0.0002)
        self.requests += 1
        host = urlsplit(request.url).hostname or ""
        self.asked[host].append(self.clock.seconds)
        self.clock.seconds += 0.05
        if request.purpose == "robots":
            return self._answer(request, 404)
        fault = self.dice.choice(FAULTS) if self.dice.random() < 0.15 else None
        if fault == "timeout":
            return Answer(fetch=self._fetch(request, FetchOutcome.TIMED_OUT, None, None, 0))
        if fault in ("error", "throttled"):
            return self._answer(request, 500 if fault == "error" else 429)
        if request.purpose == "page":
            return self._page(request, self.sites[host])
        return self._feed(request, self.sites[host], fault)

    def _page(self, request: Request, site: Site) -> Answer:
        item = self.pages[request.url.split("?")[0]]
        self.served[item.guid] += 1
        self.served_in_round.append(item)
        body = f"<html><body><article><p>{item.page}</p></article></body></html>".encode()
        etag = f'"{content_hash(body)[:12]}"' if site.has_validators else None
        if etag is not None and request.etag == etag:
            return self._answer(request, 304, etag=etag)
        return self._answer(request, 200, body, etag)

    def _feed(self, request: Request, site: Site, fault: str | None) -> Answer:
        items = [item for item in site.items if item.at <= self.clock.seconds][-WINDOW:][::-1]
        if fault == "maintenance":
            return self._answer(request, 200, b"<!doctype html><html><body>Back soon</body></html>", '"back-soon"')
        if fault == "empty":
            return self._answer(request, 200, b"")
        etag = f'W/"{content_hash("".join(item.guid + item.told + item.link for item in items).encode())[:12]}"'
        if request.etag == etag:
            return self._answer(request, 304, etag=etag)
        if fault == "reordered":
            self.dice.shuffle(items)
        if fault == "repeated" and items:
            items = [*items, items[0]]
        if fault == "truncated":
            items = items[: len(items) // 2]  # with the validator of the whole, as broken proxies do
        for item in items:
            self.tellings[item.guid].add(item.told)
        return self._answer(request, 200, _rss(site, items, is_whole=fault != "truncated"), etag)

    def _answer(self, request: Request, status: int, body: bytes = b"", etag: str | None = None) -> Answer:
        outcome = _OUTCOMES.get(status, FetchOutcome.HTTP_ERROR)
        fetch = self._fetch(request, outcome, status, etag, len(body))
        return Answer(fetch=fetch, content=body if status == 200 else None, headers=(("content-type", "text/html"),))

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

    async def __aenter__(self) -> "World":
        return self

    async def __aexit__(self, *_: object) -> None:
        pass


def _rss(site: Site, items: list[Item], *, is_whole: bool) -> bytes:
    body = "".join(
        f"<item><guid isPermaLink='false'>{item.guid}</guid><link>{item.link}</link><title>{item.guid}</title>"
        f"<description>{item.told}</description></item>"
        for item in items
    )
    end = "</channel></rss>" if is_whole else "<item><guid>"
    return f"<rss version='2.0'><channel><title>{site.host}</title>{body}{end}".encode()
