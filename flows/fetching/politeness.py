"""Politeness: one request at a time to a host, a pause between two, few at once in all, robots.txt obeyed."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urlsplit

from domain.sources import Fetch, FetchOutcome
from flows.fetching.asking import Answer, Request
from flows.fetching.client import Fetcher
from flows.fetching.robots import Robots
from flows.fetching.waits import Waits, not_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we behave to hosts: seconds between two requests to one, and requests at once in all."""

    spacing_seconds: float = 1.0
    most_at_once: int = 16
    obey_robots: bool = True


class PoliteFetcher:
    """A fetcher that waits its turn; it keeps every answer's ledger row in `ledger`, robots.txt included."""

    def __init__(
        self,
        fetcher: Fetcher,
        manners: Manners,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.ledger: list[Fetch] = []
        self._fetcher = fetcher
        self._manners = manners
        self._now = now
        self._sleep = sleep
        self._clock = clock
        self._slots = asyncio.Semaphore(manners.most_at_once)
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._last: dict[str, float] = {}
        self._pause: dict[str, float] = {}
        self._waits = Waits(now)
        agent = fetcher.user_agent.split("/")[0]
        self.robots = Robots(agent, self._get, now)

    async def get(self, request: Request) -> Answer:
        """The answer, once it is our turn; refused without a request where robots.txt says so.

        Pages of a source whose server asked us to wait, or does not answer, are not asked for: see `not_before`.
        """
        if request.url.startswith(("http://", "https://")):
            refused = await self._refusal(request.url)
            if refused is not None:
                rules = await self.robots.rules(request.url)
                answer = not_asked(request, FetchOutcome.REFUSED, refused, self._now())
                until = rules.until if rules.closed is not None else None
                return self._kept(replace(answer, is_passing=until is not None, not_before=until))
        return await self._get(request)

    async def _refusal(self, url: str) -> str | None:
        """Why robots.txt keeps us from the URL; it also says how long to wait between two requests."""
        if not self._manners.obey_robots:
            return None
        refused = await self.robots.refusal(url)
        delay = (await self.robots.rules(url)).crawl_delay
        if delay is not None:
            self._pause[_host(url)] = delay
        return refused

    async def _get(self, request: Request) -> Answer:
        standing = _Standing(self._turns, self._slots)

        async def turn(url: str) -> str | None:
            """At a redirect: we leave, look whether we may go on, and stand in line again."""
            self._leave(standing)
            refused = await self._refusal(url) if request.purpose != "robots" else None
            if refused is None:
                await self._stand(standing, _host(url))
            return refused

        try:
            await self._stand(standing, _host(request.url), request)
            waits = self._waits.of(request)
            if waits is not None:
                return waits
            answer = await self._fetcher.get(request, turn)
        finally:
            self._leave(standing)
        return self._kept(self._waits.noted(request, answer))

    async def _stand(self, standing: "_Standing", host: str, request: Request | None = None) -> None:
        await standing.take_turn(host)
        if request is None or self._waits.of(request) is None:
            await self._wait(host)
            await standing.take_slot()

    def _leave(self, standing: "_Standing") -> None:
        if standing.leave():
            self._last[standing.host] = self._clock()

    async def _wait(self, host: str) -> None:
        last = self._last.get(host)
        if last is not None:
            pause = max(self._manners.spacing_seconds, self._pause.get(host, 0.0))
            left = last + pause - self._clock()
            if left > 0:
                await self._sleep(left)

    def _kept(self, answer: Answer) -> Answer:
        self.ledger.append(answer.fetch)
        return answer


class _Standing:
    """Our place at a host, and among all requests that are made at once."""

    def __init__(self, turns: Mapping[str, asyncio.Lock], slots: asyncio.Semaphore) -> None:
        self.host = ""
        self._turns = turns
        self._slots = slots
        self._has_turn = self._has_slot = False

    async def take_turn(self, host: str) -> None:
        await self._turns[host].acquire()
        self.host, self._has_turn = host, True

    async def take_slot(self) -> None:
        await self._slots.acquire()
        self._has_slot = True

    def leave(self) -> bool:
        """Gives the place to the next one; whether a request may have been made."""
        asked = self._has_slot
        if self._has_slot:
            self._slots.release()
        if self._has_turn:
            self._turns[self.host].release()
        self._has_turn = self._has_slot = False
        return asked


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def without_secrets(fetch: Fetch) -> Fetch:
    """The ledger's row with any user name and password cut from its URLs."""
    return replace(fetch, url=bare(fetch.url), final_url=bare(fetch.final_url) if fetch.final_url else None)


def bare(url: str) -> str:
    """The URL without user name and password."""
    scheme, slashes, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{authority.rpartition('@')[2]}{slash}{path}" if slashes else url
