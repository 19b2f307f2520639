"""Loading batches: once, twice, changed, read anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from storage_values import (
    EXTRACTOR,
    GUEST,
    LATER,
    MOMENT,
    ONTOLOGY,
    TEXT,
    article,
    batch,
    coded,
    event,
    near,
    raw,
    run,
    visit,
)

from domain.arrivals import Arrival
from domain.rejects import Rejected, Stage
from domain.reports import Status
from storage.batch import Unopened
from storage.database import Database
from storage.digest import database_digest, table_digests
from storage.loading import known_arrivals, load_batch
from storage.runs import run_of, start_run
from storage.stored_reports import reports_by_id

UNREADABLE = Rejected(stage=Stage.DECODE, reason="the bytes are not text", detail="0x00 at 0")


def rows(database: Database, sql: str) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return connection.execute(sql).fetchall()


def test_a_batch_fills_every_table_of_an_article(database: Database) -> None:
    load_batch(database, batch(coded(), rejected=((raw("\0"), UNREADABLE),)))
    counts = {each.table: each.rows for each in table_digests(database)}
    assert {name: counts[name] for name in ("raw_documents", "arrivals", "articles", "versions")} == {
        "raw_documents": 2,
        "arrivals": 2,
        "articles": 1,
        "versions": 1,
    }
    for table, expected in (
        ("dates", 1),
        ("mentions", 3),
        ("place_mentions", 1),
        ("places", 1),
        ("actors", 3),
        ("actor_names", 4),
        ("reports", 1),
        ("events", 1),
        ("event_reports", 1),
        ("event_dyads", 2),
        ("event_actors", 2),
        ("rejects", 1),
        ("story_members", 1),
        ("fingerprints", 1),
        ("plover_types", 1),
    ):
        assert counts[table] == expected, table


def test_loading_twice_changes_nothing(database: Database) -> None:
    made = batch(coded(), rejected=((raw("\0"), UNREADABLE),))
    with database.transaction() as connection:
        start_run(connection, run())
    first = load_batch(database, made)
    before = database_digest(database, history=True)
    again = load_batch(database, replace(made, recorded_at=LATER))
    assert database_digest(database, history=True) == before
    assert (first.articles, first.known, again.articles, again.known, again.events) == (1, 0, 0, 1, 0)
    with database.reading() as connection:
        stored = run_of(connection, "run_1")
    assert stored is not None
    assert stored.counts.inputs == 2


def test_the_order_of_batches_does_not_matter_to_the_digest(
    database: Database, new_database: Callable[[], Database]
) -> None:
    one, other = coded(article(TEXT)), coded(article(TEXT + " More."))
    load_batch(database, batch(one, number=1))
    load_batch(database, batch(other, number=2))
    reverse = new_database()
    load_batch(reverse, batch(other, number=3, run_id="run_2", moment=LATER))
    load_batch(reverse, batch(one, number=4, run_id="run_2", moment=LATER))
    pairs = zip(table_digests(database), table_digests(reverse), strict=True)
    assert {mine.table for mine, its in pairs if mine != its} == {"actors"}  # whose first version differs


def test_a_changed_report_supersedes_the_old_row(database: Database) -> None:
    load_batch(database, batch(coded()))
    anew = coded(status=Status.PLANNED, extractor="1.1")
    load_batch(database, batch(anew, number=2, moment=LATER, extractor="1.1"))
    found = rows(database, "SELECT status, recorded_at, superseded_at FROM reports ORDER BY recorded_at")
    assert found == [("actual", MOMENT, LATER), ("planned", LATER, None)]
    assert rows(database, "SELECT status FROM current_reports") == [("planned",)]


def test_facts_that_did_not_change_keep_their_rows_when_code_is_newer(database: Database) -> None:
    load_batch(database, batch(coded()))
    load_batch(database, batch(coded(extractor="1.1"), number=2, moment=LATER, extractor="1.1"))
    assert rows(database, "SELECT count(*), max(recorded_at), max(superseded_at) FROM mentions") == [(3, MOMENT, None)]
    arrival = Arrival.of(raw()).arrival_id
    assert known_arrivals(database, [arrival], extractor_version="1.1", ontology_version=ONTOLOGY) == {arrival}
    assert known_arrivals(database, [arrival], extractor_version="1.0", ontology_version=ONTOLOGY) == frozenset()


def test_a_fact_that_is_no_longer_found_is_superseded(database: Database) -> None:
    load_batch(database, batch(coded()))
    fewer = replace(coded(extractor="1.1"), dates=(), reports=())
    load_batch(database, batch(fewer, number=2, moment=LATER, extractor="1.1"))
    assert rows(database, "SELECT superseded_at FROM dates") == [(LATER,)]
    assert rows(database, "SELECT superseded_at FROM reports") == [(LATER,)]


def test_a_new_reading_of_the_same_document_supersedes_the_version_it_replaces(database: Database) -> None:
    first = coded()
    load_batch(database, batch(first))
    cleaner = coded(article(TEXT.replace(" Two guards", " Two guards")[:-1] + "!"), extractor="1.1")
    cleaner = replace(cleaner, article=replace(cleaner.article, article_id=first.article.article_id))
    made = batch(cleaner, number=2, moment=LATER, extractor="1.1")
    made = replace(made, inputs=(replace(made.inputs[0], arrival=Arrival.of(raw())),))
    load_batch(database, made)
    found = rows(database, "SELECT version_id, superseded_at FROM versions ORDER BY recorded_at")
    assert found == [(first.article.version_id, LATER), (cleaner.article.version_id, None)]
    assert rows(database, "SELECT count(*) FROM mentions WHERE superseded_at IS NULL") == [(3,)]
    assert rows(database, "SELECT latest_version_id FROM articles") == [(cleaner.article.version_id,)]


def test_the_same_content_under_two_urls_is_two_articles_of_one_raw_document(database: Database) -> None:
    one, other = (coded(article(url=f"https://{host}.example/a")) for host in ("one", "two"))
    load_batch(database, batch(one, other))
    assert rows(database, "SELECT count(*) FROM raw_documents") == [(1,)]
    assert rows(database, "SELECT count(*) FROM articles") == [(2,)]


def test_a_reading_with_a_date_wins_over_one_without(database: Database) -> None:
    undated = coded(article(published=None))
    load_batch(database, batch(undated))
    assert rows(database, "SELECT published_from, published_reason FROM articles") == [(None, "nothing says when")]
    load_batch(database, batch(coded(), number=2, moment=LATER))
    assert rows(database, "SELECT published_from IS NULL, published_reason FROM articles") == [(False, None)]
    load_batch(database, batch(undated, number=3, moment=LATER + timedelta(days=1)))
    assert rows(database, "SELECT published_from IS NULL FROM articles") == [(False,)]


def test_an_event_that_gains_a_report_keeps_its_id_and_its_past(database: Database) -> None:
    one, other = coded(article(TEXT)), coded(article(TEXT + " More."))
    load_batch(database, batch(one))
    grown = event(*one.reports, *other.reports)
    load_batch(database, batch(other, number=2, moment=LATER, events=(grown,)))
    found = rows(database, "SELECT corroboration, superseded_at FROM events ORDER BY recorded_at")
    assert found == [(1, LATER), (2, None)]
    assert rows(database, "SELECT count(*) FROM event_reports WHERE superseded_at IS NULL") == [(2,)]
    assert rows(database, "SELECT DISTINCT corroboration FROM dyads") == [(2,)]
    as_of = "SELECT corroboration FROM events_as_of(TIMESTAMPTZ '2025-01-{} 00:00:00+00')"
    assert rows(database, as_of.format("10")) == []
    assert rows(database, as_of.format("11")) == [(1,)]
    assert rows(database, as_of.format("12")) == [(2,)]


def test_a_retired_event_leaves_the_views(database: Database) -> None:
    load_batch(database, batch(coded()))
    gone = event(*coded().reports).event_id
    retiring = batch(number=2, moment=LATER, events=(), retired_events=(gone,))
    assert load_batch(database, retiring).events == 1
    for view in ("current_events", "timeline", "dyads", "actor_days", "gdelt_events", "event_states", "event_keys"):
        assert rows(database, f"SELECT count(*) FROM {view}") == [(0,)], view


def test_an_event_whose_founding_report_is_unknown_is_refused_whole(database: Database) -> None:
    stray = event(visit("ver_unknown"))
    with pytest.raises(ValueError, match="founding report"):
        load_batch(database, batch(coded(), events=(stray,)))
    assert rows(database, "SELECT count(*) FROM versions") == [(0,)]


def test_relations_that_were_not_looked_for_stay(database: Database) -> None:
    one, other = article(TEXT), article(TEXT + " More.")
    load_batch(database, batch(coded(one), coded(other), relations=(near(other, one),)))
    recoded = [coded(each, extractor="1.1") for each in (one, other)]
    load_batch(database, batch(*recoded, number=2, moment=LATER, extractor="1.1", relations=None, stories=None))
    assert rows(database, "SELECT kind, superseded_at FROM relations") == [("near", None)]
    assert rows(database, "SELECT count(*) FROM story_members WHERE superseded_at IS NULL") == [(2,)]


def test_a_reject_is_superseded_when_a_replay_does_better(database: Database) -> None:
    load_batch(database, batch(rejected=((raw(), UNREADABLE),)))
    assert rows(database, "SELECT stage, reason, superseded_at FROM rejects") == [
        ("decode", "the bytes are not text", None)
    ]
    load_batch(database, batch(coded(), number=2, moment=LATER))
    assert rows(database, "SELECT superseded_at FROM rejects") == [(LATER,)]
    assert rows(database, "SELECT version_id IS NULL, reason FROM arrivals") == [(False, None)]


def test_a_path_that_could_not_be_opened_is_one_reject_however_often_it_is_tried(database: Database) -> None:
    closed = Unopened(
        origin="locked.txt", url=None, rejected=Rejected(stage=Stage.OPEN, reason="no permission to read it")
    )
    for number in (1, 2):
        load_batch(database, batch(number=number, unopened=(closed,)))
    assert rows(database, "SELECT origin, arrival_id FROM rejects") == [("locked.txt", None)]


def test_unknown_actors_stay_and_gain_names(database: Database) -> None:
    load_batch(database, batch(coded()))
    renamed = replace(GUEST, name="Jose Ramirez", names=("J. Ramírez",))
    other = coded(article(TEXT + " More."))
    other = replace(other, layer=replace(other.layer, actors=(renamed,), mentions=()))
    load_batch(database, batch(other, number=2, moment=LATER))
    assert rows(database, "SELECT name FROM actors WHERE actor_id = 'per_guest'") == [("José Ramírez",)]
    names = rows(database, "SELECT DISTINCT search_name FROM actor_names WHERE actor_id = 'per_guest' ORDER BY 1")
    assert names == [("j. ramirez",), ("jose ramirez",), ("ramirez",)]


def test_reports_are_read_back_as_they_were_loaded(database: Database) -> None:
    made = coded()
    load_batch(database, batch(made))
    with database.reading() as connection:
        assert reports_by_id(connection, [made.reports[0].report_id, "rep_none"]) == made.reports


def test_nothing_is_known_where_there_is_no_database(no_database: Database) -> None:
    versions = {"extractor_version": EXTRACTOR, "ontology_version": ONTOLOGY}
    assert known_arrivals(no_database, ["arr_1"], **versions) == frozenset()
    assert not no_database.exists
