"""Of all the frames that fit a sentence, those that make its reports."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from domain.actors import ActorKind, MentionForm
from domain.reports import EventType, Status
from extractors.ontology import Content, FrameWord
from extractors.reports.climbing import standing_of
from extractors.reports.grammar import ancestors, is_verbal, kids
from extractors.reports.intents import demands, with_intents, with_threats
from extractors.reports.matching import Match, Misfit, candidates, fit
from extractors.reports.scene import Scene
from extractors.reports.standing import Standing

_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.SANCTION, EventType.PROTEST})
_NOT_FACTS = frozenset(
    {Content.DEMANDED, Content.THREATENED, Content.POSSIBLE, Content.PROMISED, Content.PLANNED, Content.DOUBTED}
)


def attempts(sentence: Sentence, scene: Scene) -> list[Match | Misfit]:
    """For each trigger word the first frame that fits, after those that don't."""
    found: list[Match | Misfit] = []
    for token in sentence:
        if token.is_punct or token.is_space:
            continue
        if (
            token.dep_ in ("compound", "nmod")
            and not is_verbal(token)
            and token.lower_ not in scene.ontology.index.phrases
        ):
            continue
        for frame, anchor in candidates(token, scene):
            result = fit(frame, anchor, scene)
            found.append(result)
            if isinstance(result, Match):
                break
    return found


def chosen(sentence: Sentence, scene: Scene) -> list[tuple[Match, Standing]]:
    """The matches of a sentence that say something of their own, with how they stand."""
    matches = [each for each in attempts(sentence, scene) if isinstance(each, Match)]
    matches = [_protest_of_state(_peacekeeping(each), scene) for each in _without_absorbed(matches)]
    matches = with_threats(matches)
    standings = [standing_of(each.anchor.head, scene.ontology.words, each.anchor.support) for each in matches]
    triggers = {each.anchor.head.i: each for each in matches}
    kept = []
    for match, standing in zip(matches, standings, strict=True):
        if standing.status is Status.HYPOTHETICAL and _is_nested(match, triggers):
            continue
        if standing.status is not Status.ACTUAL and _is_content(match, standing, triggers):
            continue
        kept.append((match, standing))
    kept += [(match, standing_of(match.anchor.head, scene.ontology.words)) for match in demands(sentence, scene)]
    return with_intents(_without_repeats(kept), scene)


def _peacekeeping(match: Match) -> Match:
    """Troops that are sent to keep the peace are aid, to where they keep it."""
    frame = match.frame
    if frame.type is not EventType.MOBILIZE or frame.mode != "troops":
        return match
    clause = match.anchor.support or match.anchor.head
    if not any(token.lower_.startswith("peacekeep") for token in clause.subtree):
        return match
    return replace(match, frame=replace(frame, type=EventType.AID, mode=None, cameo="074", contexts=("peacekeeping",)))


def _protest_of_state(match: Match, scene: Scene) -> Match:
    """A state that protests marches nowhere: it complains."""
    frame = match.frame
    if frame.type is not EventType.PROTEST or match.anchor.head.lemma_ != "protest" or not match.initiators:
        return match
    for token in match.initiators:
        mention = scene.mention_at.get(token.i)
        states = [actor.kind is ActorKind.STATE for actor in scene.actors_of(token)]
        named = mention is not None and mention.form in (MentionForm.NAME, MentionForm.METONYM)
        if not (named and states and all(states)):
            return match
    return replace(match, frame=replace(frame, type=EventType.ACCUSE, mode="disapprove", cameo="114"))


def _without_absorbed(matches: Sequence[Match]) -> list[Match]:
    """Without nouns that are part of a verb's frame, and verbs that only carry a noun's."""
    carriers = {each.anchor.support.i for each in matches if each.anchor.support is not None}
    absorbed: set[int] = set()
    for each in matches:
        frame, trigger = each.frame, each.anchor.trigger
        if each.anchor.word is FrameWord.PHRASE:
            absorbed |= {trigger.i + offset for offset in range(len(frame.phrase))} - {trigger.i}
        elif each.anchor.word is FrameWord.VERB:
            wanted = set(frame.object) | {lemma for lemmas in frame.with_prep.values() for lemma in lemmas}
            wanted |= {words.rpartition(" ")[2] for words in wanted}
            absorbed |= {token.i for token in _below(trigger) if token.lemma_.lower() in wanted}
    kept = []
    for each in matches:
        is_carrier = each.anchor.word is FrameWord.VERB and each.anchor.trigger.i in carriers
        if is_carrier and not (each.frame.object or each.frame.with_prep or each.frame.particle):
            continue
        if each.anchor.head.i in absorbed and each.anchor.word is not FrameWord.VERB:
            continue
        kept.append(each)
    return kept


def _below(verb: Token) -> Iterable[Token]:
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass", "prep", "dative", "attr", "oprd", "prt", "agent"):
            yield child
            for inner in child.children:
                if inner.dep_ in ("pobj", "conj", "prep"):
                    yield inner
                    yield from (each for each in inner.children if each.dep_ in ("conj", "pobj"))
    if verb.dep_ in ("acl", "relcl"):
        yield verb.head


def _is_content(match: Match, standing: Standing, triggers: dict[int, Match]) -> bool:
    """Whether the trigger stands in the demanded, threatened, promised or refused content of another.

    The content of a denial is kept where it is a deed: that it is denied is news of its own.
    """
    denied = standing.status is Status.NEGATED and match.frame.type in _DEEDS
    below = match.anchor.support or match.anchor.head
    for above in ancestors(below):
        governor = triggers.get(above.i)
        if (
            governor is not None
            and governor is not match
            and (governor.frame.content in _NOT_FACTS or (governor.frame.content is Content.DENIED and not denied))
        ):
            if below.dep_ == "advcl" and not any(child.lower_ == "to" for child in below.children):
                return False
            if below.dep_ in (
                "ccomp",
                "xcomp",
                "acl",
                "pcomp",
                "prep",
                "advcl",
                "dobj",
                "conj",
                "pobj",
                "nsubj",
                "nsubjpass",
            ):
                return True
        if above.dep_ in ("relcl",):
            return False
        below = above
    return False


def _is_nested(match: Match, triggers: dict[int, Match]) -> bool:
    """Whether the trigger hangs on another: what it only may be is then part of what that says."""
    return any(above.i in triggers and triggers[above.i] is not match for above in ancestors(match.anchor.head))


def _without_repeats(kept: list[tuple[Match, Standing]]) -> list[tuple[Match, Standing]]:
    """Of matches of one type with the same parties, the first; of one within another, the fuller."""
    found: list[tuple[Match, Standing]] = []
    for match, standing in sorted(kept, key=lambda pair: -_fullness(pair[0])):
        mine = {token.i for token in (*match.initiators, *match.recipients)}
        if any(
            other.frame.type == match.frame.type
            and not _are_two_deeds(match, other)
            and (mine <= {token.i for token in (*other.initiators, *other.recipients)})
            and standing.status == theirs.status
            for other, theirs in found
        ):
            continue
        found.append((match, standing))
    return sorted(found, key=lambda pair: pair[0].anchor.trigger.i)


def _are_two_deeds(match: Match, other: Match) -> bool:
    """Whether two verbs joined by "and" tell each its own: "recalled its envoy and expelled two diplomats"."""
    one, two = sorted((match.anchor.head, other.anchor.head), key=lambda token: token.i)
    joined = two.dep_ == "conj" and two.head.i == one.i and match.frame.cameo != other.frame.cameo
    return joined and all(is_verbal(each) and kids(each, "dobj") for each in (one, two))


def _fullness(match: Match) -> int:
    return 2 * len(match.initiators) + 2 * len(match.recipients) + (match.anchor.word is FrameWord.VERB)
