"""One request: guarded, bounded in size and time, its redirects followed by our own rules, its outcome a value."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from time import monotonic
from urllib.parse import urlsplit

import httpcore
import httpx

from domain.identifiers import content_hash, content_id
from domain.sources import Fetch, FetchOutcome
from flows.fetching.addresses import AddressRefused, GuardedBackend, Resolve, resolve
from flows.fetching.asking import Answer, FetchLimits, Request
from flows.fetching.bodies import ACCEPT_ENCODING, Body, BodyRefused
from flows.fetching.schedule import http_date
from flows.fetching.trail import FetchProblem, Trail, check_url

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_THROTTLED = frozenset({429, 503})
_SECRET_HEADERS = frozenset({"set-cookie", "set-cookie2", "www-authenticate", "proxy-authenticate"})
_CHUNK = 16 * 1024


Turn = Callable[[str], Awaitable[str | None]]  # waits for our turn at a redirect's address; why it must not be asked


async def at_once(_url: str) -> str | None:
    """Follows redirects without waiting."""
    return None


class Fetcher:
    """Makes requests; one for a whole run, closed by `async with`.

    `user_agent` names us and how to reach us; `allowed_hosts` are private hosts that may be fetched.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allowed_hosts: Iterable[str] = (),
        limits: FetchLimits | None = None,
        proxy: str | None = None,
        resolver: Resolve = resolve,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.limits = limits or FetchLimits()
        self.user_agent = user_agent
        self._now = now
        self._guard = GuardedBackend(allowed_hosts, resolver, proxy=proxy)
        self._has_proxy = proxy is not None
        transport = httpx.AsyncHTTPTransport()
        transport._pool = httpcore.AsyncConnectionPool(  # httpx has no public way to give a network backend
            ssl_context=ssl_context(),
            proxy=_proxy(proxy) if proxy else None,
            max_connections=64,
            max_keepalive_connections=16,
            keepalive_expiry=15.0,
            network_backend=self._guard,
        )
        idle = self.limits.idle_seconds
        self._client = httpx.AsyncClient(
            transport=transport,
            timeout=httpx.Timeout(idle, connect=self.limits.connect_seconds),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # one request's cookies are not another's
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(self, request: Request, turn: Turn = at_once) -> Answer:
        """The answer; whatever goes wrong is its outcome, never an exception. `turn` is waited for at each redirect."""
        started_at, start = self._now(), monotonic()
        trail = Trail(request.url)
        try:
            async with asyncio.timeout(self.limits.total_seconds) as bound:
                answer = await self._follow(request, trail, started_at, _unhurried(turn, bound))
        except TimeoutError:
            problem = FetchProblem(FetchOutcome.TIMED_OUT, f"no whole answer within {self.limits.total_seconds:g} s")
            answer = self._failed(request, trail, started_at, problem)
        except FetchProblem as problem:
            answer = self._failed(request, trail, started_at, problem)
        return _timed(answer, monotonic() - start)

    async def _follow(self, request: Request, trail: Trail, started_at: datetime, turn: Turn) -> Answer:
        while True:
            check_url(trail.url)
            response, body = await self._exchange(request, trail)
            trail.status = response.status_code
            location = response.headers.get("location")
            if response.status_code not in _REDIRECTS or not location:
                return self._answer(request, trail, started_at, response, body)
            trail.follow(location, response.status_code in _PERMANENT)
            if trail.steps > self.limits.most_redirects or trail.has_loop:
                kind = "a redirect loop" if trail.has_loop else f"more than {self.limits.most_redirects} redirects"
                raise FetchProblem(FetchOutcome.REFUSED, kind)
            check_url(trail.url)
            refused = await turn(trail.url)
            if refused is not None:
                raise FetchProblem(FetchOutcome.REFUSED, refused)

    async def _exchange(self, request: Request, trail: Trail) -> tuple[httpx.Response, Body]:
        try:
            if self._has_proxy:
                await self._guard.check_target(trail.url)
            async with self._sent(request, trail) as response:
                body = Body(
                    response.headers.get("content-encoding", ""),
                    most=self.limits.most_bytes,
                    most_received=self.limits.most_received,
                )
                trail.body = body
                if response.status_code == httpx.codes.OK or response.status_code >= 400:
                    async for chunk in response.aiter_raw(_CHUNK):
                        body.feed(chunk)
                return response, body
        except BodyRefused as error:
            raise FetchProblem(FetchOutcome.REFUSED, str(error)) from error
        except httpx.TimeoutException as error:
            raise FetchProblem(FetchOutcome.TIMED_OUT, f"no answer in time ({type(error).__name__})") from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ssl.SSLError, UnicodeError) as error:
            outcome = FetchOutcome.REFUSED if _is_refused(error) else FetchOutcome.NETWORK_ERROR
            raise FetchProblem(outcome, str(error) or type(error).__name__) from error

    @asynccontextmanager
    async def _sent(self, request: Request, trail: Trail) -> AsyncIterator[httpx.Response]:
        asked = self._client.build_request("GET", trail.url, headers=self._headers(request, trail))
        if "cookie" not in asked.headers:
            trail.cookies.set_cookie_header(asked)
        response = await self._client.send(asked, stream=True)
        try:
            trail.cookies.extract_cookies(response)  # a server that redirects to set one wants to see it
            yield response
        finally:
            await response.aclose()

    def _headers(self, request: Request, trail: Trail) -> dict[str, str]:
        headers = {
            "user-agent": self.user_agent,
            "accept": "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5",
            "accept-encoding": ACCEPT_ENCODING,
        }
        if _host(trail.url) == _host(request.url) and _is_not_weaker(trail.url, request.url):
            headers |= {name.lower(): value for name, value in request.headers.items()}
        if request.validated_url in (None, trail.url):
            asked = {"if-none-match": request.etag, "if-modified-since": request.last_modified}
            headers |= {name: value for name, value in asked.items() if value}
        return headers

    def _answer(
        self, request: Request, trail: Trail, started_at: datetime, response: httpx.Response, body: Body
    ) -> Answer:
        outcome, reason = _outcome(response.status_code)
        content = body.content if outcome is FetchOutcome.OK else None
        headers = tuple(
            (name.lower(), value) for name, value in response.headers.items() if name.lower() not in _SECRET_HEADERS
        )
        fetch = self._fetch(request, trail, started_at, outcome, reason)
        kept = content if request.purpose == "page" else None  # feeds and robots.txt are read and let go
        fetch = _with_body(fetch, response.headers.get("etag"), response.headers.get("last-modified"), kept)
        return Answer(
            fetch=fetch,
            content=content,
            headers=headers,
            moved_to=trail.moved_to,
            retry_after=_retry_after(response.headers),
        )

    def _failed(self, request: Request, trail: Trail, started_at: datetime, problem: FetchProblem) -> Answer:
        fetch = self._fetch(request, trail, started_at, problem.outcome, problem.reason)
        return Answer(fetch=fetch, is_passing=problem.outcome is not FetchOutcome.REFUSED)

    def _fetch(
        self, request: Request, trail: Trail, started_at: datetime, outcome: FetchOutcome, reason: str | None
    ) -> Fetch:
        return Fetch(
            fetch_id=content_id("fet", request.url, request.purpose, started_at.isoformat()),
            source_id=request.source_id,
            url=request.url,
            final_url=trail.url if trail.status is not None else None,
            purpose=request.purpose,
            started_at=started_at,
            seconds=0.0,
            status=trail.status,
            outcome=outcome,
            reason=reason,
            bytes_received=trail.body.received if trail.body else 0,
            etag=None,
            last_modified=None,
            raw_id=None,
        )


def _unhurried(turn: Turn, bound: asyncio.Timeout) -> Turn:
    """The turn, its waiting not counted in the time that a request may take."""

    async def waited(url: str) -> str | None:
        before, when = monotonic(), bound.when()
        bound.reschedule(None)
        refused = await turn(url)
        bound.reschedule(when + monotonic() - before if when is not None else None)
        return refused

    return waited


@lru_cache(maxsize=1)
def ssl_context() -> ssl.SSLContext:
    """The certificates that we trust: reading them costs more than a request."""
    return ssl.create_default_context()


def _proxy(address: str) -> httpcore.Proxy:
    """The proxy, its user and password taken out of its address."""
    proxy = httpx.Proxy(address)
    return httpcore.Proxy(str(proxy.url), auth=proxy.raw_auth)


def _retry_after(headers: httpx.Headers) -> str | None:
    """As the server said it; a moment by its own clock, which may be off, becomes seconds."""
    said = headers.get("retry-after")
    moment, stated = http_date(said or ""), http_date(headers.get("date", ""))
    return str(max(0, round((moment - stated).total_seconds()))) if moment and stated else said


def _outcome(status: int) -> tuple[FetchOutcome, str | None]:
    if status == httpx.codes.OK:
        return FetchOutcome.OK, None
    if status == httpx.codes.NOT_MODIFIED:
        return FetchOutcome.NOT_MODIFIED, None
    if status == httpx.codes.GONE:
        return FetchOutcome.GONE, "the server says that it is gone for good (410)"
    if status in _THROTTLED:
        return FetchOutcome.THROTTLED, f"the server asks us to wait ({status})"
    return FetchOutcome.HTTP_ERROR, f"the server answered {status}"


def _with_body(fetch: Fetch, etag: str | None, last_modified: str | None, content: bytes | None) -> Fetch:
    raw_id = content_hash(content) if content else None
    return replace(fetch, etag=etag, last_modified=last_modified, raw_id=raw_id)


def _timed(answer: Answer, seconds: float) -> Answer:
    return replace(answer, fetch=replace(answer.fetch, seconds=round(seconds, 4)))


def _is_refused(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, AddressRefused):
            return True
        error = error.__cause__ or error.__context__
    return False


def _host(url: str) -> str | None:
    return urlsplit(url).hostname


def _is_not_weaker(url: str, than: str) -> bool:
    return not (urlsplit(than).scheme == "https" and urlsplit(url).scheme == "http")
