"""One round: feeds first, then the pages of what they listed, then the same stages as a backfill.

What a killed round leaves behind is found by the next one: a feed's news are recorded as pending entries in the same
transaction as the poll itself, a page is kept as soon as it is fetched, and an entry is taken only after its article
is committed.
"""

import asyncio
from collections.abc import Sequence

from domain.errors import SettingsError
from domain.sources import FetchOutcome, PollState, Source
from flows.fetching.politeness import PoliteFetcher
from flows.fetching.waits import not_asked
from flows.polling.feeds import Asked, asked, feed_request
from flows.polling.folders import take_folders
from flows.polling.keeping import Keeper
from flows.polling.outcomes import PollOutcome
from flows.polling.taking import take_entries
from flows.polling.tools import Round
from flows.polling.work import at_work
from storage.robots import RobotsRow, kept_robots
from storage.sources import due_sources


def run_poll(round_: Round) -> PollOutcome:
    """Polls what is due and takes what is pending; one source's failure is its own."""
    return asyncio.run(_run(round_))


async def _run(round_: Round) -> PollOutcome:
    outcome = PollOutcome()
    due, robots = _due(round_)
    feeds = [(source, state) for source, state in due if source.kind != "folder"]
    folders = [(source, state) for source, state in due if source.kind == "folder"]
    outcome.due = len(feeds)
    async with round_.open_fetcher() as fetcher:
        polite = round_.polite(fetcher)
        polite.robots.load(robots)
        keeper = Keeper(round_, polite, outcome)
        async with keeper.at_work():
            await _poll_feeds(round_, polite, keeper, feeds)
            await take_entries(round_, polite, keeper, outcome)
    if folders:
        take_folders(round_.database, folders, round_.load, round_.now(), round_.batch_size, outcome)
    return outcome


def _due(round_: Round) -> tuple[tuple[tuple[Source, PollState], ...], tuple[RobotsRow, ...]]:
    with round_.database.transaction() as connection:
        now = round_.now()
        return due_sources(connection, now, only=round_.only), kept_robots(connection, now)


async def _poll_feeds(
    round_: Round, polite: PoliteFetcher, keeper: Keeper, feeds: Sequence[tuple[Source, PollState]]
) -> None:
    async with at_work(_poll(round_, polite, *pair) for pair in feeds) as results:
        while results.left:
            if (result := await results.next()) is not None:
                keeper.polls.append(result)


async def _poll(round_: Round, polite: PoliteFetcher, source: Source, state: PollState) -> Asked:
    try:
        request = feed_request(source, state, round_.secrets(source))
    except SettingsError as error:  # its secret can't be had: that is this source's failure alone
        bare = feed_request(source, state, {})
        return asked(source, state, not_asked(bare, FetchOutcome.REFUSED, str(error), round_.now()))
    return asked(source, state, await polite.get(request))
