"""Organisations that only the model knows: what their name says of kind, sector and state, and their short forms."""

import re

from domain.actors import Actor, ActorKind, MentionForm, Sector
from domain.identifiers import content_id
from extractors.actors.candidates import Candidate
from extractors.actors.names import folded
from extractors.actors.naming import How
from extractors.actors.view import View

_LEAST = 2  # letters of a name
_NOT_BODIES = frozenset(
    "internet constitution covid covid-19 bible quran koran cup olympics games world league championship nobel "
    "agreement treaty accord accords deal act plan summit conference revolution war state pool getty photo source "
    "reuters afp ap bloomberg monday tuesday wednesday thursday friday saturday sunday".split()
)
_ENDS = frozenset(
    "agreement treaty accord accords deal act plan summit conference revolution war cup games charter convention "
    "protocol resolution initiative process day prize award crisis programme program doctrine".split()
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z.&-]*[A-Z][A-Za-z.-]*")


def body_actor(view: View, candidate: Candidate, country: str | None) -> Actor | None:
    """The actor of a body's name; None where the name is no body's.

    `country` is what the words around the name say; else the name itself may say it.
    """
    start, end = candidate.start, candidate.end
    keys = [key for key in view.keys[start:end] if key]
    name = str(view.doc[start:end].text)
    if (
        len(name) < _LEAST
        or not keys
        or _last_word(keys) in _ENDS
        or all(key in _NOT_BODIES for key in keys)
        or "http" in keys[0]
    ):
        return None
    if "/" in name or " ".join(keys).replace("-", " ") in view.book.towns:
        return None
    kind, sector = _kind(view, keys)
    own, nearest = _states_inside(view, start, end), country
    nearest = nearest or (own[0] if own else None)
    return Actor(
        actor_id=content_id("body", " ".join(keys), nearest),
        name=name,
        kind=kind,
        country=nearest,
        sector=sector,
        known=False,
    )


def _last_word(keys: list[str]) -> str:
    """The word that says what the name names: "treaty" of "Mutual Defense Treaty of"."""
    head = keys[: keys.index("of")] if "of" in keys[1:] else keys
    return keys[-1] if keys[-1] in _ENDS else head[-1]


def _kind(view: View, keys: list[str]) -> tuple[ActorKind, Sector | None]:
    words = view.book.body_words
    for key in reversed(keys):
        if key in words:
            return words[key]
        if key in ("of", "for", "in", "and"):
            continue
    return ActorKind.OTHER, None


def _states_inside(view: View, start: int, end: int) -> list[str]:
    """Countries of states, demonyms and towns in the name itself."""
    found = []
    inside: set[int] = set()  # tokens of towns of two words
    for place in range(start, end):
        match = view.names.get(place)
        pair = view.book.towns.get(" ".join(view.keys[place : place + 2])) if place + 1 < end else None
        if place in inside:
            continue
        if match is None and pair is not None:
            found.append(pair)
            inside.add(place + 1)
        elif match is not None:
            actor = view.book.actors.get(view.actor_of(match))
            if actor is not None and actor.country and match.values[0].how in (How.NAME, How.DEMONYM, How.CAPITAL):
                found.append(actor.country)
        elif (country := view.book.towns.get(view.keys[place])) is not None and view.texts[place][:1].isupper():
            found.append(country)
    return found


def short_forms(view: View, bodies: list[Candidate]) -> dict[str, Candidate]:
    """Acronyms that the text gives behind a name in brackets, with the candidate that they stand for."""
    forms = {}
    for candidate in bodies:
        if candidate.form in (MentionForm.METONYM, MentionForm.DEMONYM):
            continue  # "Washington (AP)"
        end = candidate.end
        if end + 2 < len(view.texts) and view.texts[end] == "(" and view.texts[end + 2] == ")":
            acronym = view.texts[end + 1]
            if _ACRONYM.fullmatch(acronym):
                forms[folded(acronym)] = candidate
    return forms
