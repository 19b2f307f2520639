"""Letting go: bytes go, what was found in them stays, and what comes again is kept again."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from storage_values import MOMENT, batch, coded, raw

from storage import Database, arrived, load_batch, save_raws
from storage.arrivals import arrival_ids
from storage.checking import inconsistencies
from storage.raw_documents import raw_path
from storage.retention import LetGo, let_go

LATER = MOMENT + timedelta(days=40)


@pytest.fixture
def loaded(database: Database) -> Database:
    save_raws(database, [raw()])
    load_batch(database, batch(coded()))
    os.utime(raw_path(database, raw().raw_id), (0, 0))
    return database


def test_nothing_goes_unless_it_is_asked_for(loaded: Database) -> None:
    assert let_go(loaded, moment=LATER) == LetGo(raw_documents=0, fetches=0, messages=0)
    assert raw_path(loaded, raw().raw_id).exists()


def test_old_contents_go_and_what_was_found_stays(loaded: Database) -> None:
    assert let_go(loaded, moment=LATER, raws_before=LATER - timedelta(days=30)).raw_documents == 1
    assert not raw_path(loaded, raw().raw_id).exists()
    with loaded.reading() as connection:
        (arrival,) = arrival_ids(connection)
        assert arrived(loaded, connection, arrival) is None
        assert connection.execute("SELECT count(*) FROM current_reports").fetchone() != (0,)
    assert inconsistencies(loaded) == ()
    assert let_go(loaded, moment=LATER, raws_before=LATER - timedelta(days=30)).raw_documents == 0


def test_young_contents_stay(loaded: Database) -> None:
    assert let_go(loaded, moment=LATER, raws_before=MOMENT - timedelta(days=1)).raw_documents == 0


def test_a_content_that_comes_again_is_kept_again(loaded: Database) -> None:
    let_go(loaded, moment=LATER, raws_before=LATER)
    save_raws(loaded, [raw()])
    load_batch(loaded, batch(coded(), number=2, moment=LATER))
    with loaded.reading() as connection:
        (arrival,) = arrival_ids(connection)
        assert arrived(loaded, connection, arrival) is not None
    assert inconsistencies(loaded) == ()


def test_a_file_that_was_wanted_just_now_is_left_for_the_next_time(loaded: Database) -> None:
    save_raws(loaded, [raw()])
    let_go(loaded, moment=LATER, raws_before=LATER)
    assert raw_path(loaded, raw().raw_id).exists()
    os.utime(raw_path(loaded, raw().raw_id), (0, 0))
    let_go(loaded, moment=LATER, raws_before=LATER)
    assert not raw_path(loaded, raw().raw_id).exists()


def test_old_requests_and_delivered_messages_go_and_waiting_ones_stay(loaded: Database) -> None:
    old = datetime(2020, 1, 1, tzinfo=UTC)
    with loaded.transaction() as connection:
        for state in ("waiting", "delivered", "given_up"):
            connection.execute(
                "INSERT INTO outbox VALUES (?, 'digest:x', 'desk', '{}', ?, 1, NULL, ?, ?, NULL)",
                [state, state, old, old],
            )
        connection.execute(
            "INSERT INTO fetches BY NAME SELECT 'f' AS fetch_id, 'u' AS url, 'page' AS purpose, ?::TIMESTAMPTZ AS "
            "started_at, 1.0 AS seconds, 'ok' AS outcome, 0 AS bytes_received",
            [old],
        )
    gone = let_go(loaded, moment=LATER, fetches_before=LATER, messages_before=LATER)
    assert gone == LetGo(raw_documents=0, fetches=1, messages=2)
