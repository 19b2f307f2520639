"""Working records found by key, actors in memory, runs and batches."""

from dataclasses import replace
from datetime import timedelta

from storage_values import GUEST, IRAN, LATER, MOMENT, article, batch, coded, run

from domain.actors import ActorMerge
from domain.records import KeyedRecord
from domain.runs import RunCounts
from storage.database import Database
from storage.known_actors import known_actors
from storage.loading import load_batch
from storage.records import (
    EVENT_STATES,
    forget_records,
    last_position,
    records_of,
    records_under,
    save_records,
)
from storage.runs import (
    add_counts,
    batch_state,
    end_run,
    mark_interrupted,
    run_of,
    set_batch_state,
    start_run,
    waiting_batches,
)


def record(name: str, *keys: str, payload: bytes = b"x") -> KeyedRecord:
    return KeyedRecord(record_id=name, payload=payload, keys=keys)


def test_records_are_found_under_any_key_once_and_oldest_first(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, EVENT_STATES, [record("b", "k1", "k2"), record("a", "k2")])
        save_records(connection, EVENT_STATES, [record("c", "k1")])
        assert [each.record_id for each in records_under(connection, EVENT_STATES, ["k1", "k2"])] == ["b", "a", "c"]
        assert records_under(connection, EVENT_STATES, ["k3"]) == ()
        assert last_position(connection, EVENT_STATES) == 3


def test_a_record_saved_again_keeps_its_place_and_changes_payload_and_keys(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, EVENT_STATES, [record("a", "k1"), record("b", "k1")])
        save_records(connection, EVENT_STATES, [record("a", "k2", "k1", payload=b"\x00new")])
        (first, _) = records_under(connection, EVENT_STATES, ["k1"])
        assert first == record("a", "k2", "k1", payload=b"\x00new")
        assert records_of(connection, EVENT_STATES, ["b", "none"]) == (record("b", "k1"),)


def test_forgotten_records_are_gone_with_their_keys(database: Database) -> None:
    with database.transaction() as connection:
        save_records(connection, EVENT_STATES, [record("a", "k1")])
        forget_records(connection, EVENT_STATES, ["a"])
        assert records_under(connection, EVENT_STATES, ["k1"]) == ()
        assert connection.execute("SELECT count(*) FROM event_keys").fetchall() == [(0,)]


def last_word(name: str) -> str:
    return name.lower().split()[-1]


def test_actors_that_articles_made_are_known_by_every_name(database: Database) -> None:
    load_batch(database, batch(coded()))
    known = known_actors(database, last_word)
    assert [actor.actor_id for actor in known.named("ramírez")] == ["per_guest"]
    assert list(known.named("iran")) == []
    known.add([replace(GUEST, actor_id="per_other"), IRAN])
    assert [actor.actor_id for actor in known.named("ramírez")] == ["per_guest", "per_other"]


def test_merged_actors_are_known_as_the_one_that_was_kept(database: Database) -> None:
    other = replace(GUEST, actor_id="per_other", name="José Gómez", names=())
    made = coded()
    made = replace(made, layer=replace(made.layer, actors=(GUEST, other)))
    merge = ActorMerge(kept_id="per_guest", merged_id="per_other", score=0.9, reason="same office, same day")
    load_batch(database, batch(made, actor_merges=(merge,)))
    known = known_actors(database, last_word)
    assert [actor.actor_id for actor in known.named("gómez")] == ["per_guest"]
    undone = replace(merge, apart=True, pinned=True, reason="two people")
    load_batch(
        database,
        batch(coded(article("Iran met Qatar in Doha on Monday, guards said.")), number=2, actor_merges=(undone,)),
    )
    assert [actor.actor_id for actor in known_actors(database, last_word).named("gómez")] == ["per_other"]


def test_no_actors_are_known_where_there_is_no_database(no_database: Database) -> None:
    assert list(known_actors(no_database, last_word).named("ramírez")) == []


def test_a_run_adds_up_its_batches_and_ends(database: Database) -> None:
    with database.transaction() as connection:
        start_run(connection, run())
        add_counts(connection, "run_1", RunCounts(inputs=3, kept=2))
        add_counts(connection, "run_1", RunCounts(inputs=2, rejected=1))
        end_run(connection, "run_1", state="completed", ended_at=LATER)
        found = run_of(connection, "run_1")
        assert run_of(connection, "run_2") is None
    assert found is not None
    assert found.counts == RunCounts(inputs=5, kept=2, rejected=1)
    assert (found.state, found.started_at, found.ended_at) == ("completed", MOMENT, LATER)


def test_a_run_that_was_killed_is_marked_interrupted(database: Database) -> None:
    with database.transaction() as connection:
        start_run(connection, run())
        mark_interrupted(connection, started_before=MOMENT, noticed_at=LATER)
        assert (run_of(connection, "run_1") or run()).state == "running"
        mark_interrupted(connection, started_before=LATER, noticed_at=LATER)
        assert (run_of(connection, "run_1") or run()).state == "interrupted"


def test_a_batch_that_nobody_holds_is_waiting(database: Database) -> None:
    hour = timedelta(hours=1)
    with database.transaction() as connection:
        set_batch_state(connection, "bat_1", run_id="run_1", state="fetched", inputs=2, moment=MOMENT)
        held = {"run_id": "run_1", "state": "processing", "inputs": 2, "moment": MOMENT}
        set_batch_state(connection, "bat_2", claimed_until=MOMENT + hour, **held)

        def waiting(after: timedelta) -> tuple[str, ...]:
            states = ("fetched", "processing")
            return waiting_batches(connection, states, changed_before=MOMENT + after, now=MOMENT + after)

        assert waiting(hour / 2) == ("bat_1",)
        assert waiting(2 * hour) == ("bat_1", "bat_2")
        assert (batch_state(connection, "bat_2"), batch_state(connection, "bat_3")) == ("processing", None)
        set_batch_state(connection, "bat_2", **(held | {"moment": LATER}))
        assert connection.execute("SELECT attempts FROM batches WHERE batch_id = 'bat_2'").fetchall() == [(2,)]
