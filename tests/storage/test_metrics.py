"""The view metrics: a row for each figure of operation."""

from storage.database import Database

_ROWS = """
INSERT INTO runs BY NAME SELECT 'run_' || n AS run_id, 'poll' AS flow, now() - INTERVAL 1 HOUR AS started_at,
    now() - INTERVAL 59 MINUTE AS ended_at, 'completed' AS state, '{}' AS parameters, 10 AS inputs, 8 AS kept,
    1 AS duplicates, 1 AS known, 1 AS rejected, 0 AS dates, 0 AS actors, 0 AS reports, 0 AS events,
    '1' AS extractor_version, '1' AS ontology_version
FROM range(2) AS t(n);
INSERT INTO outbox VALUES ('del_1', 'alr_1', 'desk', '{}', 'waiting', 1, 'refused', now(), now(), NULL),
    ('del_2', 'alr_1', 'desk', '{}', 'delivered', 1, NULL, now() - INTERVAL 4 SECOND, now(), now());
"""


def test_an_empty_database_has_no_figures_but_zeros(database: Database) -> None:
    with database.reading() as connection:
        assert connection.execute("SELECT DISTINCT name, value FROM metrics").fetchall() == [("documents", 0.0)]


def test_runs_rates_delays_and_queues_are_told(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(_ROWS)
        told = {
            (name, label): value
            for name, label, value in connection.execute("SELECT name, label, value FROM metrics").fetchall()
        }
    assert told["runs", "poll completed"] == 2
    assert told["run_seconds", "poll"] == 60
    assert told["articles_a_minute", "poll"] == 8
    assert told["documents", "kept"] == 16
    assert told["queue_now", "messages waiting"] == 1
    assert round(told["delay", "alert to delivery"]) == 4
