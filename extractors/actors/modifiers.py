"""What stands left and right of a head noun and says whose it is: states, bodies, people, "former" and "acting"."""

from dataclasses import dataclass, field

from extractors.actors.naming import How
from extractors.actors.phrases import HYPHENS
from extractors.actors.view import View

FLAGS = {
    "former": "former",
    "ex": "former",
    "onetime": "former",
    "erstwhile": "former",
    "ousted": "former",
    "deposed": "former",
    "toppled": "former",
    "outgoing": "outgoing",
    "acting": "acting",
    "interim": "acting",
    "caretaker": "acting",
    "late": "late",
    "slain": "late",
    "deceased": "late",
    "assassinated": "late",
    "incoming": "next",
    "elect": "next",
    "designate": "next",
    "future": "next",
    "next": "next",
    "new": "new",
    "previous": "previous",
    "then": "then",
    "current": "current",
    "incumbent": "current",
    "deputy": "deputy",
    "vice": "deputy",
    "assistant": "deputy",
    "shadow": "shadow",
    "opposition": "opposition",
}
# After a hyphen, what these say of the name before it is no membership: "US-backed rebels", "UN-brokered talks".
_OUTSIDE = frozenset(
    "backed led sponsored funded allied aligned brokered supported trained armed mediated imposed made "
    "built bound linked "
    "occupied controlled held run administered affiliated inspired friendly supplied".split()
)
_STANCES = frozenset("pro anti non".split())
_DETERMINERS = frozenset(
    "the a an this that these those some any no all both several many most each every other another".split()
)
_POSSESSIVES = frozenset("his her its their our my your whose".split())
_LEFT_DEPS = frozenset("amod compound nmod poss nummod quantmod advmod punct case appos prep npadvmod".split())
_LEFT_POS = frozenset(("ADJ", "NOUN", "PROPN", "NUM"))
_LONGEST = 14  # tokens to the left


@dataclass(slots=True)
class Modifiers:
    """What the modifiers of a head noun say."""

    start: int
    anchors: list[str] = field(default_factory=list)  # actor_ids, nearest last
    flags: set[str] = field(default_factory=set)
    person: tuple[int, int] | None = None  # "the Trump administration": tokens of the name
    bodies: list[str] = field(default_factory=list)  # "Foreign Ministry" in "Foreign Ministry spokesman"
    titles: list[int] = field(default_factory=list)  # first tokens of titles joined by "and"
    determiner: str = ""
    possessor: int | None = None  # "his" in "his foreign minister"
    outside: list[int] = field(default_factory=list)  # first tokens of names like "US" in "US-backed rebels"
    words: list[int] = field(default_factory=list)  # other modifiers


def left_modifiers(view: View, end: int, persons: dict[int, tuple[int, int]]) -> Modifiers:
    """The modifiers left of the token `end`; `persons` are spans of person names by the token after them."""
    found = Modifiers(start=end)
    first = view.sentences[end] if end < len(view.sentences) else 0
    first = max(first, end - _LONGEST)
    place = end
    while place > first:
        step = _step_left(view, place, first, persons, found)
        if step is None:
            break
        place = step
        found.start = place
        if found.determiner or found.possessor is not None:
            break
    found.anchors.reverse()
    return found


def _step_left(view: View, place: int, first: int, persons: dict[int, tuple[int, int]], found: Modifiers) -> int | None:
    """Where the phrase begins with one more modifier taken in; None where it ends."""
    before = place - 1
    key, text = view.keys[before], view.texts[before]
    if place in view.names_ending and view.names_ending[place].start >= first:
        return _named(view, place, found)
    if place in persons:
        return _person(view, place, persons, found)
    if place in view.titles_ending:
        return _titled(view, place, found)
    if place in view.agents_ending and view.agents_ending[place].values[0].sense == "body":
        found.bodies.append(view.agents_ending[place].values[0].body)
        return view.agents_ending[place].start
    if text == "'s" or (text == "'" and before and view.keys[before - 1].endswith("s")):
        return before if _is_owner(view, before, first, persons) else None
    if text in HYPHENS:
        inside = _joins(view, before) and not _is_outside(view, before) and view.keys[place] not in _OUTSIDE
        return before if inside else None
    if key in ("and", "or", "&", ","):
        return before if _joins_anchors(view, place, before, found) else None
    if text[:1].isupper() and (town := _town_before(view, place, first)) is not None:
        found.anchors.append(f"state:{town[1]}")
        return town[0]
    return before if _says_which(view, before, found) else _plain(view, before, found)


def _says_which(view: View, before: int, found: Modifiers) -> bool:
    """Takes in "former", "the" or "his"."""
    key, pos = view.keys[before], view.pos[before]
    if key in FLAGS:
        found.flags.add(FLAGS[key])
        return True
    if key in _POSSESSIVES and pos in ("PRON", "DET"):
        found.possessor = before
        return True
    if key in _DETERMINERS and pos in ("DET", "PRON", "ADJ"):
        found.determiner = key
        return True
    return False


def _is_owner(view: View, end: int, first: int, persons: dict[int, tuple[int, int]]) -> bool:
    """Whether what stands before "'s" may own: a name, a person, a town, a common noun."""
    return (
        view.pos[end - 1] == "NOUN"
        or end in view.names_ending
        or end in persons
        or _town_before(view, end, first) is not None
    )


def _named(view: View, place: int, found: Modifiers) -> int | None:
    match = view.names_ending[place]
    if match.start and view.keys[match.start - 1] == "ethnic":
        return match.start - 1  # "ethnic Albanian" is not of Albania
    if match.start >= 2 and view.texts[match.start - 1] in HYPHENS and view.keys[match.start - 2] in _STANCES:
        return match.start - 2  # "pro-Russian" is not of Russia
    if _is_outside(view, place):
        found.outside.append(match.start)
        return None
    if match.values[0].how is How.PERSON:
        if view.texts[place : place + 1] == [","]:
            return None
        found.person = (match.start, match.end)
        return match.start
    if view.texts[place : place + 1] == [","] and not found.anchors:
        return None
    found.anchors.append(view.actor_of(match))
    return match.start


def _person(view: View, place: int, persons: dict[int, tuple[int, int]], found: Modifiers) -> int | None:
    if view.texts[place] == ",":
        return None
    found.person = persons[place]
    return persons[place][0]


def _titled(view: View, place: int, found: Modifiers) -> int | None:
    match = view.titles_ending[place]
    if view.texts[place] in ("'s", ","):
        return None
    found.titles.append(match.start)
    return match.start


def _is_outside(view: View, place: int) -> bool:
    """Whether the name that ends before `place` goes with a participle: "Iran-backed"."""
    size = len(view.keys)
    if place < size and view.texts[place] in HYPHENS:
        return place + 1 < size and view.keys[place + 1] in _OUTSIDE
    return place < size and view.keys[place] in _OUTSIDE and view.tags[place] == "VBN"


def _joins(view: View, hyphen: int) -> bool:
    """Whether a hyphen stands inside a word: no space before it."""
    return hyphen > 0 and not view.doc[hyphen - 1].whitespace_


def _is_adjectival(view: View, place: int) -> bool:
    match = view.names.get(place)
    return match is not None and match.values[0].how in (How.DEMONYM, How.NAME)


def _joins_anchors(view: View, place: int, before: int, found: Modifiers) -> bool:
    """Whether "and" or a comma joins two states ("Iranian and Qatari leaders") or two titles."""
    if view.texts[before] == ",":
        other = view.names_ending.get(before)
        joins = bool(found.anchors) and _is_adjectival(view, place) and other is not None
        return joins and other is not None and view.how(other) is How.DEMONYM
    if before in view.titles_ending and found.titles:
        return True
    return bool(found.anchors) and before in view.names_ending and place in view.names and not found.titles


def _plain(view: View, before: int, found: Modifiers) -> int | None:
    if view.keys[before] in _OUTSIDE and before and view.texts[before - 1] in HYPHENS:
        return None
    if before in view.glued:
        return None
    if view.pos[before] not in _LEFT_POS and view.tags[before] not in ("VBN", "VBG"):
        return None
    if view.deps[before] not in _LEFT_DEPS or view.heads[before] < before:
        return None
    if view.deps[before] == "npadvmod" or (view.deps[before] == "advmod" and view.pos[before] != "ADJ"):
        return None
    found.words.append(before)
    return before


def _town_before(view: View, end: int, first: int) -> tuple[int, str] | None:
    """Start and country of a town or region whose name ends before `end`; the longest of up to three words."""
    for size in (3, 2, 1):
        start = end - size
        if start >= first and view.texts[start][:1].isupper() and view.entities[start] != "PERSON":
            country = view.book.towns.get(" ".join(view.keys[start:end]))
            if country is not None:
                return start, country
    return None
