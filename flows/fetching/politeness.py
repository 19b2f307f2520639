"""Politeness: one request at a time to a host, a pause between two, few at once in all, robots.txt obeyed."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urlsplit

from domain.identifiers import content_id
from domain.sources import Fetch, FetchOutcome
from flows.fetching.client import Answer, Fetcher, Request
from flows.fetching.robots import Robots


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
        agent = fetcher.user_agent.split("/")[0]
        self.robots = Robots(agent, self._get, now)

    async def get(self, request: Request) -> Answer:
        """The answer, once it is our turn; refused without a request where robots.txt says so."""
        if self._manners.obey_robots and request.url.startswith(("http://", "https://")):
            refused = await self.robots.refusal(request.url)
            if refused is not None:
                return self._kept(self._refused(request, refused))
            delay = (await self.robots.rules(request.url)).crawl_delay
            if delay is not None:
                self._pause[_host(request.url)] = delay
        return await self._get(request)

    async def _get(self, request: Request) -> Answer:
        host = _host(request.url)
        async with self._turns[host]:
            await self._wait(host)
            async with self._slots:
                answer = await self._fetcher.get(request)
            self._last[host] = self._clock()
        return self._kept(answer)

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

    def _refused(self, request: Request, reason: str) -> Answer:
        started_at = self._now()
        return Answer(
            fetch=Fetch(
                fetch_id=content_id("fet", request.url, request.purpose, started_at.isoformat()),
                source_id=request.source_id,
                url=request.url,
                final_url=None,
                purpose=request.purpose,
                started_at=started_at,
                seconds=0.0,
                status=None,
                outcome=FetchOutcome.REFUSED,
                reason=reason,
                bytes_received=0,
                etag=None,
                last_modified=None,
                raw_id=None,
            )
        )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def without_secrets(fetch: Fetch) -> Fetch:
    """The ledger's row with any user name and password cut from its URLs."""
    return replace(fetch, url=_bare(fetch.url), final_url=_bare(fetch.final_url) if fetch.final_url else None)


def _bare(url: str) -> str:
    scheme, slashes, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{authority.rpartition('@')[2]}{slash}{path}" if slashes else url
