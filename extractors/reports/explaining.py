"""Which frames a text calls up, which fit, and why the others don't: for people who write frames."""

from dataclasses import dataclass

from spacy.tokens import Doc

from domain.actors import ActorLayer, PlaceMention
from domain.documents import Article
from domain.spans import Span
from domain.temporal import TemporalExpression
from extractors.ontology import Frame, Ontology
from extractors.reports.climbing import standing_of
from extractors.reports.matching import Match
from extractors.reports.scene import scene_of, token_span
from extractors.reports.selection import attempts, chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTrial:
    """One frame tried on one word."""

    frame: Frame
    trigger: Span
    text: str  # the trigger word
    fits: bool
    kept: bool  # it makes a report (or is passed on as a promise, threat or refusal)
    reason: str  # why it fits and how it stands, or why it does not fit or is left out
    initiators: tuple[str, ...]
    recipients: tuple[str, ...]


def explain_frames(
    doc: Doc,
    article: Article,
    layer: ActorLayer,
    places: tuple[PlaceMention, ...],
    dates: tuple[TemporalExpression, ...],
    ontology: Ontology,
) -> tuple[FrameTrial, ...]:
    """Every frame that a word of the text calls up, in text order, up to the first that fits each word."""
    if not doc.has_annotation("DEP"):
        return ()
    scene = scene_of(doc, article, layer, places, dates, ontology)
    found = []
    for sentence in doc.sents:
        kept = {(match.anchor.trigger.i, match.frame.id.split(">")[0]) for match, _ in chosen(sentence, scene)}
        for each in attempts(sentence, scene):
            trigger = each.anchor.trigger if isinstance(each, Match) else each.trigger
            is_kept = (trigger.i, each.frame.id) in kept
            if isinstance(each, Match):
                standing = standing_of(each.anchor.head, ontology.words, each.anchor.support)
                reason = standing.reason if is_kept else "part of what another frame says"
            else:
                reason = each.reason
            found.append(
                FrameTrial(
                    frame=each.frame,
                    trigger=token_span(trigger, trigger),
                    text=trigger.text,
                    fits=isinstance(each, Match),
                    kept=is_kept,
                    reason=reason,
                    initiators=tuple(token.text for token in each.initiators) if isinstance(each, Match) else (),
                    recipients=tuple(token.text for token in each.recipients) if isinstance(each, Match) else (),
                )
            )
    return tuple(found)
