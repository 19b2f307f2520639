"""How the work goes: queues, rates, errors, failing sources and ages, as tables."""

from datetime import datetime

import pyarrow as pa

from storage.database import Connection, Database
from storage.search_index import index_path

_QUEUE = """
SELECT * FROM (SELECT 'entries to be fetched' AS what, count(*) AS number, min(first_seen_at) AS oldest
FROM feed_entries WHERE state = 'pending'
UNION ALL SELECT 'batches ' || CASE state WHEN 'fetched' THEN 'to be loaded' WHEN 'processing' THEN 'being loaded'
    ELSE 'that failed' END, count(*), min(created_at)
FROM batches WHERE state NOT IN ('loaded', 'announced') GROUP BY state
UNION ALL SELECT 'messages ' || CASE state WHEN 'waiting' THEN 'to be delivered' ELSE 'given up' END, count(*),
    min(created_at)
FROM outbox WHERE state <> 'delivered' GROUP BY state
UNION ALL SELECT 'open alerts', count(*), min(first_fired_at) FROM alerts WHERE state <> 'resolved')
WHERE number > 0
"""
_RATES = """
WITH spans AS (
    SELECT * FROM (VALUES ('hour', $now_time::TIMESTAMPTZ - INTERVAL 1 HOUR), ('day', $now_time - INTERVAL 1 DAY),
        ('week', $now_time - INTERVAL 7 DAY)) AS spans(span, since)
)
SELECT span AS "last",
    (SELECT count(*) FROM fetches WHERE started_at > since) AS requests,
    (SELECT coalesce(sum(bytes_received), 0)::BIGINT FROM fetches WHERE started_at > since) AS bytes,
    (SELECT count(*) FROM arrivals WHERE recorded_at > since) AS documents,
    (SELECT count(*) FROM rejects WHERE recorded_at > since AND superseded_at IS NULL) AS rejected,
    (SELECT count(*) FROM articles WHERE first_seen_at > since) AS articles,
    (SELECT count(*) FROM reports WHERE recorded_at > since AND superseded_at IS NULL) AS reports,
    (SELECT count(*) FROM events WHERE recorded_at > since AND superseded_at IS NULL) AS events,
    (SELECT count(*) FROM alerts WHERE last_fired_at > since) AS alerts
FROM spans ORDER BY since DESC
"""
_ERRORS = """
SELECT kind, reason, number, example FROM (
    SELECT 'request: ' || outcome AS kind, coalesce(any_value(reason), '') AS reason, count(*) AS number,
        any_value(url) AS example
    FROM fetches WHERE started_at > $since AND outcome NOT IN ('ok', 'not_modified') GROUP BY outcome
    UNION ALL
    SELECT 'document: ' || stage, reason, count(*), any_value(coalesce(url, origin))
    FROM rejects WHERE recorded_at > $since AND superseded_at IS NULL GROUP BY stage, reason
    UNION ALL
    SELECT 'run: ' || flow, state, count(*), max(run_id)
    FROM runs WHERE started_at > $since AND state IN ('failed', 'interrupted') GROUP BY flow, state
    UNION ALL
    SELECT 'message: ' || channel, coalesce(any_value(reason), ''), count(*), any_value(delivery_id)
    FROM outbox WHERE state <> 'delivered' AND reason IS NOT NULL GROUP BY channel
)
ORDER BY number DESC, kind LIMIT $most
"""
_FAILING = """
SELECT name, failures_in_row AS failures, due_at, coalesce(reason, CASE WHEN silent THEN 'silent' END) AS reason
FROM source_health WHERE state = 'active' AND (failures_in_row > 0 OR silent)
ORDER BY failures_in_row DESC, name LIMIT $most
"""
_AGES = """
SELECT 'last article' AS what, max(recorded_at) AS moment FROM versions
UNION ALL SELECT 'last run', max(started_at) FROM runs
UNION ALL SELECT 'last good poll', max(good_at) FROM source_polls
UNION ALL SELECT 'last evaluation of alerts', max(recorded_at) FROM settings WHERE name = 'alerts_evaluated_until'
UNION ALL SELECT 'published copy', max(recorded_at) FROM settings WHERE name = 'mark:published'
UNION ALL SELECT 'search index', max(recorded_at) FROM settings WHERE name = 'mark:search_index'
UNION ALL SELECT 'backup', max(recorded_at) FROM settings WHERE name = 'mark:backup'
UNION ALL SELECT 'housekeeping', max(recorded_at) FROM settings WHERE name = 'mark:maintained'
UNION ALL SELECT 'digest', max(recorded_at) FROM settings WHERE name = 'mark:digested'
"""
_AGES_AT = "SELECT what, moment, date_diff('second', moment, $now_time::TIMESTAMPTZ) AS seconds FROM ({ages})"
_RAWS = "SELECT coalesce(sum(size_bytes), 0)::BIGINT FROM raw_documents WHERE dropped_at IS NULL"


def queue_table(connection: Connection) -> pa.Table:
    """What waits: what, number, oldest."""
    return connection.execute(_QUEUE).to_arrow_table()


def rates_table(connection: Connection, now: datetime) -> pa.Table:
    """What came in the last hour, day and week."""
    return connection.execute(_RATES, {"now_time": now}).to_arrow_table()


def errors_table(connection: Connection, since: datetime, *, most: int = 20) -> pa.Table:
    """What went wrong since a moment, by kind: kind, reason, number, example; most frequent first."""
    return connection.execute(_ERRORS, {"since": since, "most": most}).to_arrow_table()


def failing_table(connection: Connection, *, most: int = 20) -> pa.Table:
    """Active sources that fail or have fallen silent: name, failures, due_at, reason."""
    return connection.execute(_FAILING, {"most": most}).to_arrow_table()


def ages_table(connection: Connection, now: datetime) -> pa.Table:
    """When things were last done: what, moment (NULL: never), seconds ago."""
    return connection.execute(_AGES_AT.replace("{ages}", _AGES), {"now_time": now}).to_arrow_table()


def disk_sizes(database: Database, connection: Connection) -> dict[str, int]:
    """Bytes of the database, its log, the search index, and of raw documents before compression."""
    log = database.path.with_name(database.path.name + ".wal")
    paths = {"database": database.path, "log": log, "search index": index_path(database)}
    sizes = {name: path.stat().st_size for name, path in paths.items() if path.is_file()}
    row = connection.execute(_RAWS).fetchone()
    return sizes | {"raw documents, uncompressed": int(row[0]) if row else 0}
