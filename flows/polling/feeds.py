"""One source polled: what its server answered, and what follows from it for the source."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.feeds import Feed, FeedEntry
from domain.rejects import Rejected
from domain.sources import Fetch, FetchOutcome, ListedEntry, PollState, Source, SourceState
from extractors.feeds import parse_feed
from flows.fetching.client import Answer, Request
from flows.fetching.schedule import LONGEST, SHORTEST, Pace, fresh_seconds, next_poll, retry_poll
from flows.polling.entries import listed

_MOVES_BELIEVED = 3  # permanent redirects in a row, each to a feed, before the new address is adopted
_QUIET_GROWTH = 1.25  # how much longer to wait after each answer without news


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePoll:
    """What one poll of one source brought."""

    source: Source  # as it is now: moved or retired, perhaps
    is_changed: bool  # whether the source's own row changed
    state: PollState
    entries: tuple[ListedEntry, ...]  # new and updated ones
    seen: tuple[str, ...]  # keys of all entries that the feed lists
    fetch: Fetch
    problem: str | None  # why it failed; None where it did not
    notes: tuple[str, ...] = ()  # what was salvaged


def feed_request(source: Source, state: PollState, headers: Mapping[str, str]) -> Request:
    """What to ask the source's server; `headers` carry its cookies or authorization."""
    return Request(
        url=source.url,
        purpose="feed",
        source_id=source.source_id,
        etag=state.etag,
        last_modified=state.last_modified,
        headers=headers,
    )


def polled(
    source: Source, state: PollState, answer: Answer, known: Mapping[str, str], *, now: datetime, dice: random.Random
) -> SourcePoll:
    """What follows from the server's answer; `known` are content keys by entry key. Pure: clock and dice are given."""
    if answer.fetch.outcome is FetchOutcome.NOT_MODIFIED:
        return _result(source, _good(state, now, _quiet(source, state, now)), answer)
    if answer.fetch.outcome is FetchOutcome.GONE:
        retired = replace(source, state=SourceState.RETIRED)
        return _result(retired, _bad(state, now, answer, dice), answer, changed=True, problem=answer.fetch.reason)
    if not answer.is_ok:
        return _result(source, _bad(state, now, answer, dice), answer, problem=answer.fetch.reason)
    found = parse_feed(answer.content or b"", url=answer.fetch.final_url, content_type=answer.header("content-type"))
    if isinstance(found, Rejected):
        # A home page or a maintenance notice in place of the feed: nothing of the source is touched.
        reason = f"{found.reason} ({found.detail})" if found.detail else found.reason
        return _result(source, _bad(state, now, answer, dice, reason), answer, problem=reason)
    return _news(source, state, answer, found, known, now)


def _news(
    source: Source, state: PollState, answer: Answer, feed: Feed, known: Mapping[str, str], now: datetime
) -> SourcePoll:
    entries = tuple(listed(source, feed, entry) for entry in feed.entries if known.get(entry.entry_id) != entry.digest)
    moved, source_now = _moved(source, state, answer)
    state_now = replace(
        _good(state, now, next_poll(now, _pace(source, feed, answer, now))),
        etag=answer.fetch.etag,
        last_modified=answer.fetch.last_modified,
        moved_to=moved[0],
        moved_times=moved[1],
    )
    if source_now.unverified:
        source_now = replace(source_now, unverified=False)
    return SourcePoll(
        source=source_now,
        is_changed=source_now != source,
        state=state_now,
        entries=entries,
        seen=tuple(entry.entry_id for entry in feed.entries),
        fetch=answer.fetch,
        problem=None,
        notes=feed.problems,
    )


def _moved(source: Source, state: PollState, answer: Answer) -> tuple[tuple[str | None, int], Source]:
    """A permanent redirect is adopted once it has stood several polls long and led to a feed each time."""
    if answer.moved_to is None or answer.moved_to == source.url:
        return (None, 0), source
    times = state.moved_times + 1 if state.moved_to == answer.moved_to else 1
    if times < _MOVES_BELIEVED:
        return (answer.moved_to, times), source
    return (None, 0), replace(source, url=answer.moved_to)


def _pace(source: Source, feed: Feed, answer: Answer, now: datetime) -> Pace:
    return Pace(
        interval_seconds=source.interval_seconds,
        ttl_seconds=feed.ttl_seconds,
        fresh_seconds=fresh_seconds(dict(answer.headers), now),
        skip_hours=feed.skip_hours,
        skip_days=feed.skip_days,
        published=tuple(_moments(feed.entries)),
    )


def _moments(entries: tuple[FeedEntry, ...]) -> list[datetime]:
    return [entry.published_at for entry in entries if entry.published_at is not None]


def _quiet(source: Source, state: PollState, now: datetime) -> datetime:
    """After an answer without news: somewhat later than last time."""
    if source.interval_seconds is not None:
        return now + timedelta(seconds=max(1, source.interval_seconds))
    last = state.due_at - state.polled_at if state.due_at and state.polled_at else SHORTEST
    return now + min(max(last * _QUIET_GROWTH, SHORTEST), LONGEST)


def _good(state: PollState, now: datetime, due: datetime) -> PollState:
    return replace(state, due_at=due, polled_at=now, good_at=now, failures_in_row=0, reason=None)


def _bad(state: PollState, now: datetime, answer: Answer, dice: random.Random, reason: str | None = None) -> PollState:
    failures = state.failures_in_row + 1
    due = retry_poll(now, failures, dice, answer.retry_after)
    return replace(state, due_at=due, polled_at=now, failures_in_row=failures, reason=reason or answer.fetch.reason)


def _result(
    source: Source, state: PollState, answer: Answer, *, changed: bool = False, problem: str | None = None
) -> SourcePoll:
    return SourcePoll(
        source=source,
        is_changed=changed,
        state=state,
        entries=(),
        seen=(),
        fetch=answer.fetch,
        problem=problem,
    )
