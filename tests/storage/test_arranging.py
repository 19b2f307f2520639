"""Flat tables are rewritten in the order in which they are asked, and say the same as before."""

from datetime import UTC, datetime

from storage.arranging import arrange
from storage.database import Database

NOW = datetime(2025, 3, 5, tzinfo=UTC)
_ROWS = """
INSERT INTO event_actors BY NAME SELECT 'evt_' || n AS event_id, 'state:' || n % 7 AS actor_id, 'initiator' AS role,
    'AID' AS type, 'actual' AS status, DATE '2020-01-01' + (n % 900)::INTEGER AS date_from, date_from AS date_to,
    'day' AS date_precision, NULL AS quad, NULL AS score
FROM range(1000) AS t(n)
"""


def test_rows_stand_by_year_and_actor_and_are_the_same(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(_ROWS)
        before = connection.execute("SELECT * FROM event_actors ORDER BY ALL").fetchall()
        assert arrange(connection, moment=NOW, anyway=True) == ("event_dyads", "event_actors")
        assert connection.execute("SELECT * FROM event_actors ORDER BY ALL").fetchall() == before
        order = connection.execute("SELECT year(date_from), actor_id FROM event_actors").fetchall()
    assert order == sorted(order)


def test_small_tables_are_left_alone(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(_ROWS)
        assert arrange(connection, moment=NOW) == ()
