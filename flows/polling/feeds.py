"""One source polled: what its server answered, and what follows from it for the source."""

import random
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime

from domain.feeds import Feed, FeedEntry
from domain.rejects import Rejected, Stage
from domain.sources import EntryState, Fetch, FetchOutcome, KnownEntry, ListedEntry, PollState, Source, SourceState
from extractors.feeds import parse_feed
from flows.fetching.asking import Answer, Request
from flows.fetching.schedule import SHORTEST, Pace, fresh_seconds, next_poll, quiet_poll, retry_poll
from flows.polling.entries import listed

_MOVES_BELIEVED = 3  # permanent redirects in a row, each to a feed, before the new address is adopted


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A source that was asked, and what came."""

    source: Source
    state: PollState
    answer: Answer
    feed: Feed | Rejected | None  # None where no document came


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
        validated_url=state.validated_url,
        headers=headers,
    )


def asked(source: Source, state: PollState, answer: Answer) -> Asked:
    """The answer, read as a feed. Whatever is wrong with it is this source's alone."""
    if not answer.is_ok:
        return Asked(source=source, state=state, answer=answer, feed=None)
    content_type = answer.header("content-type")
    try:
        feed = parse_feed(answer.content or b"", url=answer.fetch.final_url, content_type=content_type)
    except Exception as error:  # noqa: BLE001 -- one source's failure is its own
        feed = Rejected(stage=Stage.READ, reason="the feed broke our reader", detail=f"{type(error).__name__}: {error}")
    return Asked(source=source, state=state, answer=answer, feed=feed)


def polled(asked: Asked, known: Mapping[str, KnownEntry], *, now: datetime, dice: random.Random) -> SourcePoll:
    """What follows from the server's answer. Pure: clock and dice are given.

    `known` is what is recorded of the listed entries, and of others under the same links, by entry key.
    """
    source, state, answer, feed = asked.source, asked.state, asked.answer, asked.feed
    if answer.fetch.outcome is FetchOutcome.NOT_MODIFIED:
        return _unchanged(source, state, answer, now)
    if answer.fetch.outcome is FetchOutcome.GONE:
        retired = replace(source, state=SourceState.RETIRED)
        return _result(retired, _bad(state, now, answer, dice), answer, changed=True, problem=answer.fetch.reason)
    if feed is None:
        return _result(source, _bad(state, now, answer, dice), answer, problem=answer.fetch.reason)
    if isinstance(feed, Rejected):
        # A home page or a maintenance notice in place of the feed: nothing of the source is touched.
        reason = f"{feed.reason} ({feed.detail})" if feed.detail else feed.reason
        return _result(source, _bad(state, now, answer, dice, reason), answer, problem=reason)
    return _news(source, state, answer, feed, known, now)


def _news(
    source: Source, state: PollState, answer: Answer, feed: Feed, known: Mapping[str, KnownEntry], now: datetime
) -> SourcePoll:
    (moved_to, moved_times), source_now = _moved(source, state, answer)
    whole = not feed.is_cut_short  # what the rest would have listed must be asked for again
    state_now = replace(
        state,
        etag=answer.fetch.etag if whole else None,
        last_modified=answer.fetch.last_modified if whole else None,
        validated_url=answer.fetch.final_url,
        moved_to=moved_to,
        moved_times=moved_times,
        ttl_seconds=feed.ttl_seconds,
        skip_hours=feed.skip_hours,
        skip_days=feed.skip_days,
    )
    moments = tuple(entry.published_at for entry in feed.entries if entry.published_at is not None)
    due = next_poll(now, _pace(source, state_now, answer, now, moments))
    source_now = replace(source_now, unverified=False)
    return SourcePoll(
        source=source_now,
        is_changed=source_now != source,
        state=_good(state_now, now, due),
        entries=_told(source, feed, known, now),
        seen=tuple(entry.entry_id for entry in feed.entries),
        fetch=answer.fetch,
        problem=None,
        notes=feed.problems,
    )


def _told(source: Source, feed: Feed, known: Mapping[str, KnownEntry], now: datetime) -> tuple[ListedEntry, ...]:
    """The entries of which the feed tells something that it has not told before."""
    told = {(entry.url, entry.content_key) for entry in known.values() if entry.url is not None}
    found = []
    for entry in feed.entries:
        before = known.get(entry.entry_id)
        if not _is_told(entry, before, told):
            continue
        arrival_id, tellings = (before.arrival_id, before.tellings) if before else (None, 0)
        now_listed = listed(source, feed, entry)
        found.append(replace(now_listed, told_at=now, arrival_id=arrival_id, tellings=tellings + 1))
    return tuple(found)


def _is_told(entry: FeedEntry, before: KnownEntry | None, told: Set[tuple[str | None, str]]) -> bool:
    if before is None:
        return (entry.link, entry.digest) not in told  # a known entry under a new id is nothing new
    if before.content_key != entry.digest:
        return True
    # The link of an entry that we could not take yet was mended.
    return before.state is not EntryState.TAKEN and entry.link is not None and before.url != entry.link


def _unchanged(source: Source, state: PollState, answer: Answer, now: datetime) -> SourcePoll:
    last = state.due_at - state.polled_at if state.due_at and state.polled_at else SHORTEST
    due = quiet_poll(now, last, _pace(source, state, answer, now, ()))
    state_now, source_now = state, source
    if answer.fetch.final_url == state.validated_url:  # it stands for the feed that it gave before
        (moved_to, moved_times), source_now = _moved(source, state, answer)
        state_now = replace(state, moved_to=moved_to, moved_times=moved_times)
    return _result(source_now, _good(state_now, now, due), answer, changed=source_now != source)


def _moved(source: Source, state: PollState, answer: Answer) -> tuple[tuple[str | None, int], Source]:
    """A permanent redirect is adopted once it has stood several polls long and led to a feed each time."""
    if answer.moved_to is None or answer.moved_to == source.url:
        return (None, 0), source
    times = state.moved_times + 1 if state.moved_to == answer.moved_to else 1
    if times < _MOVES_BELIEVED:
        return (answer.moved_to, times), source
    return (None, 0), replace(source, url=answer.moved_to)


def _pace(source: Source, state: PollState, answer: Answer, now: datetime, published: tuple[datetime, ...]) -> Pace:
    return Pace(
        interval_seconds=source.interval_seconds,
        ttl_seconds=state.ttl_seconds,
        fresh_seconds=fresh_seconds(dict(answer.headers), now),
        skip_hours=state.skip_hours,
        skip_days=state.skip_days,
        published=published,
    )


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
