"""Facts: superseded, never overwritten.

A fact that is loaded again as it was changes nothing. One that changed, or that a new look at the same thing no longer
finds, keeps its row with `superseded_at` set; what replaces it is a new row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.database import Connection
from storage.frames import Row, filled, stage, stage_ids, unique


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """A table of facts: which columns name a fact, and of what a load gives all facts at once."""

    name: str
    keys: tuple[str, ...]
    scope: str = "version_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What every fact of one load carries."""

    run_id: str
    extractor_version: str
    ontology_version: str
    recorded_at: datetime

    def columns(self) -> Row:
        return {
            "run_id": self.run_id,
            "extractor_version": self.extractor_version,
            "ontology_version": self.ontology_version,
            "recorded_at": self.recorded_at,
        }


VERSIONS = FactTable(name="versions", keys=("version_id",))
DATES = FactTable(name="dates", keys=("date_id",))
MENTIONS = FactTable(name="mentions", keys=("mention_id",))
PLACE_MENTIONS = FactTable(name="place_mentions", keys=("place_mention_id",))
REPORTS = FactTable(name="reports", keys=("report_id",))
RELATIONS = FactTable(name="relations", keys=("relation_id",))
STORY_MEMBERS = FactTable(name="story_members", keys=("story_id", "version_id"))
EVENTS = FactTable(name="events", keys=("event_id",), scope="event_id")
EVENT_REPORTS = FactTable(name="event_reports", keys=("event_id", "report_id"), scope="event_id")
OF_VERSIONS = (VERSIONS, DATES, MENTIONS, PLACE_MENTIONS, REPORTS, RELATIONS, STORY_MEMBERS)

_INSERT = "INSERT INTO {table} BY NAME SELECT * FROM {staged}"
# One pass finds the rows in question; from there on only the parts of the table that hold them are read.
_STANDING = """
CREATE OR REPLACE TEMP TABLE standing AS
SELECT rowid AS row FROM {table} WHERE superseded_at IS NULL AND {scope} IN (SELECT id FROM seen_before)
"""
_UNCHANGED = """
CREATE OR REPLACE TEMP TABLE unchanged AS
SELECT {keys} FROM (
    SELECT * EXCLUDE (run_id, extractor_version, ontology_version, recorded_at, superseded_at) FROM {staged}
    INTERSECT
    SELECT * EXCLUDE (run_id, extractor_version, ontology_version, recorded_at, superseded_at) FROM {table}
    WHERE rowid IN (SELECT row FROM standing)
)
"""
_WITHDRAW_CHANGED = """
UPDATE {table} SET superseded_at = $recorded_at
WHERE rowid IN (
    SELECT stored.rowid FROM {table} AS stored ANTI JOIN unchanged USING ({keys})
    WHERE stored.rowid IN (SELECT row FROM standing)
)
"""
_INSERT_CHANGED = (
    "INSERT INTO {table} BY NAME SELECT staged.* FROM {staged} AS staged ANTI JOIN unchanged USING ({keys})"
)
_WITHDRAW = """
UPDATE {table} SET superseded_at = $recorded_at
WHERE superseded_at IS NULL AND {scope} IN (SELECT id FROM withdrawn)
"""


def record(
    connection: Connection,
    table: FactTable,
    rows: Iterable[Row],
    stamp: Stamp,
    *,
    seen_before: Sequence[str],
) -> frozenset[tuple[str, ...]]:
    """Records all facts of some versions (or events); `seen_before` are those of them that may have facts already.

    The rows must be all that is now known of these: current facts of `seen_before` that are not among them are
    superseded. Returns the keys of the facts that are as they were.
    """
    stamped = [row | stamp.columns() for row in unique(rows, *table.keys)]
    if not stamped and not seen_before:
        return frozenset()
    keys = ", ".join(table.keys)
    names = {"table": table.name, "staged": stage(connection, table.name, stamped), "keys": keys, "scope": table.scope}
    if not seen_before:
        connection.execute(filled(_INSERT, **names))
        return frozenset()
    stage_ids(connection, "seen_before", seen_before)
    connection.execute(filled(_STANDING, **names))
    connection.execute(filled(_UNCHANGED, **names))
    connection.execute(filled(_WITHDRAW_CHANGED, **names), {"recorded_at": stamp.recorded_at})
    connection.execute(filled(_INSERT_CHANGED, **names))
    return frozenset(connection.execute("FROM unchanged").fetchall())


def withdraw(connection: Connection, table: FactTable, ids: Sequence[str], recorded_at: datetime) -> None:
    """Supersedes all current facts of these versions (or events) without replacement."""
    if ids:
        stage_ids(connection, "withdrawn", ids)
        connection.execute(filled(_WITHDRAW, table=table.name, scope=table.scope), {"recorded_at": recorded_at})
