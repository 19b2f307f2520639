"""Parties inside what a trigger is about, where no slot of its own names them."""

from collections.abc import Sequence

from spacy.tokens import Token

from domain.actors import Actor, ActorKind, Sector
from domain.reports import EventType
from extractors.actors.naming import is_territory
from extractors.ontology import FrameWord
from extractors.reports.grammar import (
    clause_verb,
    coordinated,
    is_passive,
    is_verbal,
    kids,
    logical_objects,
    logical_subjects,
    prep_objects,
    surface_subjects,
    unique,
)
from extractors.reports.phrases import CONFLICTS, SUFFERED
from extractors.reports.scene import Scene
from extractors.reports.slots import Anchor, is_time, modifiers

_THEME_PREPS = ("for", "to", "on", "over", "into", "about", "with", "of", "from", "against", "between", "in")
_MAX_DEPTH = 2
_PRESSING = frozenset("demand press protest urge call denounce condemn oppose seek".split())
_INNER_PREPS = ("by", "from", "of", "with", "to", "against", "between", "on", "for", "at", "in", "over", "toward")
_WHERE = frozenset({"in", "into", "across", "throughout", "inside", "near", "along"})
_GATHERINGS = frozenset({"summit", "conference", "forum", "session"})  # what they are about is no party
_HELP = frozenset({"support", "help", "aid", "assistance", "protection", "backing"})  # against whom is another matter
_MERCY = frozenset({"amnesty", "pardon", "clemency"})  # who protests against it does not protest against whom it frees
_OCCASIONS = frozenset(
    "call conversation letter statement speech interview meeting talk message tweet post address briefing visit trip "
    "conference summit phone television video".split()
)
_STATE_SECTORS = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.LEG, Sector.JUD, Sector.SPY})
_DURING = frozenset({"in", "during", "at", "after", "following", "on", "before", "through", "via"})


def own_side(initiators: Sequence[Token], scene: Scene) -> frozenset[str]:
    """The ids of the initiators and of their states: whom a theme's "his country" stands for."""
    actors = [actor for token in initiators for actor in scene.actors_of(token)]
    return frozenset(
        {actor.actor_id for actor in actors} | {f"state:{each.country}" for each in actors if of_state(each)}
    )


def of_state(actor: Actor) -> bool:
    """Whether an actor stands for its state: its own citizens, rebels and breakaway regions may well act against it."""
    if is_territory(actor):
        return False
    return actor.kind not in (ActorKind.GROUP, ActorKind.ARMED_GROUP) or actor.sector in _STATE_SECTORS


def within_theme(
    anchor: Anchor, scene: Scene, taken: frozenset[int], narrow: bool, side: frozenset[str]
) -> list[Token]:
    """A party inside what the trigger is about: "seeks Putin's support", "refused a request from the minister"."""
    head = anchor.support if anchor.support is not None else anchor.head
    themes = [each for child in kids(head, "dobj", "nsubjpass", "attr") for each in coordinated(child)]
    direct: set[int] = set()  # those that are a party themselves: "vetoed aid for Ukraine"
    if anchor.word is FrameWord.NOUN:
        themes = [anchor.head, *themes, *_purposes(anchor.head)]
    themes += _in_clauses_of(head)
    for prep in _THEME_PREPS:
        for theme in prep_objects(head, prep):
            if prep == "in" and theme.i < head.i:
                continue  # "In a letter to the pope, she condemned ..."
            if prep in ("in", "on", "at") and narrow and kids(head, "dobj") and theme.lemma_.lower() in _OCCASIONS:
                continue  # "condemned the attack in a call with Putin"
            if prep != "in" and theme.i in scene.mention_at and theme.i not in taken and others([theme], scene, side):
                themes.append(theme)
                direct.add(theme.i)
            else:
                themes.append(theme)
    if is_verbal(head) and head.dep_ in ("conj", "advcl") and is_verbal(head.head) and not kids(head, "nsubj"):
        themes += logical_objects(head.head) + prep_objects(head.head, "from")  # "backed Iran's plan, providing help"
    for theme in unique(themes):
        if theme.head.head.lower_ == "according":
            continue
        if theme.i in direct:
            return coordinated(theme)
        found = [
            token for token in inside(theme, scene, narrow, side) if token.i not in taken and not is_time(token, scene)
        ]
        if found:
            return found
    return others(_who_must_act(head, scene), scene, side)


def _who_must_act(head: Token, scene: Scene) -> list[Token]:
    """Whose deed a refusal waits for: "won't end the strike until the ministry pays"."""
    found: list[Token] = []
    for clause in kids(head, "advcl"):
        if any(child.lower_ in ("until", "till", "unless", "before") for child in clause.children):
            deeper = [inner for inner in kids(clause, "ccomp") if not kids(clause, "dobj")]
            for each in (clause, *deeper):
                found += [token for token in logical_subjects(each) if token.i in scene.mention_at]
    return [token for token in found if token.tag_ != "PRP"]


def _in_clauses_of(head: Token) -> list[Token]:
    """What the clauses that hang on a verb are about."""
    themes: list[Token] = []
    for clause in kids(head, "xcomp", "ccomp"):  # "threatened to end the talks in its row with Chad"
        if clause.i > head.i:
            themes += logical_objects(clause)
            themes += [theme for prep in ("in", "over", "on", "with") for theme in prep_objects(clause, prep)]
    themes += [theme for thing in kids(head, "dobj") for theme in _purposes(thing)]
    return themes + _purposes(head)


def _purposes(head: Token) -> list[Token]:
    """What those who act demand by it: "marched to demand reforms by the government"."""
    return [
        theme
        for clause in kids(head, "advcl", "acl", "relcl")
        if clause.lemma_.lower() in _PRESSING and not kids(clause, "mark", "nsubj")
        if any(child.lower_ == "to" for child in kids(clause, "aux"))
        for theme in (*logical_objects(clause), *prep_objects(clause, "by"))
        if theme.i != head.i
    ]


def inside(noun: Token, scene: Scene, narrow: bool, side: frozenset[str], depth: int = 0) -> list[Token]:
    """The nearest party in a noun phrase that is of another side: owner, author, then whom it is to, with or about.

    `narrow`: of deeds ("an attack on the port") only who did them.
    """
    owners = [each for child in kids(noun, "poss") for each in coordinated(child)] or modifiers(noun, scene)
    owners = [each for each in others(owners, scene, side) if each.tag_ != "PRP$" or _speaks_of(each, scene)]
    if narrow and noun.lemma_.lower() in SUFFERED:
        owners = [each for each in owners if _does_it(each, noun, scene)]
    if any(token.i in scene.mention_at for token in owners):
        return owners
    for prep in _preps_within(noun, scene, narrow):
        for pobj in prep_objects(noun, prep):
            found = others(coordinated(pobj), scene, side)
            if any(each.i in scene.mention_at or each.i in scene.place_at for each in found):
                return found
            if depth < _MAX_DEPTH and not is_verbal(pobj):
                found = inside(pobj, scene, narrow, side, depth + 1)
                if found:
                    return found
    return _in_its_clauses(noun, scene, narrow, side, depth) if depth < _MAX_DEPTH else []


def _speaks_of(pronoun: Token, scene: Scene) -> bool:
    """Whether "its" is resolved itself, and not only a part of "its envoy"."""
    mention = scene.mention_at.get(pronoun.i)
    return mention is not None and bool(mention.actor_ids) and mention.head.start == pronoun.idx


def _does_it(owner: Token, noun: Token, scene: Scene) -> bool:
    """Whether the owner of a deed is who did it: "Iran's arrest of", "the Turkish arrests", not "Dink's murder"."""
    if any(child.lower_ == "of" for child in kids(noun, "prep")):
        return True
    actors = scene.actors_of(owner)
    return bool(actors) and all(actor.kind is not ActorKind.PERSON for actor in actors) and owner.dep_ != "poss"


def _preps_within(noun: Token, scene: Scene, narrow: bool) -> tuple[str, ...]:
    """Who backs sanctions against a state does not back that state."""
    lemma = noun.lemma_.lower()
    if lemma in _GATHERINGS:
        return tuple(prep for prep in _INNER_PREPS if prep not in ("on", "over"))
    if lemma in _HELP:
        return tuple(prep for prep in _INNER_PREPS if prep != "against")
    if not narrow:
        return ("by", "from") if noun.lemma_.lower() in _MERCY else _INNER_PREPS
    return ("by", "from") if _is_deed(noun, scene) else tuple(prep for prep in _INNER_PREPS if prep != "against")


def _is_deed(noun: Token, scene: Scene) -> bool:
    if noun.lemma_.lower() in CONFLICTS | SUFFERED | _MERCY:
        return True
    frames = scene.ontology.index.nouns.get(noun.lemma_.lower(), ())
    return any(frame.type in (EventType.ASSAULT, EventType.COERCE) for frame in frames)


def _in_its_clauses(noun: Token, scene: Scene, narrow: bool, side: frozenset[str], depth: int) -> list[Token]:
    """A party in a clause that modifies the noun: "the support it has received from Russia", "a plan to visit Rome"."""
    for clause in kids(noun, "relcl"):
        for prep in ("from", "by"):
            found = others([each for each in prep_objects(clause, prep) if each.i in scene.mention_at], scene, side)
            if found:
                return found
    for clause in kids(noun, "acl"):
        agents = [*kids(clause, "nsubj"), *(logical_subjects(clause) if is_passive(clause) else ())]
        for each in [*agents, *logical_objects(clause)]:  # "proposals made by the council"
            if each.i == noun.i:
                continue
            named = each.i in scene.mention_at
            found = others([each], scene, side) if named else inside(each, scene, narrow, side, depth + 1)
            if named or found:
                return found
    return []


def others(tokens: Sequence[Token], scene: Scene, side: frozenset[str]) -> list[Token]:
    """Without those of one's own side."""
    return [token for token in tokens if not any(actor.actor_id in side for actor in scene.actors_of(token))]


def during_visit(anchor: Anchor, scene: Scene) -> tuple[list[Token], list[Token]]:
    """The two sides of the visit or meeting in which a thing was agreed: "accords reached during his trip to Doha"."""
    holders = [anchor.head, anchor.support, *kids(anchor.head, "acl")]
    for holder in holders:
        if holder is None:
            continue
        for prep in kids(holder, "prep"):
            if prep.lower_ not in ("during", "in", "at", "after"):
                continue
            for noun in kids(prep, "pobj"):
                hosts = prep_objects(noun, "to") or prep_objects(noun, "with")
                guests = kids(noun, "poss") or prep_objects(noun, "of") or prep_objects(noun, "by")
                if (
                    hosts
                    and guests
                    and any(
                        frame.type.value == "CONSULT"
                        for frame in scene.ontology.index.nouns.get(noun.lemma_.lower(), ())
                    )
                ):
                    return guests, hosts
    return [], []


def clause_subjects(anchor: Anchor, scene: Scene, taken: frozenset[int]) -> list[Token]:
    """The subject of the clause in which a meeting is mentioned: "said in a meeting with the envoy"."""
    noun = anchor.head
    if noun.dep_ == "pobj" and noun.head.lower_ in _DURING:
        governor = clause_verb(noun.head.head)
        if is_verbal(governor):
            return [
                token for token in surface_subjects(governor) if token.i not in taken and token.i in scene.mention_at
            ]
    return []


def attackers_beside(verb: Token, scene: Scene) -> list[Token]:
    """Who attacked, where a passive tells the harm alone: "were killed when militants stormed the camp"."""
    if not is_passive(verb) or kids(verb, "agent"):
        return []
    for clause in kids(verb, "advcl"):
        frames = scene.ontology.index.verbs.get(clause.lemma_.lower(), ())
        timed = any(child.lower_ in ("when", "after", "as") for child in clause.children)
        if timed and not is_passive(clause) and any(frame.type is EventType.ASSAULT for frame in frames):
            return surface_subjects(clause)
    return []


def abroad(anchor: Anchor, scene: Scene, initiators: Sequence[Token]) -> list[Token]:
    """The foreign place where it is done, for it is done to that place: "Oslo extended its mission in Kosovo"."""
    own = {actor.country for token in initiators for actor in scene.actors_of(token)}
    if not own:
        return []
    head = anchor.support if anchor.support is not None else anchor.head
    for token in head.subtree:
        place = scene.place_at.get(token.i)
        if place is None or place.place.country is None or place.place.country in own:
            continue
        if token.dep_ == "pobj" and token.head.lower_ in _WHERE and clause_verb(token) == clause_verb(head):
            return [token]
    return []
