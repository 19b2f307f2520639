"""Counterparts who are named at once: "his Iranian counterpart, Abbas Araghchi" is one person, said twice."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from domain.actors import Actor, ActorKind, Mention, MentionForm

_BETWEEN = frozenset((" ", ", "))


def with_named_counterparts(mentions: Sequence[Mention], actors: dict[str, Actor], text: str) -> tuple[Mention, ...]:
    """The mentions, with each "counterpart" that a name follows resolved to who is named, unless countries differ."""
    found = list(mentions)
    for place, (mention, following) in enumerate(pairwise(mentions)):
        if mention.text.rpartition(" ")[2].lower() != "counterpart" or following.form is not MentionForm.NAME:
            continue
        if text[mention.span.end : following.span.start] not in _BETWEEN or len(following.actor_ids) != 1:
            continue
        named = actors.get(following.actor_ids[0])
        if named is None or named.kind is not ActorKind.PERSON:
            continue
        countries = {actors[each].country for each in mention.actor_ids if each in actors} - {None}
        if named.country is None or not countries or countries == {named.country}:
            found[place] = replace(mention, actor_ids=following.actor_ids, reason=f"named at once: {following.text}")
    return tuple(found)
