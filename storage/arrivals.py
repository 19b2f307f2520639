"""Which arrivals there are: all of them, and those that today's code has not read."""

from datetime import datetime

from storage.database import Connection

_ALL = "SELECT arrival_id FROM arrivals ORDER BY rowid"
_STALE = """
SELECT arrival_id, coalesce(origin, url, arrival_id) AS origin, source_id, fetch_id FROM arrivals
WHERE ($since IS NULL OR recorded_at >= $since OR fetched_at >= $since) AND (
    $all OR extractor_version IS DISTINCT FROM $extractor_version OR ontology_version IS DISTINCT FROM $ontology_version
)
ORDER BY rowid
"""


def arrival_ids(connection: Connection) -> tuple[str, ...]:
    """All arrivals in the order in which they came."""
    return tuple(row[0] for row in connection.execute(_ALL).fetchall())


def stale_arrivals(
    connection: Connection,
    *,
    extractor_version: str,
    ontology_version: str,
    since: datetime | None = None,
    everything: bool = False,
) -> tuple[tuple[str, str, str | None, str | None], ...]:
    """Arrivals that other code or another ontology read last, oldest first: id, origin, source and fetch.

    With `everything`, those too that today's code has read.
    """
    values = {
        "since": since,
        "all": everything,
        "extractor_version": extractor_version,
        "ontology_version": ontology_version,
    }
    rows = connection.execute(_STALE, values).fetchall()
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)
