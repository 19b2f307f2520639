"""Tables with filters, views, and explaining anything by its id."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from storage_values import IRAN, QATAR, TEXT, article, batch, coded, event, near, run

from domain.events import Event
from domain.intervals import DayInterval
from domain.ontology_rows import CameoRow, OntologyRows, PloverRow
from domain.relations import StoryAssignment
from domain.reports import EventType, QuadClass, Status
from storage.database import Database
from storage.event_tables import EventFilter, actor_ids, events_table, timeline_table
from storage.explaining import explained
from storage.loading import load_batch
from storage.noun_tables import actors_table, articles_table, rejects_table, runs_table, status_table, stories_table
from storage.ontology import save_actor_knowledge, save_ontology
from storage.querying import query
from storage.runs import start_run

MEETING = coded()
COPY = coded(article("Iran met Qatar in Doha on Monday and both thanked the guards."))


def later_events() -> tuple[Event, ...]:
    """One meeting; one strike on Qatar a month later, denied; one plan without a date."""
    met = event(*MEETING.reports, *COPY.reports)
    strike = replace(
        met,
        event_id="evt_strike",
        type=EventType.ASSAULT,
        mode="aerial",
        cameo="195",
        initiators=("state:IRN",),
        recipients=("state:QAT", "text:a port"),
        reciprocal=False,
        date=DayInterval.day(date(2025, 2, 6)),
        status=Status.NEGATED,
        corroboration=1,
    )
    plan = replace(strike, event_id="evt_plan", initiators=("state:QAT",), recipients=(), date=None, place=None)
    return met, strike, replace(plan, status=Status.PLANNED)


@pytest.fixture(scope="module")
def filled(new_database: Callable[[], Database]) -> Database:
    """A database that all tests here read and none writes."""
    database = new_database()
    with database.transaction() as connection:
        start_run(connection, run())
        rows = OntologyRows(
            version="plover-0.8/1",
            plover=(
                PloverRow(type="ASSAULT", mode="aerial", quad=QuadClass.MATERIAL_CONFLICT, score=-9.0),
                PloverRow(type="CONSULT", mode="visit", quad=QuadClass.VERBAL_COOPERATION, score=4.0),
            ),
            cameo=(
                CameoRow(code="04", name="Consult", goldstein=1.0, plover_type=None, plover_mode=None, quad_gdelt=1),
                CameoRow(code="195", name="Air", goldstein=-10.0, plover_type=None, plover_mode=None, quad_gdelt=4),
            ),
        )
        save_ontology(connection, rows)
        save_ontology(connection, rows)
        when = run().started_at
        save_actor_knowledge(connection, [IRAN, QATAR], [], run_id="run_1", extractor_version="1", recorded_at=when)
    relations = (near(COPY.article, MEETING.article),)
    load_batch(database, batch(MEETING, COPY, events=later_events(), relations=relations))
    return database


def ids(database: Database, wanted: EventFilter) -> list[str]:
    with database.reading() as connection:
        found = events_table(connection, wanted)["event_id"].to_pylist()
    names = {event(*MEETING.reports).event_id: "met", "evt_strike": "strike", "evt_plan": "plan"}
    return [names[each] for each in found]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (EventFilter(), ["met"]),
        (EventFilter(statuses=()), ["met", "strike", "plan"]),
        (EventFilter(statuses=("negated", "planned")), ["strike", "plan"]),
        (EventFilter(statuses=(), types=("assault",)), ["strike", "plan"]),
        (EventFilter(statuses=(), actor="Iran"), ["met", "strike"]),
        (EventFilter(statuses=(), actor="QAT"), ["met", "strike", "plan"]),
        (EventFilter(statuses=(), actor="text:a port"), ["strike"]),
        (EventFilter(statuses=(), actor="QAT", most=2), ["met", "strike"]),
        (EventFilter(statuses=("planned", "negated"), actor="QAT", types=("ASSAULT",)), ["strike", "plan"]),
        (EventFilter(statuses=(), actor="QAT", until=date(2025, 1, 31)), ["met"]),
        (EventFilter(statuses=(), actor="QAT", country="QAT", least_corroboration=2), ["met"]),
        (EventFilter(statuses=(), actor="text:a port", dyad=("Iran", "Qatar")), ["strike"]),
        (EventFilter(statuses=(), actor="Atlantis"), []),
        (EventFilter(statuses=(), dyad=("state:IRN", "Qatar")), ["met", "strike"]),
        (EventFilter(statuses=(), dyad=("Qatar", "Iran")), ["met"]),
        (EventFilter(statuses=(), since=date(2025, 1, 7)), ["strike"]),
        (EventFilter(statuses=(), since=date(2025, 1, 6), until=date(2025, 1, 31)), ["met"]),
        (EventFilter(statuses=(), country="QAT"), ["met", "strike"]),
        (EventFilter(statuses=(), least_corroboration=2), ["met"]),
        (EventFilter(statuses=(), story="sto_1", types=("CONSULT",)), ["met"]),
        (EventFilter(statuses=(), most=1), ["met"]),
    ],
)
def test_events_are_filtered(filled: Database, wanted: EventFilter, expected: list[str]) -> None:
    assert ids(filled, wanted) == expected


def test_the_timeline_names_its_parties(filled: Database) -> None:
    with filled.reading() as connection:
        table = timeline_table(connection, EventFilter(statuses=()))
    assert table.select(["day", "initiator_names", "recipient_names"]).to_pylist() == [
        {"day": date(2025, 1, 6), "initiator_names": "Iran, Qatar", "recipient_names": ""},
        {"day": date(2025, 2, 6), "initiator_names": "Iran", "recipient_names": "Qatar, a port"},
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("state:IRN", ["state:IRN"]),
        ("irn", ["state:IRN"]),
        ("jose ramirez", ["per_guest"]),
        ("RAMÍREZ", ["per_guest"]),
        ("ram", []),
        ("(", []),
    ],
)
def test_actors_are_found_by_id_code_or_any_form_of_a_name(filled: Database, asked: str, expected: list[str]) -> None:
    with filled.reading() as connection:
        assert list(actor_ids(connection, asked)) == expected


def test_actors_come_busiest_first_with_their_counts(filled: Database) -> None:
    with filled.reading() as connection:
        table = actors_table(connection)
        named = actors_table(connection, "ramirez")
    assert table.select(["actor_id", "events", "mentions"]).to_pylist() == [
        {"actor_id": "state:IRN", "events": 1, "mentions": 2},
        {"actor_id": "state:QAT", "events": 1, "mentions": 2},
    ]
    assert named["other_names"].to_pylist() == [["Ramírez"]]


def test_other_nouns_come_as_tables_too(filled: Database) -> None:
    with filled.reading() as connection:
        assert stories_table(connection, title="VISIT")["articles"].to_pylist() == [2]
        assert stories_table(connection, since="2026-01-01").num_rows == 0
        assert articles_table(connection, until="2025-01-06").num_rows == 2
        assert rejects_table(connection).num_rows == 0
        assert runs_table(connection)["run_id"].to_pylist() == ["run_1"]
        (status,) = status_table(connection).to_pylist()
    assert (status["articles"], status["events"], status["actual_events"], status["relations"]) == (2, 3, 1, 1)


def test_a_story_is_named_by_an_article_of_its_own_before_a_round_up(new_database: Callable[[], Database]) -> None:
    database = new_database()
    brief = coded(article(TEXT + " Elsewhere a port closed.", title="News in brief"))
    own = coded(article(title="Iran meets Qatar"))
    places = ((brief, "sto_1"), (brief, "sto_2"), (own, "sto_1"))
    assigned = tuple(
        StoryAssignment(version_id=each.article.version_id, story_id=story, score=1.0, reason="told")
        for each, story in places
    )
    with database.transaction() as connection:
        start_run(connection, run())
    load_batch(database, batch(brief, own, stories=assigned))
    with database.reading() as connection:
        rows = stories_table(connection).to_pylist()
    assert {row["story_id"]: row["title"] for row in rows} == {"sto_1": "Iran meets Qatar", "sto_2": "News in brief"}


def test_dyads_explode_a_meeting_both_ways_and_a_strike_one_way(filled: Database) -> None:
    found = query(filled, "SELECT initiator, recipient_name, type, quad, score FROM dyads ORDER BY type, initiator, 2")
    assert [tuple(row.values()) for row in found.to_pylist()] == [
        ("state:IRN", "Qatar", "ASSAULT", "material_conflict", -9.0),
        ("state:IRN", "a port", "ASSAULT", "material_conflict", -9.0),
        ("state:IRN", "Qatar", "CONSULT", "verbal_cooperation", 4.0),
        ("state:QAT", "Iran", "CONSULT", "verbal_cooperation", 4.0),
    ]


def test_days_count_actual_events_only(filled: Database) -> None:
    days = query(filled, "SELECT day, initiator, events, verbal_cooperation FROM dyad_days ORDER BY ALL").to_pylist()
    assert days == [
        {"day": date(2025, 1, 6), "initiator": "state:IRN", "events": 1, "verbal_cooperation": 1},
        {"day": date(2025, 1, 6), "initiator": "state:QAT", "events": 1, "verbal_cooperation": 1},
    ]
    actors = query(filled, "SELECT actor_id, events, cooperation, conflict FROM actor_days ORDER BY ALL").to_pylist()
    assert [tuple(row.values()) for row in actors] == [("state:IRN", 1, 1, 0), ("state:QAT", 1, 1, 0)]


def test_the_gdelt_view_speaks_gdelts_columns(filled: Database) -> None:
    columns = (
        "SQLDATE, MonthYear, Actor1Code, Actor2Name, EventCode, EventRootCode, QuadClass, GoldsteinScale, NumSources"
    )
    found = query(filled, f"SELECT {columns} FROM gdelt_events ORDER BY Actor1Code").to_pylist()
    assert [tuple(row.values()) for row in found] == [
        (20250106, 202501, "IRNGOV", "Qatar", "042", "04", 1, 1.0, 2),
        (20250106, 202501, "QATGOV", "Iran", "042", "04", 1, 1.0, 2),
    ]
    numbers = query(filled, "SELECT count(DISTINCT GLOBALEVENTID) AS n FROM gdelt_events").to_pylist()
    assert numbers == [{"n": 2}]


@pytest.mark.parametrize(
    ("initiators", "recipients", "reciprocal", "pairs"),
    [
        ("a", "b", False, "ab"),
        ("ab", "cd", False, "ac ad bc bd"),
        ("ab", "bc", False, "ab ac bc"),
        ("a", "b", True, "ab ba"),
        ("ab", "b", True, "ab ba"),
        ("abc", "", True, "ab ac ba bc ca cb"),
        ("ab", "", False, "a- b-"),
        ("a", "", True, "a-"),
        ("", "ab", False, "-a -b"),
        ("a", "a", False, ""),
        ("", "", False, ""),
    ],
)
def test_the_gdelt_view_has_the_pairs_of_the_dyads_and_those_of_whom_one_side_is_unknown(
    new_database: Callable[[], Database], initiators: str, recipients: str, reciprocal: bool, pairs: str
) -> None:
    database = new_database()
    sides = {"initiators": tuple(initiators), "recipients": tuple(recipients), "reciprocal": reciprocal}
    with database.transaction() as connection:
        start_run(connection, run())
    load_batch(database, batch(MEETING, COPY, events=(replace(later_events()[0], **sides),)))
    found = query(database, "SELECT Actor1Name AS one, Actor2Name AS other FROM gdelt_events ORDER BY ALL").to_pylist()
    told = sorted(f"{row['one'] or '-'}{row['other'] or '-'}" for row in found)
    assert told == sorted(pairs.split())
    dyads = query(database, "SELECT initiator || recipient AS pair FROM dyads ORDER BY ALL")["pair"].to_pylist()
    assert dyads == [each for each in told if "-" not in each]


@pytest.mark.parametrize(
    ("kind", "id_", "parts"),
    [
        ("event", event(*MEETING.reports).event_id, {"reports": 2, "actors": 4, "left_reports": 0, "pins": 0}),
        ("report", MEETING.reports[0].report_id, {"actors": 2, "events": 3, "article": 1}),
        (
            "article",
            MEETING.article.article_id,
            {"versions": 1, "relations": 1, "stories": 1, "reports": 1, "arrivals": 1},
        ),
        ("version", COPY.article.version_id, {"relations": 1, "dates": 1, "mentions": 3, "places": 1, "reports": 1}),
        ("story", "sto_1", {"articles": 2, "events": 3, "pins": 0, "left_articles": 0}),
        ("actor", "state:IRN", {"names": 1, "offices": 0, "merges": 0, "mentions": 1, "events": 2}),
        ("run", "run_1", {"rejects": 0}),
        ("place", "geonames:290030", {}),
        ("raw_document", MEETING.article.raw_id, {"arrivals": 1}),
    ],
)
def test_anything_is_explained_by_its_id(filled: Database, kind: str, id_: str, parts: dict[str, int]) -> None:
    with filled.reading() as connection:
        found = explained(connection, id_)
    assert found is not None
    assert (found.kind, found.row.num_rows) == (kind, 1)
    assert {name: table.num_rows for name, table in found.parts.items()} == parts


def test_an_event_is_explained_by_its_evidence(filled: Database) -> None:
    with filled.reading() as connection:
        found = explained(connection, event(*MEETING.reports).event_id)
        assert explained(connection, "evt_none") is None
    assert found is not None
    first, second = found.parts["reports"].to_pylist()
    assert (first["kind"], first["quote"][:4], first["rule"]) == ("founded", "Iran", "meet.v")
    assert (second["kind"], second["reason"]) == ("confirmed", "same parties, same day")
    assert {row["form"] for row in found.parts["actors"].to_pylist()} == {"name"}
