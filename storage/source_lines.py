"""Lines that a source may repeat across its articles: counted, and found again when they turn out to be chrome."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import pyarrow as pa

from storage.database import Connection
from storage.frames import stage, stage_ids, unique

_COUNTS = """
SELECT source_key, line_key, count(DISTINCT article_id) FROM source_lines
WHERE source_key IN (SELECT id FROM asked) GROUP BY ALL HAVING count(DISTINCT article_id) >= $fewest
"""
_ARTICLES = """
SELECT source_key, count(DISTINCT article_id) FROM source_lines
WHERE source_key IN (SELECT id FROM asked) GROUP BY source_key
"""
_SOURCES = """
SELECT source_key FROM source_lines GROUP BY source_key HAVING count(DISTINCT article_id) >= $fewest
ORDER BY source_key
"""
_FORGET = "DELETE FROM source_lines WHERE arrival_id IN (SELECT arrival_id FROM staged_source_lines)"
_SAVE = "INSERT INTO source_lines BY NAME SELECT * FROM staged_source_lines"
_UNCUT = """
SELECT DISTINCT arrivals.arrival_id, coalesce(arrivals.origin, arrivals.url, arrivals.arrival_id), arrivals.source_id,
    arrivals.fetch_id
FROM source_lines JOIN staged_learned USING (source_key, line_key) JOIN arrivals USING (arrival_id)
WHERE NOT source_lines.cut ORDER BY arrivals.arrival_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One line of one article."""

    source_key: str
    line_key: str
    article_id: str
    arrival_id: str
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCounts:
    """How many of a source's articles hold each of its repeated lines."""

    articles: int
    counts: Mapping[str, int]


def line_counts(connection: Connection, sources: Collection[str], *, fewest: int) -> dict[str, LineCounts]:
    """Counts by source, of lines that at least `fewest` of its articles hold."""
    stage_ids(connection, "asked", sources)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for source, key, count in connection.execute(_COUNTS, {"fewest": fewest}).fetchall():
        counts[source][key] = count
    articles = dict(connection.execute(_ARTICLES).fetchall())
    return {source: LineCounts(articles=articles[source], counts=found) for source, found in counts.items()}


def sources_with_lines(connection: Connection, *, fewest: int) -> tuple[str, ...]:
    """Sources of at least `fewest` articles."""
    return tuple(row[0] for row in connection.execute(_SOURCES, {"fewest": fewest}).fetchall())


def save_lines(connection: Connection, lines: Iterable[SourceLine]) -> None:
    """Records lines in place of what was recorded of the same arrivals."""
    rows = unique([asdict(line) for line in lines], "arrival_id", "line_key")
    if rows:
        stage(connection, "source_lines", rows)
        connection.execute(_FORGET)
        connection.execute(_SAVE)


def arrivals_with_uncut(
    connection: Connection, learned: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str, str | None, str | None], ...]:
    """Arrivals whose articles still hold any of these (source, line) pairs: id, origin, source and fetch."""
    columns = {"source_key": [source for source, _ in learned], "line_key": [key for _, key in learned]}
    schema = pa.schema([("source_key", pa.string()), ("line_key", pa.string())])
    connection.register("staged_learned", pa.table(columns, schema=schema))
    rows = connection.execute(_UNCUT).fetchall()
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)
