"""When and where a report's happening was, by the words of its own clause, and what it is about."""

from collections.abc import Iterable

from spacy.tokens import Token

from domain.actors import ActorKind, MentionForm, Place, PlaceMention
from domain.reports import EventType, Party, ReportDate, ReportPlace
from domain.temporal import TemporalExpression, TimexType
from extractors.reports.grammar import clause_verb, is_verbal, kids, prep_objects
from extractors.reports.matching import Match
from extractors.reports.scene import Scene
from extractors.reports.standing import Standing

_INHERITING = frozenset({"xcomp", "conj", "advcl", "pcomp", "acl"})
_SUBORDINATE = frozenset({"ccomp", "relcl"})
_MAX_CLIMB = 4
_CAUSES = frozenset("for of over about since after before from following despite regarding".split())
_PROSECUTING = frozenset(
    "arrest charge indict convict sentence accuse detain jail acquit try question name want".split()
)
_BOUNDS = frozenset({"until", "till", "til", "before", "by", "since"})


def clause_date(match: Match, scene: Scene) -> ReportDate | None:
    """The date that the trigger's own clause gives, or a clause above whose time is its own."""
    trigger = match.anchor.trigger
    found = _within(trigger, scene) if not is_verbal(trigger) else None
    if found:
        return _date(found, "clause")
    for clause, source in _clauses(match):
        found = _own_expression(clause, scene)
        if found:
            return _date(found, source)
    return None


def _clauses(match: Match) -> Iterable[tuple[Token, str]]:
    """The trigger's clause and those whose time it shares, nearest first."""
    trigger = match.anchor.support or match.anchor.head
    if not is_verbal(trigger):
        if _is_definite(trigger) and trigger.dep_ not in ("ROOT", "nsubjpass"):
            return
        if trigger.dep_ in ("nsubj", "nsubjpass") and is_verbal(trigger.head):
            yield trigger.head, "clause"
            return
    clause = clause_verb(trigger)
    source = "clause"
    for _ in range(_MAX_CLIMB):
        yield clause, source
        if clause.dep_ not in _INHERITING or clause.head == clause:
            return
        if clause.dep_ == "acl" and not _is_infinitive(clause):
            return
        above = clause_verb(clause.head)
        if above == clause:
            return
        if any(each.lemma_ == "toll" for each in kids(above, "nsubj", "nsubjpass")):
            return  # the toll rose on Friday, the deaths were earlier
        clause, source = above, "sentence"


def _is_definite(noun: Token) -> bool:
    return any(child.lower_ in ("the", "this", "that") or child.dep_ == "poss" for child in noun.children)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _own_expression(clause: Token, scene: Scene) -> TemporalExpression | None:
    """A dated expression among the words of a clause, its embedded clauses left out."""
    best: TemporalExpression | None = None
    stack = list(clause.children)
    while stack:
        token = stack.pop(0)
        expression = scene.date_at.get(token.i)
        if expression is not None and _is_day_like(expression):
            if _is_of_something_else(token, expression, clause, scene) or _is_a_bound(token, expression, scene):
                continue
            if best is None or abs(token.i - clause.i) < 3:
                best = best or expression
            continue
        if is_verbal(token) and token.dep_ not in ("aux", "auxpass", "amod"):
            continue
        if token.dep_ in ("relcl", "acl"):
            continue
        stack += list(token.children)
    return best


def _is_of_something_else(token: Token, expression: TemporalExpression, clause: Token, scene: Scene) -> bool:
    """Whether a day is that of a thing spoken of: "blamed for Tuesday's defeat", not "spoke at Tuesday's meeting"."""
    while token.head.i != token.i and scene.date_at.get(token.head.i) is expression:
        token = token.head
    noun = token.head
    if clause.lemma_ in _PROSECUTING and noun.pos_ == "NOUN" and noun.lemma_.lower() in scene.ontology.index.nouns:
        return True  # "arrested over the killings last year"
    if token.dep_ not in ("poss", "compound", "nmod", "amod") or noun.dep_ != "pobj":
        return False
    prep = noun.head
    return prep.head.i != clause.i or prep.lower_ in _CAUSES


def _is_a_bound(token: Token, expression: TemporalExpression, scene: Scene) -> bool:
    """Whether a day only bounds what is told: "released on bail until May", "due by Friday"."""
    while token.head.i != token.i and scene.date_at.get(token.head.i) is expression:
        token = token.head
    return token.head.lower_ in _BOUNDS


def _within(noun: Token, scene: Scene) -> TemporalExpression | None:
    """A dated expression in an event noun's own phrase: "the October 7 attack", "a meeting on Monday"."""
    for child in noun.children:
        if child.dep_ in ("relcl", "acl", "conj"):
            continue
        for token in child.subtree:
            expression = scene.date_at.get(token.i)
            if expression is not None and _is_day_like(expression):
                return expression
    return None


def _is_day_like(expression: TemporalExpression) -> bool:
    return expression.interval is not None and expression.type in (TimexType.DATE, TimexType.TIME)


def _date(expression: TemporalExpression, source: str) -> ReportDate:
    assert expression.interval is not None
    return ReportDate(interval=expression.interval, text=expression.text, span=expression.span, source=source)


def place_of(match: Match, scene: Scene) -> ReportPlace | None:
    """The place that the trigger's phrase names, then its clause, then the sentence's only one."""
    trigger = match.anchor.trigger
    goal = _goal(match)
    if match.frame.mode == "visit" or match.recipient_slot == "visit" or goal:
        for token in (*match.recipients, *goal):
            found_place = _destination(token, scene)
            if found_place is not None:
                return found_place
    for holder, source in ((trigger, "clause"), (clause_verb(match.anchor.support or match.anchor.head), "clause")):
        found = _place_under(holder, scene)
        if found is not None:
            return ReportPlace(place=found.place, span=found.span, source=source)
    if match.frame.type is EventType.ASSAULT and match.recipient_slot == "object":
        for token in match.recipients:  # an attack is where it hits
            hit = _destination(token, scene)
            if hit is not None:
                return hit
    here = {id(scene.place_at[token.i]): scene.place_at[token.i] for token in trigger.sent if token.i in scene.place_at}
    if here:
        nearest = min(here.values(), key=lambda each: abs(each.span.start - trigger.idx))
        return ReportPlace(place=nearest.place, span=nearest.span, source="sentence")
    return None


def place_of_writing(
    match: Match, initiators: Iterable[Party], recipients: Iterable[Party], scene: Scene
) -> ReportPlace | None:
    """The dateline's place for what its own sentence tells of the country's own parties: police, protesters, victims.

    What a state does to others it seldom does where the news was written.
    """
    here, parties = scene.written_at, (*initiators, *recipients)
    if here is None or not parties or not scene.has_dateline(match.anchor.trigger):
        return None
    if any(each.country != here.place.country for each in parties if each.country or each.actor_id):
        return None
    return ReportPlace(place=here.place, span=here.span, source="dateline")


def _goal(match: Match) -> list[Token]:
    """Where those went who met: "flew to Doha to meet the emir"."""
    head = match.anchor.support or match.anchor.head
    above = head.head
    if head.dep_ not in ("advcl", "xcomp") or above.lemma_ not in ("go", "travel", "fly", "come", "head", "return"):
        return []
    return prep_objects(above, "to") + prep_objects(above, "in")


def _destination(token: Token, scene: Scene) -> ReportPlace | None:
    """The place of a visit: where the visited is a place or a state itself ("went to Doha", "a trip to Qatar")."""
    found = scene.place_at.get(token.i)
    if found is not None:
        return ReportPlace(place=found.place, span=found.span, source="clause")
    mention = scene.mention_at.get(token.i)
    if mention is None or mention.form not in (MentionForm.NAME, MentionForm.METONYM):
        return None
    for actor in scene.actors_of(token):
        if actor.kind is ActorKind.STATE:
            name = mention.text if mention.form is MentionForm.METONYM else actor.name
            place = Place(
                place_id=actor.actor_id,
                name=name,
                country=actor.country,
                latitude=None,
                longitude=None,
                precision="city" if mention.form is MentionForm.METONYM else "country",
            )
            return ReportPlace(place=place, span=mention.span, source="clause")
    return None


def _place_under(holder: Token, scene: Scene) -> PlaceMention | None:
    """The finest place among the phrases that hang on a word, embedded clauses left out."""
    best: PlaceMention | None = None
    stack = list(holder.children)
    while stack:
        token = stack.pop(0)
        found = scene.place_at.get(token.i)
        if found is not None and (best is None or _fineness(found) > _fineness(best)):
            best = found
        if is_verbal(token) and token.dep_ not in ("aux", "auxpass", "amod"):
            continue
        stack += list(token.children)
    return best


def _fineness(found: PlaceMention) -> int:
    return {"feature": 3, "city": 3, "region": 2}.get(found.place.precision, 1)


def contexts_of(match: Match, scene: Scene) -> tuple[str, ...]:
    """The contexts that words of the trigger's clause call up, with those of the frame, in the ontology's order."""
    clause = clause_verb(match.anchor.support or match.anchor.head)
    found = set(match.frame.contexts)
    lemmas = {token.i: token.lemma_.lower() for token in clause.subtree}
    for i, lemma in lemmas.items():
        for words, context in scene.ontology.cues.get(lemma, ()):
            if all(lemmas.get(i + offset) == word for offset, word in enumerate(words)):
                found.add(context)
    return tuple(context.name for context in scene.ontology.contexts if context.name in found)


def is_past(match: Match, standing: Standing) -> bool:
    """Whether the trigger, or the verb that says it, is in a past tense."""
    verbs = [
        token
        for token in (match.anchor.support, match.anchor.head, standing.saying)
        if token is not None and is_verbal(token)
    ]
    return any(
        verb.tag_ == "VBD"
        or (
            verb.tag_ == "VBN" and any(child.lower_ in ("was", "were", "had") for child in kids(verb, "aux", "auxpass"))
        )
        for verb in verbs
    )
