"""Events and timelines as tables, filtered as an analyst asks."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from domain.reports import Status
from storage.database import Connection
from storage.frames import stage_ids

_ACTORS = """
WITH named AS (
    SELECT actor_id FROM actors WHERE actor_id = $asked OR ($country AND kind = 'state' AND country = upper($asked))
    UNION
    SELECT actor_id FROM actor_names
    WHERE NOT $is_id AND list_aggregate([regexp_matches(search_name, '(^|\\W)' || regexp_escape(word) || '(\\W|$)')
        FOR word IN string_split_regex(strip_accents(lower($asked)), '\\s+')], 'bool_and')
), merges AS (SELECT kept_id, merged_id FROM actor_merges WHERE superseded_at IS NULL AND NOT apart)
SELECT actor_id FROM named
UNION
SELECT kept_id FROM merges WHERE merged_id IN (SELECT actor_id FROM named)
UNION
SELECT merged_id FROM merges WHERE kept_id IN (SELECT actor_id FROM named)
"""
# The rows are chosen first, by few columns, and only then read whole.
_CHOSEN = """
SELECT rowid FROM events WHERE superseded_at IS NULL AND {conditions} ORDER BY {order} LIMIT $most
"""
_EVENTS = """
WITH chosen AS ({chosen})
SELECT day, date_from, date_to, date_precision, type, mode, status,
    array_to_string(initiator_names, ', ') AS initiator_names,
    array_to_string(recipient_names, ', ') AS recipient_names, place_name, place_country, corroboration, report_count,
    confidence, quad, score, cameo, code_figures.name AS cameo_name, code_figures.goldstein, contexts, speakers,
    magnitudes, initiators, recipients, reciprocal, date_reason, place_reason, linked_event_id, quote, event_id
FROM events LEFT JOIN code_figures ON code_figures.code = events.cameo
WHERE events.rowid IN (SELECT rowid FROM chosen) ORDER BY {order}
"""
_TIMELINE = """
WITH chosen AS ({chosen})
SELECT day, date_to, date_precision, type, mode, array_to_string(initiator_names, ', ') AS initiator_names,
    array_to_string(recipient_names, ', ') AS recipient_names, place_name, corroboration, status, quote, event_id
FROM events WHERE events.rowid IN (SELECT rowid FROM chosen) ORDER BY {order}
"""
_BY_DAY = "day NULLS LAST, event_id"
_LATEST = "day DESC NULLS LAST, event_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events; conditions add up."""

    actor: str | None = None  # an actor_id, an ISO alpha-3 code, or words of any form of a name; on either side
    dyad: tuple[str, str] | None = None  # initiator and recipient, each as `actor`
    types: tuple[str, ...] = ()  # PLOVER types; none: all
    statuses: tuple[str, ...] = (Status.ACTUAL.value,)  # none: all
    since: date | None = None  # events that end on this day or later
    until: date | None = None  # events that begin on this day or earlier
    country: str | None = None  # ISO alpha-3 of the place
    story: str | None = None  # story_id
    least_corroboration: int = 0
    most: int = 1000


def actor_ids(connection: Connection, asked: str) -> tuple[str, ...]:
    """Actors that an id, an ISO alpha-3 code, or words of a name speak of, and those merged with them."""
    values = {
        "asked": asked,
        "country": len(asked) == 3 and asked.isalpha(),
        "is_id": ":" in asked,
    }
    return tuple(sorted(row[0] for row in connection.execute(_ACTORS, values).fetchall()))


def events_table(connection: Connection, wanted: EventFilter, *, latest_first: bool = False) -> pa.Table:
    """Current events, by day; those without a date come last."""
    return _answer(connection, _EVENTS, wanted, _LATEST if latest_first else _BY_DAY, dated=False)


def timeline_table(connection: Connection, wanted: EventFilter) -> pa.Table:
    """Current events that have a date, by day, in few columns."""
    return _answer(connection, _TIMELINE, wanted, _BY_DAY, dated=True)


def chosen_events(connection: Connection, wanted: EventFilter) -> tuple[str, dict[str, object]]:
    """SQL that gives the event_ids of current events that the filter wants, and the values that it binds."""
    conditions, values = _conditions(connection, wanted)
    sql = f"SELECT event_id FROM events WHERE superseded_at IS NULL AND {' AND '.join(conditions)}"  # noqa: S608
    return sql, values


def _answer(connection: Connection, template: str, wanted: EventFilter, order: str, *, dated: bool) -> pa.Table:
    conditions, values = _conditions(connection, wanted)
    if dated:
        conditions.append("day IS NOT NULL")
    sql = template.replace("{chosen}", _CHOSEN)
    sql = sql.replace("{conditions}", " AND ".join(conditions)).replace("{order}", order)
    return connection.execute(sql, values | {"most": wanted.most}).to_arrow_table()


def _conditions(connection: Connection, wanted: EventFilter) -> tuple[list[str], dict[str, object]]:
    """SQL conditions, all our own words, and the values that they bind."""
    conditions = ["true"]
    values: dict[str, object] = {}
    if wanted.actor is not None:
        stage_ids(connection, "asked_actors", actor_ids(connection, wanted.actor) or (wanted.actor,))
        conditions.append(
            "event_id IN (SELECT event_id FROM event_actors WHERE actor_id IN (SELECT id FROM asked_actors))"
        )
    if wanted.dyad is not None:
        for name, asked in zip(("asked_initiators", "asked_recipients"), wanted.dyad, strict=True):
            stage_ids(connection, name, actor_ids(connection, asked) or (asked,))
        conditions.append(
            "event_id IN (SELECT event_id FROM event_dyads WHERE initiator IN (SELECT id FROM asked_initiators)"
            " AND recipient IN (SELECT id FROM asked_recipients))"
        )
    if wanted.story is not None:
        conditions.append(
            "event_id IN (SELECT event_id FROM event_reports JOIN reports USING (report_id) JOIN story_members"
            " ON story_members.version_id = reports.version_id WHERE story_id = $story"
            " AND event_reports.superseded_at IS NULL AND story_members.superseded_at IS NULL)"
        )
        values["story"] = wanted.story
    for condition, name, value in (
        ("type IN (SELECT unnest($types))", "types", [each.upper() for each in wanted.types]),
        ("status IN (SELECT unnest($statuses))", "statuses", list(wanted.statuses)),
        ("coalesce(date_to, date_from, DATE '9999-12-31') >= $since", "since", wanted.since),
        ("day <= $until", "until", wanted.until),
        ("place_country = $country", "country", wanted.country),
        ("corroboration >= $least", "least", wanted.least_corroboration),
    ):
        if value:
            conditions.append(condition)
            values[name] = value
    if wanted.since and not wanted.until:
        conditions.append("day IS NOT NULL")
    return conditions, values
