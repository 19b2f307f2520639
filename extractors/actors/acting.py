"""Whether the name of a place acts or is acted upon, and so speaks of an actor, or only says where."""

from extractors.actors.complements import country_beside
from extractors.actors.naming import governs
from extractors.actors.view import View

_WHERE = frozenset("in inside near across throughout within outside around".split())
_PASSING = frozenset("at under over through beneath above amid from into".split())
_AIMED = frozenset("with against between by toward towards on upon versus than like alongside without".split())
_MOTION = frozenset(
    "go travel fly return move relocate arrive come flee drive head rush route road flight train way journey migrate "
    "deport extradite transfer evacuate escape walk march sail ship export flow close next home north "
    "south east west back "
    "proximity bring take drive".split()
)
_VIOLENT = frozenset(
    "war invasion aggression intervention offensive occupation attack strike airstrike raid bombing "
    "bombardment shelling "
    "genocide massacre operation campaign incursion assault crackdown coup conflict target bomb hit "
    "shell invade intervene "
    "attack launch withdrawal troop force involvement".split()
)
_PHYSICAL = frozenset(
    "street outskirt suburb airport resident population skyline neighborhood neighbourhood district "
    "center centre stadium "
    "square hospital port weather climate university mosque church market hotel restaurant museum metro subway".split()
)
_LEAVING = frozenset("leave reach enter tour depart exit overlook surround inhabit near".split())
_BELONGING = frozenset("ally member partner candidate country state nation membership bid standard".split())
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "agent"))
_OBJECTS = frozenset(("dobj", "dative", "iobj", "obj", "oprd"))


def acts(view: View, end: int, head: int, kind: str) -> bool:
    """Whether a place name that ends before `end` is an actor here.

    `kind` is "state", "palace" or "town"; a town is an actor less readily than the others.
    """
    town = kind == "town"
    if view.is_label and view.deps[head] == "ROOT":
        return True
    top = out_of_lists(view, head)
    dep, governor = view.deps[top], view.heads[top]
    lemma = view.doc[governor].lemma_.lower()
    if dep in _SUBJECTS:
        return True
    if dep in _OBJECTS:
        return not (town and lemma in _LEAVING)
    if dep == "poss":
        return not (town and lemma in _PHYSICAL)
    if dep == "pobj":
        return _by_preposition(view, governor, kind)
    if dep in ("compound", "nmod", "amod", "npadvmod"):
        return not town or _backs(view, end)
    return not town


def speaks(view: View, head: int) -> bool:
    """Whether a town that is no capital is the subject of an active verb: its government acts."""
    top = out_of_lists(view, head)
    return view.deps[top] == "nsubj" and view.doc[view.heads[top]].lemma_ not in (
        "be",
        "remain",
        "have",
        "see",
        "become",
        "lie",
    )


def is_membership(view: View, head: int) -> bool:
    """Whether a body's name only says what somebody belongs to: "NATO ally", "non-EU country"."""
    governor = view.heads[head]
    return view.deps[head] in ("compound", "nmod", "amod", "poss") and view.doc[governor].lemma_.lower() in _BELONGING


def out_of_lists(view: View, head: int) -> int:
    """The first member of the list that the word is in: "Doha" for "Tehran" of "between Doha and Tehran"."""
    while view.deps[head] in ("conj", "appos") and view.heads[head] != head:
        head = view.heads[head]
    return head


def _by_preposition(view: View, preposition: int, kind: str) -> bool:
    town = kind == "town"
    word = view.keys[preposition]
    governor = view.heads[preposition]
    lemma = view.doc[governor].lemma_.lower()
    if word in _WHERE:
        return not town and lemma in _VIOLENT
    if word in _PASSING:
        return kind == "state" or (kind == "palace" and word == "from")
    if not town or word in _AIMED:
        return True
    if word in ("to", "for", "of"):
        return lemma not in _MOTION and lemma not in _PHYSICAL and word != "of"
    return False


def _backs(view: View, end: int) -> bool:
    """ "Tehran-backed": who backs acts."""
    return end + 1 < len(view.keys) and view.texts[end] == "-" and view.tags[end + 1] == "VBN"


def clause_country(view: View, head: int) -> str | None:
    """ISO alpha-3 country of the "in ..." that goes with the verb of an argument; None where none or several do."""
    top = out_of_lists(view, head)
    if view.deps[top] not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return None
    verb = view.heads[top]
    if view.deps[top] == "pobj" and view.deps[verb] == "agent":
        verb = view.heads[verb]
    countries: set[str] = set()
    for preposition in view.doc[verb].children:
        if preposition.dep_ == "dobj" and preposition.i != top and preposition.i not in view.names:
            countries.update(_countries_at(view, preposition.i, preposition.i + 1))  # "rebels seized Goma"
        if preposition.dep_ == "prep" and preposition.lower_ in ("in", "near", "at", "across"):
            for place in preposition.children:
                wider = country_beside(view, place.i + 1)  # "in Paris, Texas"
                countries.update([wider] if wider else _countries_at(view, place.left_edge.i, place.i + 1))
    return countries.pop() if len(countries) == 1 else None


def _countries_at(view: View, start: int, end: int) -> list[str]:
    """Countries of the names of places between two tokens."""
    found = []
    for place in range(start, end):
        match = view.names.get(place)
        if match is not None and governs(actor := view.book.actors[view.actor_of(match)]) and actor.country:
            found.append(actor.country)
        elif view.texts[place][:1].isupper() and not view.texts[place - 1][:1].isupper():
            longest = (view.book.towns.get(" ".join(view.keys[place:last])) for last in range(end, place, -1))
            country = next((each for each in longest if each is not None), None)
            if country is not None:
                found.append(country)
    return found
