"""The items of a round-up: parts that are set apart on the page and share hardly a telling word."""

import re
from collections.abc import Iterator

from extractors.relations.words import tokens

_LEAST_ITEMS = 3
_LEAST_IF_NAMED = 2  # where the title says that it is a round-up
_LEAST_WORDS = 15  # of an item
_TELLING = 0.005  # largest background share of a word that ties items together
_LARGEST_ITEM = 0.6  # share of the words; above it the article has one main matter
_LONGEST_HEADING = 10  # words
_BULLET = re.compile(r"[•*▪■–—-]\s+|\d{1,2}[.)]\s+")
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.' -]{2,30}(?:,\s[^—–:\n]{2,30})?(?:\s\([A-Za-z ]{2,20}\))?\s*(?:—|–|--|\s-)\s")
_TIME = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?\b(?!\s(?:percent|per\scent|million|billion))"
)
_CALLS_ITSELF = re.compile(
    r"""\b (?: round[ -]?up | (?:week|month|year|day)\ in\ review | top\ (?:stories|headlines) | newsletter
    | (?:news|world|business|sports?|africa|asia|europe|americas?)\ (?:in\ brief|briefs|at\ a\ glance)
    | (?:news|morning|evening|midday|weekend|daily|weekly|overnight|world|press
      | (?:mon|tues|wednes|thurs|fri|satur|sun)day)\ (?:digest|brief(?:ing|s)?|wrap(?:-?up)?|summary|headlines|bulletin)
    | (?:today|this\ week|the\ day|the\ week)['’]s\ (?:top\ )?(?:headlines|stories|news)
    | (?:\d+|three|four|five|six|seven|eight|nine|ten)\ (?:things|stories|headlines)\ (?:to\ know|you)
    | what\ you\ need\ to\ know\ (?:today|this\ (?:morning|week))
    | resumen\ de\ (?:la\ semana|noticias|prensa) | noticias\ breves | l['’]actualité\ en\ bref | revue\ de\ presse
    | kurz\ (?:gemeldet|notiert) | nachrichtenüberblick | presseschau
    ) \b""",
    re.VERBOSE | re.IGNORECASE,
)


def round_up_parts(title: str | None, text: str) -> tuple[tuple[str, ...], ...]:
    """For a round-up, the telling stems of each of its items; () for an ordinary article.

    Items begin with a bullet, a number, a time of day, a dateline or a heading; in a text whose title calls it a
    round-up with any paragraph. Those that share a telling word, directly or through others, are one.

    >>> round_up_parts(None, "Kim Adair won the Halden race on Sunday. Adair had led from the start.")
    ()
    """
    named = bool(title and _CALLS_ITSELF.search(title))
    least = _LEAST_IF_NAMED if named else _LEAST_ITEMS
    pieces = list(_items(text, any_paragraph=named))
    if len(pieces) < least:
        return ()
    items = [_telling(piece) for piece in pieces]
    items = [(stems, size) for stems, size in items if size >= _LEAST_WORDS and stems]
    if len(items) < least:
        return ()
    groups = _joined(items)
    total = sum(size for _, size in groups)
    if len(groups) < least or max(size for _, size in groups) > _LARGEST_ITEM * total:
        return ()
    return tuple(tuple(sorted(stems)) for stems, _ in groups)


def _items(text: str, *, any_paragraph: bool) -> Iterator[str]:
    """The text cut where an item begins; what stands before the first beginning is an item too."""
    item: list[str] = []
    for paragraph in (part.strip() for part in text.split("\n")):
        if not paragraph:
            continue
        if item and (any_paragraph or _begins_item(paragraph)):
            yield "\n".join(item)
            item = []
        item.append(paragraph)
    if item:
        yield "\n".join(item)


def _begins_item(paragraph: str) -> bool:
    is_heading = len(paragraph.split()) <= _LONGEST_HEADING and paragraph[-1] not in ".!?,;:”\"'’)"
    return is_heading or bool(_BULLET.match(paragraph) or _TIME.match(paragraph) or _DATELINE.match(paragraph))


def _telling(item: str) -> tuple[set[str], int]:
    """The stems that tell what an item is about, and its number of words."""
    words = [word for word in tokens(item) if not word.is_mark]
    return {word.stem for word in words if word.share <= _TELLING and not word.is_number}, len(words)


def _joined(items: list[tuple[set[str], int]]) -> list[tuple[set[str], int]]:
    """Groups of items that share telling stems, with their words added up, in text order."""
    groups: list[tuple[set[str], int]] = []
    for stems, size in items:
        apart: list[tuple[set[str], int]] = []
        for others, other_size in groups:
            if stems & others:
                stems, size = stems | others, size + other_size
            else:
                apart.append((others, other_size))
        groups = [*apart, (stems, size)]
    return groups
