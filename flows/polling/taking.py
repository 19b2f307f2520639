"""The pages of pending entries, each asked for once, and what is here handed to the stages batch by batch."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from domain.arrivals import Arrival
from domain.documents import RawDocument
from domain.sources import KeptPage, ListedEntry, Source
from flows.fetching.asking import Answer, Request
from flows.fetching.politeness import PoliteFetcher
from flows.inputs.found import Found
from flows.polling.entries import (
    Ready,
    kept_hints,
    own_document,
    page_document,
    page_of,
    taken,
    without_page,
    without_text,
)
from flows.polling.keeping import Keeper
from flows.polling.outcomes import PollOutcome
from flows.polling.tools import Round, no_warming
from flows.polling.work import at_work
from storage.entries import pending_entries, save_entries
from storage.pages import kept_pages
from storage.raw_documents import load_raw, raw_path
from storage.sources import all_sources

_MOST_PAGES = 5_000  # of one round; the rest waits for the next
_PATIENCE = 15.0  # seconds for which what is here waits for a batch to fill
_SHARED_FOR = timedelta(hours=6)  # within which two sources' links to one page are one request


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """One page that is to be asked for, and the entries that link to it."""

    url: str
    entries: tuple[ListedEntry, ...]
    source: Source  # of the first of them
    known: KeptPage | None  # as it was fetched before


async def take_entries(round_: Round, polite: PoliteFetcher, keeper: Keeper, outcome: PollOutcome) -> None:
    """Takes what is pending: fetches the pages that are not kept yet, and loads batches meanwhile."""
    await keeper.write_now()
    sources, pending, pages = _pending(round_)
    ready, wanted = _sorted_out(round_, sources, pending, pages, keeper, outcome)
    loaded = monotonic()
    warming = asyncio.create_task(asyncio.to_thread(round_.warm_up if wanted else no_warming))
    async with at_work(_asked(round_, polite, keeper, outcome, sources, each) for each in wanted) as results:
        while results.left or ready:
            ready += (await results.next(_PATIENCE) or ()) if results.left else ()
            is_due = len(ready) >= round_.batch_size or not results.left or monotonic() - loaded >= _PATIENCE
            if ready and is_due:
                batch, ready = ready[: round_.batch_size], ready[round_.batch_size :]
                await keeper.write_now()  # contents are read back from where they are kept
                await warming
                await asyncio.to_thread(_load, round_, sources, batch, outcome)
                loaded = monotonic()
    await warming


def _pending(round_: Round) -> tuple[dict[str, Source], list[ListedEntry], dict[str, KeptPage]]:
    with round_.database.transaction() as connection:
        sources = {source.source_id: source for source in all_sources(connection)}
        pending = pending_entries(connection, now=round_.now(), most=_MOST_PAGES, only=round_.only)
        pages = kept_pages(connection, [entry.url for entry in pending if entry.url is not None])
    kept = {url: page for url, page in pages.items() if raw_path(round_.database, page.raw_id).exists()}
    return sources, [entry for entry in pending if entry.source_id in sources], kept


def _sorted_out(
    round_: Round,
    sources: Mapping[str, Source],
    pending: Sequence[ListedEntry],
    pages: Mapping[str, KeptPage],
    keeper: Keeper,
    outcome: PollOutcome,
) -> tuple[list[Ready], list[_Wanted]]:
    """What can be taken as it is, and the pages that must be asked for."""
    ready: list[Ready] = []
    wanted: dict[tuple[str, str | None], list[ListedEntry]] = {}
    for entry in pending:
        hints = kept_hints(entry)
        page = pages.get(entry.url or "")
        has_secrets = entry.url is not None and bool(round_.secrets_for(sources[entry.source_id], entry.url))
        if entry.url is not None and hints.wants_page:
            if page is not None and _is_current(entry, page, has_secrets=has_secrets):
                ready.append(Ready(entry=entry, page=page))
            else:
                wanted.setdefault((entry.url, entry.source_id if has_secrets else None), []).append(entry)
        elif hints.own_text:
            ready.append(Ready(entry=entry, page=None))
        else:
            _leave(without_text(entry), keeper, outcome)
    return ready, [
        _Wanted(url=url, entries=tuple(entries), source=sources[entries[0].source_id], known=pages.get(url))
        for (url, _), entries in wanted.items()
    ]


def _is_current(entry: ListedEntry, page: KeptPage, *, has_secrets: bool) -> bool:
    """Whether the page was fetched since the feed told of the entry as it is now.

    An earlier page will do as well where another source brought it a moment ago and this one has told of no change.
    """
    if entry.told_at is None:
        return False
    if page.fetched_at >= entry.told_at:
        return True
    is_another_sources = page.source_id is not None and page.source_id != entry.source_id and not has_secrets
    return is_another_sources and entry.tellings == 1 and entry.told_at - page.fetched_at < _SHARED_FOR


async def _asked(
    round_: Round,
    polite: PoliteFetcher,
    keeper: Keeper,
    outcome: PollOutcome,
    sources: Mapping[str, Source],
    wanted: _Wanted,
) -> tuple[Ready, ...]:
    """The entries that can be taken now that their page was asked for; how the others stand goes to the keeper."""
    known = wanted.known
    request = Request(
        url=wanted.url,
        purpose="page",
        source_id=wanted.source.source_id,
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
        validated_url=known.final_url if known else None,
        headers=round_.secrets_for(wanted.source, wanted.url),
    )
    answer = await polite.get(request)
    page = page_of(wanted.url, answer, known, round_.now())
    if isinstance(page, KeptPage):
        keeper.pages.append((page, answer.content))
        return tuple(Ready(entry=entry, page=page) for entry in wanted.entries)
    left = _without_page(round_, wanted, sources, answer, page)
    for entry in left:
        if isinstance(entry, ListedEntry):
            _leave(entry, keeper, outcome)
    return tuple(each for each in left if isinstance(each, Ready))


def _without_page(
    round_: Round, wanted: _Wanted, sources: Mapping[str, Source], answer: Answer, reason: str
) -> list[ListedEntry | Ready]:
    now, dice = round_.now(), round_.dice
    return [
        without_page(entry, answer, reason, sources[entry.source_id], now=now, dice=dice) for entry in wanted.entries
    ]


def _leave(entry: ListedEntry, keeper: Keeper, outcome: PollOutcome) -> None:
    """Records an entry that can't be taken now."""
    keeper.entries.append(entry)
    outcome.waiting += entry.state.value == "pending"
    outcome.problems.append((entry.url or entry.entry_key, entry.reason or "no reason given"))


def _load(round_: Round, sources: Mapping[str, Source], batch: Sequence[Ready], outcome: PollOutcome) -> None:
    """Loads the documents, then records the entries: a kill between the two repeats no request and adds nothing."""
    documents = [_document(round_, sources[each.entry.source_id], each) for each in batch]
    found = [
        Found(
            origin=document.origin or "",
            document=document,
            source_id=each.entry.source_id,
            fetch_id=each.page.fetch_id if each.page else None,
        )
        for each, document in zip(batch, documents, strict=True)
        if Arrival.of(document).arrival_id != each.entry.arrival_id  # its page is what it was
    ]
    if found:
        round_.load(found)
    entries = [taken(each.entry, document) for each, document in zip(batch, documents, strict=True)]
    with round_.database.transaction() as connection:
        save_entries(connection, entries, moment=round_.now())
    outcome.taken += len(entries)


def _document(round_: Round, source: Source, ready: Ready) -> RawDocument:
    origin = f"{source.url}#{ready.entry.entry_key}"
    if ready.page is not None:
        return page_document(ready.entry, ready.page, load_raw(round_.database, ready.page.raw_id), origin)
    own = own_document(ready.entry, kept_hints(ready.entry), origin)
    assert own is not None  # only entries with a text of their own are ready without a page
    return own
