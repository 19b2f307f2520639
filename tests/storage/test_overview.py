"""How the work goes, in tables."""

from datetime import timedelta

import pytest
from storage_values import MOMENT, batch, coded, raw, run

from storage import Database, load_batch, save_raws, start_run
from storage.overview import ages_table, disk_sizes, errors_table, failing_table, queue_table, rates_table


@pytest.fixture
def loaded(database: Database) -> Database:
    save_raws(database, [raw()])
    with database.transaction() as connection:
        start_run(connection, run("run_1"))
    load_batch(database, batch(coded()))
    with database.transaction() as connection:
        for statement in (
            "INSERT INTO sources BY NAME SELECT 's' AS source_id, 'Desk' AS name, 'u' AS url, 'feed' AS kind, [] AS "
            "tags, 'active' AS "
            "state, 'page' AS full_text, false AS unverified, $moment AS added_at, $moment AS changed_at",
            "INSERT INTO source_polls BY NAME SELECT 's' AS source_id, 4 AS failures_in_row, 0 AS moved_times, "
            "'no answer' AS reason, $moment AS changed_at",
            "INSERT INTO fetches BY NAME SELECT 'f' || range AS fetch_id, 'u' AS url, 'page' AS purpose, $moment AS "
            "started_at, 1.0 AS seconds, "
            "'timed_out' AS outcome, 'too slow' AS reason, 9 AS bytes_received FROM range(3)",
            "INSERT INTO batches VALUES ('b', 'r', 'fetched', 1, 0, NULL, NULL, $moment, $moment)",
            "INSERT INTO outbox VALUES ('d', 'a', 'desk', '{}', 'waiting', 2, 'it refused', $moment, $moment, NULL)",
        ):
            connection.execute(statement.replace("$moment", "$moment::TIMESTAMPTZ"), {"moment": MOMENT})
    return database


def test_what_waits_is_counted_and_what_does_not_is_left_out(loaded: Database) -> None:
    with loaded.reading() as connection:
        rows = {row["what"]: row["number"] for row in queue_table(connection).to_pylist()}
    assert rows == {"batches to be loaded": 1, "messages to be delivered": 1}


def test_rates_are_of_the_last_hour_day_and_week(loaded: Database) -> None:
    with loaded.reading() as connection:
        rows = rates_table(connection, MOMENT + timedelta(hours=2)).to_pylist()
    assert [row["last"] for row in rows] == ["hour", "day", "week"]
    assert [row["articles"] for row in rows] == [0, 1, 1]
    assert [row["requests"] for row in rows] == [0, 3, 3]


def test_errors_stand_by_class_with_an_example(loaded: Database) -> None:
    with loaded.reading() as connection:
        rows = errors_table(connection, MOMENT - timedelta(hours=1)).to_pylist()
    assert rows[0] == {"kind": "request: timed_out", "reason": "too slow", "number": 3, "example": "u"}
    assert "message: desk" in {row["kind"] for row in rows}


def test_failing_sources_ages_and_sizes(loaded: Database) -> None:
    with loaded.reading() as connection:
        assert failing_table(connection).to_pylist()[0]["reason"] == "no answer"
        ages = {row["what"]: row["seconds"] for row in ages_table(connection, MOMENT + timedelta(hours=1)).to_pylist()}
        sizes = disk_sizes(loaded, connection)
    assert ages["last article"] == 3600
    assert ages["backup"] is None
    assert sizes["database"] > 0
    assert sizes["raw documents, uncompressed"] == len(raw().content)
