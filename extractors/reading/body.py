"""The cleaned body: what stands above, below and between the article's own paragraphs is cut and named.

Plain text and pages go through here alike; cleaning a cleaned body changes nothing.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from domain.documents import Furniture, FurnitureKind
from extractors.reading.bylines import split_byline
from extractors.reading.captions import stands_as_caption, with_caption_labels, without_captions
from extractors.reading.chrome import chrome_rule
from extractors.reading.datelines import dateline_of
from extractors.reading.headlines import same_words
from extractors.reading.heads import taken_head
from extractors.reading.picturecredits import is_credit_line
from extractors.reading.tails import without_tail
from extractors.reading.trailers import Credit, credited, trailer_of
from extractors.reading.unwrapping import without_bullets

PARAGRAPH_BREAK = "\n\n"
_MOST_PASSES = 8  # cutting one line may lay open another; two are nearly always enough
_RELATED = "related"  # the chrome rule of headings over lists of other articles
_FEWEST_LINKS = 2
_LONGEST_LINK = 18  # words
_ENDS = '.!?:;,"”’'
_MARKS = (FurnitureKind.HEADER_DATE, FurnitureKind.BYLINE)  # of a header
_FEWEST_REPEATED = 4  # words of a headline that is known wherever it is repeated
_SOURCE = re.compile(r"\W*(?:sources?|quellen?|fuentes?|fonte)\s*:\s*\S", re.IGNORECASE)
_LONGEST_SOURCE = 60  # characters
_DATELINE_WITHIN = 3  # paragraphs from the top


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A cleaned body with what was cut and what the cut pieces state."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    publisher: str | None = None
    section: str | None = None
    url: str | None = None
    captions: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    original_source: str | None = None
    credited_title: str | None = None

    @property
    def text(self) -> str:
        """Paragraphs parted by one blank line."""
        return PARAGRAPH_BREAK.join(self.paragraphs)


@dataclass(slots=True, kw_only=True)
class _Findings:
    """What the passes over a body have found so far."""

    title: str | None
    authors: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    captions: list[str] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    credit: Credit = field(default_factory=Credit)


def cleaned(paragraphs: list[str], *, title: str | None = None, authors: Collection[str] = ()) -> Body:
    """The body of an article's paragraphs; `title` and `authors` are as known beforehand.

    >>> cleaned(["date 2024-05-02 Norway's premier went to Oslo on Monday.", "Source: The Oslo Post"]).text
    "Norway's premier went to Oslo on Monday."
    """
    found = _Findings(title=title)
    kept = with_caption_labels(paragraphs)
    for _ in range(_MOST_PASSES):
        before = kept
        kept = [paragraph for paragraph in without_bullets(_pass(kept, found, authors)) if paragraph]
        if kept == before:
            break
    _name_datelines(found, kept)
    _order(found, paragraphs)
    source = found.credit
    if source == Credit() and "source" in found.fields:
        source = credited(found.fields["source"])
    return Body(
        paragraphs=tuple(kept),
        title=found.title,
        authors=tuple(dict.fromkeys(found.authors)),
        agencies=tuple(dict.fromkeys(found.agencies)),
        publisher=found.fields.get("publisher"),
        section=found.fields.get("section"),
        url=found.fields.get("url"),
        captions=tuple(found.captions),
        furniture=tuple(found.furniture),
        original_source=source.outlet,
        credited_title=source.headline,
    )


def _pass(paragraphs: list[str], found: _Findings, authors: Collection[str]) -> list[str]:
    """One round of cutting; notes in `found` what was cut and said."""
    is_marked = any(piece.kind in _MARKS for piece in found.furniture)
    head = taken_head(paragraphs, found.title, is_marked=is_marked)
    found.title = head.title
    found.authors.extend(head.authors)
    found.agencies.extend(head.agencies)
    found.fields = {**head.fields, **found.fields}
    found.furniture.extend(head.furniture)
    kept, below, credit = without_tail(head.paragraphs, (*found.authors, *authors))
    middle: list[str] = []
    listed, beside = _listed(kept), _beside_credits(kept)
    for number, paragraph in enumerate(kept):
        if number in listed:
            found.furniture.append(Furniture(kind=FurnitureKind.CHROME, text=paragraph, rule="below chrome: related"))
        elif piece := _whole_line(paragraph, found.title, first=not middle, alone=len(kept) == 1):
            found.furniture.append(piece)
        elif number in beside and stands_as_caption(paragraph):
            found.captions.append(paragraph)
            piece = Furniture(kind=FurnitureKind.CAPTION, text=paragraph, rule="caption beside a credit line")
            found.furniture.append(piece)
        elif text := _uncaptioned(paragraph, number, found):
            middle.append(text)
    found.furniture.extend(below)
    for piece in below:
        if piece.kind is FurnitureKind.BYLINE:
            byline = split_byline(piece.text)
            found.agencies.extend(byline.agencies)
            found.authors.extend(byline.people if piece.rule == "byline below the text" else ())
    if credit is not None and found.credit.outlet is None:
        found.credit = credit
    return middle


def _listed(paragraphs: list[str]) -> frozenset[int]:
    """The places of headlines of other articles: two lines or more below "Recommended" that are no sentences."""
    found: set[int] = set()
    for number, paragraph in enumerate(paragraphs):
        rule = chrome_rule(paragraph)
        if rule is None or rule.rule_id != _RELATED:
            continue
        end = number + 1
        while end < len(paragraphs) and _like_link(paragraphs[end]):
            end += 1
        if end - number > _FEWEST_LINKS and end < len(paragraphs):
            found.update(range(number + 1, end))
    return frozenset(found)


def _like_link(line: str) -> bool:
    return 3 <= len(line.split()) <= _LONGEST_LINK and line[0].isupper() and line[-1] not in _ENDS


def _beside_credits(paragraphs: list[str]) -> frozenset[int]:
    """The places above and below credit lines: what stands there may be the caption that such a line goes with."""
    credit_lines = [number for number, line in enumerate(paragraphs) if is_credit_line(line)]
    return frozenset(beside for number in credit_lines for beside in (number - 1, number + 1))


def _uncaptioned(paragraph: str, number: int, found: _Findings) -> str:
    """The paragraph without captions; an agency in its dateline is no credit."""
    dateline = dateline_of(paragraph) if number < _DATELINE_WITHIN else None
    opening = dateline.text if dateline else ""
    without = without_captions(paragraph[len(opening) :])
    found.captions.extend(without.captions)
    found.furniture.extend(without.furniture)
    return f"{opening} {without.text}".strip() if without.furniture else paragraph


def _order(found: _Findings, paragraphs: list[str]) -> None:
    """Puts what was cut into the order of the document."""
    whole = "\n".join(paragraphs)
    found.furniture.sort(key=lambda piece: at if (at := whole.find(piece.text)) >= 0 else len(whole))


def _name_datelines(found: _Findings, kept: list[str]) -> None:
    for paragraph in kept[:_DATELINE_WITHIN]:
        if dateline := dateline_of(paragraph):
            found.furniture.append(Furniture(kind=FurnitureKind.DATELINE, text=dateline.text, rule="dateline"))
            found.agencies += [dateline.agency] if dateline.agency else []


def _whole_line(line: str, title: str | None, *, first: bool, alone: bool) -> Furniture | None:
    """The furniture that a line inside the text is; a lone line is text whatever it says."""
    if alone:
        return None
    if title and (first or len(line.split()) >= _FEWEST_REPEATED) and same_words(line, title):
        return Furniture(kind=FurnitureKind.TITLE, text=line, rule="headline repeated")
    if rule := chrome_rule(line):
        return Furniture(kind=rule.kind, text=line, rule=f"chrome: {rule.rule_id}")
    if len(line) <= _LONGEST_SOURCE and _SOURCE.match(line) and (credit := trailer_of(line)) and credit.outlet:
        return Furniture(kind=FurnitureKind.CREDIT, text=line, rule="source of a figure or table")
    return None
