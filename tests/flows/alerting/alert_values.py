"""Events as loading would leave them, for tests of alerts."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.alerts import Alert
from storage.alerts import alerts
from storage.database import Database

NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)
_INSERT = """
INSERT INTO events BY NAME SELECT $event_id AS event_id, 'ver' AS version_id, 'ASSAULT' AS type, [] AS contexts,
    '190' AS cameo, 'material_conflict' AS quad, -9 AS score, ['state:RUS'] AS initiators,
    ['state:UKR'] AS recipients, ['Russia'] AS initiator_names, ['Ukraine'] AS recipient_names, false AS reciprocal,
    $day AS day, $day AS date_from, $day AS date_to, 'day' AS date_precision, 'actual' AS status,
    [{'name': 'killed', 'least': $killed, 'most': $most, 'reported': []}] AS magnitudes, [] AS speakers,
    $corroboration AS corroboration, ['A'] AS publishers, 1 AS report_count, 'Missiles hit the town.' AS quote,
    0.8 AS confidence, [] AS blanks, 'run' AS run_id, '1' AS extractor_version, '1' AS ontology_version,
    $moment AS recorded_at
"""
_DYAD = """
INSERT INTO event_dyads BY NAME SELECT event_id, 'state:RUS' AS initiator, 'state:UKR' AS recipient, type, mode, cameo,
    status, date_from, date_to, date_precision, quad, score, corroboration, confidence
FROM events WHERE event_id = $id AND superseded_at IS NULL
"""
_USUAL = """
INSERT INTO event_dyads BY NAME
SELECT 'evt_usual_' || n AS event_id, 'state:NOR' AS initiator, 'state:SWE' AS recipient, 'CONSULT' AS type,
    '040' AS cameo, 'actual' AS status, $last::DATE - n::INTEGER AS date_from, $last::DATE - n::INTEGER AS date_to,
    'day' AS date_precision, 'verbal_cooperation' AS quad, 1 AS score, 1 AS corroboration, 0.8 AS confidence
FROM range($days) AS t(n)
"""


def put_event(database: Database, event_id: str, killed: float, moment: datetime, **more: Any) -> None:
    """An attack as a load would leave it, in place of what it was before."""
    values = {
        "event_id": event_id,
        "killed": killed,
        "most": more.get("most", killed),
        "corroboration": more.get("corroboration", 1),
        "day": more.get("day", date(2025, 3, 4)),
        "moment": moment,
    }
    with database.transaction() as connection:
        connection.execute(
            "UPDATE events SET superseded_at = $moment WHERE event_id = $id AND superseded_at IS NULL",
            {"moment": moment, "id": event_id},
        )
        connection.execute("DELETE FROM event_dyads WHERE event_id = $id", {"id": event_id})
        connection.execute(_INSERT, values)
        connection.execute(_DYAD, {"id": event_id})


def put_usual_days(database: Database, days: int = 90) -> None:
    """An event a day between two others, up to the day before yesterday: a database that has seen these days."""
    with database.transaction() as connection:
        connection.execute(_USUAL, {"last": (NOW - timedelta(days=2)).date(), "days": days})


def stored(database: Database) -> list[Alert]:
    """All alerts, latest first."""
    with database.reading() as connection:
        return list(alerts(connection))
