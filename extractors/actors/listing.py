"""Which unknown names of an article are worth a row: those that take part in something."""

from domain.actors import Actor, ActorKind, MentionForm, Sector
from extractors.actors.acting import out_of_lists
from extractors.actors.candidates import Candidate
from extractors.actors.casting import Cast, Resolution
from extractors.actors.names import folded
from extractors.actors.view import View

_PART = frozenset(("nsubj", "nsubjpass", "dobj", "dative", "iobj", "agent", "oprd", "ROOT"))
_AIMED = frozenset("by with against between to from on for toward towards".split())
_REPORTING = frozenset(
    "report say write publish quote cite tell describe note add show carry air broadcast reveal".split()
)
_SOURCES = frozenset("to by in from for per via with on of at".split())
Resolved = list[tuple[Candidate, Resolution]]


def listed(cast: Cast, resolved: Resolved) -> Resolved:
    """The mentions without those of outlets that only report, and with those of passing names left without an actor."""
    kept: Resolved = []
    heads: dict[str, list[int]] = {}
    for candidate, resolution in resolved:
        for actor_id in resolution.actor_ids:
            heads.setdefault(actor_id, []).append(candidate.head)
    if cast.view.is_label:
        return resolved
    dropped = {i for i, places in heads.items() if not _deserves(cast, i, places)}
    for candidate, resolution in resolved:
        gone = dropped.intersection(resolution.actor_ids)
        if not gone:
            kept.append((candidate, resolution))
        elif candidate.form is MentionForm.PRONOUN or not _is_outlet(cast, next(iter(gone))):
            kept.append((candidate, Resolution((), "a name that takes no part in anything")))
    return kept


def _deserves(cast: Cast, actor_id: str, heads: list[int]) -> bool:
    actor = cast.actor(actor_id)
    if actor is None:
        return False
    if _is_outlet(cast, actor_id):
        return any(_takes_part(cast.view, head) and not _only_reports(cast.view, head) for head in heads)
    if actor.known or actor.kind not in (ActorKind.PERSON, ActorKind.OTHER, ActorKind.COMPANY) or actor.country:
        return True
    if actor.sector is not None and actor.kind is ActorKind.PERSON:
        return True
    return any(_takes_part(cast.view, head) for head in heads)


def _is_outlet(cast: Cast, actor_id: str) -> bool:
    actor = cast.actor(actor_id)
    if actor is None or not isinstance(actor, Actor):
        return False
    if any(folded(name) in cast.book.outlets for name in (actor.name, *actor.names)):
        return True
    return not actor.known and actor.sector is Sector.MED and actor.kind is ActorKind.MEDIA


def _takes_part(view: View, head: int) -> bool:
    top = out_of_lists(view, head)
    dep = view.deps[top]
    if dep == "pobj":
        return view.keys[view.heads[top]] in _AIMED
    return dep in _PART or dep == "poss"


def _only_reports(view: View, head: int) -> bool:
    top = out_of_lists(view, head)
    governor = view.heads[top]
    if view.deps[top] == "pobj":
        return view.keys[governor] in _SOURCES
    return view.doc[governor].lemma_ in _REPORTING or view.deps[top] == "poss" or view.deps[top] == "ROOT"
