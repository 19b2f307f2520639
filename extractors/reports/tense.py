"""What tense, adverbs and dates say of an actual happening: going on again and again, or long past."""

from datetime import date, timedelta

from spacy.tokens import Token

from domain.reports import EventType, ReportDate, Status
from extractors.ontology import FrameWord
from extractors.reports.climbing import standing_of
from extractors.reports.grammar import clause_verb, is_verbal, kids
from extractors.reports.matching import Match
from extractors.reports.scene import Scene
from extractors.reports.standing import Standing, is_definite

_BACKGROUND = timedelta(days=365)
_ENDURING = frozenset({EventType.SUPPORT, EventType.AID, EventType.COOPERATE})
_SPOKEN = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.AGREE})
_LONG = frozenset({"year", "decade", "century", "generation"})
_LASTING = frozenset({"maintain", "sustain", "enjoy", "retain", "preserve", "have", "cultivate"})
_FORMER = frozenset({"earlier", "former", "previous", "past", "old", "original"})
_HEADLINE_WORDS = 18
_LASTING_STATES = frozenset({"war", "conflict", "hostility", "occupation", "blockade", "siege", "rivalry", "alliance"})
_FOR_A_TERM = frozenset("jail imprison sentence ban bar suspend exile lease extend elect appoint detain expel".split())
_TRYING = frozenset({"try", "attempt"})


def settled(match: Match, when: ReportDate | None, scene: Scene) -> tuple[Status, str] | None:
    """`habitual` or `historical` with the reason, for what else is actual; None where it is simply so."""
    verb = _finite(match.anchor.support or match.anchor.head)
    told = when or _only_date(match, scene)
    if told is not None and _is_long_past(told, scene) and not (when is None and verb.tag_ not in ("VBD", "VBN")):
        return Status.HISTORICAL, f"dated {told.text!r}, over a year before publication"
    clause = verb if is_verbal(verb) else clause_verb(verb)
    long = None if clause.lemma_ in _FOR_A_TERM else _long_span(clause)
    past = clause.tag_ == "VBD"
    cue = _cue(clause, scene.ontology.words.historical_cues)
    former = _former(clause)
    if former and past:
        return Status.HISTORICAL, f"background by {former!r}"
    if past and (long or cue):
        return Status.HISTORICAL, f"background by {(long or cue)!r}"
    if long and long.startswith("over ") and clause.tag_ == "VBN":  # "has bombed it over the years"
        return Status.HABITUAL, f"again and again by {long!r}"
    presupposed = _presupposed(match)
    if presupposed and when is None:
        return Status.HABITUAL, presupposed
    habit = _cue(clause, scene.ontology.words.habitual_adverbs)
    if habit and match.frame.type not in (EventType.THREATEN, EventType.REQUEST):
        return Status.HABITUAL, f"again and again by {habit!r}"
    if match.anchor.head.lemma_ in _LASTING and is_verbal(match.anchor.head) and match.frame.type in _ENDURING:
        return Status.HABITUAL, f"lasting by {verb.text!r}"
    if _is_beside_a_habit(match.anchor.support or match.anchor.head):
        return Status.HABITUAL, "beside what goes on"
    if is_verbal(verb) and _is_standing_present(verb, match.frame.type):
        return Status.HABITUAL, "present tense of what goes on"
    return None


def _presupposed(match: Match) -> str | None:
    """What is only spoken of as lasting: "his support for the group", "the war in Chad", "people in custody"."""
    head = match.anchor.head
    if match.anchor.word is FrameWord.ADJ and clause_verb(head).dep_ == "relcl":
        return "a lasting quality in a relative clause"
    trigger = match.anchor.trigger
    if match.anchor.word is FrameWord.PHRASE and trigger.dep_ == "prep" and trigger.head.pos_ in ("NOUN", "PROPN"):
        return f"a state of {trigger.head.text!r}"  # "people in custody"
    if match.anchor.word is not FrameWord.NOUN or match.anchor.support is not None:
        return None
    definite = is_definite(head) or head.tag_ in ("NNS", "NNPS")
    if match.frame.type in _ENDURING and definite:
        return f"presupposed by {head.text!r}"
    if head.lemma_.lower() in _LASTING_STATES and definite:
        return f"a state of things: {head.text!r}"
    return None


def attempted(match: Match, standing: Standing, scene: Scene) -> tuple[Status, str] | None:
    """An attack that was tried is one: `actual` where only the trying makes it hypothetical; else None."""
    verb = match.anchor.support or match.anchor.head
    trying = verb.head
    if match.frame.type is not EventType.ASSAULT or verb.dep_ != "xcomp" or trying.lemma_ not in _TRYING:
        return None
    if trying.tag_ not in ("VBD", "VBN") or [step.word for step in standing.steps] != [trying.text]:
        return None
    above = standing_of(trying, scene.ontology.words)
    return (Status.ACTUAL, f"an attempt by {trying.text!r}") if above.status is Status.ACTUAL else None


def _only_date(match: Match, scene: Scene) -> ReportDate | None:
    """The one date of a sentence, for telling background from news."""
    sentence = match.anchor.trigger.sent
    found = {id(scene.date_at[token.i]): scene.date_at[token.i] for token in sentence if token.i in scene.date_at}
    if len(found) != 1:
        return None
    (expression,) = found.values()
    if expression.interval is None:
        return None
    return ReportDate(interval=expression.interval, text=expression.text, span=expression.span, source="sentence")


def _finite(verb: Token) -> Token:
    """The verb that carries the tense of an infinitive or participle: "goes to Doha to meet"."""
    for _ in range(3):
        if (
            is_verbal(verb)
            and verb.tag_ in ("VB", "VBG")
            and verb.dep_ in ("xcomp", "advcl", "pcomp", "conj")
            and not _has_finite_aux(verb)
        ):
            above = clause_verb(verb.head)
            if not is_verbal(above) or above == verb:
                return verb
            verb = above
    return verb


def _has_finite_aux(verb: Token) -> bool:
    return any(
        child.dep_ in ("aux", "mark", "nsubj") and child.lower_ not in ("to", "while", "when")
        for child in verb.children
    )


def _is_long_past(when: ReportDate, scene: Scene) -> bool:
    published = scene.article.published.interval
    last = when.interval.last
    if last is None:
        return False
    if published is not None and published.first is not None:
        return last < published.first - _BACKGROUND
    latest = _latest_year(scene)
    return latest is not None and last.year < latest - 1


def _latest_year(scene: Scene) -> int | None:
    days: list[date] = [
        each.interval.last
        for each in scene.date_at.values()
        if each.interval is not None and each.interval.last is not None
    ]
    return max(days).year if days else None


def _long_span(clause: Token) -> str | None:
    """ "for many years", "for decades"."""
    for child in clause.children:
        if child.dep_ == "prep" and child.lower_ in ("for", "over"):
            for token in child.subtree:
                if token.lemma_.lower() in _LONG:
                    return "".join(each.text_with_ws for each in child.subtree).strip()
    return None


def _former(clause: Token) -> str | None:
    """What a relative clause modifies, where that is of the past: "the earlier deal that he abandoned"."""
    if clause.dep_ != "relcl":
        return None
    return next((child.text for child in clause.head.children if child.lower_ in _FORMER), None)


def _cue(clause: Token, cues: frozenset[str]) -> str | None:
    for child in clause.children:
        if child.dep_ in ("advmod", "npadvmod", "amod") and child.lower_ in cues:
            return child.text
        if child.lower_ in ("decades", "centuries") or (
            child.lower_ == "ago" and "decades" in {each.lower_ for each in child.subtree}
        ):
            return child.text
    return None


def _is_beside_a_habit(verb: Token) -> bool:
    """Whether a participle accompanies what goes on: "supports the group while seeking closer ties"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or not any(child.lower_ == "while" for child in verb.children):
        return False
    above = verb.head
    return above.tag_ in ("VBZ", "VBP") and not kids(above, "aux") and not is_headline(above)


def _is_standing_present(verb: Token, type_: EventType) -> bool:
    """Whether a simple present tells what goes on, not what is new: "Iran backs the group", but "Iran backs truce"."""
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ == "continue":
        return type_ in _ENDURING
    if verb.tag_ == "VBN" and [child.tag_ for child in kids(verb, "aux", "auxpass")] in (["VBZ"], ["VBP"]):
        lasting = type_ in _ENDURING or verb.lemma_ == "oppose"
        return lasting and bool(kids(verb, "auxpass")) and not is_headline(verb)
    if verb.tag_ not in ("VBZ", "VBP") or any(child.dep_ == "aux" for child in verb.children):
        return False
    if is_headline(verb):
        return False
    if type_ in _SPOKEN:
        return verb.dep_ == "relcl" and type_ is EventType.ACCUSE
    return type_ in _ENDURING or (type_ is EventType.CONSULT and not _in_lead(verb))


def is_headline(token: Token) -> bool:
    """Whether a sentence is a headline: a short paragraph without a full stop."""
    last = token.sent[-1]
    while last.is_space and last.i > token.sent.start:
        last = last.nbor(-1)
    return last.text not in ".!?\"'" and len(token.sent) <= _HEADLINE_WORDS


def _in_lead(token: Token) -> bool:
    """Whether the sentence is the article's first."""
    return token.sent.start == 0 or token.doc[: token.sent.start].text.strip() == ""
