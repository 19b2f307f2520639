"""Articles of our own writing, and how to make one."""

from datetime import UTC, date, datetime
from pathlib import Path

from domain.documents import Article, PublicationFinding
from domain.identifiers import content_id
from domain.intervals import DayInterval

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
    article_id = content_id("art", url or text)
    published = date.fromisoformat(day) if day else None
    moment = datetime(published.year, published.month, published.day, hour, tzinfo=UTC) if published and hour else None
    return Article(
        article_id=article_id,
        version_id=content_id("ver", article_id, title, text),
        raw_id="raw",
        url=url,
        canonical_url=url,
        title=title,
        authors=(),
        agencies=agencies,
        publisher=publisher,
        section=None,
        image=None,
        language="en",
        text=text,
        captions=(),
        furniture=(),
        original_source=source,
        published=PublicationFinding(
            interval=DayInterval.day(published) if published else None, rule=None, quote=None, moment=moment
        ),
    )


def case(name: str) -> str:
    """The text of a case file by its name."""
    return (CASES / f"{name}.txt").read_text("utf-8").strip()
