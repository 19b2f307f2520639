"""The lines below a text: source trailers, desk lines, copyright and whatever of the page follows them."""

import re
from collections.abc import Collection
from functools import lru_cache

from domain.documents import Furniture, FurnitureKind
from extractors.reading.bylines import byline_of, desk_line
from extractors.reading.captions import without_captions
from extractors.reading.chrome import chrome_rule
from extractors.reading.headerdates import date_pattern, is_date_line
from extractors.reading.lexicon import words
from extractors.reading.trailers import Credit, glued_trailer, trailer_of

_END_MARK = re.compile(
    r"(?<=[.!?\"”’)])\s*(?:[(\[](?:END|ENDS|Ends|End)[)\]]|Enditem|#{3,}|[■◼▪]|-\s?30\s?-|/ENDS?/|\((?:end|END)\)\s+[a-z]{1,4}(?:[./][a-z]{1,4}){0,3}|[-–—]*\s*\bENDS?\b|\[(?:…|\.\.\.)\])\W*$"
)
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
_SENTENCE_END = re.compile(r"(?<=[.!?…\"”’)\]])\s+(?=[^\Wa-zß-ÿ]|[^\w\s])")
_LONGEST_GLUED, _MOST_GLUED_SENTENCES = 260, 5  # characters and sentences of what may be glued to a last paragraph
_GLUED_RULES = frozenset(  # chrome that is told from a sentence even where no line break sets it apart
    "share follow newsletter comments pager read_also tags copyright disclaimer consent promotion related".split()
)
_SIGN = re.compile(r"^\W{0,3}(?:PTI|ANI|IANS|UNI)(?:\s+[A-Z]{2,4}){1,5}\W*$")  # an agency's desk: "PTI ABC XYZ"
_AGENCIES = frozenset(
    (
        "agencies",
        "with agencies",
        "news agencies",
        "from agencies",
        "staff and agencies",
        "agencias",
        "agences",
        "agenturen",
    )
)
_AUTHOR_LABEL = re.compile(r"^(?:author|autor|auteur|byline)\s*:\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^\W*about the (?:authors?|writers?)\s*:\s*\S.{3,400}$", re.IGNORECASE)
_WRITER = re.compile(r"^The (?:writer|author|columnist|contributor)s? (?:is|are|was)\b.{3,300}$")
_BIO = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]+ ){2,4}(?:is|are|was|covers|writes|reports|works)\b.{3,300}$")
_IS = re.compile(r"^(?:,[^,]{2,80},)?\s+(?:is|was|has been|teaches|covers|writes|reports|works|serves)\b")
_AROUND_AGENCY = " -–—()[]./|"
_SOURCE_ABOVE = re.compile(r"^\W*(?:original\s+|news\s+)?source\s*:\W*$", re.IGNORECASE)  # its value on the next line
_LONGEST_SOURCE = 120  # characters
_SIGNATURE = "--"  # the line above an electronic letter's signature
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
        if _SOURCE_ABOVE.match(kept[-2]) and len(kept[-1]) <= _LONGEST_SOURCE and not _is_sentence(kept[-1]):
            kept[-2:] = [f"{kept[-2]} {kept[-1]}"]
        line = kept[-1]
        piece, found = _tail_line(line, authors)
        if piece is None:
            break
        credit = credit if credit and credit.outlet else found or credit
        below.append(piece)
        kept.pop()
    while kept and (glued := _glued(kept[-1])):
        kept[-1], piece, found = glued
        below.append(piece)
        credit = credit if credit and credit.outlet else found or credit
    return kept, list(reversed(below)), credit


@lru_cache(maxsize=1024)  # a text is read until nothing more is cut, so most lines come twice
def _glued(paragraph: str) -> tuple[str, Furniture, Credit | None] | None:
    """(paragraph without it, what it was, credit) where a line of the page is glued to a last paragraph's end."""
    if (mark := _end_mark(paragraph)) and mark.start() > 0:
        piece = Furniture(kind=FurnitureKind.CHROME, text=mark[0].strip(), rule="end mark")
        return paragraph[: mark.start()].rstrip(), piece, None
    if trailer := glued_trailer(paragraph):
        piece = Furniture(kind=FurnitureKind.TRAILER, text=trailer[1], rule="source glued to the last sentence")
        return trailer[0], piece, trailer[2]
    if without_captions(paragraph).captions:
        return None  # the credit goes with its caption
    ends = [match.end() for match in _SENTENCE_END.finditer(paragraph, max(0, len(paragraph) - _LONGEST_GLUED))]
    for end in reversed(ends[-_MOST_GLUED_SENTENCES:]):
        line = paragraph[end:]
        if end and line[-1:] not in "?”’" and (found := _glued_line(line)):
            return paragraph[:end].rstrip(), *found
    return None


def _glued_line(line: str) -> tuple[Furniture, Credit | None] | None:
    """What a line of the page glued to a sentence is; None for a sentence."""
    if _SIGN.match(line):
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="agency glued to the last sentence"), None
    rule = chrome_rule(line)
    if rule is not None and rule.rule_id not in _GLUED_RULES:
        return None
    piece, credit = _tail_line(line)
    return (piece, credit) if piece is not None and (credit is None or trailer_of(line)) else None


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
    signed = line.strip(_AROUND_AGENCY).casefold()
    if signed in words().agency_names or signed in _AGENCIES:
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="agency below the text"), None
    if is_date_line(line):
        return Furniture(kind=FurnitureKind.HEADER_DATE, text=line, rule="date line below the text"), None
    if byline_of(_AUTHOR_LABEL.sub("By ", line)):
        return Furniture(kind=FurnitureKind.BYLINE, text=line, rule="byline below the text"), None
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
        if line == _SIGNATURE or (rule is not None and rule.opens_tail):
            start, opened = number, rule.rule_id if rule else "signature"
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
