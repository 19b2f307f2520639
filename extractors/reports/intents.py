"""What is said to lie ahead as an act of its own: a promise, a threat, a refusal, a demand.

"Finland will give Tanzania a grant" is an AID that is planned, and an AGREE that has been made by saying so; "rebels
will not release the pilots" is a REJECT; "Moscow said it would boycott the vote" a THREATEN; "Paris said Rome must
pay" a REQUEST. So the CAMEO codebook: intents are coded in roots 03, 12 and 13 by what they intend, demands in 10.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from domain.reports import EventType, Status
from extractors.ontology import Content, Frame, FrameWord
from extractors.reports.grammar import clause_verb, is_verbal, kids, logical_objects, logical_subjects, surface_subjects
from extractors.reports.matching import Match
from extractors.reports.parties import antecedent, can_act
from extractors.reports.phrases import is_agent_noun
from extractors.reports.scene import Scene
from extractors.reports.slots import Anchor
from extractors.reports.standing import Standing, Turn
from extractors.reports.themes import inside, own_side

_AGREED = {
    EventType.CONSULT: "036",
    EventType.AID: "033",
    EventType.RETREAT: "035",
    EventType.CONCEDE: "034",
    EventType.COOPERATE: "031",
    EventType.SUPPORT: "032",
}
_REFUSED = {
    EventType.CONSULT: "125",
    EventType.AID: "122",
    EventType.RETREAT: "124",
    EventType.CONCEDE: "123",
    EventType.COOPERATE: "121",
    EventType.SUPPORT: "120",
    EventType.AGREE: "120",
}
_THREATENED = {
    EventType.SANCTION: "131",
    EventType.PROTEST: "133",
    EventType.COERCE: "132",
    EventType.ASSAULT: "138",
    EventType.MOBILIZE: "138",
}
_FUTURE = frozenset({"will", "shall", "'ll", "wo", "would"})
_OBLIGING = frozenset({"must", "should", "ought", "need", "have"})
_SAYING = frozenset(
    "say tell insist stress argue add declare warn state announce conclude believe think emphasize "
    "emphasise reiterate write maintain assert".split()
)
_DEMAND = Frame(
    id="said_must",
    lemmas=("say",),
    pos=FrameWord.VERB,
    type=EventType.REQUEST,
    cameo="100",
    where="rule",
)
_OFFERING = frozenset({"offer", "agree", "volunteer", "consent"})
_MERELY_KNOWING = frozenset("expect know remember realize realise understand note feel think".split())
_NO_STANDING = Standing(steps=(), speakers=(), saying=None)


def with_intents(kept: list[tuple[Match, Standing]], scene: Scene) -> list[tuple[Match, Standing]]:
    """The matches with what their futures promise or threaten; a refused act gives way to its refusal."""
    found = []
    for match, standing in kept:
        intent = _intent(match, standing, scene)
        if intent is None:
            found.append((match, standing))
            continue
        found.append((intent, _NO_STANDING))
        spoken = match.frame.type in (EventType.SUPPORT, EventType.AGREE)  # to promise support is to give it by word
        if standing.status is not Status.NEGATED and not spoken:
            found.append((match, standing))
    return found


def with_threats(matches: list[Match]) -> list[Match]:
    """The matches, in which a promise of something hostile is a threat: "vowed to bomb", "intends to expel"."""
    triggers = {match.anchor.head.i: match for match in matches}
    return [_threat(match, triggers) or match for match in matches]


def _threat(match: Match, triggers: dict[int, Match]) -> Match | None:
    if match.frame.type is not EventType.AGREE or match.frame.content in (None, Content.POSSIBLE):
        return None
    if match.anchor.head.lemma_ in _OFFERING:
        return None  # "offered to send troops to help"
    for clause in kids(match.anchor.head, "xcomp", "ccomp", "acl"):
        content = triggers.get(clause.i)
        if content is not None and content.frame.type in _THREATENED:
            threat = _as(match, EventType.THREATEN, _THREATENED[content.frame.type])
            return replace(threat, recipients=content.recipients or match.recipients)
    return None


def _intent(match: Match, standing: Standing, scene: Scene) -> Match | None:
    turns = {step.turn for step in standing.steps}
    verb = match.anchor.support or match.anchor.head
    if Turn.PLANNED not in turns or Turn.HYPOTHETICAL in turns or not match.initiators or not is_verbal(verb):
        return None
    if not any(child.lower_ in _FUTURE for child in kids(_finite(verb), "aux")):
        return None
    type_ = match.frame.type
    if type_ in (EventType.AGREE, EventType.THREATEN) and standing.status is Status.PLANNED:
        return match
    if standing.status is Status.NEGATED:
        return _as(match, EventType.REJECT, _REFUSED[type_]) if type_ in _REFUSED else None
    if type_ in _AGREED:
        return _as(match, EventType.AGREE, _AGREED[type_])
    if type_ in _THREATENED and _says_so(match, standing, scene):
        return _as(match, EventType.THREATEN, _THREATENED[type_])
    return None


def _finite(verb: Token) -> Token:
    """The verb that carries the modal: "will meet and sign", "will be ready to help"."""
    for _ in range(3):
        if kids(verb, "aux") and any(child.lower_ in _FUTURE for child in kids(verb, "aux")):
            return verb
        if verb.dep_ in ("conj", "xcomp") and is_verbal(verb.head):
            verb = verb.head
        elif verb.dep_ == "pcomp":  # "will follow a policy of deepening ties"
            verb = clause_verb(verb.head)
    return verb


def _as(match: Match, type_: EventType, cameo: str) -> Match:
    frame = replace(
        match.frame, id=f"{match.frame.id}>{type_.value.lower()}", type=type_, mode=None, cameo=cameo, reciprocal=False
    )
    return replace(match, frame=frame)


def _says_so(match: Match, standing: Standing, scene: Scene) -> bool:
    """Whether the side that will do it is the side that says so."""
    said_by = {token.i for token in standing.speakers}
    doers = {antecedent(token, scene).i for token in match.initiators}
    if said_by & doers:
        return True
    actors = {actor.actor_id for token in standing.speakers for actor in scene.actors_of(token)}
    return any(actor.actor_id in actors for token in match.initiators for actor in scene.actors_of(token))


def demands(sentence: Sentence, scene: Scene) -> Iterator[Match]:
    """ "X said Y must ...": a request of X to Y."""
    for token in sentence:
        if token.lemma_ not in _SAYING or not is_verbal(token):
            continue
        for clause in kids(token, "ccomp"):
            verb = _obliged(clause)
            if verb is None or clause.lemma_ in _MERELY_KNOWING:
                continue
            sayers = [each for each in logical_subjects(token) if can_act(each, scene)]
            asked = [
                each for each in surface_subjects(clause) if each.i in scene.mention_at or is_agent_noun(each, scene)
            ]
            ids = {actor.actor_id for each in sayers for actor in scene.actors_of(each)}
            asked = [
                each
                for each in asked
                if each.tag_ != "PRP" and not ids & {actor.actor_id for actor in scene.actors_of(each)}
            ]
            if not asked:
                asked = _asked_within(clause, own_side(sayers, scene), scene)
            if sayers and asked:
                yield Match(
                    frame=_DEMAND,
                    anchor=Anchor(word=FrameWord.VERB, trigger=verb, head=token),
                    initiators=tuple(sayers),
                    recipients=tuple(asked),
                    initiator_slot="subject",
                    recipient_slot="complement",
                )


def _asked_within(clause: Token, side: frozenset[str], scene: Scene) -> list[Token]:
    """Whose deeds must end: "all means must be used to halt the Israeli raids", "the Saudi blockade must end"."""
    themes = [*kids(clause, "nsubj", "nsubjpass", "dobj")]
    for inner in kids(clause, "xcomp", "advcl"):
        themes += logical_objects(inner)
    for theme in themes:
        found = [each for each in inside(theme, scene, True, side) if each.i in scene.mention_at]
        if found:
            return found
    return []


def _obliged(clause: Token) -> Token | None:
    """The word that obliges: must, should, ought to, needs to, has to."""
    for child in kids(clause, "aux"):
        if child.lower_ in ("must", "should", "ought"):
            return child
    if any(child.lower_ == "yet" for child in kids(clause, "advmod")):
        return None  # "has yet to answer"
    if clause.lemma_ == "have" and clause.tag_ == "VBD":
        return None  # "had to flee" is told, not demanded
    if clause.lemma_ in ("need", "have") and kids(clause, "xcomp") and not kids(clause, "dobj"):
        return clause
    return None
