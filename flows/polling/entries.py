"""Listed entries on their way to articles: kept as pending with all that the feed says, until their text is taken."""

import random
import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import BaseModel

from domain.arrivals import Arrival
from domain.documents import DocumentHints, MediaType, RawDocument
from domain.feeds import Feed, FeedEntry
from domain.identifiers import content_hash
from domain.sources import EntryState, FetchOutcome, KeptPage, ListedEntry, Source
from extractors.feeds import entry_document
from extractors.feeds.documents import entry_hints
from flows.fetching.asking import Answer
from flows.fetching.schedule import retry_page

MOST_ATTEMPTS = 8  # over a day and a half
MOST_ATTEMPTS_MISSING = 3  # of a page that is not found: feeds are often ahead of their sites

_SHORTEST_OWN_TEXT = 150  # characters of a feed's own text that are worth an article when the page can't be had
_READABLE = ("html", "text/plain", "xml")
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE)
_HOME = re.compile(r"/?(?:index\.\w+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An entry whose text is here: its page, or what the feed itself gives."""

    entry: ListedEntry
    page: KeptPage | None  # None: the feed's own text


class KeptHints(BaseModel):
    """What a feed says of an entry, kept until the entry is taken."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    carrier: str | None = None
    own_text: str | None = None  # the entry's own text or markup
    own_is_markup: bool = False
    wants_page: bool = True

    def hints(self) -> DocumentHints:
        return DocumentHints(
            title=self.title,
            published=self.published,
            publisher=self.publisher,
            authors=self.authors,
            language=self.language,
            carrier=self.carrier,
        )


def listed(source: Source, feed: Feed, entry: FeedEntry) -> ListedEntry:
    """The entry as pending, with what its article will need of the feed."""
    hints = entry_hints(entry, feed, source.publisher)
    own = entry_document(entry, feed, publisher=source.publisher, origin=source.url)
    kept = KeptHints(
        title=hints.title,
        published=hints.published,
        publisher=hints.publisher,
        authors=hints.authors,
        language=hints.language or source.language,
        carrier=hints.carrier,
        own_text=own.content.decode("utf-8", "replace") if own else None,
        own_is_markup=own is not None and own.media_type is MediaType.HTML,
        wants_page=source.full_text == "page" and entry.link is not None,
    )
    return ListedEntry(
        source_id=source.source_id,
        entry_key=entry.entry_id,
        url=entry.link,
        content_key=entry.digest,
        hints=kept.model_dump_json(exclude_defaults=True),
    )


def kept_hints(entry: ListedEntry) -> KeptHints:
    """What the feed said of the entry."""
    return KeptHints.model_validate_json(entry.hints or "{}")


def own_document(entry: ListedEntry, kept: KeptHints, origin: str) -> RawDocument | None:
    """The entry's own text as a raw document; None where the feed gave none."""
    if not kept.own_text:
        return None
    return RawDocument(
        content=kept.own_text.encode("utf-8", "surrogatepass"),
        media_type=MediaType.HTML if kept.own_is_markup else MediaType.TEXT,
        url=entry.url,
        hints=kept.hints(),
        origin=origin,
    )


def page_document(entry: ListedEntry, page: KeptPage, content: bytes, origin: str) -> RawDocument:
    """The entry's page as a raw document."""
    content_type = next((value for name, value in page.headers if name == "content-type"), "")
    return RawDocument(
        content=content,
        media_type=MediaType.TEXT if content_type.startswith("text/plain") else MediaType.HTML,
        url=page.final_url,
        headers=page.headers,
        hints=kept_hints(entry).hints(),
        origin=origin,
        fetched_at=page.fetched_at,
    )


def page_of(url: str, answer: Answer, known: KeptPage | None, now: datetime) -> KeptPage | str:
    """The page that came, `known` where it has not changed; or why there is nothing to read."""
    if answer.fetch.outcome is FetchOutcome.NOT_MODIFIED and known is not None:
        return replace(known, fetched_at=now)
    if not answer.is_ok:
        return answer.fetch.reason or "nothing came"
    final_url = answer.fetch.final_url or url
    if not answer.content:
        return "the page is empty"
    if _is_home(final_url) and not _is_home(url):
        return "the page's address leads to the home page"
    if not is_readable(answer):
        return f"the page is {answer.header('content-type')}, which can't be read"
    return KeptPage(
        url=url,
        final_url=final_url,
        raw_id=answer.fetch.raw_id or content_hash(answer.content),
        headers=answer.headers,
        etag=answer.fetch.etag,
        last_modified=answer.fetch.last_modified,
        fetched_at=now,
        fetch_id=answer.fetch.fetch_id,
        source_id=answer.fetch.source_id,
    )


def without_page(
    entry: ListedEntry, answer: Answer, reason: str, source: Source, *, now: datetime, dice: random.Random
) -> ListedEntry | Ready:
    """How the entry stands whose page could not be had.

    It is tried again in later rounds; after the last try, or where it is gone, the feed's own text stands in if it is
    long enough.
    """
    if answer.not_before is not None:  # it was not our turn: that is no failure of the page
        return replace(entry, due_at=answer.not_before, reason=reason)
    attempts = entry.attempts + 1
    if not _is_hopeless(answer, attempts):
        due = retry_page(now, attempts, dice, source.interval_seconds)
        return replace(entry, attempts=attempts, reason=reason, due_at=due)
    own = kept_hints(entry).own_text
    if own is not None and len(own) >= _SHORTEST_OWN_TEXT:
        return Ready(entry=replace(entry, attempts=attempts), page=None)
    state = EntryState.REMOVED if answer.fetch.status in (404, 410) else EntryState.FAILED
    return replace(entry, state=state, attempts=attempts, reason=reason, due_at=None, hints=None)


def without_text(entry: ListedEntry) -> ListedEntry:
    """How an entry stands to which the feed gives neither text nor link."""
    reason = "the feed gives neither text nor link"
    return replace(entry, state=EntryState.FAILED, reason=reason, due_at=None, hints=None)


def taken(entry: ListedEntry, document: RawDocument) -> ListedEntry:
    """The entry once its document is loaded."""
    arrival_id = Arrival.of(document).arrival_id
    return replace(entry, state=EntryState.TAKEN, arrival_id=arrival_id, hints=None, reason=None, due_at=None)


def _is_hopeless(answer: Answer, attempts: int) -> bool:
    """Whether no later try will bring the page."""
    if answer.fetch.status == 410 or not answer.is_passing:
        return True
    if answer.is_ok and answer.content and not is_readable(answer):
        return True
    return attempts >= (MOST_ATTEMPTS_MISSING if answer.fetch.status in (200, 404) else MOST_ATTEMPTS)


def is_readable(answer: Answer) -> bool:
    """Whether a page of this type, or of these bytes, may hold an article."""
    content_type = (answer.header("content-type") or "text/html").lower()
    return any(kind in content_type for kind in _READABLE) or bool(
        _LOOKS_LIKE_HTML.search((answer.content or b"")[:1024])
    )


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None
