"""The lines above a text: headline, header fields, dates, bylines and page lines, taken off until the text begins."""

import re
from dataclasses import dataclass, field
from functools import cache

from domain.documents import Furniture, FurnitureKind
from extractors.reading.bylines import Byline, byline_of, split_byline
from extractors.reading.captions import without_captions
from extractors.reading.chrome import chrome_rule
from extractors.reading.datelines import dateline_of
from extractors.reading.glued import glued_byline, glued_title_end, is_timeline
from extractors.reading.headerdates import (
    beside_date,
    date_pattern,
    glued_stamp,
    is_date_line,
    without_stamp_behind,
)
from extractors.reading.headlines import bare_headline, is_doubled, repeated_headline, same_headline, same_words
from extractors.reading.lexicon import alternatives, words
from extractors.reading.mastheads import masthead_of, publisher_in
from extractors.reading.telling import attributes, tells_after_label

_MOST_HEAD_LINES = 16
_MOST_GLUED = 6  # headlines and dates glued to one paragraph
_MOST_BELOW = 2  # lines between a headline and the text
_MOST_STAMPED, _LONGEST_STAMPED = 4, 280  # lines at the top to which a date may be glued, and their characters
_FEWEST_STAMPED = 4  # words of a headline to which a date is glued; fewer are a place or a section
_LONGEST_STAMP_LINE = 120  # characters of "Posted by Ann on May 3, 2024"
_DIGIT = re.compile(r"\d")
_LONGEST_SINGLE = 80  # characters of a headline that may hold more than one sentence
_SENTENCE_WITHIN = re.compile(r"[a-zß-ÿ\d][.!?][\"'”’]*\s+[A-ZÀ-Þ]")
_FEWEST_WORDS = 3  # of a headline; shorter lines above it are sections
_ENDS = re.compile(r"[.;:,](?:\s?[\"'”’»)\]])*$")
_SECTION = re.compile(  # "Commentary | Asia Program", "World > Africa"
    r"^(?:[\w&'’.-]+ ){0,3}[\w&'’.-]+(?:\s*[|>»›•·/]\s*(?:[\w&'’.-]+ ){0,3}[\w&'’.-]+){1,3}$"
)
_GENRE = re.compile(r"^(?:opinion|explainer|analysis|live|breaking|exclusive|video|watch)\s*[:|]\s+\S", re.IGNORECASE)
_TURN = re.compile(  # what a speaker says in a transcript: "ANN LEE, HOST: Talks began today. Will they hold?"
    r"^[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:,?\s[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,7}:\s.*[a-z]{2}[.!?][\"”’]?\s+[\"“‘]?[A-ZÀ-Þ]"
)
_STAMPED = re.compile(r"\b(?:posted|published|updated|filed|submitted)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…](?:\s?[\"'”’»)\]])*$")


@dataclass(slots=True, kw_only=True)
class Head:
    """What stood above the text; filled while reading, then taken as it is."""

    paragraphs: list[str]  # what is left
    furniture: list[Furniture] = field(default_factory=list)
    title: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    is_marked: bool = False  # whether a date or byline stood among the lines in an earlier pass
    fields: dict[str, str] = field(default_factory=dict)  # "publisher", "section", "url", "source"


@cache
def _field_line() -> re.Pattern[str]:
    return re.compile(
        rf"^\W{{0,3}}(?P<label>{alternatives(list(words().field_labels))})\s*[:=]\s*(?P<value>.*)$", re.IGNORECASE
    )


def taken_head(paragraphs: list[str], title: str | None, *, is_marked: bool = False) -> Head:
    """The paragraphs without what stands above the text; `title` is the headline as known beforehand.

    `is_marked`: a date or byline that stood above the text is already gone.
    """
    head = Head(paragraphs=list(paragraphs), title=title, is_marked=is_marked)
    _take_stamps(head)
    _take_lines(head, known_title=title)
    _take_glued(head)
    return head


def _take_stamps(head: Head) -> None:
    """Takes the dates that are glued to the front or the end of a headline or byline."""
    for number, line in enumerate(head.paragraphs[: min(_MOST_STAMPED, len(head.paragraphs) - 1)]):
        if len(line) > _LONGEST_STAMPED or not _DIGIT.search(line) or is_date_line(line):
            continue
        rest, stamp = without_stamp_behind(line)
        if stamp is None and (found := glued_stamp(line)):
            rest, stamp = line[found.end :], found.text
        if stamp is None or is_timeline(head.paragraphs):
            continue
        if byline_of(rest) or _is_stamped_headline(rest):
            head.paragraphs[number] = rest
            piece = Furniture(kind=FurnitureKind.HEADER_DATE, text=stamp, rule="date glued to the headline")
            head.furniture.append(piece)


def _is_stamped_headline(rest: str) -> bool:
    """Whether what stands beside a date is a headline, and not a place, a section or more of the date's line."""
    fair = sum(word[0].isalpha() for word in rest.split()) >= _FEWEST_STAMPED and "|" not in rest
    return fair and not _STAMPED.match(rest) and _like_headline(rest)


def _take_lines(head: Head, known_title: str | None) -> None:
    """Walks down the leading lines; headline-like ones are taken only if text follows them."""
    lines = head.paragraphs
    taken: dict[int, Furniture] = {}
    # Lines like headlines, not yet known to be furniture.
    pending = [0, 1] if known_title is None and is_doubled(lines) else []
    number = len(pending)
    while number < min(len(lines) - 1, _MOST_HEAD_LINES):
        line = lines[number]
        opens_genre = (
            head.title is None and not pending and bool(_GENRE.match(line)) and not date_pattern().search(line)
        )
        if not opens_genre and (piece := _known_line(line, head, known_title)):
            taken[number] = piece
        elif _like_headline(line):
            pending.append(number)
        else:
            break
        number += 1
    if head.title is None and (twice := repeated_headline(lines, pending)):
        head.title, last = twice
        _take_headlines([index for index in pending if index <= last], taken, head)
        pending = [index for index in pending if index > last]
    if pending and number < len(lines) and _like_text(lines[number]):
        _take_headlines(_furniture_among(pending, taken, head), taken, head)
    head.furniture.extend(taken[index] for index in sorted(taken))
    head.paragraphs = [line for index, line in enumerate(lines) if index not in taken]


def _furniture_among(pending: list[int], taken: dict[int, Furniture], head: Head) -> list[int]:
    """The headline-like lines that are furniture: few of them; more are a list that belongs to the text.

    With a headline known, two lines may stand below it; without one, a headline and one more, or two more where a date
    or byline stands among them.
    """
    if head.title is None and not any(len(head.paragraphs[index].split()) >= _FEWEST_WORDS for index in pending):
        return pending if taken else []
    marked = head.is_marked or any(index > pending[0] for index in taken)
    most = _MOST_BELOW if head.title is not None else _MOST_BELOW + marked
    return pending if len(pending) <= most else []


def _take_headlines(pending: list[int], taken: dict[int, Furniture], head: Head) -> None:
    for index in pending:
        line = head.paragraphs[index]
        is_section = bool(_SECTION.match(line)) and index != pending[-1]
        if head.title is None and index != pending[-1] and (publisher := publisher_in(line)):
            head.fields.setdefault("publisher", publisher)
            taken[index] = Furniture(kind=FurnitureKind.HEADER, text=line, rule="outlet above the headline")
            continue
        if head.title is None and len(line.split()) >= _FEWEST_WORDS and not is_section:
            head.title = bare_headline(line)
            kind, rule = FurnitureKind.TITLE, "headline above the text"
        elif head.title is not None and same_headline(line, head.title):
            kind, rule = FurnitureKind.TITLE, "headline repeated"
        elif date_pattern().search(line):
            kind, rule = FurnitureKind.HEADER_DATE, "line with a date above the text"
        else:
            kind, rule = FurnitureKind.HEADER, "line between headline and text"
        taken[index] = Furniture(kind=kind, text=line, rule=rule)


def _known_line(line: str, head: Head, known_title: str | None) -> Furniture | None:
    """The furniture that a line is by itself, its values noted in `head`; None for other lines."""
    if known_title and same_words(line, known_title):
        return Furniture(kind=FurnitureKind.TITLE, text=line, rule="headline repeated")
    if is_date_line(line):
        return Furniture(kind=FurnitureKind.HEADER_DATE, text=line, rule="date line above the text")
    if len(line) <= 300 and (match := _field_line().match(line)):
        return _field(match, line, head)
    if masthead := masthead_of(line):
        head.authors += masthead.authors
        return Furniture(kind=masthead.kind, text=line, rule=masthead.rule)
    if byline := byline_of(line):
        head.authors += byline.people
        head.agencies += byline.agencies
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="byline above the text")
    if (beside := beside_date(line)) is not None and not _SENTENCE.search(line):
        found = _beside_byline(beside)
        if found:
            head.authors += found.people
            head.agencies += found.agencies
        return Furniture(kind=FurnitureKind.HEADER_DATE, text=line, rule="line with a date above the text")
    if rule := chrome_rule(line):
        dated = date_pattern().search(line) and _STAMPED.search(line) and len(line) <= _LONGEST_STAMP_LINE
        kind = FurnitureKind.HEADER_DATE if dated else rule.kind
        return Furniture(kind=kind, text=line, rule=f"chrome: {rule.rule_id}")
    return None


def _beside_byline(beside: str) -> Byline | None:
    """Who is named beside a date: "By Ann Lee | Africa" names Ann Lee alone, since one word beside her is a section."""
    if not byline_of(beside) and beside not in words().agency_names.values():
        return None
    first, *others = beside.split(" | ")
    named = [first, *(each for each in others if " " in each or each.casefold() in words().agency_names)]
    return split_byline(" | ".join(named))


def _field(match: re.Match[str], line: str, head: Head) -> Furniture | None:
    stated = words().field_labels[" ".join(match["label"].casefold().split())]
    value = match["value"].strip()
    if len(value) > 200 or (_SENTENCE.search(value) and len(value.split()) > 12):
        return None
    if attributes(line) or tells_after_label(line):
        return None
    if stated == "title":
        head.title = head.title or value or None
        return Furniture(kind=FurnitureKind.TITLE, text=line, rule="header field")
    if stated == "author":
        byline = split_byline(value)
        head.authors += byline.people
        head.agencies += byline.agencies
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="header field")
    if value and stated != "other":
        head.fields.setdefault(stated, value)
    kind = FurnitureKind.HEADER_DATE if date_pattern().search(value) and stated == "other" else FurnitureKind.HEADER
    return Furniture(kind=kind, text=line, rule="header field")


def _like_headline(line: str) -> bool:
    """Whether a line may be a headline: short, begun like one, and not closed like a sentence."""
    if len(line) > 180 or len(line.split()) > 26 or _ENDS.search(line):
        return False
    first = next((char for char in line if char.isalnum()), "")
    if len(line) > _LONGEST_SINGLE and _SENTENCE_WITHIN.search(line):
        return False  # two sentences are a lead
    if not first or first.islower() or _TURN.match(line) or dateline_of(line + " ") is not None or glued_stamp(line):
        return False
    return not without_captions(line).furniture


def _like_text(line: str) -> bool:
    return len(line.split()) >= 8 and bool(_SENTENCE.search(line[-8:]) or dateline_of(line) or len(line) > 250)


def _take_glued(head: Head) -> None:
    """Takes the headline and dates off the front of the first paragraph."""
    if not head.paragraphs:
        return
    opening = head.paragraphs[0]
    for _ in range(_MOST_GLUED):
        before = opening
        if (stamp := glued_stamp(opening)) and (stamp.rule.startswith("labelled") or not is_timeline(head.paragraphs)):
            head.furniture.append(Furniture(kind=FurnitureKind.HEADER_DATE, text=stamp.text, rule=stamp.rule))
            opening = opening[stamp.end :]
        if byline := glued_byline(opening):
            head.authors += byline[0].people
            head.agencies += byline[0].agencies
            piece = Furniture(
                kind=FurnitureKind.BYLINE, text=opening[: byline[1]].strip(), rule="byline glued to the text"
            )
            head.furniture.append(piece)
            opening = opening[byline[1] :].lstrip(" |·•,–—-")
        if end := glued_title_end(opening, head.title):
            head.title = head.title or opening[: end // 2].strip()
            piece = Furniture(kind=FurnitureKind.TITLE, text=opening[:end].strip(), rule="headline glued to the text")
            head.furniture.append(piece)
            opening = opening[end:].lstrip(" |·-–—:")
        if opening == before:
            break
    head.paragraphs[0] = opening
