"""What a period brought, by who did what to whom, with evidence."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from domain.alerts import WatchedEvent
from domain.reports import Status
from storage import Database
from storage.briefing import (
    Fired,
    RejectedKind,
    TroubledSource,
    fired_alerts,
    founded_events,
    new_articles,
    new_rejects,
    troubled_sources,
)
from storage.watching import watched_events

_FRESH = timedelta(days=30)  # older events are background that only came up today


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """What is new between two sides, most widely reported first."""

    title: str  # "Iran > Israel"
    events: tuple[WatchedEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a period brought."""

    since: datetime
    until: datetime
    articles: int
    publishers: int
    dyads: tuple[Dyad, ...]  # busiest first; actual events of the last 30 days
    types: tuple[tuple[str, int], ...]  # of these events, most frequent first
    updated: int  # earlier events of which more was reported
    older: int  # new ones that happened more than 30 days ago
    alerts: Sequence[Fired]
    rejects: Sequence[RejectedKind]
    troubled: Sequence[TroubledSource]

    @property
    def title(self) -> str:
        """One line."""
        number = sum(len(dyad.events) for dyad in self.dyads)
        return f"Digest to {self.until:%Y-%m-%d %H:%M} UTC: {number} new events in {self.articles} articles"

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The events that it tells of."""
        return tuple(event.event_id for dyad in self.dyads for event in dyad.events)


def day_of(moment: datetime) -> tuple[datetime, datetime]:
    """The beginning and the end of the UTC day of a moment.

    >>> [str(each.date()) for each in day_of(datetime(2025, 3, 5, 6, tzinfo=UTC))]
    ['2025-03-05', '2025-03-06']
    """
    begin = datetime.combine(moment.astimezone(UTC).date(), time(), UTC)
    return begin, begin + timedelta(days=1)


def digest_of(database: Database, since: datetime, until: datetime) -> Digest:
    """What was recorded after `since` and not after `until`."""
    with database.reading() as connection:
        founded = founded_events(connection, since, until)
        events = [each for each in watched_events(connection, since, until) if each.status == Status.ACTUAL]
        articles, publishers = new_articles(connection, since, until)
        alerts = fired_alerts(connection, since, until)
        rejects = new_rejects(connection, since, until)
        troubled = troubled_sources(connection)
    new = [event for event in events if event.event_id in founded]
    fresh = [event for event in new if _is_fresh(event, until)]
    types: dict[str, int] = defaultdict(int)
    for event in fresh:
        types[event.type] += 1
    return Digest(
        since=since,
        until=until,
        articles=articles,
        publishers=publishers,
        dyads=_dyads(fresh),
        types=tuple(sorted(types.items(), key=lambda pair: (-pair[1], pair[0]))),
        updated=len(events) - len(new),
        older=len(new) - len(fresh),
        alerts=alerts,
        rejects=rejects,
        troubled=troubled,
    )


def _is_fresh(event: WatchedEvent, until: datetime) -> bool:
    last = event.date_to or event.date_from or event.told_on
    return last is None or last >= (until - _FRESH).date()


def _dyads(events: Sequence[WatchedEvent]) -> tuple[Dyad, ...]:
    by_title: dict[str, list[WatchedEvent]] = defaultdict(list)
    for event in events:
        sides = (", ".join(event.initiator_names) or "somebody", ", ".join(event.recipient_names))
        by_title[" > ".join(side for side in sides if side)].append(event)
    dyads = (
        Dyad(title=title, events=tuple(sorted(found, key=lambda each: (-each.corroboration, each.type, each.event_id))))
        for title, found in by_title.items()
    )
    return tuple(sorted(dyads, key=lambda dyad: (-len(dyad.events), -dyad.events[0].corroboration, dyad.title)))
