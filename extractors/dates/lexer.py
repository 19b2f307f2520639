"""Tokens of a text for the grammar of dates: words, numbers, clock times and numeric dates, with their offsets."""

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\d-])   # 2024-11-21
    |(?P<numeric>\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)|\d{4}/\d{1,2}/\d{1,2})(?![\d./]*\d)  # 21/11/2024, 21.11.24
    |(?P<clock>\d{1,2}(?::\d\d){1,2}|\d{1,2}h\d\d)(?![\d:])                            # 10:35, 20h30
    |(?P<pair>\d{1,2}/\d{1,2})(?![\d/])                                                # 9/11, 1/2
    |(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<suffix>st|nd|rd|th|s|ers?|ère|[eèhº°ª])?(?!\w)
    |(?P<break>\n+)
    |(?P<possessive>'s)(?!\w)
    |(?P<fiscal>FY)(?=\d\d(?:\d\d)?(?!\w))                                             # FY2025, FY25
    |(?P<word>[^\W\d_](?:\.[^\W\d_])+\.?|[^\W\d_]\w*|\d\w*)                            # a.m., Sept, F16
    |(?P<mark>[^\w\s]|_|\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Token(NamedTuple):
    """A piece of text; `kind` is the name of the lexer's branch."""

    lower: str
    start: int
    end: int
    kind: str
    capital: bool


def tokens_of(text: str) -> list[Token]:
    """All tokens but white space; line breaks are tokens, for no expression runs over them.

    >>> [token.lower for token in tokens_of("On Sept. 3, 2024, at 10:35 a.m.")]
    ['on', 'sept', '.', '3', ',', '2024', ',', 'at', '10:35', 'a.m.']
    """
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind == "suffix":
            kind = "number"
        word = match[0]
        found.append(Token(word.lower(), match.start(), match.end(), kind, word[0].isupper()))
    return found


def number_shapes(lower: str) -> tuple[str, ...]:
    """The categories of a number by how it is written.

    >>> number_shapes("2012"), number_shapes("13"), number_shapes("1990s"), number_shapes("3rd")
    (('NUM', 'YEAR'), ('NUM', 'DAYNUM', 'YY'), ('DECADE',), ('ORD', 'ORDDAY'))
    """
    digits = lower.rstrip("abcdefghijklmnopqrstuvwxyzèéº°ª")
    suffix = lower[len(digits) :]
    if not digits.isdecimal():
        return ("NUM",) if not suffix else ()
    value = int(digits)
    if suffix == "s":
        whole = digits.endswith("0") and (len(digits) == 2 or (len(digits) == 4 and 1000 <= value <= 2090))
        return ("DECADE",) if whole else ()
    if suffix == "h":
        return ("HOUR",) if value <= 24 else ()
    if suffix:
        return ("ORD", "ORDDAY") if 1 <= value <= 31 else ("ORD",)
    shapes = ["NUM"]
    if len(digits) <= 2 and 1 <= value <= 31:
        shapes.append("DAYNUM")
    if len(digits) == 2:
        shapes.append("YY")
    if len(digits) == 4 and 1000 <= value <= 2199:
        shapes.append("YEAR")
    return tuple(shapes)
