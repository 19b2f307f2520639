"""Sources and requests as tables for people: what is polled, how it fares, what was asked for."""

from collections.abc import Sequence

import pyarrow as pa

from storage.database import Connection

_SOURCES = """
SELECT s.source_id, s.name, s.state, s.kind, s.country, s.language, s.tags, p.good_at AS last_good, p.due_at,
    coalesce(p.failures_in_row, 0) AS failures, p.reason AS problem,
    (SELECT count(*) FROM feed_entries AS e WHERE e.source_id = s.source_id AND e.state = 'taken') AS taken,
    (SELECT count(*) FROM feed_entries AS e WHERE e.source_id = s.source_id AND e.state = 'pending') AS waiting,
    s.unverified, s.url
FROM sources AS s LEFT JOIN source_polls AS p USING (source_id)
WHERE ($state IS NULL OR s.state = $state) AND ($tag IS NULL OR list_contains(s.tags, $tag))
ORDER BY s.name, s.source_id
"""
_FETCHES = """
SELECT started_at, outcome, status, purpose, round(seconds, 3) AS seconds, bytes_received AS bytes, url, reason, raw_id,
    source_id, run_id, fetch_id
FROM fetches
WHERE ($source_id IS NULL OR source_id = $source_id) AND ($outcomes IS NULL OR list_contains($outcomes, outcome))
    AND ($url IS NULL OR contains(url, $url))
ORDER BY started_at DESC, fetch_id LIMIT $most
"""


def sources_table(connection: Connection, *, state: str | None = None, tag: str | None = None) -> pa.Table:
    """Sources by name, with how their polling stands."""
    return connection.execute(_SOURCES, {"state": state, "tag": tag}).to_arrow_table()


def fetches_table(
    connection: Connection,
    *,
    most: int,
    source_id: str | None = None,
    outcomes: Sequence[str] | None = None,
    url: str | None = None,
) -> pa.Table:
    """Requests, latest first; of one source, with some outcomes, or whose address holds some words."""
    values = {"source_id": source_id, "outcomes": list(outcomes) if outcomes else None, "url": url, "most": most}
    return connection.execute(_FETCHES, values).to_arrow_table()
