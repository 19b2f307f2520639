"""Captions and credits inside running text, known by their credit marks and by the way that captions are written."""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.documents import Furniture, FurnitureKind
from extractors.reading.headerdates import date_pattern
from extractors.reading.picturecredits import LONGEST_CREDIT, credit_in, credits_a_picture, is_credit_line
from extractors.reading.telling import tells_after_label

_LONGEST_CAPTION = 420  # characters
_MARKS = tuple("([:/|©@")  # no credit without one of these
_UNMARKED_WORDS = ("hoto", "mage", "icture", "FILE")  # or one of these
_UNMARKED = re.compile(r"(?:hoto|mage|icture)s?\s+(?:by|courtesy|source,|caption,)|FILE\s")
_HINTS = (
    "credit photo image picture foto crédit crédito reuters afp getty ap/ /ap epa/ (epa shutterstock handout "
    "courtesy anadolu"
    " illustrat screengrab screenshot cortesía xinhua imago flash90 /pool bild "
    "[file (file (ap ap) sputnik tass/ nurphoto efe/ dpa/ /dpa ansa/ © via"
).split()
_LABELLED = re.compile(
    r"^\W*(?:FILE(?:\s+(?:PHOTO|IMAGE|PICTURE))?|PHOTO|IMAGE|PICTURE|CAPTION|Caption|File photo|File image"
    r"|Photo caption|Image caption"
    r"|Image caption,?|Representational image|Representative image|Pie de foto|Legende|Bildunterschrift"
    r"|Illustrative(?: image| photo)?)\s*(?:[:|,]|\s[-–—])\s*\S"
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
_ALONE = re.compile(r"(?:Image|Photo|Media) (?:source|caption)\s?[,:]?")
_PAST = re.compile(
    r"\b(?:[a-z]+ed|did|met|went|came|began|took|made|gave|left|won|lost|held|found|fell|rose|broke|struck|hit|put|cut|kept|led"
    r"|saw|sent|spoke|stood|wrote|became|is|are|says|can|may|could|must)\b"
)
_MOST_NAMING = 25  # words
_SMALL_WORDS = frozenset(  # of English: in other languages a verb can't be told
    "the a an of in at on and with during for to from near by his her their after before outside inside".split()
)
_LEAST_SMALL = 0.3  # share of them among the words in lower case
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Prof|St|Jr|Sr|Rev|Hon|Maj|Adm|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|U\.S|U\.N|U\.K|D\.C|a\.m|p\.m))\.$"
)
_BEFORE_MARK = re.compile(r"\s+([.,;:!?])")
_CLOSERS = '.!?"”’'
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-ZÀ-Þ¿¡])")


def stands_as_caption(line: str) -> bool:
    """Whether a line beside a credit line is the caption of the same picture: one sentence with a full date."""
    if len(line) > _LONGEST_CAPTION or not date_pattern().search(line) or not _is_caption(line):
        return False
    return all(_ABBREVIATION.search(line[: end.end()].rstrip()) for end in _SENTENCE_END.finditer(line))


def with_caption_labels(paragraphs: list[str]) -> list[str]:
    """The paragraphs, each label of a picture that stands alone joined with the line that it labels.

    >>> with_caption_labels(["Image source,", "Getty Images", "Image caption,", "Lie in Oslo", "The talks went on."])
    ['Image source, Getty Images', 'Image caption, Lie in Oslo', 'The talks went on.']
    """
    found: list[str] = []
    label = ""
    for paragraph in paragraphs:
        if _ALONE.fullmatch(paragraph):
            label = f"{paragraph.rstrip(' :,')}, "
            continue
        found.append(f"{label}{paragraph}")
        label = ""
    return [*found, label.strip()] if label else found


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
    if len(paragraph) <= LONGEST_CREDIT and is_credit_line(paragraph):
        credit = Furniture(kind=FurnitureKind.CREDIT, text=paragraph, rule="credit line")
        return Captioned(text="", captions=(), furniture=(credit,))
    if not _may_credit(paragraph):
        return Captioned(text=paragraph, captions=(), furniture=())
    folded = paragraph.casefold()
    if not any(hint in folded for hint in _HINTS):
        return Captioned(text=paragraph, captions=(), furniture=())
    if len(paragraph) <= _LONGEST_CAPTION and _LABELLED.match(paragraph) and not tells_after_label(paragraph):
        return _whole(paragraph, "caption label")
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
    while (credit := credit_in(rest)) is not None:
        before, after = rest[: credit[0]], rest[credit[1] :]
        start = _caption_start(
            before,
            alone=not kept and not after.strip(" ."),
            of_picture=credits_a_picture(rest[slice(*credit)]),
        )
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


def _caption_start(before: str, *, alone: bool, of_picture: bool) -> int:
    """Where the caption that a credit closes begins in the text before it; its length where there is none."""
    ends = (match.end() for match in _SENTENCE_END.finditer(before))
    starts = [0, *(end for end in ends if not _ABBREVIATION.search(before[:end].rstrip().rstrip("\"'”’»)]")))]
    last = starts[-1]
    sentence = before[last:].strip()
    if not sentence:
        return len(before)
    if len(starts) == 1 and alone and len(sentence) <= _LONGEST_CAPTION and (of_picture or _only_names(sentence)):
        return 0 if not _TELLS.search(sentence) or _is_caption(sentence) else len(before)
    if len(sentence) > _LONGEST_CAPTION or not (_is_caption(sentence) or (of_picture and _only_names(sentence))):
        return len(before)
    while len(starts) > 1 and _is_caption_part(before[starts[-2] : starts[-1]]):
        starts.pop()
    return starts[-1]


def _is_caption(sentence: str) -> bool:
    dated = date_pattern().search(sentence)
    marked = _CAPTION_WORDS.search(sentence)
    told = re.search(r"\b(?:said|told|reported|according to|announced|added|stated|noted)\b", sentence)
    return bool((dated or marked) and not told)


def _only_names(sentence: str) -> bool:
    """Whether a short sentence has no verb that tells: "Premier Lee in Oslo."."""
    found = sentence.split()
    if len(found) > _MOST_NAMING or any(mark in sentence for mark in '"“”'):
        return False
    small = [word for word in found if word[0].islower()]
    known = sum(word.strip(",.;:") in _SMALL_WORDS for word in small)
    known += len(small) == 1 and found[-1] not in small
    return known >= _LEAST_SMALL * len(small) and not _TELLS.search(sentence) and not _PAST.search(sentence)


def _is_caption_part(sentence: str) -> bool:
    return bool(_CAPTION_WORDS.search(sentence) and date_pattern().search(sentence) and not _TELLS.search(sentence))
