"""Inconsistencies: none after loads, and each kind is found."""

from pathlib import Path

import pytest
from storage_values import batch, coded, raw, run

from storage.checking import inconsistencies
from storage.database import Database
from storage.loading import load_batch
from storage.raw_documents import raw_path, save_raws
from storage.runs import start_run

CHECKS = Path(__file__).parents[2] / "storage" / "statements" / "checks"


@pytest.fixture
def loaded(database: Database) -> Database:
    save_raws(database, [raw()])
    with database.transaction() as connection:
        start_run(connection, run("run_1"))
    load_batch(database, batch(coded()))
    return database


def test_a_loaded_database_is_consistent(loaded: Database) -> None:
    assert inconsistencies(loaded) == ()


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("DELETE FROM versions", "reports: current, of a version that is not"),
        ("DELETE FROM raw_documents", "arrivals: their raw document is not recorded"),
        ("UPDATE reports SET quote = 'Never said.'", "reports: their sentence is not what the text says at its place"),
        ("INSERT INTO dates SELECT * FROM dates", "dates: current twice"),
        ("DELETE FROM event_states", "events: current, but merging has no state of them"),
        ("UPDATE events SET corroboration = 9", "event_dyads: of an event that is not current, or that is otherwise"),
        ("DELETE FROM event_actors", "event_actors: not the parties of the current events"),
        ("DELETE FROM actors", "mentions: of an actor that is not recorded"),
        ("UPDATE runs SET inputs = inputs + 1", "runs: what came in is not what was kept, known and rejected"),
        ("UPDATE runs SET kept = 0, inputs = 0", "runs: together they kept and rejected fewer documents"),
        ("INSERT INTO arrivals SELECT * FROM arrivals", "raw_documents, arrivals, actors, sources, feed_entries"),
        ("UPDATE batches SET inputs = 0", "batches: more documents are recorded of them than came in"),
        (
            "INSERT INTO outbox VALUES ('d', 'gone', 'desk', '{}', 'waiting', 0, NULL, now(), now(), NULL)",
            "outbox: a message of an alert that is not recorded",
        ),
        (
            "INSERT INTO feed_entries BY NAME SELECT 's' AS source_id, 'e' AS entry_key, 'k' AS content_key, 'gone' AS "
            "arrival_id, 'taken' AS state, 1 AS attempts, now() AS first_seen_at, now() AS last_seen_at",
            "feed_entries: taken, but their document is not recorded",
        ),
        (
            "INSERT INTO rejects BY NAME SELECT 'r' AS reject_id, arrival_id, 'read' AS stage, 'x' AS reason, run_id, "
            "'x' AS extractor_version, recorded_at FROM arrivals",
            "rejects: still standing, of a document that has become an article",
        ),
        ("DELETE FROM event_reports", "events: report_count is not the number of their reports"),
    ],
)
def test_each_harm_is_found(loaded: Database, harm: str, problem: str) -> None:
    with loaded.transaction() as connection:
        connection.execute(harm)
    found = {each.problem for each in inconsistencies(loaded)}
    assert any(each.startswith(problem) for each in found), found


def test_a_missing_raw_document_is_found_where_files_are_looked_for(loaded: Database) -> None:
    raw_path(loaded, raw().raw_id).unlink()
    (found,) = inconsistencies(loaded)
    assert found.examples == (raw().raw_id,)
    assert inconsistencies(loaded, files=False) == ()


def test_each_check_says_on_its_first_line_what_is_wrong() -> None:
    for path in CHECKS.glob("*.sql"):
        assert path.read_text(encoding="utf-8").startswith("-- "), path.name
