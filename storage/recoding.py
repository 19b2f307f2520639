"""What a re-coding changed: facts that one run withdrew against those that it recorded, found and kept."""

from datetime import datetime

import pyarrow as pa

from storage.database import Connection
from storage.frames import filled

# A fact that a run replaced has one row withdrawn when the run recorded, and one row of the run under the same id.
_CHANGES = """
INSERT INTO recode_changes BY NAME
WITH fresh AS (SELECT * FROM {table} WHERE run_id = $run_id AND superseded_at IS NULL),
moments AS (SELECT DISTINCT recorded_at FROM runs_moments),
stale AS (
    SELECT * FROM {table} WHERE run_id <> $run_id AND superseded_at IN (SELECT recorded_at FROM moments)
)
SELECT $run_id AS run_id, coalesce(fresh.version_id, stale.version_id) AS version_id,
    CASE WHEN stale.{id} IS NULL THEN 'added' WHEN fresh.{id} IS NULL THEN 'removed' ELSE 'changed' END AS kind,
    $fact AS fact, coalesce(fresh.{id}, stale.{id}) AS fact_id,
    CASE WHEN stale.{id} IS NULL THEN NULL ELSE to_json(stale) END AS before,
    CASE WHEN fresh.{id} IS NULL THEN NULL ELSE to_json(fresh) END AS after, $moment AS recorded_at
FROM fresh FULL JOIN stale ON fresh.{id} = stale.{id}
WHERE coalesce(fresh.{id}, stale.{id}) NOT IN (
    SELECT fact_id FROM recode_changes WHERE recode_changes.run_id = $run_id AND recode_changes.fact = $fact
)
"""
_MOMENTS = """
CREATE OR REPLACE TEMP TABLE runs_moments AS
SELECT DISTINCT recorded_at FROM arrivals WHERE run_id = $run_id
"""
_UNFINISHED = """
SELECT run_id FROM runs WHERE flow = 'recode' AND run_id <> $run_id AND state <> 'completed'
    AND run_id NOT IN (SELECT run_id FROM recode_changes)
"""
_SUMMARY = """
SELECT fact, kind, count(*) AS number FROM recode_changes WHERE run_id = $run_id GROUP BY ALL ORDER BY ALL
"""
_EXAMPLES = """
SELECT fact, kind, fact_id, before, after FROM recode_changes WHERE run_id = $run_id
QUALIFY row_number() OVER (PARTITION BY fact, kind ORDER BY fact_id) <= $each ORDER BY ALL
"""
_FACTS = (("report", "reports", "report_id"), ("date", "dates", "date_id"), ("event", "events", "event_id"))


def save_changes(connection: Connection, run_id: str, *, moment: datetime) -> None:
    """Records what the run added, removed and changed among reports, dates and events."""
    connection.execute(_MOMENTS, {"run_id": run_id})
    for fact, table, key in _FACTS:
        values = {"run_id": run_id, "fact": fact, "moment": moment}
        connection.execute(filled(_CHANGES, table=table, id=key), values)


def unfinished_recodings(connection: Connection, run_id: str) -> tuple[str, ...]:
    """Earlier re-codings that were stopped before their changes were recorded."""
    return tuple(row[0] for row in connection.execute(_UNFINISHED, {"run_id": run_id}).fetchall())


def changes_summary(connection: Connection, run_id: str) -> pa.Table:
    """How many facts of each kind were added, removed and changed."""
    return connection.execute(_SUMMARY, {"run_id": run_id}).to_arrow_table()


def change_examples(connection: Connection, run_id: str, *, each: int = 3) -> pa.Table:
    """Some changes of each kind, as JSON before and after."""
    return connection.execute(_EXAMPLES, {"run_id": run_id, "each": each}).to_arrow_table()
