"""What a round has learned, written within a second or so of its coming: a kill costs no more than that."""

import asyncio
from collections.abc import Sequence
from time import monotonic

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
from storage.robots import save_robots
from storage.sources import save_polls, save_sources

_SECONDS = 1.0  # between two writings


class Keeper:
    """Collects answers and writes them, the ledger's rows with them, in one transaction."""

    def __init__(self, round_: Round, polite: PoliteFetcher, outcome: PollOutcome) -> None:
        self.polls: list[Asked] = []
        self.pages: list[tuple[KeptPage, bytes | None]] = []  # with what came anew
        self.entries: list[ListedEntry] = []
        self._round = round_
        self._polite = polite
        self._outcome = outcome
        self._written = monotonic()
        self._writing = asyncio.Lock()

    async def write_if_due(self) -> None:
        """Writes, unless that was done a moment ago; the network goes on meanwhile."""
        if monotonic() - self._written >= _SECONDS and not self._writing.locked():
            await self.write_now()

    async def write_now(self) -> None:
        """Writes all that there is; the network goes on meanwhile."""
        async with self._writing:
            await asyncio.to_thread(self.write)

    def write(self) -> None:
        """Writes all that there is: contents first, so that no row ever names one that is not there."""
        asked, self.polls = self.polls, []
        pages, self.pages = self.pages, []
        entries, self.entries = self.entries, []
        fetches, robots = self._ledger(), self._polite.robots.unsaved()
        if asked or pages or entries or fetches or robots:
            contents = [content for _, content in pages if content is not None]
            save_raws(self._round.database, [RawDocument(content=each, media_type=MediaType.HTML) for each in contents])
            with self._round.database.transaction() as connection:
                save_fetches(connection, self._round.run_id, fetches)
                save_robots(connection, robots)
                self._save_polls(connection, asked)
                save_pages(connection, [page for page, _ in pages])
                save_entries(connection, entries, moment=self._round.now())
        self._written = monotonic()

    def _save_polls(self, connection: Connection, asked: Sequence[Asked]) -> None:
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
        for poll in polls:
            self._count(poll)

    def _count(self, poll: SourcePoll) -> None:
        outcome = self._outcome
        outcome.new_entries += len(poll.entries)
        outcome.with_news += bool(poll.entries)
        outcome.unchanged += poll.problem is None and not poll.entries
        if poll.problem is not None:
            outcome.failed += 1
            outcome.problems.append((poll.source.name, poll.problem))

    def _ledger(self) -> list[Fetch]:
        fetches = [without_secrets(fetch) for fetch in self._polite.ledger]
        self._polite.ledger.clear()
        self._outcome.requests += sum(fetch.status is not None for fetch in fetches)
        self._outcome.bytes_received += sum(fetch.bytes_received for fetch in fetches)
        return fetches


def _seen_before(poll: SourcePoll) -> list[tuple[str, str]]:
    new = {entry.entry_key for entry in poll.entries}
    return [(poll.source.source_id, key) for key in poll.seen if key not in new]
