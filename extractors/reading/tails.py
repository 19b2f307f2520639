"""The lines below a text: source trailers, desk lines, copyright and whatever of the page follows them."""

import re
from collections.abc import Collection

from domain.documents import Furniture, FurnitureKind
from extractors.reading.bylines import desk_line
from extractors.reading.chrome import chrome_rule
from extractors.reading.headerdates import date_pattern, is_date_line
from extractors.reading.lexicon import words
from extractors.reading.trailers import Credit, glued_trailer, trailer_of

_END_MARK = re.compile(r"(?<=[.!?\"”’)])\s*(?:\((?:END|ENDS|Ends|End)\)|Enditem|#{3,}|[■◼▪]|-\s?30\s?-|/ENDS?/)\W*$")
_MORE = re.compile(
    r"(?:(?<=[.!?…\"”’)\]])|(?<=\.\.\.))\s+(?:"
    r"(?:Read|See) (?:more|the (?:full|whole|rest of the) (?:story|article|report))|Read (?:on|full (?:story|article))"
    r"|Continue reading|Full story|Leer más|Seguir leyendo|Lire la suite|Weiterlesen|Mehr lesen"
    r")\b[^.!?]{0,80}[.…»>→]*\s*$"
)
_SIGNED = re.compile(  # an address or a desk alone on the last line
    r"^\W*(?:e-?mail\s*:?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*$"
    r"|^(?:[A-Z][\w.'’&-]*\s+){0,4}(?:News\s?desk|Web\s?Desk|Newsroom|News Desk)\W*$"
)
_PUBLISHED_IN = re.compile(r"^\W*(?:first )?(?:published|printed) (?:in|on) [^.]{3,100}\W*$", re.IGNORECASE)
_ABOUT = re.compile(r"^\W*about the (?:authors?|writers?)\s*:\s*\S.{3,400}$", re.IGNORECASE)
_WRITER = re.compile(r"^The (?:writer|author|columnist|contributor)s? (?:is|are|was)\b.{3,300}$")
_BIO = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]+ ){2,4}(?:is|are|was|covers|writes|reports|works)\b.{3,300}$")
_IS = re.compile(r"^(?:,[^,]{2,80},)?\s+(?:is|was|has been|teaches|covers|writes|reports|works|serves)\b")
_AROUND_AGENCY = " -–—()[]./|"
_LONGEST_NOTE = 400  # characters of a note on an author
_LONGEST_END = 160  # characters of a mark or link at the end of a line
_MOST_TRAILERS = 12
_ENDS_SENTENCE = (".", "!", "?", "…", '."', ".”", ".’", ".'", "?”", '?"', "!”", '!"', ".)", "»", ":", ";")


def without_tail(
    paragraphs: list[str], authors: Collection[str] = ()
) -> tuple[list[str], list[Furniture], Credit | None]:
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
        piece, found = _tail_line(line, authors)
        if piece is None:
            break
        credit = credit if credit and credit.outlet else found or credit
        below.append(piece)
        kept.pop()
    if kept and (mark := _end_mark(kept[-1])) and mark.start() > 0:
        below.append(Furniture(kind=FurnitureKind.CHROME, text=mark[0].strip(), rule="end mark"))
        kept[-1] = kept[-1][: mark.start()].rstrip()
    if kept and (glued := glued_trailer(kept[-1])):
        kept[-1] = glued[0]
        below.append(Furniture(kind=FurnitureKind.TRAILER, text=glued[1], rule="source glued to the last sentence"))
        credit = credit if credit and credit.outlet else glued[2]
    return kept, list(reversed(below)), credit


def _end_mark(line: str) -> re.Match[str] | None:
    """The mark or link at the end of a line."""
    nearly = max(0, len(line) - _LONGEST_END)
    return _END_MARK.search(line, nearly) or _MORE.search(line, nearly)


def _tells_of(line: str, authors: Collection[str]) -> bool:
    """Whether a last line says who an author is: "Jane Roe is a fellow at ..."."""
    named = next((name for name in authors if " " in name and line.startswith(name)), None)
    return named is not None and len(line) < _LONGEST_NOTE and bool(_IS.match(line[len(named) :]))


def _tail_line(line: str, authors: Collection[str] = ()) -> tuple[Furniture | None, Credit | None]:
    if (credit := trailer_of(line)) is not None:
        return Furniture(kind=FurnitureKind.TRAILER, text=line, rule="source trailer"), credit
    if rule := chrome_rule(line):
        return Furniture(kind=rule.kind, text=line, rule=f"chrome: {rule.rule_id}"), None
    if desk_line(line):
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="desk line below the text"), None
    if line.strip(_AROUND_AGENCY).casefold() in words().agency_names:
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="agency below the text"), None
    if is_date_line(line):
        return Furniture(kind=FurnitureKind.HEADER_DATE, text=line, rule="date line below the text"), None
    if _SIGNED.match(line):
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="signature below the text"), None
    if _PUBLISHED_IN.match(line) and date_pattern().search(line):
        return Furniture(kind=FurnitureKind.TRAILER, text=line, rule="day of the printed edition"), None
    if _WRITER.match(line) or _ABOUT.match(line) or _tells_of(line, authors):
        return Furniture(kind=FurnitureKind.CHROME, text=line, rule="note on the writer"), None
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
        elif rule is None and trailer_of(line) is None and _is_sentence(line) and not _is_bio(paragraphs, number):
            break
    if opened is None:
        return paragraphs, []
    cut = [_page_end_piece(line, opened) for line in paragraphs[start:]]
    return paragraphs[:start], cut


def _is_bio(paragraphs: list[str], number: int) -> bool:
    """Whether a sentence below the text presents its writer: it says so, or stands under such a heading."""
    if _WRITER.match(paragraphs[number]):
        return True
    if not _BIO.match(paragraphs[number]):
        return False
    above = [rule.rule_id for line in paragraphs[max(0, number - 2) : number] if (rule := chrome_rule(line))]
    return "blog_frame" in above


def _page_end_piece(line: str, opened: str) -> Furniture:
    piece, _ = _tail_line(line)
    return piece or Furniture(kind=FurnitureKind.CHROME, text=line, rule=f"below chrome: {opened}")


def _is_sentence(line: str) -> bool:
    return len(line) > 200 or (len(line.split()) >= 6 and line.endswith(_ENDS_SENTENCE))
