"""The seeds, loaded once: what an analyst would check first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.relations import RelationKind
from flows.extraction import Knowledge
from flows.loading import RunOutcome, run_backfill
from flows.settings import load_settings
from storage import Database, query

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Ask = Callable[..., list[dict[str, Any]]]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def loaded(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, RunOutcome]:
    path = tmp_path_factory.mktemp("seeds") / "seeds.duckdb"
    outcome = run_backfill([SEEDS], load_settings(database=path), knowledge=knowledge)
    return Database(path=path), outcome


@pytest.fixture(scope="module")
def ask(loaded: tuple[Database, RunOutcome]) -> Ask:
    def asked(sql: str, **values: object) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = query(loaded[0], sql, values).to_pylist()
        return rows

    return asked


def test_every_seed_becomes_an_article_and_none_is_rejected(loaded: tuple[Database, RunOutcome]) -> None:
    counts = loaded[1].counts
    assert (counts.inputs, counts.kept, counts.rejected) == (17, 17, 0)
    assert counts.duplicates >= 2


@pytest.mark.parametrize(
    ("origin", "day", "rule"),
    [
        ("glued_date_doha.txt", "2024-10-03", "header_line"),
        ("wire_copy_baghdad.txt", "2025-01-08", "dateline"),
        ("sanctions_json_ld.html", "2025-02-06", "json_ld"),
        ("date_in_url_muscat.html", "2025-04-12", "url"),
        ("es_teheran.html", "2025-04-17", "meta"),
        ("gulf_desk.rss:1", "2024-12-02", "feed"),
        ("wire.jsonl:3", "2024-12-03", "record"),
    ],
)
def test_publication_dates_come_from_where_each_shape_states_them(ask: Ask, origin: str, day: str, rule: str) -> None:
    (found,) = ask(
        "SELECT published_from::VARCHAR AS day, published_rule AS rule FROM versions "
        "JOIN arrivals USING (arrival_id) WHERE ends_with(origin, $origin)",
        origin=origin,
    )
    assert found == {"day": day, "rule": rule}


def test_a_document_that_states_no_date_has_none_and_says_why(ask: Ask) -> None:
    (found,) = ask(
        "SELECT published_from, published_reason FROM versions JOIN arrivals USING (arrival_id) "
        "WHERE ends_with(origin, 'rewrite_doha.txt')"
    )
    assert found["published_from"] is None
    assert found["published_reason"]


@pytest.mark.parametrize(
    "chrome",
    ["date 2024-10-03", "Original Source", "credit:", "Post a Comment", "Click to share", "Most read", "newsletter"],
)
def test_no_chrome_stands_in_any_body(ask: Ask, chrome: str) -> None:
    assert ask("SELECT version_id FROM versions WHERE contains(text, $chrome)", chrome=chrome) == []


def test_mojibake_is_mended(ask: Ask) -> None:
    (found,) = ask("SELECT text FROM versions WHERE contains(text, 'study the request')")
    assert "â€" not in found["text"]
    assert "café" in found["text"]


def test_the_spanish_page_is_kept_as_spanish(ask: Ask) -> None:
    (found,) = ask("SELECT language FROM versions WHERE contains(text, 'Jalid bin Salm')")
    assert found["language"] == "es"


@pytest.mark.parametrize(
    ("later", "earlier", "kind"),
    [
        ("rewrite_doha.txt", "glued_date_doha.txt", RelationKind.DERIVATIVE),
        ("wire.jsonl:4", "wire.jsonl:3", RelationKind.SAME_TEXT),
        ("wire.jsonl:2", "wire.jsonl:1", RelationKind.CORRECTION),
    ],
)
def test_pairs_are_related_as_what_they_are(ask: Ask, later: str, earlier: str, kind: RelationKind) -> None:
    rows = ask(
        "SELECT kind FROM relations JOIN arrivals AS mine ON mine.version_id = relations.version_id "
        "JOIN arrivals AS other ON other.version_id = relations.to_version_id "
        "WHERE ends_with(mine.origin, $later) AND ends_with(other.origin, $earlier)",
        later=later,
        earlier=earlier,
    )
    assert [row["kind"] for row in rows] == [kind.value]


def test_a_rewrite_counts_once_in_corroboration(ask: Ask) -> None:
    (missiles,) = ask(
        "SELECT report_count, corroboration FROM current_events WHERE type = 'ASSAULT' AND status = 'actual' "
        "AND list_contains(initiators, 'state:IRN') AND list_contains(recipients, 'state:ISR') "
        "AND date_from = DATE '2024-10-01'"
    )
    assert missiles["report_count"] >= 2
    assert missiles["corroboration"] == 1


def test_the_meeting_in_doha_is_one_actual_event_of_both(ask: Ask) -> None:
    both = ["person:masoud-pezeshkian", "person:tamim-bin-hamad-al-thani"]
    found = ask(
        "SELECT date_from::VARCHAR AS day FROM current_events WHERE type = 'CONSULT' AND status = 'actual' "
        "AND list_has_all(list_concat(initiators, recipients), $both)",
        both=both,
    )
    assert {"day": "2024-10-02"} in found


@pytest.mark.parametrize(
    ("trap", "types"),
    [
        ("If Iran were attacked", "ASSAULT CONSULT MOBILIZE"),
        ("Analysts doubt", "SANCTION COERCE"),
        ("could lose its role", "ASSAULT"),
        ("is expected to meet", "CONSULT"),
        ("Neither side has moved troops", "MOBILIZE RETREAT"),
    ],
)
def test_what_may_happen_or_did_not_is_never_actual(ask: Ask, trap: str, types: str) -> None:
    found = ask("SELECT type FROM reports WHERE status = 'actual' AND contains(quote, $trap)", trap=trap)
    assert not {row["type"] for row in found} & set(types.split())


def test_every_quote_stands_in_its_article_at_its_span(ask: Ask) -> None:
    for table in ("mentions", "dates", "place_mentions"):
        wrong = ask(
            f"SELECT quote FROM {table} JOIN versions USING (version_id) "
            "WHERE substring(text, span_start + 1, span_end - span_start) <> quote"
        )
        assert wrong == []


def test_loading_the_seeds_again_changes_nothing(loaded: tuple[Database, RunOutcome], knowledge: Knowledge) -> None:
    from storage.digest import database_digest

    before = database_digest(loaded[0], history=True)
    again = run_backfill([SEEDS], load_settings(database=loaded[0].path), knowledge=knowledge).counts
    assert (again.inputs, again.known, again.kept) == (17, 17, 0)
    assert database_digest(loaded[0], history=True) == before
