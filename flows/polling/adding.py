"""Adding a source: from any address, a home page included, to the feed that is polled."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from domain.errors import FetchError, InputError
from domain.feeds import Feed, FeedFormat
from domain.identifiers import content_id
from domain.rejects import Rejected
from domain.sources import Source
from extractors.feeds import FeedLink, feed_links, parse_feed
from flows.fetching.asking import Answer, Request
from flows.fetching.politeness import PoliteFetcher, bare, without_secrets
from flows.polling.credentials import secrets_of
from flows.polling.running import open_fetcher, polite
from flows.settings import Settings
from storage.database import Database
from storage.entries import save_fetches

_MOST_TRIED = 12  # candidate feeds of one home page that are asked for
_MOST_SHOWN = 8  # those included that were not


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A feed that was found; one without feed and problem was not tried, since a likelier one was good."""

    link: FeedLink
    feed: Feed | None
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The feed chosen for an address, beside those that it was chosen from."""

    source: Source
    feed: Feed | None  # None for folders
    candidates: tuple[Candidate, ...]


def discover(settings: Settings, address: str) -> Choice:
    """The source that an address stands for: a feed, a home page's best feed, or a folder.

    Raises FetchError where nothing that can be polled is there, InputError for a folder that does not exist.
    """
    if not address.startswith(("http://", "https://")):
        return _folder(address)
    check_bare(address)
    return asyncio.run(_discover(settings, address))


def check_bare(address: str) -> None:
    """Raises InputError for an address with a user name or password: it would stand in the database."""
    if "@" in address.partition("://")[2].partition("/")[0]:
        shown = bare(address)
        raise InputError(f"{shown} was given with a user or password: put them in EVENTWIRE_SOURCE_HEADERS instead")


def source_id_of(url: str) -> str:
    """Sources are known by the address that they were added with."""
    return content_id("src", url)


def _folder(address: str) -> Choice:
    path = Path(address).expanduser().resolve()
    if not path.is_dir():
        raise InputError(f"there is no folder at {address}; a web address begins with http:// or https://")
    url = path.as_uri()
    source = Source(source_id=source_id_of(url), name=path.name, url=url, kind="folder", full_text="feed")
    return Choice(source=source, feed=None, candidates=())


async def _discover(settings: Settings, address: str) -> Choice:
    async with open_fetcher(settings) as fetcher:
        asker = polite(settings)(fetcher)
        try:
            return await _chosen(settings, asker, address)
        finally:
            fetches = [without_secrets(fetch) for fetch in asker.ledger]
            with Database(path=settings.database).transaction() as connection:
                save_fetches(connection, None, fetches)


async def _chosen(settings: Settings, asker: PoliteFetcher, address: str) -> Choice:
    source = Source(source_id=source_id_of(address), name=address, url=address)
    headers = secrets_of(settings)(source)
    answer = await asker.get(Request(url=address, purpose="discovery", headers=headers))
    if not answer.is_ok:
        raise FetchError(address, answer.fetch.reason or "nothing came")
    url = answer.fetch.final_url or address
    feed = _feed(answer, url)
    if isinstance(feed, Feed) and feed.format is not FeedFormat.SITEMAP_INDEX:
        return Choice(source=_source(address, feed, None), feed=feed, candidates=())
    if isinstance(feed, Feed):
        links, why = _in_index(feed), "this is an index of sitemaps"
    else:
        robots = (await asker.robots.rules(url)).text if settings.obey_robots else ""
        links, why = feed_links(answer.content or b"", url, robots), feed.reason
    candidates = await _tried(asker, links, address, headers)
    good = [candidate for candidate in candidates if candidate.feed is not None and candidate.feed.entries]
    if not good:
        tried = ", ".join(candidate.link.url for candidate in candidates) or "none"
        raise FetchError(address, f"no feed was found ({why}; tried: {tried})")
    best = good[0]
    assert best.feed is not None  # only candidates with a feed are good
    return Choice(source=_source(best.link.url, best.feed, url), feed=best.feed, candidates=tuple(candidates))


def _in_index(feed: Feed) -> tuple[FeedLink, ...]:
    """The sitemaps that an index names, those of news first."""
    ordered = sorted(feed.sitemaps, key=lambda url: "news" not in url.lower())
    return tuple(FeedLink(url=url, title=None, score=1, reason="named in a sitemap index") for url in ordered[:3])


async def _tried(
    asker: PoliteFetcher, links: tuple[FeedLink, ...], home: str, headers: Mapping[str, str]
) -> list[Candidate]:
    """Candidates in order of likelihood, until one of them lists entries."""
    tried: list[Candidate] = []
    waiting = list(links[:_MOST_TRIED])
    while waiting:
        link = waiting.pop(0)
        candidate = await _candidate(asker, link, headers if _is_same_host(link.url, home) else {})
        tried.append(candidate)
        if candidate.feed is not None and candidate.feed.format is FeedFormat.SITEMAP_INDEX:
            waiting += _in_index(candidate.feed)
        if candidate.feed is not None and candidate.feed.entries:
            break
    others = [link for link in waiting if link.score > 1][: _MOST_SHOWN - len(tried)]
    return tried + [Candidate(link=link, feed=None, problem=None) for link in others]


def _is_same_host(url: str, other: str) -> bool:
    return urlsplit(url).hostname == urlsplit(other).hostname


async def _candidate(asker: PoliteFetcher, link: FeedLink, headers: Mapping[str, str]) -> Candidate:
    answer = await asker.get(Request(url=link.url, purpose="discovery", headers=headers))
    if not answer.is_ok:
        return Candidate(link=link, feed=None, problem=answer.fetch.reason)
    feed = _feed(answer, link.url)
    if isinstance(feed, Rejected):
        return Candidate(link=link, feed=None, problem=feed.reason)
    return Candidate(link=link, feed=feed, problem=None if feed.entries else "it lists no entries")


def _feed(answer: Answer, url: str) -> Feed | Rejected:
    return parse_feed(answer.content or b"", url=url, content_type=answer.header("content-type"))


def _source(url: str, feed: Feed, home: str | None) -> Source:
    kinds = {FeedFormat.NEWS_SITEMAP: "sitemap", FeedFormat.JSON_FEED: "json_feed"}
    return Source(
        source_id=source_id_of(url),
        name=feed.title or urlsplit(url).hostname or url,
        url=url,
        home=feed.home or home,
        kind=kinds.get(feed.format, "feed"),
        language=(feed.language or "")[:2].lower() or None,
        full_text="page",
    )
