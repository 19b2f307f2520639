"""The way of one request through its redirects, and what stops it."""

from urllib.parse import urljoin, urlsplit

import httpx

from domain.sources import FetchOutcome
from flows.fetching.bodies import Body


class FetchProblem(Exception):
    """Ends a request; caught by the client, which makes an answer of it."""

    def __init__(self, outcome: FetchOutcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


class Trail:
    """The URLs that a request went through."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = httpx.Cookies()
        self.seen = [(url, 0)]  # an address comes twice where a cookie makes the difference
        self.steps = 0
        self.status: int | None = None
        self.body: Body | None = None
        self.moved_to: str | None = None
        self._permanent = True

    def follow(self, location: str, permanent: bool) -> None:
        """One redirect on."""
        try:
            self.url = urljoin(self.url, location)
        except ValueError as error:
            raise FetchProblem(
                FetchOutcome.REFUSED, f"a redirect to an address that is none: {location[:200]!r}"
            ) from error
        self.steps += 1
        self.seen.append((self.url, len(self.cookies)))
        self._permanent = self._permanent and permanent
        self.moved_to = self.url if self._permanent else None

    @property
    def has_loop(self) -> bool:
        """Whether it stands where it has been before."""
        return self.seen[-1] in self.seen[:-1]


def check_url(url: str) -> None:
    """Refuses what is not a plain http or https address with a host."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchProblem(FetchOutcome.REFUSED, f"the address can't be read: {error}") from error
    if not parts.scheme:
        raise FetchProblem(FetchOutcome.REFUSED, "this is no address: one begins with https:// or http://")
    if parts.scheme not in ("http", "https"):
        raise FetchProblem(FetchOutcome.REFUSED, f"only http and https are fetched, not {parts.scheme!r}")
    if not host:
        raise FetchProblem(FetchOutcome.REFUSED, "the address names no host")
