"""People whom earlier articles made, and which of them a new one is."""

from collections.abc import Iterable
from typing import Protocol

from domain.actors import Actor, ActorKind
from extractors.actors.names import last_name_key, name_score, telling_words

SAME = 0.9  # score of names that are one person's, by names alone


class KnownActors(Protocol):
    """Actors that earlier articles made: what resolution may join an unknown name to."""

    def named(self, key: str) -> Iterable[Actor]:
        """Actors that have a name with this folded last-name key."""
        ...


def join_known(fresh: Actor, known: KnownActors) -> tuple[Actor, float] | None:
    """The stored person that a new one is, with the score; None where none is, or two are equally likely."""
    if len(telling_words(fresh.name)) < 2:
        return None
    scored: list[tuple[float, Actor]] = []
    for actor in known.named(last_name_key(fresh.name)):
        if actor.kind is not ActorKind.PERSON or (fresh.country and actor.country and actor.country != fresh.country):
            continue
        score = max((name_score(fresh.name, name) for name in (actor.name, *actor.names)), default=0.0)
        if score >= SAME:
            scored.append((score + (0.05 if actor.country == fresh.country else 0.0), actor))
    if not scored:
        return None
    best = max(score for score, _ in scored)
    top = {actor.actor_id: actor for score, actor in scored if score == best}
    return (next(iter(top.values())), min(best, 1.0)) if len(top) == 1 else None
