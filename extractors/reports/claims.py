"""Who claims a thing, where it is only claimed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from domain.actors import Sector
from domain.reports import EventType, Party
from extractors.reports.grammar import objects_of
from extractors.reports.matching import Match
from extractors.reports.parties import can_act, parties
from extractors.reports.scene import Scene
from extractors.reports.standing import Standing

_FIRST = frozenset({"i", "we", "me", "us"})
_ACCUSING = frozenset({"accuse", "blame", "charge", "suspect", "allege"})
# Acts of saying are witnessed by those who report them: only what someone is said to have done can be a mere claim.
_DEEDS = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.MOBILIZE,
        EventType.SANCTION,
        EventType.RETREAT,
        EventType.AID,
        EventType.PROTEST,
    }
)


def speaker_of(match: Match, standing: Standing, initiators: tuple[Party, ...], scene: Scene) -> Party | None:
    """The one who says that others did it.

    Nobody where the initiator itself says so, where it is an act of saying, or where only an outlet of nobody's side
    reports it.
    """
    accused = standing.saying is not None and standing.saying.lemma_ in _ACCUSING
    if match.frame.type not in _DEEDS and not accused:
        return None
    speakers = parties((token for token in standing.speakers if can_act(token, scene)), scene)
    if not speakers:
        speakers = parties(_according_to(match.anchor.trigger), scene)
    for speaker in speakers:
        if speaker.actor_id is None and not _is_named_office(speaker):
            continue
        if not (_is_one_of(speaker, initiators) if accused else _same_side(speaker, initiators)) and not _is_press(
            speaker, scene
        ):
            return speaker
    return None


def with_speakers(match: Match, standing: Standing) -> Match:
    """The match with whoever speaks for "I" and "we"."""
    if not standing.speakers or not any(token.lower_ in _FIRST for token in (*match.initiators, *match.recipients)):
        return match
    return replace(
        match,
        initiators=tuple(_spoken(match.initiators, standing.speakers)),
        recipients=tuple(_spoken(match.recipients, standing.speakers)),
    )


def _spoken(tokens: tuple[Token, ...], speakers: tuple[Token, ...]) -> Iterator[Token]:
    for token in tokens:
        yield from speakers if token.lower_ in _FIRST else (token,)


def _is_named_office(speaker: Party) -> bool:
    return speaker.country is not None


def _is_one_of(speaker: Party, initiators: Iterable[Party]) -> bool:
    return any(speaker.actor_id is not None and speaker.actor_id == each.actor_id for each in initiators)


def _same_side(speaker: Party, initiators: Iterable[Party]) -> bool:
    return any(
        (speaker.actor_id is not None and speaker.actor_id == each.actor_id)
        or (speaker.country is not None and speaker.country == each.country)
        for each in initiators
    )


def _is_press(speaker: Party, scene: Scene) -> bool:
    actor = scene.actors.get(speaker.actor_id or "")
    return actor is not None and actor.sector is Sector.MED


def _according_to(trigger: Token) -> list[Token]:
    """Whom "according to" names in the trigger's sentence."""
    for token in trigger.sent:
        if token.lower_ == "according":
            for child in token.children:
                if child.lower_ == "to":
                    return objects_of(child)
            after = token.nbor() if token.i + 1 < token.sent.end else None
            if after is not None and after.lower_ == "to":
                return objects_of(after)
    return []
