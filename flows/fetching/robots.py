"""robots.txt: asked for once a day and host, believed as RFC 9309 says."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from domain.sources import FetchOutcome
from flows.fetching.asking import Answer, Request

_KEPT = timedelta(hours=24)
_KEPT_AFTER_FAILURE = timedelta(hours=1)
_MOST_BYTES = 500 * 1024  # RFC 9309: at least 500 KiB must be read, more need not
_MOST_DELAY = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a host's robots.txt asks of us."""

    parser: Protego | None  # None: everything is allowed, or nothing (see `closed`)
    closed: str | None  # why nothing may be fetched for now: the server failed to say
    crawl_delay: float | None  # seconds
    text: str
    until: datetime


class Robots:
    """The rules of all hosts met in a run, each asked for once while they hold."""

    def __init__(self, agent: str, fetch: Callable[[Request], Awaitable[Answer]], now: Callable[[], datetime]) -> None:
        self._agent = agent
        self._fetch = fetch
        self._now = now
        self._rules: dict[str, Rules] = {}
        self._asking: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._unsaved: set[str] = set()

    def load(self, kept: Iterable[tuple[str, str, str | None, datetime]]) -> None:
        """Files read in earlier rounds, each as origin, body, why closed, and until when it holds."""
        for origin, body, closed, until in kept:
            self._rules[origin] = self._rules_of(body, closed, until)

    def unsaved(self) -> tuple[tuple[str, str, str | None, datetime], ...]:
        """Files read since this was last called, for later rounds."""
        read = [(origin, self._rules[origin]) for origin in sorted(self._unsaved)]
        self._unsaved.clear()
        return tuple((origin, each.text, each.closed, each.until) for origin, each in read)

    async def rules(self, url: str) -> Rules:
        """The rules of the URL's host."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._asking[origin]:
            known = self._rules.get(origin)
            if known is None or known.until <= self._now():
                answer = await self._fetch(Request(url=f"{origin}/robots.txt", purpose="robots"))
                known = self._rules[origin] = self._read(answer)
                self._unsaved.add(origin)
        return known

    async def refusal(self, url: str) -> str | None:
        """Why robots.txt keeps us from the URL; None where it does not."""
        rules = await self.rules(url)
        if rules.closed is not None:
            return rules.closed
        if rules.parser is not None and not rules.parser.can_fetch(url, self._agent):
            return "robots.txt disallows it"
        return None

    def _read(self, answer: Answer) -> Rules:
        now = self._now()
        if answer.is_ok and answer.content is not None:
            text = answer.content[:_MOST_BYTES].decode("utf-8", "replace")
            return self._rules_of(text, None, now + _KEPT)
        status = answer.fetch.status
        if answer.fetch.outcome in (FetchOutcome.HTTP_ERROR, FetchOutcome.GONE) and status is not None and status < 500:
            return self._rules_of("", None, now + _KEPT)
        if not answer.is_passing:  # our own rules keep us from it: they will keep us from the rest, and say why
            return self._rules_of("", None, now + _KEPT_AFTER_FAILURE)
        # RFC 9309 2.3.1.4: unreachable means that nothing is allowed until it can be read.
        reason = f"robots.txt can't be read ({answer.fetch.reason})"
        return self._rules_of("", reason, now + _KEPT_AFTER_FAILURE)

    def _rules_of(self, text: str, closed: str | None, until: datetime) -> Rules:
        parser = Protego.parse(text) if text else None
        delay = parser.crawl_delay(self._agent) if parser else None
        bounded = min(float(delay), _MOST_DELAY) if delay is not None else None
        return Rules(parser=parser, closed=closed, crawl_delay=bounded, text=text, until=until)
