"""Who wrote it: bylines in text and metadata made into people and agencies."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.reading.bylinenames import bare_name, names_nobody
from extractors.reading.lexicon import words
from extractors.reading.telling import attributes

_PARTICLES = r"(?:van|von|der|den|de|del|della|la|le|los|las|da|dos|du|di|bin|ibn|al|el|ben|y|zu|zum|ter|ten|abu|st\.?)"
_NAME_WORD = r"(?:[A-ZÀ-ÞŠŽČŞİ][\w'’.\-]*|Mc\w+|[A-Z]\.)"
_NAME = rf"{_NAME_WORD}(?:\s+(?:{_PARTICLES}\s+){{0,2}}(?:{_PARTICLES}[-\s])?{_NAME_WORD}){{0,4}}"
_BETWEEN = r"\s*(?:,|;|&|\band\b|\by\b|\bet\b|\bund\b|\be\b|\bwith\b|\||/|\bin\s+[A-Z]\w+)\s*"
_THERE = r"(?:\s+in\s+[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+)?)?"
_ROLE = (
    r"(?:[\w\s.'’-]{0,40}\b(?:writers?|correspondents?|reporters?|editors?|staff|columnists?|contributors?"
    r"|bureau(?: chief)?"
    r"|producers?|analysts?|desk|journalists?|newsroom|reports?|service|redacci[oó]n|redaktion|corresponsal"
    r"|enviad[oa] especial)"
    r"\b[\w\s.,'’&-]{0,60})"
)
_SPLIT = re.compile(r"\s*(;|\||·|•|/|&|\n|,|\band\b|\bund\b|\bet\b|\by\b|\bwith\b|\bavec\b)\s*", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+|https?://\S+|@\w+")
_ROLE_PART = re.compile(_ROLE, re.IGNORECASE)
_CREDENTIAL = re.compile(
    r"^(?:ph\.?\s?d|m\.?d|m\.?sc|mph|rd|ms|ma|ba|jr|sr|ii|iii|esq|cpa|dr|prof|lld|mba|rn|obe|cbe|bsc|dipl\.?-?ing)\.?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d")


_DESK_NAME = re.compile(
    r"^(?:(?:the|our)\s+)?(?:[\w.'’&-]+\s+){0,4}(?:news\s*desk|web\s*desk|newsroom|desk|editorial\s+(?:board|team|staff|desk)"
    r"|news\s+(?:team|staff|service)|staff\s+(?:writers?|reporters?|correspondents?)|web\s+(?:team|staff)|bureau|redaktion)$"
    r"|^(?-i:[A-Z]{2,5})\s+staff$|^(?:[\w.'’&-]+\s+){2,4}staff$"
    r"|^(?:la\s+|die\s+|der\s+)?(?:redacci[oó]n|r[ée]daction|redaktion|redazione|reda[cç][aã]o)\b(?:\s+[\w.'’&-]+){0,4}$",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\s+(?:staff|desk|news desk|newsroom|correspondents?|reporters?|news agency|agency|wire|in \w+)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """People and agencies that a byline names."""

    people: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people or self.agencies)


@cache
def _byline_line() -> re.Pattern[str]:
    by = words().byline_words
    return re.compile(
        rf"^\W*(?:(?i:{by})\s*:?\s+|(?i:by)\s?:\s?)(?:(?i:dr|prof|sir)\.?\s+)?"
        rf"{_NAME}{_THERE}(?:{_BETWEEN}{_NAME}{_THERE}){{0,6}}(?:\s*[,|–—-]\s*(?:{_ROLE}|{_NAME})|\s+(?i:in|at|for)\s+{_NAME}"
        rf"|\s*\([\w .]+\))*\W*$"
    )


_GENRES = r"(?:interview|reportage|words|story|report|bericht|protokoll|gespr[äa]ch|entretien|entrevista)"
_INITIALS = re.compile(r"[A-ZÀ-Þ]{1,2}")  # of a name, or a language's code


@cache
def _leading_by() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:(?:{words().byline_words}|author|autor|text)\b\s*:?\s+|{_GENRES}\s*:\s*)", re.IGNORECASE
    )


_TEXT_AND_PICTURES = re.compile(
    r"^\W*(?:texte?|texto|words|story)\s*(?:und|and|y|et|&|\+|/)\s*(?:fotos?|photos?|pictures|bilder?)\s*(?:by|von|de|:)\s*",
    re.IGNORECASE,
)


_PICTURES_BY = re.compile(  # photographers are no authors
    r"(?:^|[\s,;|•·/&(–—-]+|\b(?:and|und|y|et)\s+)(?:photos?|fotos?|photographs?|photography|pictures?|illustrations?|videos?|graphics?"
    r"|bilder?|images?)\s*(?:by\b|von\b|de\b|par\b|:).*$",
    re.IGNORECASE | re.DOTALL,
)
_DESK_LINE = re.compile(
    r"^\W*\(?(?:additional |further )?(?:reporting|writing|edited|editing|compiled|translation|translated"
    r"|con información|"
    r"with (?:reporting|inputs?|additional reporting|files|contributions?|assistance)|inputs?|written|produced"
    r"|graphics?)\b"
    r"(?: by| from| de)?[\s:]+[^.]{2,160}(?:[;.,][^.;]{2,120}){0,6}[.)\]]*\s*$",
    re.IGNORECASE,
)
_DESK_MUST = re.compile(
    r"\b(?:reporting|writing|edit(?:ed|ing)|compiled|translated|inputs?|files|información|contribut\w+|written|produced"
    r"|assistance)\b\s*(?:(?:by|from|de)\b\s*:?|:)\s*(?-i:[\"“A-ZÀ-Þ]|(?:the\s+)?(?:\w+\s+){0,2}(?:agenc|wire|bureau|staff|newsroom|desk|team))",
    re.IGNORECASE,
)
_REPORTED_FROM = re.compile(  # "Roe reported from Oslo. Lee reported from Doha."
    rf"^(?:{_NAME}(?:,?\s+(?:and\s+)?{_NAME}){{0,3}} reported from {_NAME}(?:,\s+{_NAME})*[.;]?\s*)+$"
)
_CONTRIBUTED = re.compile(r"^[^.]{3,160}\bcontributed (?:to|reporting)\b[^.]{0,100}\.?$")
_STAFF_LINE = re.compile(
    rf"^{_NAME}(?:{_BETWEEN}{_NAME}){{0,3}}\s*[,|–—-]\s*(?:(?:[A-Z][\w.]*\s+){{0,4}}(?:Staff )?(?:Writers?"
    rf"|Correspondents?|Reporters?|Editors?|Columnists?))\W*$"
)


@lru_cache(maxsize=1024)  # a text is read until nothing more is cut, so most lines come twice
def byline_of(line: str) -> Byline | None:
    """The byline that a whole line is; None for any other line.

    >>> byline_of("By ANNA LEE and Bo Chan, Senior Correspondents").people
    ('ANNA LEE', 'Bo Chan')
    >>> byline_of("By Friday the talks had failed.") is None
    True
    """
    if len(line) > 200:
        return None
    line = _PICTURES_BY.sub("", line) or line
    if _byline_line().match(line) or _STAFF_LINE.match(line):
        found = split_byline(line)
        return found or None
    return _of_agencies(line)


def _of_agencies(line: str) -> Byline | None:
    """The byline of a line that names agencies and desks alone: "AFP/Staff", "Reuters, agencies"."""
    if len(line) > _LONGEST_AGENCIES:
        return None
    parts = _BESIDE_AGENCY.split(line.strip(" .,;:-–—()[]*|"))
    if len(parts) == 1:
        return None
    known = [words().agency_names.get(part.casefold()) for part in parts]
    desks = all(name or part.casefold() in _DESKS or is_desk(part) for name, part in zip(known, parts, strict=True))
    return Byline(agencies=tuple(name for name in known if name)) if desks and any(known) else None


_LONGEST_AGENCIES = 60  # characters
_BESIDE_AGENCY = re.compile(r"\s*[/,&|+–—-]\s*|\s+and\s+")
_DESKS = frozenset("agencies staff wires wire desk web newsroom redacción agencias redaktion agenturen".split())


def desk_line(line: str) -> bool:
    """Whether a line names reporters and editors of the desk, as wire copy does at its end."""
    if len(line) > 320:
        return False
    signed = _DESK_LINE.match(line) and _DESK_MUST.search(line)
    contributed = len(line) < 200 and (_CONTRIBUTED.match(line) or _REPORTED_FROM.match(line))
    return bool(signed or contributed) and not attributes(line)


def split_byline(text: str) -> Byline:
    """People and agencies of a byline or a metadata field, without "By", roles, places and addresses.

    >>> split_byline("By Jane Roe, Reuters").agencies
    ('Reuters',)
    """
    plain = _IN_BRACKETS.sub(r"\1", " ".join(_MAIL.sub(" ", text).split()))
    plain = _PICTURES_BY.sub("", _TEXT_AND_PICTURES.sub("", plain))
    while (shorter := _leading_by().sub("", plain)) != plain:
        plain = shorter
    people: list[str] = []
    agencies: list[str] = []
    parts = _SPLIT.split(_ASIDE.sub(_aside, plain))
    for mark, part in zip(("", *parts[1::2]), parts[::2], strict=True):
        whole, first = _stripped(part), not people
        if not first and " " in whole and _ROLE_PART.fullmatch(whole):
            continue
        name, agency = _without_agency(bare_name(whole))
        agencies += [agency] if agency else []
        if names_nobody(name, first=first and not agencies) or not _is_name(name, first=first):
            continue
        if " " in name or mark != "," or not (people and " " in people[0]):
            people.append(name)  # one word behind a name and a comma is a place or an office
    if len(people) > 1:
        people = [name for name in people if name != name.casefold()]
    return Byline(people=tuple(dict.fromkeys(people)), agencies=tuple(dict.fromkeys(agencies)))


_IN_BRACKETS = re.compile(r"^\(([^()]+)\)$")
_ASIDE = re.compile(r"\s*\(([^()]{2,40})\)?")
_WITH = re.compile(r"^(?:avec|with|mit|con|via|for)\s+", re.IGNORECASE)


def _aside(match: re.Match[str]) -> str:
    """What stands in brackets in a byline: an agency is kept, anything else tells of a place or an outlet."""
    inside = _WITH.sub("", match[1].strip())
    return f", {inside}," if inside.casefold() in words().agency_names else " "


def _stripped(part: str) -> str:
    if re.search(r"\b[A-Z]\.$|\bJr\.$", part):
        return part.strip(" ,;:-–—()[]*")
    return part.strip(" .,;:-–—()[]*\"'“”|_")


def _without_agency(name: str) -> tuple[str, str | None]:
    """A part of a byline without the agency that it is, or that stands behind the name: "Jane Doe Associated Press"."""
    agency = words().agency_names.get(_DESK.sub("", name).casefold())
    if agency is not None:
        return "", agency
    tokens = name.split()
    for start in range(2, len(tokens) - 1):
        if behind := words().agency_names.get(" ".join(tokens[start:]).casefold()):
            return " ".join(tokens[:start]), behind
    return name, None


def is_desk(name: str) -> bool:
    """Whether a name is a desk's and nobody's: "Gulf Post Staff", "Redacción Mundo".

    >>> is_desk("Gulf Post Staff"), is_desk("Ann Staff")
    (True, False)
    """
    return bool(_DESK_NAME.match(name)) and name.casefold() not in words().agency_names


def _is_name(name: str, *, first: bool) -> bool:
    if is_desk(name):
        return False
    if not 2 <= len(name) <= 60 or _DIGITS.search(name) or len(name.split()) > 6:
        return False
    if _CREDENTIAL.match(name) or _INITIALS.fullmatch(name) or name.casefold() in _NOT_NAMES:
        return False
    return (first and " " not in name) or name != name.casefold()


_NOT_NAMES = frozenset(
    "admin administrator author by editor posted staff staff writer staff reporter web desk news desk newsroom "
    "unknown none null some reviews comments more all"
    " anonymous guest user root name follow share updated published home contributor correspondent".split()
) | {
    "staff writer",
    "staff reporter",
    "web desk",
    "news desk",
    "special correspondent",
    "our correspondent",
    "senior editor",
}
