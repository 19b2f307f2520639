"""From a raw document to an article."""

from dataclasses import dataclass

from domain.documents import Article, PublicationFinding, RawDocument
from domain.identifiers import content_id
from domain.rejects import Rejected, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article as read, before its publication date is known, with what dating it needs."""

    article: Article
    html: str | None  # the decoded page; None for plain text


def read_document(raw: RawDocument) -> Reading | Rejected:
    """The article that a raw document holds, its `published` still undecided, or why there is none."""
    text = raw.content.decode("utf-8", "replace").strip()
    if not text:
        return Rejected(stage=Stage.READ, reason="the document is empty")
    article_id = content_id("art", raw.url or text)
    undated = PublicationFinding(interval=None, rule=None, quote=None, reason="not looked for yet")
    article = Article(
        article_id=article_id,
        version_id=content_id("ver", article_id, raw.hints.title, text),
        raw_id=raw.raw_id,
        url=raw.url,
        canonical_url=raw.url,
        title=raw.hints.title,
        authors=raw.hints.authors,
        agencies=(),
        publisher=raw.hints.publisher,
        section=None,
        image=None,
        language="en",
        text=text,
        captions=(),
        furniture=(),
        original_source=None,
        published=undated,
    )
    return Reading(article=article, html=None)
