"""What stands right of a head noun and says whose it is: "of Iran", "in Iraq and Syria"."""

from dataclasses import dataclass, field

from extractors.actors.naming import How, governs
from extractors.actors.view import View

_OF = frozenset(("of",))
_PLACED = frozenset(("in", "from", "inside", "across", "within"))
_BESIDE = frozenset("neighbours neighbors allies rivals enemies partners critics opponents foes creditors".split())


@dataclass(slots=True)
class Complement:
    """What stands right of a head noun: "of Iran", "in Iraq and Syria"."""

    end: int
    anchors: list[str] = field(default_factory=list)
    preposition: str = ""
    person: tuple[int, int] | None = None
    unknown: bool = False  # a name that we know of no state stands there: "officials from Ruritania"


def right_complement(view: View, start: int, persons_from: dict[int, tuple[int, int]], *, placed: bool) -> Complement:
    """The complement that begins at token `start`; with `placed`, "in" and "from" too."""
    nothing = Complement(end=start)
    if start >= len(view.keys) or view.sentences[start] == start:
        return nothing
    preposition = view.keys[start]
    if preposition not in _OF and not (placed and preposition in _PLACED):
        return nothing
    place = start + 1
    place += place < len(view.keys) and view.keys[place] in (
        "the",
        "neighboring",
        "neighbouring",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
    )
    found = Complement(end=start, preposition=preposition)
    while place < len(view.keys):
        match = view.names.get(place)
        if match is None or (match.values[0].how is How.DEMONYM):
            if not found.anchors:
                _take_unnamed(view, place, persons_from, found)
                found.unknown = found.end == start and view.pos[place] == "PROPN" and _is_name(view, place)
            break
        if match.values[0].how is How.PERSON:
            found.person, found.end = (match.start, match.end), match.end
            break
        if view.texts[match.end : match.end + 1] == ["'s"] and view.keys[match.end + 1] in _BESIDE:
            found.unknown = not found.anchors  # "ministers from Chad's neighbours" are not of Chad
            break
        wider = country_beside(view, match.end) if preposition in _PLACED else None
        is_city = match.values[0].how is How.CAPITAL
        if wider is not None and (is_city or match.end + 1 not in view.names):
            found.anchors, found.end = [f"state:{wider}"], match.end  # "Jamaica, Queens" is not the state
            break
        found.anchors.append(view.actor_of(match))
        found.end = place = match.end
        following = _next_listed(view, place)
        if following is None:
            break
        place = following
    return found if found.end > start or found.unknown else nothing


def _next_listed(view: View, place: int) -> int | None:
    """Where the next name of a list begins, behind the comma or "and" at `place`; None where no list goes on."""
    size = len(view.keys)
    if place < size - 1 and view.keys[place] in ("and", "&") and place + 1 in view.names:
        return place + 1
    if place < size - 2 and view.keys[place : place + 2] == ["and", "the"] and place + 2 in view.names:
        return place + 2
    if place < size - 1 and view.texts[place] == "," and place + 1 in view.names:
        return place + 1 if any(view.keys[k] == "and" for k in range(place, min(place + 8, size))) else None
    return None


def _take_unnamed(view: View, place: int, persons_from: dict[int, tuple[int, int]], found: Complement) -> None:
    """Takes in a person, a body or a town that is no name of the gazetteer."""
    if place in persons_from:
        found.person, found.end = persons_from[place], persons_from[place][1]
    elif view.entities[place] == "ORG" and found.preposition == "of":
        found.end = _end_of_entity(view, place)
    elif (town := _town(view, place)) is not None:
        wider = country_beside(view, town[0])
        found.anchors, found.end = [f"state:{wider or town[1]}"], town[0]


def _end_of_entity(view: View, place: int) -> int:
    end = place
    while end < len(view.entities) and view.entities[end] == view.entities[place]:
        end += 1
    return end - (view.texts[end - 1] == "'s")


def country_beside(view: View, comma: int) -> str | None:
    """The country of what stands behind the comma at a place name: "Surrey, England"; None in a list."""
    if comma + 1 >= len(view.keys) or view.texts[comma] != ",":
        return None
    match, town = view.names.get(comma + 1), _town(view, comma + 1)
    if match is not None and match.values[0].how is not How.DEMONYM:
        end, actor = match.end, view.book.actors.get(view.actor_of(match))
        country = actor.country if actor is not None and governs(actor) else None
    elif town is not None:
        end, country = town
    else:
        return None
    behind = [k for k in range(end, min(end + 2, len(view.keys))) if view.texts[k] != ","]
    listed = behind and (view.keys[behind[0]] in ("and", "or", "&") or (behind[0] > end and _is_name(view, behind[0])))
    return None if listed else country


def _is_name(view: View, place: int) -> bool:
    return view.texts[place][:1].isupper()


def _town(view: View, place: int) -> tuple[int, str] | None:
    """End and country of a town or region that begins at `place`; the longest of up to three words."""
    if not view.texts[place][:1].isupper():
        return None
    for size in (3, 2, 1):
        if place + size <= len(view.keys):
            country = view.book.towns.get(" ".join(view.keys[place : place + size]))
            if country is not None:
                return place + size, country
    return None
