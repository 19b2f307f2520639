"""Corrections by hand, which hold through later runs."""

from pathlib import Path

import pytest

from domain.errors import InputError
from flows.correcting import decide_actors, merge_stories, split_story
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.loading.recoding import recode
from flows.settings import Settings
from storage.database import Database
from storage.explaining import explained

TEXTS = {
    "a.txt": "BAKU, May 6, 2025 - Turkish Foreign Minister Hakan Fidan met Azerbaijani President Ilham Aliyev in Baku "
    "on Tuesday. They discussed a gas pipeline.",
    "b.txt": "NAIROBI, June 9, 2025 - Kenyan police arrested 12 protesters in Mombasa on Monday, a rights group said. "
    "Judge Wanjiru Otieno condemned the arrests.",
}


@pytest.fixture
def loaded(database: Database, tmp_path: Path, knowledge: Knowledge) -> Settings:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    settings = Settings(database=database.path)
    run_backfill([folder], settings, knowledge=knowledge)
    return settings


def asked(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with Database(path=settings.database).reading() as connection:
        return connection.execute(sql).fetchall()


MENTIONS = "SELECT DISTINCT unnest(actor_ids) FROM mentions WHERE superseded_at IS NULL"


def test_a_merge_of_actors_is_seen_at_once_survives_recoding_and_can_be_undone(
    loaded: Settings, knowledge: Knowledge
) -> None:
    fidan, aliyev = "person:hakan-fidan", "person:ilham-aliyev"
    assert {(fidan,), (aliyev,)} <= set(asked(loaded, MENTIONS))
    decide_actors(loaded, fidan, aliyev, apart=False, reason="a test")
    assert (aliyev,) not in asked(loaded, MENTIONS)
    recode(loaded, everything=True, knowledge=knowledge)
    assert (aliyev,) not in asked(loaded, MENTIONS)
    decide_actors(loaded, fidan, aliyev, apart=True, reason="two people after all")
    assert {(fidan,), (aliyev,)} <= set(asked(loaded, MENTIONS))


def test_a_decision_on_nobody_or_on_one_actor_says_so(loaded: Settings) -> None:
    with pytest.raises(InputError, match="no actor is known as"):
        decide_actors(loaded, "nobody at all", "person:hakan-fidan", apart=False, reason="x")
    with pytest.raises(InputError, match="the same actor"):
        decide_actors(loaded, "person:hakan-fidan", "person:hakan-fidan", apart=False, reason="x")


def test_a_merge_of_stories_survives_recoding_and_a_split_undoes_it(loaded: Settings, knowledge: Knowledge) -> None:
    members = "SELECT DISTINCT story_id FROM story_members WHERE superseded_at IS NULL ORDER BY 1"
    (one,), (other,) = asked(loaded, members)
    assert len(merge_stories(loaded, str(one), str(other), reason="one visit")) == 1
    assert asked(loaded, members) == [(one,)]
    recode(loaded, everything=True, knowledge=knowledge)
    assert asked(loaded, members) == [(one,)]
    ((version,),) = asked(
        loaded, "SELECT version_id FROM versions WHERE superseded_at IS NULL AND contains(text, 'Mombasa')"
    )
    own, moved = split_story(loaded, str(one), [str(version)], reason="two after all")
    assert own != one
    assert moved == (version,)
    assert len(asked(loaded, members)) == 2


def test_a_recoding_that_finds_nothing_new_records_no_change(loaded: Settings, knowledge: Knowledge) -> None:
    found = recode(loaded, everything=True, knowledge=knowledge)
    assert found.outcome.counts.inputs == 2
    assert found.changes.num_rows == 0


def test_a_recoding_stores_what_it_added_and_removed(loaded: Settings, knowledge: Knowledge) -> None:
    with Database(path=loaded.database).transaction() as connection:
        connection.execute("UPDATE arrivals SET ontology_version = 'older'")
        connection.execute("DELETE FROM reports WHERE type = 'CONSULT'")
    found = recode(loaded, knowledge=knowledge)
    changes = {(row["fact"], row["kind"]): row["number"] for row in found.changes.to_pylist()}
    assert changes["report", "added"] >= 1
    assert recode(loaded, knowledge=knowledge).outcome.counts.inputs == 0


PLACES = """
SELECT version_id, story_id, score, reason, pinned FROM story_members WHERE superseded_at IS NULL ORDER BY ALL
"""


def test_recoding_leaves_each_place_in_a_story_its_reason(loaded: Settings, knowledge: Knowledge) -> None:
    (_, kept, *_), (_, other, *_) = before = asked(loaded, PLACES)
    merge_stories(loaded, str(kept), str(other), reason="one visit")
    corrected = asked(loaded, PLACES)
    assert corrected[0] == before[0]  # who was there stays there as before
    assert corrected[1][1:] == (kept, 1.0, "by hand: one visit", True)
    recode(loaded, everything=True, knowledge=knowledge)
    assert asked(loaded, PLACES) == corrected
    with Database(path=loaded.database).reading() as connection:
        gone = explained(connection, str(other))
    assert gone is not None
    assert gone.parts["left_articles"].column("now_in").to_pylist() == [[kept]]


def test_a_copy_of_an_article_that_was_split_off_follows_it(
    loaded: Settings, knowledge: Knowledge, tmp_path: Path
) -> None:
    (_, kept, *_), (moved, other, *_) = asked(loaded, PLACES)
    merge_stories(loaded, str(kept), str(other), reason="one visit")
    own, versions = split_story(loaded, str(kept), [str(moved)], reason="two after all")
    assert (own, versions) == (other, (moved,))
    ((text,),) = asked(loaded, f"SELECT text FROM versions WHERE version_id = '{moved}' AND superseded_at IS NULL")
    (tmp_path / "copy.txt").write_text(f"{text} A further line was added to it.")
    run_backfill([tmp_path / "copy.txt"], loaded, knowledge=knowledge)
    stories = asked(loaded, "SELECT story_id, count(*) FROM story_members WHERE superseded_at IS NULL GROUP BY ALL")
    assert set(stories) == {(kept, 1), (own, 2)}


def test_a_correction_of_stories_that_makes_no_sense_says_why(loaded: Settings) -> None:
    (version, story, *_), _ = asked(loaded, PLACES)
    with pytest.raises(InputError, match="can't be merged with itself"):
        merge_stories(loaded, str(story), str(story), reason="x")
    with pytest.raises(InputError, match="has no article ver_of_another"):
        split_story(loaded, str(story), [str(version), "ver_of_another"], reason="x")
    with pytest.raises(InputError, match="both sides"):
        split_story(loaded, str(story), [str(version)], reason="x")
    with pytest.raises(InputError, match="there is no story"):
        split_story(loaded, "story_none", [str(version)], reason="x")
