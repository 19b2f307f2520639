"""Listed entries on their way to articles: kept as pending with all that the feed says, until their text is taken."""

from dataclasses import replace

from pydantic import BaseModel

from domain.arrivals import Arrival
from domain.documents import DocumentHints, MediaType, RawDocument
from domain.feeds import Feed, FeedEntry
from domain.sources import EntryState, FetchOutcome, ListedEntry, Source
from extractors.feeds import entry_document
from extractors.feeds.documents import entry_hints
from flows.fetching.client import Answer

MOST_ATTEMPTS = 5
_SHORTEST_OWN_TEXT = 400  # characters of a feed's own text that are worth an article when the page can't be had
_GONE = (404, 410)
_READABLE = ("html", "xhtml", "text/plain", "xml")


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


def page_document(entry: ListedEntry, kept: KeptHints, answer: Answer, origin: str) -> RawDocument:
    """The entry's page as a raw document."""
    return RawDocument(
        content=answer.content or b"",
        media_type=MediaType.TEXT if (answer.header("content-type") or "").startswith("text/plain") else MediaType.HTML,
        url=answer.fetch.final_url or entry.url,
        headers=answer.headers,
        hints=kept.hints(),
        origin=origin,
        fetched_at=answer.fetch.started_at,
    )


def after_page(entry: ListedEntry, answer: Answer, origin: str) -> tuple[ListedEntry, RawDocument | None]:
    """How the entry stands after its page was asked for, and the document to read, if there is one.

    A page that can't be had is tried again in later rounds; after the last try, or where it is gone, the feed's own
    text stands in if it is long enough.
    """
    kept = kept_hints(entry)
    attempts = entry.attempts + 1
    if answer.is_ok and answer.content and _is_readable(answer):
        document = page_document(entry, kept, answer, origin)
        return _taken(entry, document, attempts), document
    gone = answer.fetch.status in _GONE
    refused = answer.fetch.outcome is FetchOutcome.REFUSED or answer.is_ok
    reason = answer.fetch.reason or f"the page is {answer.header('content-type') or 'empty'}, which can't be read"
    if not gone and not refused and attempts < MOST_ATTEMPTS:
        return replace(entry, attempts=attempts, reason=reason), None
    own = own_document(entry, kept, origin)
    if own is not None and len(own.content) >= _SHORTEST_OWN_TEXT:
        return _taken(entry, own, attempts), own
    state = EntryState.REMOVED if gone else EntryState.FAILED
    return replace(entry, state=state, attempts=attempts, reason=reason, hints=None), None


def after_own_text(entry: ListedEntry, origin: str) -> tuple[ListedEntry, RawDocument | None]:
    """How an entry stands whose text is the feed's own."""
    own = own_document(entry, kept_hints(entry), origin)
    if own is None:
        reason = "the feed gives neither text nor link"
        return replace(entry, state=EntryState.FAILED, reason=reason, hints=None), None
    return _taken(entry, own, entry.attempts), own


def _taken(entry: ListedEntry, document: RawDocument, attempts: int) -> ListedEntry:
    arrival_id = Arrival.of(document).arrival_id
    return replace(entry, state=EntryState.TAKEN, attempts=attempts, arrival_id=arrival_id, hints=None, reason=None)


def _is_readable(answer: Answer) -> bool:
    content_type = (answer.header("content-type") or "text/html").lower()
    return any(kind in content_type for kind in _READABLE)
