"""How pictures are credited: in brackets, behind a label, by an agency's name, inside running text or on a line."""

import re
from functools import cache, lru_cache

from extractors.reading.lexicon import words
from extractors.reading.telling import attributes, tells_after_label

LONGEST_CREDIT = 120  # characters of a line that only credits
_LONGEST_END = 200  # characters: a credit without brackets stands no further from a paragraph's end
_KIND = (
    r"photo(?:graph)?s?(?:\s+(?:credit|by|courtesy)(?:\s+of)?)?|photo\s+illustration|image(?:\s+(?:credit|source|courtesy|by))?|"
    r"picture(?:\s+(?:credit|by))?|credits?|pic|file(?:\s+(?:photo|image|picture|pic))?|illustrations?(?:\s+by)?|handout|"
    r"courtesy(?:\s+of)?|screen\s?(?:grab|shot|capture)|foto(?:s|graf[ií]a)?|cr[ée]ditos?|cr[ée]dit(?:\s+photo)?|"
    r"imagen|(?:titel|symbol|beitrags|vorschau)?bild(?:er)?|source\s+photo|featured\s+image|cover\s+image|video(?:\s+credit)?"
)
_GIVER = (  # who is credited without a colon: a name, or a word like "by"; but there is Credit Suisse
    r"(?:(?i:by|from|courtesy|via|credit|photo|image|picture)\b|(?<![(\[][Cc]redit\s)[A-ZÀ-Þ@©“\"](?!\w*\s+(?:of|no|number)\b))"
)
_RUNS_ON = (  # "(photo: released by their captors)" tells
    r"\s*(?!(?i:photo|image|courtesy|screen|handout|supplied|provided|taken|via|video|still|file))"
    r"[a-zß-ÿ]+\s+(?:by|of|to|in|from|the)\s"
)


@cache
def _bracketed() -> re.Pattern[str]:
    """A credit in brackets, wherever it stands."""
    agency = words().agencies
    more = r"(?:\s*/?[^()\[\]]{0,60})?(?:\s+via\s+[^()\[\]]{2,40})?(?:,\s*(?i:file))?[)\]]"
    return re.compile(
        rf"""
        [(\[]\s*(?i:{_KIND})\s*(?:[:;/|–—-](?!{_RUNS_ON})\s*|\s+(?=(?i:{agency})\b|{_GIVER}))
          [^()\[\]]{{0,140}}[)\]]                                                         # (credit: REUTERS/Ann Lee)
        | [(\[]\s*(?i:{_KIND})\s*[)\]]                                                   # (file photo)
        | [(\[][^()\[\]]{{0,60}}[/|,]\s*{agency}{more}(?=\W*$|\s+["“A-Z])                   # [Ann Roe/AFP]
        | [(\[][^()\[\]]{{2,60}}\svia\s+{agency}{more}(?=\W*$|\s+["“A-Z])                   # [Ann Roe/X via Getty]
        | [(\[]{agency}(?:\s+(?i:photo|images?)|\s*/){more}(?=\W*$|\s+["“A-Z])              # (AP Photo/Ann Roe)
        | (?:^|(?<=[.!?"”]\s))[(\[]{agency}{more}(?=\W*$|\s+["“A-Z])                        # ... in May. (AFP)
        """,
        re.VERBOSE,
    )


_LABEL = (
    r"\b(?:photo(?:graph)?(?:\s+(?:credit|source))?|image(?:\s+(?:credit|source))?|picture(?:\s+credit)?|credit|courtesy|foto"
    r"|cr[ée]dit\s+photo|bild|cr[ée]dito)s?"
)
_WHO = r"[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]*){0,3}"
_NAME = r"[A-ZÀ-Þ][\w'’-]+\s(?:[A-Z]\.\s|(?:al|bin|de|van|von)[\s-])?[A-ZÀ-Þ][\w'’-]+"
_SITES = r"(?:X|Twitter|Instagram|Facebook|Telegram|YouTube)"


@cache
def _at_end() -> re.Pattern[str]:
    """A credit without brackets, at the end of a paragraph."""
    given = r"(?:[A-ZÀ-Þ@©]|(?i:courtesy|provided|supplied|handout|screen|via|from|by|dpa)\b)"
    who = given + r"[\w.'’&@-]*(?:[ /,|]+[\w.'’&@()-]+){0,12}"
    agency = words().agencies
    opening = r"(?:(?<=[.!?\"”])\s+|^)"
    return re.compile(
        rf"""
        (?:^|(?<=[.!?"”)\]|–—-])\s+)\|?\s*(?i:{_LABEL})\s*:\s*(?:{who})\W*$          # Photo: X/Y
        | {opening}(?:REUTERS|[A-Z]{{2,5}}\s+Photo|{agency})\s*/\s*{_WHO}(?:\s*/\s*{_WHO}){{0,2}}\W*$  # REUTERS/Ann
        | (?<=[.!?"”])\s+(?i:photo|image|picture)s?\s+(?i:by|courtesy(?:\s+of)?)\s+(?:the\s+)?{who}\W*$
        | (?<=[.!?"”])\s+(?:©\s*|[–—-]\s*(?={_WHO}\s*/))                              # © Ann Lee, AFP
          {_WHO}(?:\s*[,/]\s*{_WHO})?(?:\s+via\s+{_WHO})?\W*$
        | (?<=[.!?"”])\s+(?:{_WHO}\s*/\s*)?(?:{_WHO}\s+via\s+)?Getty(?:\s+Images)?\W*$
        """,
        re.VERBOSE,
    )


@cache
def _within() -> re.Pattern[str]:
    """A credit without brackets between two sentences; only where its end can be told."""
    agency = words().agencies
    return re.compile(
        rf"""(?:^|(?<=[.!?"”)]\s)|(?<=\|\s))(?:
        (?:REUTERS|AP\s+Photo|AFP|EPA)\s*/\s*{_NAME}(?:\s*/\s*(?:File\s+Photo|Pool|File|Handout))?+
        | (?i:{_LABEL})\s*:\s*(?:{_WHO}\s*[/,|]\s*)?{agency}(?:\s+(?:Photo|Images?))?
        )(?=\s+["“A-ZÀ-Þ]|\W*$)""",
        re.VERBOSE,
    )


def credit_in(text: str) -> tuple[int, int] | None:
    """Where the first credit in a text stands."""
    match = _bracketed().search(text) or _within().search(text)
    if match is not None:
        return match.span()
    shift = max(0, len(text) - _LONGEST_END)
    match = _at_end().search(text, shift)
    return match.span() if match is not None else None


def credits_a_picture(credit: str) -> bool:
    """Whether a credit says that it is a picture's; a bare "(AFP)" may as well sign a report.

    >>> credits_a_picture("(photo credit: Ann Lee)"), credits_a_picture("(AFP)")
    (True, False)
    """
    return bool(_OF_PICTURE.search(credit))


_OF_PICTURE = re.compile(
    r"[A-Z][\w.'-]+ [A-Z][\w.'-]+\s*/|/\s*[A-Z][\w.'-]+ [A-Z]"
    r"|\b(?i:photo|image|picture|foto|courtesy|screen|handout|cr[ée]dit|bild|file|illustrat)"
)
_CREDIT_LINE = re.compile(
    rf"^\W*(?:{_KIND})\s*(?:[:;|]|\bby\b|\bcourtesy\b)\s*.{{2,100}}$|^\W*[©]\s*[\w/.,' -]{{2,60}}$"
    rf"|^image\s+source,\s.{{2,80}}$",
    re.IGNORECASE,
)


@cache
def _agency_line() -> re.Pattern[str]:
    """A line that only credits a picture: "Getty Images", "Ann Lee/AFP via Getty Images", "AP Photo/Bo Chan"."""
    agency = words().agencies
    return re.compile(
        rf"^\W*(?:{_WHO}\s*[/|]\s*(?:{agency})(?:\s+(?:Photo|Images?))?(?:\s*(?:/|\bvia\b)\s*{_WHO})*"
        rf"|(?:{_WHO}\s*/\s*)?(?:{_WHO}(?:\s*\([^()]{{2,40}}\))?\s+via\s+)?(?:{agency})(?<=[Ii]mages)"
        rf"|{_WHO}\s*/\s*{_WHO}(?:\s*\([^()]{{2,40}}\))?\s+via\s+(?:REUTERS|{agency})"
        rf"|(?:{_WHO}\s*/\s*)?Getty(?:\s+Images)?|(?:AP|UN|EU|[A-Z]{{3,5}})\s+Photo(?:\s*/\s*{_WHO})?|(?:{agency})\s*/\s*{_WHO}"
        rf"|[^|.]{{3,80}}\|\s*{_SITES}\s*/?\s*@\w+)\W*$"
    )


@lru_cache(maxsize=4096)  # a text is read until nothing more is cut, so most lines come twice
def is_credit_line(line: str) -> bool:
    """Whether a line names the source of a picture and nothing else.

    >>> is_credit_line("Ann Lee/AFP via Getty Images"), is_credit_line("Reuters reported it.")
    (True, False)
    """
    if len(line) > LONGEST_CREDIT:
        return False
    if _BETWEEN_NAMES.search(line) and _agency_line().match(line):
        return True
    for mark in _BEHIND_LABEL:
        if mark in line:
            return bool(_CREDIT_LINE.match(line)) and not _tells(line)
    return False


_BETWEEN_NAMES = re.compile(r"[/|]|Getty|Photo|mages")  # no line of names without one of these
_BEHIND_LABEL = (":", ";", "|", "©", " by ", "ourtesy", "source,")  # no labelled credit without one of these


def _tells(line: str) -> bool:
    return attributes(line) or tells_after_label(line)
