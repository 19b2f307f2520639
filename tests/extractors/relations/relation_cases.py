"""Articles of our own writing, and how to make one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.making import made_article
from domain.documents import Article

CASES = Path(__file__).parent / "cases"


def make(
    text: str,
    *,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    day: str | None = None,
    hour: int | None = None,
    source: str | None = None,
    agencies: tuple[str, ...] = (),
) -> Article:
    """An article with this text; `day` is its publication date and `source` what its trailer credits."""
    made = made_article(text, url=url, title=title, day=day)
    published = date.fromisoformat(day) if day else None
    moment = datetime(published.year, published.month, published.day, hour, tzinfo=UTC) if published and hour else None
    return replace(
        made,
        publisher=publisher,
        agencies=agencies,
        original_source=source,
        published=replace(made.published, moment=moment),
    )


def case(name: str) -> str:
    """The text of a case file by its name."""
    return (CASES / f"{name}.txt").read_text("utf-8").strip()
