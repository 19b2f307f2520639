"""One round: feeds first, then the pages of what they listed, then the same stages as a backfill.

What a killed round leaves behind is found by the next one: a feed's news are recorded as pending entries in the same
transaction as the poll itself, and an entry is taken only after its article is committed.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from domain.documents import RawDocument
from domain.sources import Fetch, ListedEntry, PollState, Source
from flows.fetching.client import Fetcher, Request
from flows.fetching.politeness import PoliteFetcher, without_secrets
from flows.inputs import Found
from flows.loading.clock import Clock, utc_now
from flows.polling.entries import after_own_text, after_page, kept_hints
from flows.polling.feeds import SourcePoll, feed_request, polled
from flows.polling.folders import take_folders
from flows.polling.outcomes import PollOutcome
from storage.database import Database
from storage.entries import known_entries, pending_entries, save_entries, save_fetches, seen_again
from storage.robots import kept_robots, save_robots
from storage.sources import all_sources, due_sources, save_polls, save_sources

Load = Callable[[Sequence[Found]], None]  # takes documents through all stages and commits them
Taken = tuple[ListedEntry, RawDocument | None, str | None]  # the entry as it then stands, its document, its request
Secrets = Callable[[Source], Mapping[str, str]]  # headers of a source: cookies, authorization

_SAVED_TOGETHER = 50  # polls recorded in one transaction
_MOST_PAGES = 5_000  # of one round; the rest waits for the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round works with."""

    database: Database
    run_id: str
    open_fetcher: Callable[[], Fetcher]
    polite: Callable[[Fetcher], PoliteFetcher]
    load: Load
    batch_size: int = 100
    now: Clock = utc_now
    dice: random.Random = field(default_factory=random.Random)
    secrets: Secrets = lambda _: {}
    only: tuple[str, ...] | None = None  # source ids; None: all that are due


def run_poll(round_: Round) -> PollOutcome:
    """Polls what is due and takes what is pending; one source's failure is its own."""
    return asyncio.run(_run(round_))


async def _run(round_: Round) -> PollOutcome:
    outcome = PollOutcome()
    async with _fetching(round_) as polite:
        await _poll_feeds(round_, polite, outcome)
        await _take_entries(round_, polite, outcome)
        with round_.database.transaction() as connection:
            save_robots(connection, polite.robots.kept())
    take_folders(round_.database, _folders(round_), round_.load, round_.now(), round_.batch_size, outcome)
    return outcome


def _folders(round_: Round) -> list[tuple[Source, PollState]]:
    with round_.database.transaction() as connection:
        due = due_sources(connection, round_.now(), only=round_.only)
    return [(source, state) for source, state in due if source.kind == "folder"]


@asynccontextmanager
async def _fetching(round_: Round) -> AsyncIterator[PoliteFetcher]:
    with round_.database.transaction() as connection:
        kept = kept_robots(connection, round_.now())
    async with round_.open_fetcher() as fetcher:
        polite = round_.polite(fetcher)
        polite.robots.load(kept)
        yield polite


async def _poll_feeds(round_: Round, polite: PoliteFetcher, outcome: PollOutcome) -> None:
    with round_.database.transaction() as connection:
        due = due_sources(connection, round_.now(), only=round_.only)
        known = {source.source_id: known_entries(connection, source.source_id) for source, _ in due}
    feeds = [(source, state) for source, state in due if source.kind != "folder"]
    outcome.due = len(feeds)
    tasks = [asyncio.create_task(_poll(round_, polite, *pair, known[pair[0].source_id])) for pair in feeds]
    done: list[SourcePoll] = []
    for task in asyncio.as_completed(tasks):
        done.append(await task)
        if len(done) >= _SAVED_TOGETHER:
            _save_polls(round_, done, polite, outcome)
            done = []
    _save_polls(round_, done, polite, outcome)


async def _poll(
    round_: Round, polite: PoliteFetcher, source: Source, state: PollState, known: Mapping[str, str]
) -> SourcePoll:
    answer = await polite.get(feed_request(source, state, round_.secrets(source)))
    return polled(source, state, answer, known, now=round_.now(), dice=round_.dice)


def _save_polls(round_: Round, polls: Sequence[SourcePoll], polite: PoliteFetcher, outcome: PollOutcome) -> None:
    """Everything that these polls brought, in one transaction, the ledger's rows so far with it."""
    now = round_.now()
    fetches = _ledger(polite, outcome)
    with round_.database.transaction() as connection:
        save_fetches(connection, round_.run_id, fetches)
        save_sources(connection, [poll.source for poll in polls if poll.is_changed], moment=now)
        save_polls(connection, [poll.state for poll in polls], moment=now)
        save_entries(connection, [entry for poll in polls for entry in poll.entries], moment=now)
        seen_again(connection, [listed for poll in polls for listed in _seen_before(poll)], moment=now)
    for poll in polls:
        outcome.new_entries += len(poll.entries)
        outcome.with_news += bool(poll.entries)
        outcome.unchanged += poll.problem is None and not poll.entries
        if poll.problem is not None:
            outcome.failed += 1
            outcome.problems.append((poll.source.name, poll.problem))


def _seen_before(poll: SourcePoll) -> list[tuple[str, str]]:
    new = {entry.entry_key for entry in poll.entries}
    return [(poll.source.source_id, key) for key in poll.seen if key not in new]


def _ledger(polite: PoliteFetcher, outcome: PollOutcome) -> list[Fetch]:
    fetches = [without_secrets(fetch) for fetch in polite.ledger]
    polite.ledger.clear()
    outcome.requests += sum(fetch.status is not None for fetch in fetches)
    outcome.bytes_received += sum(fetch.bytes_received for fetch in fetches)
    return fetches


async def _take_entries(round_: Round, polite: PoliteFetcher, outcome: PollOutcome) -> None:
    with round_.database.transaction() as connection:
        sources = {source.source_id: source for source in all_sources(connection)}
        pending = pending_entries(connection, most=_MOST_PAGES, only=round_.only)
    entries = [entry for entry in pending if entry.source_id in sources]
    for start in range(0, len(entries), round_.batch_size):
        some = entries[start : start + round_.batch_size]
        taken = await asyncio.gather(*(_take(round_, polite, entry, sources[entry.source_id]) for entry in some))
        _save_taken(round_, taken, polite, outcome)


async def _take(round_: Round, polite: PoliteFetcher, entry: ListedEntry, source: Source) -> Taken:
    origin = f"{source.url}#{entry.entry_key}"
    if entry.url is None or not kept_hints(entry).wants_page:
        return *after_own_text(entry, origin), None
    request = Request(
        url=entry.url, purpose="page", source_id=source.source_id, headers=_own_secrets(round_, source, entry.url)
    )
    answer = await polite.get(request)
    return *after_page(entry, answer, origin), answer.fetch.fetch_id


def _own_secrets(round_: Round, source: Source, url: str) -> Mapping[str, str]:
    """A source's secrets go to its own host alone, whatever its feed links to."""
    same_host = urlsplit(url).hostname == urlsplit(source.url).hostname
    return round_.secrets(source) if same_host else {}


def _save_taken(
    round_: Round,
    taken: Iterable[Taken],
    polite: PoliteFetcher,
    outcome: PollOutcome,
) -> None:
    """Loads the documents, then records the entries: a kill between the two costs a repeated request and no more."""
    pairs = list(taken)
    loaded = [
        Found(origin=document.origin or "", document=document, source_id=entry.source_id, fetch_id=fetch_id)
        for entry, document, fetch_id in pairs
        if document is not None
    ]
    if loaded:
        round_.load(loaded)
    fetches = _ledger(polite, outcome)
    with round_.database.transaction() as connection:
        save_fetches(connection, round_.run_id, fetches)
        save_entries(connection, [entry for entry, _, _ in pairs], moment=round_.now())
    outcome.taken += len(loaded)
    for entry, document, _ in pairs:
        if document is None:
            outcome.waiting += entry.state.value == "pending"
            outcome.problems.append((entry.url or entry.entry_key, entry.reason or "no reason given"))
