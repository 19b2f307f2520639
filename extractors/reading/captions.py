"""Captions and credits inside running text, known by their credit marks and by the way that captions are written."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from domain.documents import Furniture, FurnitureKind
from extractors.reading.headerdates import date_pattern
from extractors.reading.lexicon import words

_LONGEST_CAPTION = 420  # characters
_MARKS = tuple("([:/|©")  # no credit without one of these
_UNMARKED_WORDS = ("hoto", "mage", "icture", "FILE")  # or one of these
_UNMARKED = re.compile(r"(?:hoto|mage|icture)s?\s+(?:by|courtesy)|FILE\s")
_LONGEST_CREDIT = 120  # characters of a line that only credits
_LONGEST_END = 200  # characters: a credit without brackets stands no further from a paragraph's end
_HINTS = (
    "credit photo image picture foto crédit crédito reuters afp getty ap/ /ap epa/ (epa shutterstock handout "
    "courtesy anadolu"
    " illustrat screengrab screenshot cortesía xinhua imago flash90 /pool bild "
    "[file (file (ap ap) sputnik tass/ nurphoto"
).split()
_KIND = (
    r"photo(?:graph)?s?(?:\s+(?:credit|by|courtesy)(?:\s+of)?)?|photo\s+illustration|image(?:\s+(?:credit|source|courtesy|by))?|"
    r"picture(?:\s+(?:credit|by))?|credits?|pic|file(?:\s+(?:photo|image|picture|pic))?|illustrations?(?:\s+by)?|handout|"
    r"courtesy(?:\s+of)?|screen\s?(?:grab|shot|capture)|foto(?:s|graf[ií]a)?|cr[ée]ditos?|cr[ée]dit(?:\s+photo)?|"
    r"imagen|(?:titel|symbol|beitrags|vorschau)?bild(?:er)?|source\s+photo|featured\s+image|cover\s+image|video(?:\s+credit)?"
)


@cache
def _bracketed() -> re.Pattern[str]:
    """A credit in brackets, wherever it stands."""
    agency = words().agencies
    more = r"(?:\s*/?[^()\[\]]{0,60})?(?:\s+via\s+[^()\[\]]{2,40})?(?:,\s*(?i:file))?[)\]]"
    return re.compile(
        rf"""
        [(\[]\s*(?i:{_KIND})\s*(?:[:;/|–—-]\s*|\s+)[^()\[\]]{{0,140}}[)\]]   # (credit: REUTERS/Ann Lee)
        | [(\[]\s*(?i:{_KIND})\s*[)\]]                                                   # (file photo)
        | [(\[][^()\[\]]{{0,60}}[/|,]\s*{agency}{more}(?=\W*$|\s+["“A-Z])                   # [Ann Roe/AFP]
        | [(\[]{agency}(?:\s+(?i:photo|images?)|\s*/){more}(?=\W*$|\s+["“A-Z])              # (AP Photo/Ann Roe)
        | (?:^|(?<=[.!?"”]\s))[(\[]{agency}{more}(?=\W*$|\s+["“A-Z])                        # ... in May. (AFP)
        """,
        re.VERBOSE,
    )


@cache
def _at_end() -> re.Pattern[str]:
    """A credit without brackets, at the end of a paragraph."""
    who = r"[\w.'’&@-]+(?:[ /,|]+[\w.'’&@()-]+){0,12}"
    label = (
        r"\b(?:photo(?:graph)?(?:\s+credit)?|image(?:\s+credit)?|picture(?:\s+credit)?|credit|foto"
        r"|cr[ée]dit\s+photo|bild|cr[ée]dito)s?"
    )
    opening = r"(?:(?<=[.!?\"”])\s+|^)"
    return re.compile(
        rf"""
        (?:^|(?<=[.!?"”)\]|–—-])\s+)(?i:{label})\s*:\s*(?:{who})\W*$    # Photo: X/Y
        | {opening}(?:REUTERS|AP\s+Photo|{words().agencies})\s*/\s*[\w.'’ /-]{{2,60}}\W*$  # REUTERS/Ann Lee
        | (?<=[.!?"”])\s+(?i:photo|image|picture)s?\s+(?i:by|courtesy(?:\s+of)?)\s+{who}\W*$
        """,
        re.VERBOSE,
    )


def _credit_in(text: str) -> tuple[int, int] | None:
    """Where the first credit in a text stands."""
    match = _bracketed().search(text)
    if match is not None:
        return match.span()
    shift = max(0, len(text) - _LONGEST_END)
    match = _at_end().search(text, shift)
    return match.span() if match is not None else None


_LABELLED = re.compile(
    r"^\W*(?:FILE(?:\s+(?:PHOTO|IMAGE|PICTURE))?|PHOTO|IMAGE|PICTURE|CAPTION|Caption|File photo|File image"
    r"|Photo caption|Image caption"
    r"|Representational image|Representative image|Pie de foto|Legende|Bildunterschrift|Illustrative(?: image"
    r"| photo)?)\s*(?:[:|]|\s[-–—])\s*\S"
)
_CREDIT_LINE = re.compile(
    rf"^\W*(?:{_KIND})\s*(?:[:;|]|\bby\b|\bcourtesy\b)\s*.{{2,100}}$|^\W*[©]\s*[\w/.,' -]{{2,60}}$", re.IGNORECASE
)
_CAPTION_WORDS = re.compile(
    r"\((?:not )?(?:pictured|seen|l|r|c|left|right|cent(?:er|re)|file|archivo)\)|\bpictured\b|\bseen (?:here|in"
    r"|at|during|on)\b"
    r"|\b(?:file|undated|handout|combination|archive) (?:photo|picture|image)\b|\bin this (?:\w+ ){0,3}(?:photo"
    r"|picture|image|handout|screengrab|frame grab)\b"
    r"|,\s*(?:left|right|cent(?:er|re)),|\b(?:poses?|gestures?|looks? on|shakes? hands|waves?|walks?|stands?"
    r"|holds? up|attends?|addresses"
    r"|speaks? (?:to|during|at|with)|meets? with|delivers|arrives?|sits?|greets?)\b"
)
_TELLS = re.compile(
    r"\b(?:said|told|reported|according to|announced|added|stated|noted|says|has|have|had|was|were|will|would)\b"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Prof|St|Jr|Sr|Rev|Hon|Maj|Adm|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|U\.S|U\.N|U\.K|D\.C|a\.m|p\.m))\.$"
)
_BEFORE_MARK = re.compile(r"\s+([.,;:!?])")
_CLOSERS = '.!?"”’'
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-ZÀ-Þ¿¡])")


@cache
def _agency_line() -> re.Pattern[str]:
    """A line that only credits a picture: "Getty Images", "Ann Lee/AFP via Getty Images", "AP Photo/Bo Chan"."""
    who, agency = r"[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]*){0,3}", words().agencies
    return re.compile(
        rf"^\W*(?:{who}\s*[/|]\s*(?:{agency})(?:\s+(?:Photo|Images?))?(?:\s*(?:/|\bvia\b)\s*{who})*"
        rf"|(?:{who}\s*/\s*)?Getty(?:\s+Images)?|AP\s+Photo(?:\s*/\s*{who})?|(?:{agency})\s*/\s*{who})\W*$"
    )


def is_credit_line(line: str) -> bool:
    """Whether a line names the source of a picture and nothing else.

    >>> is_credit_line("Ann Lee/AFP via Getty Images"), is_credit_line("Reuters reported it.")
    (True, False)
    """
    return len(line) <= _LONGEST_CREDIT and bool(_agency_line().match(line) or _CREDIT_LINE.match(line))


def stands_as_caption(line: str) -> bool:
    """Whether a line beside a credit line is the caption of the same picture: one sentence with a full date."""
    if len(line) > _LONGEST_CAPTION or not date_pattern().search(line) or not _is_caption(line):
        return False
    return all(_ABBREVIATION.search(line[: end.end()].rstrip()) for end in _SENTENCE_END.finditer(line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """A paragraph without its captions, and what was cut, in order."""

    text: str  # "" where the whole paragraph was a caption
    captions: tuple[str, ...]
    furniture: tuple[Furniture, ...]


@lru_cache(maxsize=4096)  # a text is read until nothing more is cut, so many paragraphs come twice
def without_captions(paragraph: str) -> Captioned:
    """The paragraph without captions and credits.

    >>> without_captions("The talks went on. Premier Lee waves to reporters in Oslo, May 2, 2023. (credit: AFP)").text
    'The talks went on.'
    """
    if len(paragraph) <= _LONGEST_CREDIT and _agency_line().match(paragraph):
        credit = Furniture(kind=FurnitureKind.CREDIT, text=paragraph, rule="credit line")
        return Captioned(text="", captions=(), furniture=(credit,))
    if not _may_credit(paragraph):
        return Captioned(text=paragraph, captions=(), furniture=())
    folded = paragraph.casefold()
    if not any(hint in folded for hint in _HINTS):
        return Captioned(text=paragraph, captions=(), furniture=())
    if len(paragraph) <= _LONGEST_CAPTION and _LABELLED.match(paragraph):
        return _whole(paragraph, "caption label")
    if len(paragraph) <= _LONGEST_CREDIT and _CREDIT_LINE.match(paragraph):
        credit = Furniture(kind=FurnitureKind.CREDIT, text=paragraph, rule="credit line")
        return Captioned(text="", captions=(), furniture=(credit,))
    return _without_credits(paragraph)


def _may_credit(paragraph: str) -> bool:
    """Whether a paragraph has a mark that credits have; nearly all are told by it."""
    for mark in _MARKS:
        if mark in paragraph:
            return True
    return any(word in paragraph for word in _UNMARKED_WORDS) and bool(_UNMARKED.search(paragraph))


def _without_credits(paragraph: str) -> Captioned:
    captions: list[str] = []
    pieces: list[Furniture] = []
    kept, rest = "", paragraph
    while (credit := _credit_in(rest)) is not None:
        before, after = rest[: credit[0]], rest[credit[1] :]
        start = _caption_start(before, alone=not kept and not after.strip(" ."))
        caption = f"{before[start:].strip()} {rest[slice(*credit)].strip()}".strip()
        kind = FurnitureKind.CAPTION if before[start:].strip() else FurnitureKind.CREDIT
        pieces.append(Furniture(kind=kind, text=caption, rule="caption and credit in running text"))
        if kind is FurnitureKind.CAPTION:
            captions.append(caption)
        kept += before[:start]
        sentence_closed = not before[:start].strip() or kept.rstrip()[-1:] in _CLOSERS
        rest = after.lstrip(" .") if sentence_closed else after
    if not pieces:
        return Captioned(text=paragraph, captions=(), furniture=())
    text = _BEFORE_MARK.sub(r"\1", " ".join(f"{kept.rstrip()} {rest.lstrip()}".split()))
    return Captioned(text=text if text.strip(" .,;:()[]") else "", captions=tuple(captions), furniture=tuple(pieces))


def _whole(paragraph: str, rule: str) -> Captioned:
    piece = Furniture(kind=FurnitureKind.CAPTION, text=paragraph, rule=rule)
    return Captioned(text="", captions=(paragraph,), furniture=(piece,))


def _caption_start(before: str, *, alone: bool) -> int:
    """Where the caption that a credit closes begins in the text before it; its length where there is none."""
    ends = (match.end() for match in _SENTENCE_END.finditer(before))
    starts = [0, *(end for end in ends if not _ABBREVIATION.search(before[:end].rstrip().rstrip("\"'”’»)]")))]
    last = starts[-1]
    sentence = before[last:].strip()
    if not sentence:
        return len(before)
    if len(starts) == 1 and alone and len(sentence) <= _LONGEST_CAPTION:
        return 0 if not _TELLS.search(sentence) or _is_caption(sentence) else len(before)
    if len(sentence) > _LONGEST_CAPTION or not _is_caption(sentence):
        return len(before)
    while len(starts) > 1 and _is_caption_part(before[starts[-2] : starts[-1]]):
        starts.pop()
    return starts[-1]


def _is_caption(sentence: str) -> bool:
    dated = date_pattern().search(sentence)
    marked = _CAPTION_WORDS.search(sentence)
    told = re.search(r"\b(?:said|told|reported|according to|announced|added|stated|noted)\b", sentence)
    return bool((dated or marked) and not told)


def _is_caption_part(sentence: str) -> bool:
    return bool(_CAPTION_WORDS.search(sentence) and date_pattern().search(sentence) and not _TELLS.search(sentence))
