"""From parsed sentences with actors, places and dates to reports."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from domain.actors import ActorLayer, PlaceMention
from domain.documents import Article
from domain.identifiers import content_id
from domain.reports import EventType, Magnitude, Party, Report, ReportDate, Status
from domain.spans import Blank, Span
from domain.temporal import TemporalExpression
from extractors.ontology import FrameWord, Ontology
from extractors.reports.circumstances import clause_date, contexts_of, is_past, place_of, place_of_writing
from extractors.reports.claims import speaker_of, with_speakers
from extractors.reports.countries import from_abroad, without_ones_own
from extractors.reports.figures import figures, homes
from extractors.reports.grammar import clause_verb
from extractors.reports.matching import Match
from extractors.reports.narrative import (
    is_topic_of_meeting,
    with_counterparts,
    with_known_counterparts,
    with_lead_day,
    with_narrative_dates,
)
from extractors.reports.parties import parties, without_own_state
from extractors.reports.phrases import is_agent_noun
from extractors.reports.publicness import can_be_party, is_public
from extractors.reports.quotes import quoted_speakers
from extractors.reports.scene import Scene, scene_of, token_span
from extractors.reports.selection import chosen
from extractors.reports.standing import Standing
from extractors.reports.tense import attempted, settled
from extractors.reports.themes import of_state
from extractors.reports.third_parties import third_parties, without_host

_ATTITUDES = frozenset(
    {EventType.AGREE, EventType.SUPPORT, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN}
)
_ONE_SIDED = frozenset({EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT})

_DONE_TO_OWN = frozenset(EventType) - _ATTITUDES - _ONE_SIDED

_ONES_OWN = frozenset(
    "troop force army military soldier fighter navy border ambassador envoy diplomat representative staff".split()
)

_LIKE_SPORT = frozenset(
    {EventType.ASSAULT, EventType.CONSULT, EventType.RETREAT, EventType.MOBILIZE, EventType.COOPERATE}
)


def code_reports(
    doc: Doc,
    article: Article,
    layer: ActorLayer,
    places: tuple[PlaceMention, ...],
    dates: tuple[TemporalExpression, ...],
    ontology: Ontology,
) -> tuple[Report, ...]:
    """The reports of an article, in text order; spans are into `article.text`.

    A text that was not parsed (another language than English) has none.
    """
    if not doc.has_annotation("DEP"):
        return ()
    scene = scene_of(doc, article, layer, places, dates, ontology)
    quoted = quoted_speakers(scene)
    found = [pair for sentence in doc.sents for pair in _of_sentence(sentence, quoted.get(sentence.start), scene)]
    dated = with_narrative_dates([report for report, _ in found], [past for _, past in found])
    told = with_lead_day(with_known_counterparts(dated), scene)
    return tuple(replace(each, confidence=ontology.confidence.of(each.confidence)) for each in told)


def _of_sentence(sentence: Sentence, quoted: Token | None, scene: Scene) -> list[tuple[Report, bool]]:
    """The sentence's reports, each with whether it is told in a past tense."""
    kept = chosen(sentence, scene)
    if kept and any(_is_of_sport(token, scene) for token in sentence):
        kept = [(match, standing) for match, standing in kept if match.frame.type not in _LIKE_SPORT]
    if not kept:
        return []
    stated = figures(sentence, scene)
    types = [match.frame.type for match, _ in kept]
    reports: list[Report] = []
    past: list[bool] = []
    for match, standing in kept:
        own = tuple(each for each in stated if match.frame.type in homes(each.name, types))
        if quoted is not None and not standing.speakers:
            standing = replace(standing, speakers=(quoted,))
        report = _report(match, standing, own, scene)
        if report is not None:
            reports.append(report)
            past.append(is_past(match, standing))
    pairs = zip(with_counterparts(reports), past, strict=True)
    return [(report, is_past) for report, is_past in pairs if not is_topic_of_meeting(report, reports)]


def _is_of_sport(token: Token, scene: Scene) -> bool:
    return token.lemma_.lower() in scene.ontology.nouns.sports and token.dep_ != "amod"


def _report(match: Match, standing: Standing, own: tuple[Magnitude, ...], scene: Scene) -> Report | None:
    match, hosts = without_host(with_speakers(match, standing))
    frame, ontology = match.frame, scene.ontology
    initiators, recipients = _sides(match, scene)
    if not is_public(match, initiators, recipients, scene):
        return None
    when = None if _is_attribute(match) else clause_date(match, scene)
    status, reason = _status(match, standing, when, scene)
    if not _is_worth_telling(match, status, initiators, recipients, scene):
        return None
    trigger = token_span(match.anchor.trigger, match.anchor.trigger)
    sentence = match.anchor.trigger.sent
    place = place_of(match, scene) or place_of_writing(match, initiators, recipients, scene)
    spans = [each.span for each in (*initiators, *recipients)]
    return Report(
        report_id=content_id(
            "rep", scene.article.version_id, trigger.start, trigger.end, frame.type, frame.mode, *spans
        ),
        version_id=scene.article.version_id,
        type=frame.type,
        mode=frame.mode,
        contexts=contexts_of(match, scene),
        cameo=frame.cameo,
        quad=ontology.quad(frame.type),
        score=ontology.score(frame.type, frame.mode),
        initiators=initiators,
        recipients=recipients,
        third_parties=third_parties(match, hosts, (*initiators, *recipients), scene),
        reciprocal=frame.reciprocal,
        date=when,
        place=place,
        status=status,
        status_reason=reason,
        speaker=speaker_of(match, standing, initiators, scene),
        magnitudes=own,
        instruments=_instruments(match, scene),
        trigger=trigger,
        sentence=_trimmed(sentence),
        confidence=_confidence(match, initiators, recipients),
        rule=frame.id,
        blanks=_blanks(match, initiators, recipients, when, place is None),
    )


def _is_worth_telling(
    match: Match, status: Status, initiators: tuple[Party, ...], recipients: tuple[Party, ...], scene: Scene
) -> bool:
    """Whether enough is said: what did not happen wants both sides, and so does a bare noun, one of them resolved."""
    if not initiators and not recipients:
        return False
    if match.anchor.word is FrameWord.NOUN and match.anchor.support is None:
        known = [any(each.actor_id for each in side) for side in (initiators, recipients)]
        if not any(known) or (not initiators and not known[1]):
            return False
        if match.frame.type in _ATTITUDES and not all(known):
            return False
        if not recipients and match.frame.type not in _ONE_SIDED:
            return False
        if not initiators and match.frame.type is not EventType.ASSAULT:
            return False
    if not recipients and match.frame.type in _ATTITUDES and (_in_relative_clause(match) or _is_attribute(match)):
        return False
    if match.frame.type is EventType.CONSULT and match.frame.mode == "visit":
        hosted = any(is_agent_noun(token, scene) for token in match.recipients)
        return bool(initiators) and (hosted or any(each.actor_id or each.country for each in recipients))
    if match.frame.type is EventType.CONSULT and not initiators and match.anchor.word is FrameWord.VERB:
        return False
    if status is Status.HYPOTHETICAL:
        return bool(initiators and recipients)
    return True


def _in_relative_clause(match: Match) -> bool:
    return clause_verb(match.anchor.support or match.anchor.head).dep_ == "relcl"


def _sides(match: Match, scene: Scene) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The parties of both sides; of two who do it to each other, the first named is the initiator."""
    initiators = tuple(each for each in parties(match.initiators, scene) if not _is_credit(each, scene))
    known = {each.actor_id or each.span for each in initiators}
    if match.frame.type not in _DONE_TO_OWN or match.frame.mode == "withdraw":
        known |= {each.actor_id or each.span for each in parties(_own_things(match), scene)}
    if match.recipient_slot in ("within", "complement"):  # "promised to democratise Serbia": no one but themselves
        own = [scene.actors[id_] for each in initiators if (id_ := each.actor_id) and id_ in scene.actors]
        known |= {f"state:{actor.country}" for actor in own if of_state(actor)}
    others = (without_own_state(each, known, scene) for each in parties(match.recipients, scene))
    recipients = tuple(each for each in others if (each.actor_id or each.span) not in known)
    recipients = tuple(each for each in recipients if can_be_party(each, match.frame.type, scene))
    if any(each.actor_id for each in recipients):  # "praised him and the art": what is no party beside one that is
        recipients = tuple(each for each in recipients if each.actor_id or each.country)
    recipients = without_ones_own(initiators, recipients, match.frame, scene)
    if match.anchor.head.lemma_ == "call":  # "called it a coup": a deed is no party
        recipients = tuple(each for each in recipients if each.text != "it")
    joint = match.frame.reciprocal or match.anchor.head.lemma_ == "agree"
    if joint and len(initiators) > 1 and not any(each.actor_id or each.country for each in recipients):
        recipients = ()  # "agreed to share data": what they share is no party
    if joint and not recipients and len(initiators) == 2:
        return initiators[:1], initiators[1:]
    return from_abroad(initiators, recipients) if match.frame.mode == "visit" else initiators, recipients


def _is_credit(party: Party, scene: Scene) -> bool:
    """Whether a name stands in brackets of its own: "(The Herald) Ministers met"."""
    text = scene.article.text
    before, after = text[: party.span.start].rstrip(), text[party.span.end : party.span.end + 1]
    return after == ")" and (before.endswith("(") or before.lower().endswith("(the"))


def _own_things(match: Match) -> list[Token]:
    """Among the recipients what is the initiators' own: "agreed to withdraw their troops"."""
    owned = [token for token in match.recipients if any(child.tag_ == "PRP$" for child in token.children)]
    if match.frame.mode == "withdraw" and match.frame.type is EventType.RETREAT:  # "withdrew troops from Iraq"
        owned += [token for token in match.recipients if not any(child.i < token.i for child in token.children)]
    return [token for token in owned if token.lemma_.lower() in _ONES_OWN]


def _status(match: Match, standing: Standing, when: ReportDate | None, scene: Scene) -> tuple[Status, str]:
    head = match.anchor.head
    if match.anchor.word is FrameWord.ADJ and head.dep_ == "amod":
        return Status.HABITUAL, f"an attribute: {head.text!r}"
    if match.frame.type is EventType.REQUEST and not match.initiators and _is_recommended(match):
        return Status.HYPOTHETICAL, "recommended by nobody in particular"
    if match.frame.status:
        return Status(match.frame.status), f"fixed by {match.frame.id}"
    tried = attempted(match, standing, scene)
    if tried is not None:
        return tried
    if standing.status is Status.ACTUAL:
        found = settled(match, when, scene)
        if found:
            return found
    return standing.status, standing.reason


def _is_attribute(match: Match) -> bool:
    return match.anchor.word is FrameWord.ADJ and match.anchor.head.dep_ == "amod"


def _is_recommended(match: Match) -> bool:
    """ "X is urged to ...": the author's own advice."""
    return any(child.dep_ == "auxpass" and child.tag_ in ("VBZ", "VBP", "VB") for child in match.anchor.head.children)


def _instruments(match: Match, scene: Scene) -> tuple[str, ...]:
    """What it was done with, where the trigger's subject or with-phrase names a weapon."""
    weapons = scene.ontology.nouns.weapons
    head = match.anchor.support or match.anchor.head
    found = []
    for child in head.children:
        words = (
            [child]
            if child.dep_ == "nsubj"
            else [pobj for pobj in child.children if child.lower_ in ("with", "using", "by")]
        )
        found += [token.text for token in words if token.lemma_.lower() in weapons]
    return tuple(dict.fromkeys(found))


def _trimmed(sentence: Sentence) -> Span:
    first, last = sentence[0], sentence[-1]
    while last.is_space and last.i > first.i:
        last = last.nbor(-1)
    return token_span(first, last)


def _confidence(match: Match, initiators: tuple[Party, ...], recipients: tuple[Party, ...]) -> float:
    """From how much of the report rests on known words: a verb with both parties resolved is surest."""
    level = 0.9
    if match.anchor.word is not FrameWord.VERB:
        level -= 0.1
    for side in (initiators, recipients):
        if not side:
            level -= 0.15
        elif all(each.actor_id is None for each in side):
            level -= 0.1
    return max(level, 0.1)


def _blanks(
    match: Match, initiators: Iterable[Party], recipients: Iterable[Party], when: ReportDate | None, no_place: bool
) -> tuple[Blank, ...]:
    """Each empty field with its reason."""
    found = []
    if not tuple(initiators):
        found.append(Blank(field="initiators", reason="the sentence does not say who"))
    if not tuple(recipients):
        reason = "both sides are initiators" if match.frame.reciprocal else "the sentence names nobody"
        found.append(Blank(field="recipients", reason=reason))
    if when is None:
        found.append(Blank(field="date", reason="neither the clause nor the narrative gives a day"))
    if no_place:
        found.append(Blank(field="place", reason="the sentence names no place"))
    return tuple(found)
