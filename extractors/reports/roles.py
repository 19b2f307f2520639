"""Who takes the roles of a frame: by its slots, by what it is about, or by what stands beside it."""

from dataclasses import dataclass

from spacy.tokens import Token

from domain.reports import EventType
from extractors.ontology import Frame, FrameWord
from extractors.reports.grammar import is_passive
from extractors.reports.parties import can_act, kinds_of, may_speak
from extractors.reports.phrases import is_agent_noun, measured_noun, owner_of
from extractors.reports.scene import Scene
from extractors.reports.senses import by_a_thing
from extractors.reports.slots import Anchor, fill, said_by
from extractors.reports.themes import (
    abroad,
    attackers_beside,
    clause_subjects,
    during_visit,
    inside,
    others,
    own_side,
    within_theme,
)

_OF_DEEDS = frozenset(  # of a deed they blame who did it, not whom it hit
    {EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT, EventType.CONSULT}
)
_GRANTED = frozenset({EventType.SUPPORT, EventType.AGREE})
SPOKEN = frozenset(
    {
        EventType.AGREE,
        EventType.SUPPORT,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.CONSULT,
    }
)
_ABOUT = frozenset({"on", "about", "over", "regarding", "concerning", "to"})  # "agreed to share data on Y"
_DONE_SOMEWHERE = frozenset(
    {
        EventType.AGREE,
        EventType.AID,
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.CONCEDE,
        EventType.MOBILIZE,
        EventType.RETREAT,
    }
)


@dataclass(slots=True, kw_only=True)
class Roles:
    """The words in the two roles, each with the slot that gave them."""

    initiators: list[Token]
    recipients: list[Token]
    initiator_slot: str
    recipient_slot: str


def roles(frame: Frame, anchor: Anchor, scene: Scene) -> Roles | str:
    """Who takes the roles; or, as a sentence, why nobody can."""
    own = frozenset({anchor.trigger.i, anchor.head.i})
    slot, initiators = fill(frame.initiator, anchor, scene, own)
    initiators = [token for token in initiators if _may_initiate(token, frame, scene)]
    if by_a_thing(anchor, scene, initiators):
        return "done by no party"
    found = Roles(initiators=initiators, recipients=[], initiator_slot=slot, recipient_slot="")
    _receive(found, frame, anchor, scene, own)
    _stand_in(found, frame, anchor, scene, own)
    if frame.recipient_kind and found.recipients:
        found.recipients = [each for each in found.recipients if kinds_of(each, scene) & set(frame.recipient_kind)]
        if not found.recipients:
            return f"its recipient is no {' or '.join(frame.recipient_kind)}"
    if frame.subject_kind:
        found.initiators = [each for each in found.initiators if kinds_of(each, scene) & set(frame.subject_kind)]
    somewhere = frame.type in _DONE_SOMEWHERE and not frame.reciprocal and _is_told(anchor)
    if somewhere and found.initiators and not found.recipients:
        found.recipient_slot, found.recipients = "abroad", abroad(anchor, scene, found.initiators)
    return found


def _receive(found: Roles, frame: Frame, anchor: Anchor, scene: Scene, own: frozenset[int]) -> None:
    """Fills the recipients from the slots, else from what the trigger is about."""
    initiators = found.initiators
    taken = own | {token.i for token in initiators}
    slot, recipients = fill(frame.recipient, anchor, scene, taken, named=True)
    narrow, side = frame.type in _OF_DEEDS, own_side(initiators, scene)
    if slot == "complement":
        recipients = others(recipients, scene, side)
    if recipients and not any(_is_party(token, scene) for token in recipients):
        deeper = [each for token in recipients for each in inside(token, scene, narrow, side) if each.i not in taken]
        deeper = deeper or (within_theme(anchor, scene, taken, narrow, side) if anchor.word is FrameWord.VERB else [])
        recipients = deeper or recipients
    if len(initiators) > 1 and anchor.head.lemma_ == "agree":
        recipients = [token for token in recipients if token.head.lower_ not in _ABOUT]
    joint = frame.reciprocal and len(initiators) > 1  # "Egypt, Turkey hold talks in Ankara"
    if not recipients and not joint and not frame.own_slots and _is_told(anchor):
        slot, recipients = "within", within_theme(anchor, scene, taken, narrow, side)
    found.recipient_slot, found.recipients = slot, recipients


def _stand_in(found: Roles, frame: Frame, anchor: Anchor, scene: Scene, own: frozenset[int]) -> None:
    """Fills the initiators from beside the trigger, where its slots name nobody."""
    is_verb = anchor.word is FrameWord.VERB
    if not found.initiators and not found.recipients and frame.reciprocal:
        found.initiators, found.recipients = during_visit(anchor, scene)
        found.initiator_slot = found.recipient_slot = "visit"
    if not found.initiators and is_verb and frame.type in _GRANTED and is_passive(anchor.head):
        found.initiator_slot, found.initiators = "speaker", said_by(anchor.head)  # "said they would be welcomed"
    if not found.initiators and is_verb and frame.type is EventType.ASSAULT:
        attackers = attackers_beside(anchor.head, scene)
        found.initiators = [token for token in attackers if _may_initiate(token, frame, scene)]
        found.initiator_slot = "clause"
    if not found.initiators and frame.reciprocal and found.recipients:
        taken = own | {token.i for token in found.recipients}
        found.initiator_slot, found.initiators = "clause", clause_subjects(anchor, scene, taken)


def _is_told(anchor: Anchor) -> bool:
    """Whether a verb or a predicate tells it, not a bare noun."""
    return anchor.word is not FrameWord.NOUN or anchor.support is not None


def _may_initiate(token: Token, frame: Frame, scene: Scene) -> bool:
    if can_act(token, scene):
        return frame.type not in SPOKEN or may_speak(token, scene)
    weapons = scene.ontology.nouns.weapons
    return frame.type is EventType.ASSAULT and measured_noun(token, scene).lemma_.lower() in weapons


def _is_party(token: Token, scene: Scene) -> bool:
    if token.tag_ == "CD" or token.lower_ in ("others", "dozens", "scores", "hundreds", "thousands"):
        return True  # "wounding five", "and injured others"
    if token.i in scene.mention_at or token.i in scene.place_at or token.tag_ == "PRP":
        return True
    return is_agent_noun(token, scene) or owner_of(measured_noun(token, scene), scene) is not None
