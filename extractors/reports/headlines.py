"""Headlines: a comma for "and"."""

from spacy.tokens import Token

from domain.actors import Actor, ActorKind
from extractors.reports.scene import Scene

_SIDES = frozenset({ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.IGO})


def with_comma_partner(subjects: list[Token], scene: Scene) -> list[Token]:
    """The subjects of a verb, with what a headline sets before them with a comma: "Egypt, Turkey sign"."""
    if len(subjects) != 1:
        return subjects
    (subject,) = subjects
    first = subject.sent.start
    partner = next((child for child in subject.children if child.dep_ == "appos"), None)
    if partner is not None and _side(subject, scene) and subject.left_edge.i == first:
        # the second was taken for an apposition of the first; a real one is closed by a comma
        after = partner.right_edge.i + 1
        closed = after < len(subject.doc) and subject.doc[after].text == ","
        other = _side(partner, scene) or next(
            (state for child in partner.children if child.dep_ == "compound" and (state := _side(child, scene))), None
        )
        if other is not None and not closed and other != _side(subject, scene):
            return [subject, partner]
        return subjects
    edge = subject.left_edge.i
    if edge - 2 < first or subject.doc[edge - 1].text != "," or not _side(subject, scene):
        return subjects
    before = subject.doc[edge - 2]
    mention = scene.mention_at.get(before.i)
    state = _side(before, scene)
    if mention is None or state is None or state == _side(subject, scene):
        return subjects
    if (
        mention.span.start != subject.doc[first].idx
        or subject.doc[subject.right_edge.i + 1 : subject.i + 2].text == ","
    ):
        return subjects
    return [before, subject]


def _side(token: Token, scene: Scene) -> Actor | None:
    return next((actor for actor in scene.actors_of(token) if actor.known and actor.kind in _SIDES), None)
