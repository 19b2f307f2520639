"""Events and timelines as tables, filtered as an analyst asks."""

from collections.abc import Iterator
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
_EVENTS = """
SELECT day, date_from, date_to, date_precision, type, mode, status,
    array_to_string(initiator_names, ', ') AS initiator_names,
    array_to_string(recipient_names, ', ') AS recipient_names, place_name, place_country, corroboration, report_count,
    confidence, quad, score, cameo, code_figures.name AS cameo_name, code_figures.goldstein, contexts, speakers,
    magnitudes, initiators, recipients, reciprocal, date_reason, place_reason, linked_event_id, quote, event_id
FROM events LEFT JOIN code_figures ON code_figures.code = events.cameo WHERE {chosen} ORDER BY {order}
"""
_TIMELINE = """
SELECT day, date_to, date_precision, type, mode, array_to_string(initiator_names, ', ') AS initiator_names,
    array_to_string(recipient_names, ', ') AS recipient_names, place_name, corroboration, status, quote, event_id
FROM events WHERE {chosen} ORDER BY {order}
"""
# Rows are chosen first, by few columns, and only then read whole.
_CHOSEN = """
events.rowid IN (SELECT rowid FROM events WHERE superseded_at IS NULL AND {conditions} ORDER BY {order} LIMIT $most)
"""
# Where everything that is asked stands in a flat table, which is in order of its parties, that is asked first; with
# the ids and the days that it gives, few parts of `events` are read.
_AHEAD = """
SELECT DISTINCT event_id, day FROM (SELECT *, coalesce(date_from, date_to) AS day FROM {base})
WHERE {conditions} ORDER BY {order} LIMIT $most
"""
_FOUND = "superseded_at IS NULL AND event_id IN (SELECT id FROM found_ahead)"
_PARTIES = {
    "event_dyads": "initiator IN (SELECT id FROM asked_initiators) AND recipient IN (SELECT id FROM asked_recipients)",
    "event_actors": "actor_id IN (SELECT id FROM asked_actors)",
}
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
    base = _base(wanted)
    conditions, values = _conditions(connection, wanted, base)
    if dated:
        conditions.append("day IS NOT NULL")
    values["most"] = wanted.most
    chosen = _CHOSEN
    if base is not None:
        chosen, values = _found_ahead(connection, base, conditions, values, order)
    sql = template.replace("{chosen}", chosen)
    sql = sql.replace("{conditions}", " AND ".join(conditions)).replace("{order}", order)
    return connection.execute(sql, values).to_arrow_table()


def _base(wanted: EventFilter) -> str | None:
    """The flat table that can answer; None where there is none, or where not all that is asked stands in it."""
    if wanted.story is not None or wanted.country or wanted.least_corroboration:
        return None
    if wanted.dyad is not None:
        return "event_dyads"
    return "event_actors" if wanted.actor is not None else None


def _found_ahead(
    connection: Connection, base: str, conditions: list[str], values: dict[str, object], order: str
) -> tuple[str, dict[str, object]]:
    """A condition that finds, in `events`, what the flat table gives, and the values that it binds."""
    sql = _AHEAD.replace("{base}", base).replace("{conditions}", " AND ".join(conditions)).replace("{order}", order)
    found = connection.execute(sql, values).fetchall()
    stage_ids(connection, "found_ahead", (row[0] for row in found))
    days = [row[1] for row in found]
    if not days or None in days:
        return _FOUND, {}
    return f"{_FOUND} AND day BETWEEN $first AND $last", {"first": min(days), "last": max(days)}


def _conditions(
    connection: Connection, wanted: EventFilter, base: str | None = None
) -> tuple[list[str], dict[str, object]]:
    """SQL conditions on `events` or a flat table, all our own words, and the values that they bind."""
    conditions = ["true", *_parties(connection, wanted, base)]
    values: dict[str, object] = {}
    if wanted.story is not None:
        conditions.append(
            "event_id IN (SELECT event_id FROM event_reports JOIN reports USING (report_id) JOIN story_members"
            " ON story_members.version_id = reports.version_id WHERE story_id = $story"
            " AND event_reports.superseded_at IS NULL AND story_members.superseded_at IS NULL)"
        )
        values["story"] = wanted.story
    # Written out: rows that a subquery chooses would all be read and sorted, however few are wanted.
    for column, among in (("type", [each.upper() for each in wanted.types]), ("status", wanted.statuses)):
        if among:
            names = [f"{column}_{number}" for number in range(len(among))]
            conditions.append(f"{column} IN ({', '.join(f'${name}' for name in names)})")
            values |= zip(names, among, strict=True)
    for condition, name, value in (
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


def _parties(connection: Connection, wanted: EventFilter, base: str | None) -> Iterator[str]:
    """Conditions on who takes part."""
    asked: dict[str, dict[str, str]] = {}
    if wanted.actor is not None:
        asked["event_actors"] = {"asked_actors": wanted.actor}
    if wanted.dyad is not None:
        asked["event_dyads"] = dict(zip(("asked_initiators", "asked_recipients"), wanted.dyad, strict=True))
    for table, names in asked.items():
        for name, actor in names.items():
            stage_ids(connection, name, actor_ids(connection, actor) or (actor,))
        condition = _PARTIES[table]
        yield condition if table == base else f"event_id IN (SELECT event_id FROM {table} WHERE {condition})"  # noqa: S608
