"""What alert rules look at: events with their evidence, what becomes of them, habits of pairs, silent sources."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import pyarrow as pa

from domain.alerts import WatchedEvent
from storage.database import Connection
from storage.frames import stage_ids
from storage.querying import QueryError, answer

_RULE_SECONDS = 30.0
_MOST_ROWS = 1_000  # of a rule's own SQL: more are no alerts, but a table

_EVENTS = """
WITH chosen AS (
    SELECT * FROM current_events
    WHERE {chosen}
), linked AS (
    SELECT event_reports.event_id,
        list_sort(list_distinct(list(articles.url) FILTER (articles.url IS NOT NULL))) AS links,
        max(coalesce(articles.published_to, articles.published_from)) AS told_on
    FROM event_reports JOIN reports USING (report_id) JOIN articles ON articles.latest_version_id = reports.version_id
    WHERE event_reports.superseded_at IS NULL AND reports.superseded_at IS NULL
        AND event_reports.event_id IN (SELECT event_id FROM chosen)
    GROUP BY event_reports.event_id
), acting AS (
    SELECT event_actors.event_id, list_sort(list_distinct(list(actors.country))) AS countries,
        list_sort(list_distinct(list(actors.country) FILTER (role <> 'recipient'))) AS initiator_countries,
        list_sort(list_distinct(list(actors.country) FILTER (role <> 'initiator'))) AS recipient_countries
    FROM event_actors JOIN actors USING (actor_id)
    WHERE actors.country IS NOT NULL AND event_actors.event_id IN (SELECT event_id FROM chosen)
    GROUP BY event_actors.event_id
), speaking AS (
    SELECT said.event_id, list_sort(list_distinct(list(actors.name))) AS speaker_names,
        list_sort(list_distinct(list(actors.country) FILTER (actors.country IS NOT NULL))) AS speaker_countries
    FROM (SELECT event_id, unnest(speakers) AS actor_id FROM chosen) AS said JOIN actors USING (actor_id)
    GROUP BY said.event_id
)
SELECT event_id, type, mode, contexts, status, initiators, recipients, initiator_names, recipient_names,
    coalesce(countries, []) AS countries, reciprocal, date_from, date_to, place_name, place_country,
    list_transform(magnitudes, lambda figure: {'name': figure.name, 'least': figure.least, 'most': figure.most})
        AS magnitudes,
    speakers, corroboration, publishers, confidence, score, quote, coalesce(links, []) AS links, told_on, recorded_at,
    coalesce(initiator_countries, []) AS initiator_countries, coalesce(recipient_countries, []) AS recipient_countries,
    coalesce(speaker_names, []) AS speaker_names, coalesce(speaker_countries, []) AS speaker_countries
FROM chosen LEFT JOIN linked USING (event_id) LEFT JOIN acting USING (event_id) LEFT JOIN speaking USING (event_id)
ORDER BY recorded_at, event_id
"""
_RECORDED = """recorded_at > $since AND recorded_at <= $until AND (len($types) = 0 OR list_contains($types, type))"""
_ASKED = "event_id IN (SELECT id FROM asked_events)"
_CHANGED = """
SELECT DISTINCT event_id FROM events
WHERE event_id IN (SELECT id FROM asked_events) AND greatest(recorded_at, coalesce(superseded_at, recorded_at)) > $since
"""
_KNOWN_DYADS = """
SELECT DISTINCT initiator || '>' || recipient FROM event_dyads
WHERE status = 'actual' AND (len($types) = 0 OR list_contains($types, type))
    AND event_id IN (SELECT event_id FROM events WHERE recorded_at <= $since)
"""
_MOMENT = """
SELECT recorded_at FROM events WHERE superseded_at IS NULL AND recorded_at > $since
ORDER BY recorded_at LIMIT 1 OFFSET $most
"""
_HEIRS = """
WITH gone AS (
    SELECT DISTINCT event_reports.event_id AS gone_id, reports.version_id, reports.sentence_start, reports.type
    FROM event_reports JOIN reports USING (report_id)
    WHERE event_reports.event_id IN (SELECT id FROM asked_events)
        AND event_reports.event_id NOT IN (SELECT event_id FROM events WHERE superseded_at IS NULL)
)
SELECT DISTINCT gone.gone_id, event_reports.event_id
FROM gone JOIN reports USING (version_id, sentence_start, type) JOIN event_reports USING (report_id)
WHERE event_reports.superseded_at IS NULL AND reports.superseded_at IS NULL
ORDER BY ALL
"""
_SILENT = """
SELECT source_id, name, newest_at FROM source_health
WHERE (CASE WHEN $hours IS NULL THEN silent
        ELSE state = 'active' AND newest_at < $now_time::TIMESTAMPTZ - to_seconds($hours * 3600) END)
    AND (len($sources) = 0 OR list_contains($sources, source_id) OR list_contains($sources, name))
ORDER BY name
"""
_HISTORY = """
SELECT initiator, recipient, day, events, material_conflict + verbal_conflict AS conflict,
    material_cooperation + verbal_cooperation AS cooperation
FROM dyad_days
WHERE day BETWEEN $since AND $until
    AND ($everybody OR initiator || '>' || recipient IN (SELECT id FROM asked_dyads))
ORDER BY ALL
"""
_DAYS = """
SELECT DISTINCT day FROM dyad_days WHERE day BETWEEN $since AND $until
"""


def watched_events(
    connection: Connection, since: datetime, until: datetime, types: Sequence[str] = ()
) -> tuple[WatchedEvent, ...]:
    """Current events (of these types) that were founded or changed after `since` and by `until`, oldest first."""
    return _events(connection, _RECORDED, {"since": since, "until": until, "types": list(types)})


def moment_after(connection: Connection, since: datetime, most: int) -> datetime | None:
    """By when so many current events were recorded after a moment; None: there are fewer."""
    row = connection.execute(_MOMENT, {"since": since, "most": most}).fetchone()
    return row[0] if row else None


def events_of(connection: Connection, event_ids: Iterable[str]) -> tuple[WatchedEvent, ...]:
    """These events as they are now, oldest first; those that are no more are left out."""
    stage_ids(connection, "asked_events", event_ids)
    return _events(connection, _ASKED, {})


def _events(connection: Connection, chosen: str, values: Mapping[str, object]) -> tuple[WatchedEvent, ...]:
    sql = _EVENTS.replace("{chosen}", chosen)
    rows = connection.execute(sql, values).to_arrow_table().to_pylist()
    found = []
    for row in rows:
        row |= {name: tuple(value) for name, value in row.items() if isinstance(value, list) and name != "magnitudes"}
        row["magnitudes"] = tuple((each["name"], each["least"], each["most"]) for each in row["magnitudes"])
        found.append(WatchedEvent(**row))
    return tuple(found)


def changed_events(connection: Connection, event_ids: Iterable[str], since: datetime) -> frozenset[str]:
    """Which of these events changed, or ceased to be, after a moment."""
    stage_ids(connection, "asked_events", event_ids)
    return frozenset(row[0] for row in connection.execute(_CHANGED, {"since": since}).fetchall())


def heirs_of(connection: Connection, event_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each of these events that is no more, those that its sentences tell of now: it was merged, or coded anew."""
    stage_ids(connection, "asked_events", event_ids)
    found: dict[str, tuple[str, ...]] = {}
    for gone, heir in connection.execute(_HEIRS).fetchall():
        found[gone] = (*found.get(gone, ()), heir)
    return found


def known_dyads(connection: Connection, since: datetime, types: Sequence[str] = ()) -> frozenset[str]:
    """Pairs "initiator>recipient" of all actual events (of these types) that were founded by a moment."""
    values = {"since": since, "types": list(types)}
    return frozenset(row[0] for row in connection.execute(_KNOWN_DYADS, values).fetchall())


def silent_sources(
    connection: Connection, now: datetime, *, hours: float | None = None, sources: Sequence[str] = ()
) -> tuple[tuple[str, str, datetime | None], ...]:
    """Sources (of these ids or names) that have fallen silent: id, name and when they last gave a document.

    Silent is who gave nothing for so many hours; None: for five times its usual pause.
    """
    values = {"hours": hours, "sources": list(sources), "now_time": now}
    return tuple((row[0], row[1], row[2]) for row in connection.execute(_SILENT, values).fetchall())


def dyad_history(
    connection: Connection, since: date, until: date, dyads: Iterable[str] | None = None
) -> tuple[tuple[str, str, date, int, int, int], ...]:
    """Initiator, recipient, day, and numbers of events, conflict and cooperation, of days with events.

    Of the pairs "initiator>recipient" given; None: of all.
    """
    stage_ids(connection, "asked_dyads", dyads or ())
    values = {"since": since, "until": until, "everybody": dyads is None}
    rows = connection.execute(_HISTORY, values).fetchall()
    return tuple((row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows)


def told_days(connection: Connection, since: date, until: date) -> frozenset[date]:
    """Days to which any actual event between two actors is dated; of the others we know nothing."""
    return frozenset(row[0] for row in connection.execute(_DAYS, {"since": since, "until": until}).fetchall())


def rows_of(connection: Connection, sql: str) -> list[dict[str, object]]:
    """The rows that a rule's own SQL gives, on a reading connection. Raises QueryError for what can't be answered."""
    table = answer(connection, sql, seconds=_RULE_SECONDS)
    if table.num_rows > _MOST_ROWS:
        raise QueryError(f"it gives {table.num_rows} rows, more than {_MOST_ROWS}: narrow it, or gather them")
    try:
        return list(table.to_pylist())
    except (pa.ArrowException, ValueError, OverflowError) as error:  # such as a date beyond Python's calendar
        raise QueryError(f"a value that can't be told: {error}") from error
