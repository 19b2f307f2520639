"""Manners towards hosts: turns, pauses, robots.txt."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime

import pytest
from web import Reply, Web, web

from domain.sources import Fetch, FetchOutcome
from flows.fetching.asking import Answer, Request
from flows.fetching.client import Fetcher
from flows.fetching.politeness import Manners, PoliteFetcher, without_secrets

FEED = Reply(b"<rss version='2.0'><channel><title>News</title></channel></rss>")


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as server:
        server.pages["/f"] = FEED
        yield server


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_700_000_000 + self.seconds, UTC)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


def politely(
    clock: Clock, manners: Manners, work: Callable[[PoliteFetcher], Awaitable[list[Answer]]]
) -> tuple[list[Answer], list[Fetch]]:
    async def run() -> tuple[list[Answer], list[Fetch]]:
        async with Fetcher(user_agent="Eventwire/1 (+https://example.org)", allowed_hosts=["127.0.0.1"]) as fetcher:
            polite = PoliteFetcher(fetcher, manners, now=clock.now, sleep=clock.sleep, clock=lambda: clock.seconds)
            return await work(polite), polite.ledger

    return asyncio.run(run())


def all_of(site: Web, *paths: str) -> Callable[[PoliteFetcher], Awaitable[list[Answer]]]:
    async def work(polite: PoliteFetcher) -> list[Answer]:
        return list(await asyncio.gather(*(polite.get(Request(url=site.url(path), purpose="page")) for path in paths)))

    return work


def test_a_host_gets_one_request_at_a_time_with_a_pause_between_two(site: Web) -> None:
    clock = Clock()
    politely(clock, Manners(spacing_seconds=2, obey_robots=False), all_of(site, *["/f"] * 4))
    assert clock.slept == [2.0, 2.0, 2.0]
    assert site.most_at_once == 1


def test_robots_is_asked_once_and_obeyed(site: Web) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\n")
    answers, ledger = politely(Clock(), Manners(), all_of(site, "/private/x", "/f", "/private/y", "/f"))
    assert [answer.fetch.outcome for answer in answers] == [
        FetchOutcome.REFUSED,
        FetchOutcome.OK,
        FetchOutcome.REFUSED,
        FetchOutcome.OK,
    ]
    assert site.paths().count("/robots.txt") == 1
    assert len(ledger) == 5


def test_rules_for_our_name_go_before_rules_for_all(site: Web) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow:\n\nUser-agent: eventwire\nDisallow: /f\n")
    answers, _ = politely(Clock(), Manners(), all_of(site, "/f"))
    assert answers[0].fetch.reason == "robots.txt disallows it"


def test_crawl_delay_is_kept_up_to_a_minute(site: Web) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7\n")
    clock = Clock()
    politely(clock, Manners(spacing_seconds=1), all_of(site, "/f", "/f"))
    assert clock.slept[-1] == 7.0
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 86400\n")
    clock = Clock()
    politely(clock, Manners(spacing_seconds=1), all_of(site, "/f", "/f"))
    assert clock.slept[-1] == 60.0


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False)])
def test_a_missing_robots_allows_all_and_a_failing_one_nothing(site: Web, status: int, allowed: bool) -> None:
    site.pages["/robots.txt"] = Reply(b"", status)
    answers, _ = politely(Clock(), Manners(), all_of(site, "/f"))
    assert answers[0].is_ok is allowed
    assert site.paths().count("/f") == int(allowed)


def test_robots_is_asked_again_after_a_day(site: Web) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /f\n")
    clock = Clock()

    async def twice(polite: PoliteFetcher) -> list[Answer]:
        first = await polite.get(Request(url=site.url("/f"), purpose="page"))
        site.pages["/robots.txt"] = Reply(b"")
        clock.seconds += 25 * 3600
        return [first, await polite.get(Request(url=site.url("/f"), purpose="page"))]

    answers, _ = politely(clock, Manners(), twice)
    assert [answer.is_ok for answer in answers] == [False, True]


def test_user_names_and_passwords_stay_out_of_the_ledger(site: Web) -> None:
    url = site.url("/f").replace("http://", "http://ana:secret@")

    async def work(polite: PoliteFetcher) -> list[Answer]:
        return [await polite.get(Request(url=url, purpose="feed"))]

    _, ledger = politely(Clock(), Manners(obey_robots=False), work)
    kept = without_secrets(ledger[0])
    assert "secret" not in kept.url + (kept.final_url or "")
    assert kept.url == site.url("/f")
