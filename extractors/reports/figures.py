"""Figures of a happening: people killed, injured, arrested, displaced, crowds, troops and money."""

import re
from collections.abc import Iterable

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from domain.reports import EventType, Magnitude
from domain.spans import Span
from extractors.reports.grammar import is_verbal, kids
from extractors.reports.scene import Scene

_VERBS = {
    "killed": frozenset(
        "kill die slay murder assassinate massacre execute behead slaughter perish shoot drown".split()
    ),
    "injured": frozenset("injure wound hurt maim hospitalize".split()),
    "arrested": frozenset("arrest detain jail imprison apprehend capture intern round".split()),
    "abducted": frozenset("kidnap abduct seize".split()),
    "displaced": frozenset("displace flee evacuate uproot".split()),
    "released": frozenset("release free".split()),
    "expelled": frozenset("expel deport".split()),
    "crowd": frozenset("protest march demonstrate rally gather riot strike".split()),
    "troops": frozenset("deploy send withdraw dispatch mobilize station".split()),
}
_ADJECTIVES = {
    "dead": "killed",
    "killed": "killed",
    "wounded": "injured",
    "injured": "injured",
    "hurt": "injured",
    "arrested": "arrested",
    "detained": "arrested",
    "missing": "missing",
    "displaced": "displaced",
}
_TROOPS = frozenset(
    "troop soldier marine fighter personnel peacekeeper reservist officer police guard policeman".split()
)
_CROWD = frozenset(
    "people protester demonstrator worker student farmer supporter marcher activist person resident woman "
    "teacher".split()
)
_GATHERINGS = frozenset("demonstration protest rally march strike riot sit-in vigil street procession".split())
_PERSONS = frozenset("person man woman soldier child boy girl civilian policeman officer".split())
_UNITS = {
    name: index
    for index, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ROUND = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (1_000, 99_999),
    "millions": (1_000_000, 99_999_999),
}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CURRENCIES = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "us$": "USD",
    "¥": "JPY",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "ruble": "RUB",
    "yuan": "CNY",
    "yen": "JPY",
    "rupee": "INR",
}
_VIOLENT = (EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE)
_HOME = {
    "killed": _VIOLENT,
    "injured": _VIOLENT,
    "missing": _VIOLENT,
    "arrested": (EventType.COERCE,),
    "abducted": (EventType.ASSAULT, EventType.COERCE),
    "crowd": (EventType.PROTEST,),
    "troops": (EventType.MOBILIZE, EventType.RETREAT, EventType.AID, EventType.COOPERATE),
    "released": (EventType.RETREAT,),
    "expelled": (EventType.COERCE, EventType.SANCTION),
}


def figures(sentence: Sentence, scene: Scene) -> tuple[Magnitude, ...]:
    """The figures that a sentence states, each name once: the first that it gives."""
    found: dict[str, Magnitude] = {}
    for token in sentence:
        if not (token.tag_ == "CD" or token.lower_ in _ROUND or token.lower_ in ("a", "an", "dozen")):
            continue
        name = _name(token) or _group(token, scene)
        if name is None or token.i in scene.date_at or name in found:
            continue
        figure = _figure(token, name, scene)
        if figure is not None:
            found[name] = figure
    return tuple(found.values())


def homes(name: str, types: Iterable[EventType]) -> frozenset[EventType]:
    """The types among a sentence's reports to which a figure belongs; all of them where none is its own."""
    present = frozenset(types)
    return present & frozenset(_HOME.get(name, ())) or present


def _name(number: Token) -> str | None:
    """What a number counts."""
    if _money(number):
        return "money"
    counted = _counted(number)
    lemma = counted.lemma_.lower()
    if number.lower_ in ("a", "an") and lemma not in _PERSONS:
        return None
    for token in (counted, number):
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        if after is not None and after.lower_ in _ADJECTIVES and after.sent == token.sent and not kids(after, "dobj"):
            return _ADJECTIVES[after.lower_]
    verb = _governor(counted)
    if verb is not None:
        return _by_verb(verb, counted, counted != number)
    return "crowd" if lemma in ("protester", "demonstrator", "marcher") else None


def _group(number: Token, scene: Scene) -> str | None:
    """ "people" for counted people of whom nothing more is said than that they act or are acted upon."""
    counted = _counted(number)
    if number.lower_ in ("a", "an") or counted.lemma_.lower() not in scene.ontology.nouns.agents:
        return None
    return "people" if _governor(counted) is not None else None


def _by_verb(verb: Token, counted: Token, has_noun: bool) -> str | None:
    """What the verb says of those counted."""
    verb_lemma, lemma = verb.lemma_.lower(), counted.lemma_.lower()
    name = next((name for name, lemmas in _VERBS.items() if verb_lemma in lemmas), None)
    if name == "troops" and lemma not in _TROOPS:
        return None
    if name == "crowd" and has_noun and lemma not in _CROWD | _TROOPS and counted.dep_ not in ("nsubj", "pobj"):
        return None
    if name is None and any(child.lemma_.lower() in _GATHERINGS for child in kids(verb, "dobj")):
        return "crowd" if counted.dep_ in ("nsubj", "pobj", "conj") else None
    return name or ("killed" if _is_toll(verb, counted) else None)


def _is_toll(verb: Token, counted: Token) -> bool:
    """ "left twelve dead", "claimed three lives", "the toll rose to 34"."""
    lemma = verb.lemma_.lower()
    if lemma == "leave":
        return any(child.lower_ == "dead" for child in verb.subtree)
    if lemma in ("claim", "take", "cost"):
        return any(child.lemma_ in ("life", "live") for child in (counted, *counted.children))
    return lemma in ("rise", "reach", "climb", "stand") and any(child.lemma_ == "toll" for child in verb.subtree)


def _counted(number: Token) -> Token:
    """The noun that a number counts; the number where it stands alone."""
    head = number
    while head.dep_ in ("nummod", "quantmod", "compound", "det") and head.head.i >= head.i:
        head = head.head
    if head.lower_ in _ROUND or head.lemma_.lower() in ("dozen", "score", "total", "number"):
        for prep in kids(head, "prep"):
            if prep.lower_ == "of":
                for pobj in kids(prep, "pobj"):
                    return pobj
    return head


def _governor(counted: Token) -> Token | None:
    """The verb of which the counted are subject or object."""
    token = counted
    for _ in range(4):
        if token.dep_ in ("dobj", "nsubj", "nsubjpass", "dative", "attr", "oprd") and is_verbal(token.head):
            return token.head
        if token.dep_ == "pobj" and token.head.lower_ in ("to", "at") and is_verbal(token.head.head):
            return token.head.head
        if token.dep_ in ("conj", "appos", "nummod") or (token.dep_ == "pobj" and token.head.lower_ == "of"):
            token = token.head if token.dep_ != "pobj" else token.head.head
            continue
        break
    for child in counted.children:
        if child.dep_ in ("acl", "relcl") and is_verbal(child):
            return child
    return None


def _figure(token: Token, name: str, scene: Scene) -> Magnitude | None:
    first, last = _number_words(token)
    span = Span(start=first.idx, end=last.idx + len(last))
    bounds = value(scene.doc[first.i : last.i + 1].text)
    if bounds is None:
        return None
    least, most = bounds
    before = first.nbor(-1).lower_ if first.i > first.sent.start else ""
    if before == "to" and first.i - 1 > first.sent.start and first.nbor(-2).lower_ == "up":
        least = min(1.0, least)
    unit = _money(token) if name == "money" else "people"
    return Magnitude(name=name, least=least, most=most, unit=unit, span=span, quote=scene.quote(span))


def _number_words(token: Token) -> tuple[Token, Token]:
    """The run of number words around a token."""
    first = last = token
    while first.i > token.sent.start and (
        first.nbor(-1).tag_ == "CD" or first.nbor(-1).lower_ in _ROUND or first.nbor(-1).lower_ in _SCALES
    ):
        first = first.nbor(-1)
    while last.i + 1 < token.sent.end and (
        last.nbor().tag_ == "CD"
        or last.nbor().lower_ in _SCALES
        or last.nbor().lower_ in ("dozen",)
        or (
            last.lower_ in _ROUND
            and last.nbor().lower_ == "of"
            and last.i + 2 < token.sent.end
            and last.nbor(2).lower_ in _ROUND
        )
    ):
        last = last.nbor(2) if last.nbor().lower_ == "of" else last.nbor()
    return first, last


def value(words: str) -> tuple[float, float] | None:
    """The bounds of a number in words or digits; None where it is none.

    >>> value("1,200"), value("twenty five"), value("tens of thousands"), value("2.5 million")
    ((1200.0, 1200.0), (25.0, 25.0), (10000.0, 99999.0), (2500000.0, 2500000.0))
    """
    low = words.lower().replace("-", " ")
    if low.startswith("tens of"):
        return (10_000.0, 99_999.0) if "thousand" in low else (10.0, 99.0)
    if low.startswith("hundreds of"):
        return (100_000.0, 999_999.0)
    if low in _ROUND:
        return float(_ROUND[low][0]), float(_ROUND[low][1])
    total, current, known = 0.0, 0.0, False
    for word in low.split():
        digits = _DIGITS.fullmatch(word)
        if digits:
            current += float(word.replace(",", ""))
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, _TENS.get(word, 0))
        elif word in ("a", "an"):
            current += 1
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, current = total + current, 0.0
        else:
            return None
        known = True
    return (total + current, total + current) if known else None


def _money(token: Token) -> str | None:
    """The currency that a number is in; None where it is no sum of money."""
    for each in (*token.children, *token.head.children, token.head):
        low = each.lower_
        if low in _CURRENCIES and abs(each.i - token.i) <= 3:
            return _CURRENCIES[low]
        if each.lemma_.lower() in _CURRENCIES and each.i > token.i and each.i - token.i <= 3:
            return _CURRENCIES[each.lemma_.lower()]
    return None
