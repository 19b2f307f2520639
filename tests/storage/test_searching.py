"""Search: by stems, phrases and filters; the index follows the database and never stands in a writer's way."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from storage_values import article, batch, coded, raw

from domain.errors import StorageError
from storage import Database, load_batch, save_raws
from storage.event_tables import EventFilter
from storage.marks import SEARCHABLE, mark
from storage.search_index import build_index, index_path, index_state, matches, versions_behind
from storage.searching import Search, search, snippet

NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def loaded(database: Database) -> Database:
    save_raws(database, [raw()])
    load_batch(database, batch(coded()))
    build_index(database, moment=NOW)
    return database


def found(database: Database, words: str, **more: object) -> list[tuple[str, str]]:
    limits = {name: more.pop(name) for name in list(more) if name not in ("every", "articles", "events", "told")}
    asked = Search(words=words, wanted=EventFilter(**limits), **more)  # type: ignore[arg-type]
    return [(row["kind"], row["id"][:3]) for row in search(database, asked).to_pylist()]


def text_of(database: Database) -> str:
    with database.reading() as connection:
        row = connection.execute("SELECT text FROM versions").fetchone()
    assert row is not None
    return str(row[0])


def test_articles_and_events_are_found_by_any_form_of_a_word(loaded: Database) -> None:
    assert ("article", "art") in found(loaded, "DOHA")
    assert ("event", "evt") in found(loaded, "doha")
    assert found(loaded, "zeppelin") == []
    assert found(loaded, "doha zeppelin") == []
    assert found(loaded, "doha zeppelin", every=False) == found(loaded, "doha")


def test_phrases_stand_as_they_are_quoted(loaded: Database) -> None:
    words = text_of(loaded).split()
    assert ("article", "art") in found(loaded, f'"{words[1]} {words[2]}"')
    assert found(loaded, f'"{words[2]} {words[1]}"') == []


def test_filters_narrow_events_and_the_articles_that_tell_of_them(loaded: Database) -> None:
    assert found(loaded, "doha", articles=False) == [("event", "evt")]
    assert found(loaded, "doha", types=("CONSULT",), told=True) == [("article", "art"), ("event", "evt")]
    assert found(loaded, "doha", types=("ASSAULT",), told=True) == []
    assert found(loaded, "doha", types=("ASSAULT",)) == [("article", "art")]
    assert found(loaded, "doha", since=date(2099, 1, 1)) == []


def test_there_is_no_index_until_one_is_made(database: Database) -> None:
    assert index_state(database) is None
    with pytest.raises(StorageError, match="no search index"):
        matches(database, ["articles"], "doha", every=True)


def test_an_index_knows_what_it_lacks(loaded: Database) -> None:
    with loaded.reading() as connection:
        assert versions_behind(connection, index_state(loaded)) == 0
        assert mark(connection, SEARCHABLE) is not None
    later = article("Doha again: ministers met in Doha on Tuesday. " + text_of(loaded), url="https://b.example/9")
    load_batch(loaded, batch(coded(later), number=2, events=(), moment=datetime(2099, 1, 1, tzinfo=UTC)))
    with loaded.reading() as connection:
        assert versions_behind(connection, index_state(loaded)) == 1
    assert len(found(loaded, "doha", events=False)) == 1
    build_index(loaded, moment=NOW)
    assert len(found(loaded, "doha", events=False)) == 2


def test_an_index_that_is_damaged_is_made_anew(loaded: Database) -> None:
    index_path(loaded).write_bytes(b"no database")
    assert index_state(loaded) is None
    build_index(loaded, moment=NOW)
    assert found(loaded, "doha", events=False) == [("article", "art")]


def test_words_of_other_scripts_and_accents_are_found(database: Database, tmp_path: Path) -> None:
    save_raws(database, [raw()])
    load_batch(database, batch(coded()))
    with database.transaction() as connection:
        connection.execute("UPDATE versions SET language = 'ru', text = 'Москва обсуждает цены. Café F-35.'")
    build_index(database, moment=NOW)
    for words in ("москва", "цена", "cafe", "f-35"):
        assert matches(database, ["articles"], words, every=True)["articles"].num_rows == 1, words


def test_a_snippet_shows_where_the_words_are() -> None:
    text = "Much else was said. " * 20 + "At last, ports reopened to tankers." + " More was said." * 20
    shown = snippet(text, "tanker port", width=60)
    assert "**ports** reopened to **tankers**" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 80
    assert snippet("Short.", "nothing") == "Short."
