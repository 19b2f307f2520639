"""What a round has learned, written within a moment of its coming: a kill costs no more than that."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from math import inf
from time import monotonic
from typing import NamedTuple

from domain.documents import MediaType, RawDocument
from domain.feeds import Feed
from domain.sources import Fetch, KeptPage, ListedEntry
from flows.fetching.politeness import PoliteFetcher, without_secrets
from flows.polling.feeds import Asked, SourcePoll, polled
from flows.polling.outcomes import PollOutcome
from flows.polling.tools import Round
from storage.database import Connection
from storage.entries import listed_before, save_entries, save_fetches, seen_again
from storage.pages import save_pages
from storage.raw_documents import save_raws
from storage.robots import RobotsRow, save_robots
from storage.sources import save_polls, save_sources

_SHARE = 3.0  # times as long as the last writing took, at least, until the next one


class _Learned(NamedTuple):
    """What is to be written in one transaction."""

    polls: list[Asked]
    pages: list[tuple[KeptPage, bytes | None]]
    entries: list[ListedEntry]
    ledger: list[Fetch]
    robots: tuple[RobotsRow, ...]


class Keeper:
    """Collects answers and writes them, the ledger's rows with them, in one transaction."""

    def __init__(self, round_: Round, polite: PoliteFetcher, outcome: PollOutcome) -> None:
        self.polls: list[Asked] = []
        self.pages: list[tuple[KeptPage, bytes | None]] = []  # with what came anew
        self.entries: list[ListedEntry] = []
        self._round = round_
        self._polite = polite
        self._outcome = outcome
        self._pause = round_.keep_within
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Writes again and again; at the end, however it comes, what is left."""
        ticking = asyncio.create_task(self._tick())
        try:
            yield
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)
            self.write()

    async def _tick(self) -> None:
        while self._pause < inf:
            await asyncio.sleep(self._pause)
            started = monotonic()
            await self.write_now()
            self._pause = max(self._round.keep_within, _SHARE * (monotonic() - started))

    async def write_now(self) -> None:
        """Writes all that there is; the network goes on meanwhile."""
        async with self._writing:
            await asyncio.to_thread(self._write, self._learned())

    def write(self) -> None:
        """Writes all that there is."""
        self._write(self._learned())

    def _learned(self) -> _Learned:
        """All that is not written yet, from now on the writer's."""
        learned = _Learned(
            self.polls, self.pages, self.entries, list(self._polite.ledger), self._polite.robots.unsaved()
        )
        self.polls, self.pages, self.entries = [], [], []
        self._polite.ledger.clear()
        return learned

    def _write(self, learned: _Learned) -> None:
        """Contents first, so that no row ever names one that is not there."""
        if not any(learned):
            return
        contents = [content for _, content in learned.pages if content is not None]
        try:
            save_raws(self._round.database, [RawDocument(content=each, media_type=MediaType.HTML) for each in contents])
            with self._round.database.transaction() as connection:
                save_fetches(connection, self._round.run_id, [without_secrets(fetch) for fetch in learned.ledger])
                save_robots(connection, learned.robots)
                polls = self._save_polls(connection, learned.polls)
                save_pages(connection, [page for page, _ in learned.pages])
                save_entries(connection, learned.entries, moment=self._round.now())
        except BaseException:  # kept for the next try, at the latest when the round ends
            self.polls, self.pages = learned.polls + self.polls, learned.pages + self.pages
            self.entries = learned.entries + self.entries
            self._polite.ledger[:0] = learned.ledger
            raise
        self._count(polls, learned.ledger)

    def _save_polls(self, connection: Connection, asked: Sequence[Asked]) -> list[SourcePoll]:
        now = self._round.now()
        known = listed_before(
            connection,
            [
                (each.source.source_id, entry.entry_id, entry.link)
                for each in asked
                if isinstance(each.feed, Feed)
                for entry in each.feed.entries
            ],
        )
        polls = [polled(each, known.get(each.source.source_id, {}), now=now, dice=self._round.dice) for each in asked]
        save_sources(connection, [poll.source for poll in polls if poll.is_changed], moment=now)
        save_polls(connection, [poll.state for poll in polls], moment=now)
        save_entries(connection, [entry for poll in polls for entry in poll.entries], moment=now)
        seen_again(connection, [listed for poll in polls for listed in _seen_before(poll)], moment=now)
        return polls

    def _count(self, polls: Sequence[SourcePoll], ledger: Sequence[Fetch]) -> None:
        outcome = self._outcome
        outcome.requests += sum(fetch.status is not None for fetch in ledger)
        outcome.bytes_received += sum(fetch.bytes_received for fetch in ledger)
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
