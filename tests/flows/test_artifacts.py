"""The page of a run: what came in, was kept, rejected and found, with links."""

import pyarrow as pa

from flows.artifacts import page, show_run
from flows.settings import Settings
from storage.database import Database
from storage.run_tables import RunTables, run_tables

COUNTS = pa.table({"flow": ["poll"], "started_at": [None], "inputs": [3], "kept": [2], "rejected": [1]})
REJECTS = pa.table({"stage": ["read"], "reason": ["no text"], "documents": [1], "example": ["https://a.example/1"]})
ARTICLES = pa.table({"title": ["A | <b>bold</b> claim"], "url": ["https://a.example/2"], "version_id": ["ver_1"]})
EVENTS = pa.table({"day": ["2025-03-04"], "type": ["AID"], "quote": ["It came."], "url": [None], "event_id": ["evt_1"]})


def test_a_page_tells_of_all_parts_and_links_to_articles() -> None:
    text = page("run_1", RunTables(counts=COUNTS, rejects=REJECTS, articles=ARTICLES, events=EVENTS))
    assert "| inputs | kept | rejected |" in text
    assert "| 3 | 2 | 1 |" in text
    assert "### Rejected" in text
    assert r"[A \| \<b\>bold\</b\> claim](https://a.example/2)" in text
    assert "| 2025-03-04 | AID | It came. | evt_1 |" in text


def test_an_unknown_run_has_empty_tables(database: Database) -> None:
    with database.reading() as connection:
        tables = run_tables(connection, "run_none")
    assert [table.num_rows for table in (tables.counts, tables.rejects, tables.articles, tables.events)] == [0] * 4


def test_outside_a_flow_run_no_artifact_is_made(database: Database) -> None:
    show_run(Settings(database=database.path), "run_1")
