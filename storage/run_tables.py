"""What one run brought, for people who look at it in Prefect."""

from dataclasses import dataclass

import pyarrow as pa

from storage.database import Connection

_COUNTS = """
SELECT flow, started_at, inputs, kept, duplicates, known, rejected, dates, actors, reports, events FROM runs
WHERE run_id = $run_id
"""
_REJECTS = """
SELECT stage, reason, count(*) AS documents, any_value(coalesce(url, origin)) AS example FROM rejects
WHERE run_id = $run_id GROUP BY stage, reason ORDER BY documents DESC, stage, reason LIMIT $most
"""
_ARTICLES = """
SELECT versions.title, articles.url, versions.published_at, versions.version_id
FROM versions LEFT JOIN articles USING (article_id)
WHERE versions.run_id = $run_id ORDER BY versions.published_at DESC NULLS LAST, versions.version_id LIMIT $most
"""
_EVENTS = """
WITH chosen AS (SELECT * FROM current_events WHERE run_id = $run_id ORDER BY day DESC NULLS LAST, event_id LIMIT $most)
SELECT day, type, mode, array_to_string(initiator_names, ', ') AS who, array_to_string(recipient_names, ', ') AS whom,
    quote, (
        SELECT min(articles.url) FROM articles WHERE articles.latest_version_id = chosen.version_id
    ) AS url, event_id
FROM chosen ORDER BY day DESC NULLS LAST, event_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTables:
    """A run's counts, what it rejected and why, articles that it kept and events that it found; the latest of each."""

    counts: pa.Table
    rejects: pa.Table
    articles: pa.Table
    events: pa.Table


def run_tables(connection: Connection, run_id: str, *, most: int = 20) -> RunTables:
    """The tables of one run; those of an unknown run are empty."""
    limited = {"run_id": run_id, "most": most}
    return RunTables(
        counts=connection.execute(_COUNTS, {"run_id": run_id}).to_arrow_table(),
        rejects=connection.execute(_REJECTS, limited).to_arrow_table(),
        articles=connection.execute(_ARTICLES, limited).to_arrow_table(),
        events=connection.execute(_EVENTS, limited).to_arrow_table(),
    )
