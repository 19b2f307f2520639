"""Where the datelines stand: places and agencies that only say whence a report came act in nothing."""

from domain.documents import Article, FurnitureKind
from domain.spans import Span


def datelines(article: Article) -> tuple[Span, ...]:
    """The spans of the article's text that are datelines ("SEOUL, Jan. 3 (Yonhap) --")."""
    found = []
    for piece in article.furniture:
        at = article.text.find(piece.text) if piece.kind is FurnitureKind.DATELINE else -1
        if at >= 0:
            found.append(Span(start=at, end=at + len(piece.text)))
    return tuple(found)
