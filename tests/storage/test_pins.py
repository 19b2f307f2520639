"""Decisions by hand hold until another one replaces them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from storage_values import EXTRACTOR, LATER, MOMENT, ONTOLOGY, TEXT, article, batch, coded, event

from domain.actors import ActorMerge
from domain.pins import Pin, PinKind
from domain.records import KeyedRecord
from domain.relations import StoryAssignment
from storage.actors import save_merges
from storage.database import Database
from storage.event_tables import actor_ids
from storage.facts import Stamp
from storage.loading import load_batch
from storage.pins import EVENT_PINS, STORY_PINS, PinTable, pins_of, save_corrected_stories, save_pins, undo_pins
from storage.stored_events import events_by_id, events_reporting


@pytest.mark.parametrize("kind", [STORY_PINS, EVENT_PINS])
def test_a_later_pin_on_the_same_pair_replaces_the_earlier_one(database: Database, kind: PinTable) -> None:
    together = Pin(kind=PinKind.TOGETHER, member_id="m", group_id="g", reason="one visit")
    apart = replace(together, kind=PinKind.APART, reason="two visits")
    with database.transaction() as connection:
        save_pins(connection, kind, [together], moment=MOMENT)
        save_pins(connection, kind, [apart], moment=LATER)
        assert pins_of(connection, kind) == (apart,)
        undo_pins(connection, kind, [apart], moment=LATER + timedelta(hours=1))
        assert pins_of(connection, kind) == ()


def test_a_split_story_keeps_its_past(database: Database) -> None:
    one, other = article(TEXT), article(TEXT + " More.")
    load_batch(database, batch(coded(one), coded(other)))
    stamp = Stamp(run_id="hand", extractor_version=EXTRACTOR, ontology_version=ONTOLOGY, recorded_at=LATER)
    states = [KeyedRecord(record_id=name, payload=b"x", keys=("doha",)) for name in ("sto_1", "sto_2")]
    members = [
        StoryAssignment(version_id=each.version_id, story_id=story, score=1.0, reason="two visits")
        for each, story in ((one, "sto_1"), (other, "sto_2"))
    ]
    with database.transaction() as connection:
        save_corrected_stories(connection, states, members, stamp)
        found = connection.execute(
            "SELECT story_id, version_id FROM story_members WHERE superseded_at IS NULL ORDER BY story_id"
        ).fetchall()
        assert found == [("sto_1", one.version_id), ("sto_2", other.version_id)]
        assert connection.execute("SELECT count(*) FROM story_members").fetchall() == [(4,)]
        save_corrected_stories(connection, [], [], replace(stamp, recorded_at=LATER), gone=["sto_2"])
        assert connection.execute("SELECT story_id FROM story_briefs").fetchall() == [("sto_1",)]


def test_a_merge_by_hand_gives_way_only_to_another_one(database: Database) -> None:
    machine = ActorMerge(kept_id="a", merged_id="b", score=0.9, reason="same office")
    split = replace(machine, apart=True, pinned=True, reason="two people")
    again = replace(machine, pinned=True, reason="one after all")
    with database.transaction() as connection:
        for number, merge in enumerate((machine, split, machine, again)):
            save_merges(connection, [merge], "run_1", MOMENT + timedelta(hours=number))
        found = connection.execute(
            "SELECT reason, superseded_at IS NULL FROM actor_merges ORDER BY recorded_at"
        ).fetchall()
    assert found == [("same office", False), ("two people", False), ("one after all", True)]


def test_events_are_read_back_as_they_were_loaded(database: Database) -> None:
    made = coded()
    load_batch(database, batch(made))
    stored = event(*made.reports)
    with database.reading() as connection:
        assert events_by_id(connection, ["evt_none", stored.event_id]) == (stored,)
        assert events_reporting(connection, [made.article.version_id]) == (stored.event_id,)
        assert events_reporting(connection, ["ver_none"]) == ()


def test_who_was_merged_is_found_with_the_one_that_was_kept(database: Database) -> None:
    load_batch(database, batch(coded()))
    merge = ActorMerge(kept_id="state:IRN", merged_id="per_guest", score=1.0, reason="for the test")
    with database.transaction() as connection:
        assert actor_ids(connection, "Iran") == ("state:IRN",)
        save_merges(connection, [merge], "run_1", MOMENT)
        assert actor_ids(connection, "Iran") == actor_ids(connection, "ramírez") == ("per_guest", "state:IRN")
        save_merges(connection, [replace(merge, apart=True)], "run_1", LATER)
        assert actor_ids(connection, "Iran") == ("state:IRN",)
