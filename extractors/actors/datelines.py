"""Where the datelines stand: places and agencies that only say whence a report came act in nothing."""

import re
from functools import cache
from itertools import accumulate

from domain.documents import Article, FurnitureKind
from domain.spans import Span

_PARAGRAPHS = 3  # from the top, in which a dateline may stand
_WITHIN = 80  # characters

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember)\.?"
)
_DAY = (
    rf"(?:(?i:{_MONTH})\s\d{{1,2}}|(?:den\s)?\d{{1,2}}\.?\s(?i:{_MONTH}))(?:,?\s\d{{4}})?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
_NAME = r"[A-ZÀ-Þ][\w.'’-]+(?:[ /][A-ZÀ-Þ][\w.'’-]+){0,3}"


@cache
def _opening() -> re.Pattern[str]:
    """Forms that are not named as furniture; a capital follows each."""
    return re.compile(
        rf"""(?:
            (?:{_DAY}),?\s(?:{_CAPITALS})(?:,\s{_NAME})?\s*(?:\([^()]{{2,30}}\)\s*)?[-–—]+\s   # 7 May 2025, OSLO -
            | \[(?:{_NAME}|{_CAPITALS})\]\s                                                  # [OSLO]
            | (?:{_CAPITALS})(?:,\s{_NAME})?:\s                                              # OSLO:
            | (?:{_CAPITALS}),\s(?:{_DAY})\.\s                                               # OSLO, May 7.
            | (?:{_NAME}),\s(?:{_DAY})\s*(?:[/|]\s*[\w ]{{2,20}})?\s*(?:[-–—]+\s|:\s)       # Oslo, 07.05.2025 / AP:
            | (?:{_NAME}),\s(?:{_NAME})\s[-–—]+\s                                            # Bergen, Norway –
        )(?=["“'‘A-ZÀ-Þ])""",
        re.VERBOSE,
    )


def datelines(article: Article) -> tuple[Span, ...]:
    """The spans of the article's text that are datelines ("SEOUL, Jan. 3 (Yonhap) --"), in text order."""
    found = []
    for piece in article.furniture:
        at = article.text.find(piece.text) if piece.kind is FurnitureKind.DATELINE else -1
        if at >= 0:
            found.append(Span(start=at, end=at + len(piece.text)))
    return tuple(sorted(found, key=lambda span: span.start)) or _unnamed(article.text)


def _unnamed(text: str) -> tuple[Span, ...]:
    """The first opening of the top paragraphs that has the form of a dateline.

    >>> [span.quote("OSLO: Norway expelled two envoys.") for span in _unnamed("OSLO: Norway expelled two envoys.")]
    ['OSLO:']
    """
    lines = text.split("\n", 2 * _PARAGRAPHS)[: 2 * _PARAGRAPHS]
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    for start, line in zip(starts, lines, strict=False):
        match = _opening().match(line[:_WITHIN])
        if match:
            return (Span(start=start, end=start + len(match[0].rstrip())),)
    return ()
