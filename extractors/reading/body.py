"""The cleaned body: what stands above, below and between the article's own paragraphs is cut and named.

Plain text and pages go through here alike; cleaning a cleaned body changes nothing.
"""

from dataclasses import dataclass, replace

from domain.documents import Furniture, FurnitureKind
from extractors.reading.bylines import desk_line, split_byline
from extractors.reading.captions import without_captions
from extractors.reading.chrome import chrome_rule
from extractors.reading.datelines import dateline_of
from extractors.reading.headerdates import is_date_line
from extractors.reading.heads import Head, same_words, taken_head
from extractors.reading.trailers import Credit, credited, glued_trailer, trailer_of

PARAGRAPH_BREAK = "\n\n"
_MOST_TRAILERS = 12
_ENDS_SENTENCE = (".", "!", "?", "…", '."', ".”", ".’", ".'", "?”", '?"', "!”", '!"', ".)", "»", ":", ";")


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


def cleaned(paragraphs: list[str], *, title: str | None = None) -> Body:
    """The body of an article's paragraphs; `title` is the headline as known beforehand.

    >>> cleaned(["date 2024-05-02 Norway's premier went to Oslo on Monday.", "Source: The Oslo Post"]).text
    "Norway's premier went to Oslo on Monday."
    """
    head = taken_head(paragraphs, title)
    kept, below, credit = _without_tail(head.paragraphs)
    middle: list[str] = []
    captions: list[str] = []
    furniture = list(head.furniture)
    agencies = list(head.agencies)
    for number, paragraph in enumerate(kept):
        if piece := _whole_line(paragraph, head.title, first=not middle, alone=len(kept) == 1):
            furniture.append(piece)
            continue
        opening = ""
        if number < 3 and (dateline := dateline_of(paragraph)):
            furniture.append(Furniture(kind=FurnitureKind.DATELINE, text=dateline.text, rule="dateline"))
            agencies += [dateline.agency] if dateline.agency else []
            opening = dateline.text
        found = without_captions(paragraph[len(opening) :])
        captions.extend(found.captions)
        furniture.extend(found.furniture)
        if opening or found.text:
            middle.append(f"{opening} {found.text}".strip() if found.furniture else paragraph)
    for piece in below:
        if piece.kind is FurnitureKind.BYLINE:
            agencies.extend(split_byline(piece.text).agencies)
    body = _stated(head, middle, credit)
    return replace(
        body, captions=tuple(captions), furniture=(*furniture, *below), agencies=tuple(dict.fromkeys(agencies))
    )


def _stated(head: Head, paragraphs: list[str], credit: Credit | None) -> Body:
    stated = credited(head.fields["source"]) if "source" in head.fields else None
    source = credit or stated or Credit()
    return Body(
        paragraphs=tuple(paragraphs),
        title=head.title,
        authors=tuple(dict.fromkeys(head.authors)),
        publisher=head.fields.get("publisher"),
        section=head.fields.get("section"),
        url=head.fields.get("url"),
        original_source=source.outlet,
        credited_title=source.headline,
    )


def _whole_line(line: str, title: str | None, *, first: bool, alone: bool) -> Furniture | None:
    """The furniture that a line inside the text is; a lone line is text whatever it says."""
    if alone:
        return None
    if first and title and same_words(line, title):
        return Furniture(kind=FurnitureKind.TITLE, text=line, rule="headline repeated")
    if rule := chrome_rule(line):
        return Furniture(kind=rule.kind, text=line, rule=f"chrome: {rule.rule_id}")
    return None


def _without_tail(paragraphs: list[str]) -> tuple[list[str], list[Furniture], Credit | None]:
    """The paragraphs without trailers and the page's lines below them, those lines, and what they credit."""
    kept = list(paragraphs)
    below: list[Furniture] = []
    credit: Credit | None = None
    kept, after = _without_page_end(kept)
    below.extend(reversed(after))
    for _ in range(_MOST_TRAILERS):
        if len(kept) < 2:
            break
        line = kept[-1]
        piece, found = _tail_line(line)
        if piece is None:
            break
        credit = credit if credit and credit.outlet else found or credit
        below.append(piece)
        kept.pop()
    if kept and (glued := glued_trailer(kept[-1])):
        kept[-1] = glued[0]
        below.append(Furniture(kind=FurnitureKind.TRAILER, text=glued[1], rule="source glued to the last sentence"))
        credit = credit if credit and credit.outlet else glued[2]
    return kept, list(reversed(below)), credit


def _tail_line(line: str) -> tuple[Furniture | None, Credit | None]:
    if (credit := trailer_of(line)) is not None:
        return Furniture(kind=FurnitureKind.TRAILER, text=line, rule="source trailer"), credit
    if rule := chrome_rule(line):
        return Furniture(kind=rule.kind, text=line, rule=f"chrome: {rule.rule_id}"), None
    if desk_line(line):
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="desk line below the text"), None
    if is_date_line(line):
        return Furniture(kind=FurnitureKind.HEADER_DATE, text=line, rule="date line below the text"), None
    return None, None


def _without_page_end(paragraphs: list[str]) -> tuple[list[str], list[Furniture]]:
    """Cuts from the first line after which only the page's own lines follow (related headlines, comment form)."""
    start = len(paragraphs)
    opened = None
    for number in range(len(paragraphs) - 1, 0, -1):
        line = paragraphs[number]
        rule = chrome_rule(line)
        if rule is not None and rule.opens_tail:
            start, opened = number, rule.rule_id
        elif rule is None and trailer_of(line) is None and _is_sentence(line):
            break
    if opened is None:
        return paragraphs, []
    cut = [_page_end_piece(line, opened) for line in paragraphs[start:]]
    return paragraphs[:start], cut


def _page_end_piece(line: str, opened: str) -> Furniture:
    piece, _ = _tail_line(line)
    return piece or Furniture(kind=FurnitureKind.CHROME, text=line, rule=f"below chrome: {opened}")


def _is_sentence(line: str) -> bool:
    return len(line) > 200 or (len(line.split()) >= 6 and line.endswith(_ENDS_SENTENCE))
