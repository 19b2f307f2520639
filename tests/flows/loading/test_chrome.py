"""Chrome that a source repeats is learned, cut from new articles, and from earlier ones again."""

import json
from pathlib import Path

from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.settings import Settings
from storage.database import Database

PLACES = ["Oslo", "Muscat", "Doha", "Vienna", "Geneva", "Baku", "Astana", "Nairobi"]
CHROME = "Follow the Harbour Desk on all channels"


def page(number: int) -> str:
    """One article of a source whose every page ends with the same line."""
    place = PLACES[number % len(PLACES)]
    text = (
        f"Envoys of {number + 2} governments met in {place} on Monday and spoke of fishing rights off {place}.\n\n"
        f"The talks in {place} lasted {number + 3} hours, and the hosts called round {number} useful.\n\n{CHROME}"
    )
    return json.dumps({"id": str(number), "text": text, "url": f"https://harbour.example/{number}"})


def texts(database: Database) -> list[str]:
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT text FROM versions JOIN articles ON latest_version_id = version_id WHERE superseded_at IS NULL"
        ).fetchall()
    return [row[0] for row in rows]


def test_a_line_that_every_page_holds_is_cut_from_all_of_them_once_it_is_known(
    database: Database, tmp_path: Path, knowledge: Knowledge
) -> None:
    settings = Settings(database=database.path)
    first, later = tmp_path / "first.jsonl", tmp_path / "later.jsonl"
    first.write_text("\n".join(page(number) for number in range(3)))
    later.write_text("\n".join(page(number) for number in range(3, 8)))
    run_backfill([first], settings, knowledge=knowledge)
    assert all(CHROME in text for text in texts(database))
    run_backfill([later], settings, knowledge=knowledge)
    found = texts(database)
    assert len(found) == 8
    assert not any(CHROME in text for text in found)
    assert all("fishing rights" in text for text in found)
    with database.reading() as connection:
        kept = connection.execute("SELECT count(*) FROM versions WHERE superseded_at IS NULL").fetchone()
    run_backfill([first, later], settings, knowledge=knowledge)
    assert sorted(texts(database)) == sorted(found)
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM versions WHERE superseded_at IS NULL").fetchone() == kept
