"""Articles made of a text alone, for benchmarks and tests: everything that no test asks about is left unknown."""

from datetime import date

from domain.documents import Article, PublicationFinding
from domain.identifiers import content_id
from domain.intervals import DayInterval


def made_article(
    text: str, *, url: str | None = None, title: str | None = None, language: str = "en", day: str | None = None
) -> Article:
    """A bare article of a text, its ids made as those of a read one; `day` is its publication date, as 2024-06-20.

    Whatever else it is wanted to have, `dataclasses.replace` gives it.
    """
    article_id = content_id("art", url or text)
    interval = DayInterval.day(date.fromisoformat(day)) if day else None
    return Article(
        article_id=article_id,
        version_id=content_id("ver", article_id, title, text),
        raw_id="made",
        url=url,
        canonical_url=url,
        title=title,
        authors=(),
        agencies=(),
        publisher=None,
        section=None,
        image=None,
        language=language,
        text=text,
        captions=(),
        furniture=(),
        original_source=None,
        published=PublicationFinding(interval=interval, rule=None, quote=None, reason=None if interval else "made up"),
    )
