"""The view of dates that undated copies have from their dated originals."""

from datetime import date

from storage_values import TEXT, VISIT_DAY, article, batch, coded, near

from domain.documents import Article
from storage.database import Database
from storage.loading import load_batch
from storage.querying import query

ORIGINAL = article(url="https://one.example/visit")


def inherited(database: Database, copy: Article) -> list[tuple[str, date, str]]:
    load_batch(database, batch(coded(ORIGINAL), coded(copy), relations=(near(copy, ORIGINAL),)))
    rows = query(database, "SELECT * FROM inherited_dates").to_pylist()
    return [(row["version_id"], row["published_from"], row["published_rule"]) for row in rows]


def test_an_undated_copy_has_its_originals_day_marked_as_inherited(database: Database) -> None:
    copy = article(TEXT + " He left.", url="https://two.example/visit", published=None)
    assert inherited(database, copy) == [(copy.version_id, VISIT_DAY, "inherited")]
    own = query(database, "SELECT published_from FROM articles WHERE latest_version_id = ?", [copy.version_id])
    assert own.to_pylist() == [{"published_from": None}]


def test_a_dated_copy_inherits_nothing(database: Database) -> None:
    copy = article(TEXT + " He left.", url="https://two.example/visit", published=date(2025, 1, 8))
    assert inherited(database, copy) == []
