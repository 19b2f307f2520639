"""Harm that nobody did: crashes, floods, diseases and things that break."""

from spacy.tokens import Token

from extractors.ontology import FrameWord
from extractors.reports.grammar import is_passive, kids, logical_subjects, objects_of, surface_subjects
from extractors.reports.phrases import is_agent_noun, measured_noun
from extractors.reports.scene import Scene
from extractors.reports.slots import Anchor
from extractors.reports.topics import Topic

_BREAKDOWNS = frozenset(
    "derail capsize collapse sink overturn crash plunge fall collide topple tumble skid swerve erupt burst slip "
    "explode crumble sway veer careen drown flood rupture leak cave slide".split()
)
_WARLIKE = frozenset(
    "bomb missile rocket shell mortar grenade mine landmine device explosive drone bullet warhead munition "
    "projectile explosion blast bombing attack".split()
)
_CARRIERS = frozenset("plane aircraft jet helicopter boat ship ferry vessel airliner convoy tank".split())
_HARM = frozenset("kill injure hurt wound hit trap crush bury burn destroy damage raze gut ravage flatten".split())
_AT_THE_WHEEL = frozenset({"driver", "motorist", "biker", "motorcyclist", "cyclist", "vehicle", "tram", "van"})
_CIRCUMSTANCES = frozenset({"in", "by", "from", "during"})


def is_accident(anchor: Anchor, scene: Scene) -> bool:
    """Whether what kills is a crash, a flood or a disease."""
    accidents = scene.ontology.nouns.accidents
    head = anchor.head
    if anchor.word is FrameWord.NOUN:
        return bool({child.lemma_.lower() for child in kids(head, "compound", "amod")} & accidents)
    unheard = not _is_told_of_violence(head, scene)
    if is_passive(head) and not kids(head, "agent"):
        if _is_beside_a_breakdown(head, scene):
            return True
        if unheard and head.lemma_ in _HARM and Topic.DISASTER in scene.topics:
            return True  # nobody did what the crash did that the article tells of
    words = [token for child in kids(head, "nsubj", "agent", "prep") for token in (child, *objects_of(child))]
    subjects = [token for token in kids(head, "nsubj") if token.lemma_.lower() not in _WARLIKE]  # "a car bomb"
    words += [each for token in subjects for each in kids(token, "compound")]  # "a lightning strike"
    if not is_passive(head):
        words = [
            token
            for token in words
            if token.dep_ in ("nsubj", "pobj", "compound")
            and (token.dep_ in ("nsubj", "compound") or token.head.lower_ in _CIRCUMSTANCES)
        ]
    doers = [*words, *logical_subjects(head)]
    if unheard and head.lemma_ in _HARM | {"strike"} and any(token.lemma_.lower() in _AT_THE_WHEEL for token in doers):
        return True
    found = {
        lemma
        for token in words
        if token.pos_ != "ADP"
        for lemma in (token.lemma_.lower(), measured_noun(token, scene).lemma_.lower())
    }
    return bool(found & accidents)


def _is_told_of_violence(verb: Token, scene: Scene) -> bool:
    """Whether another word of the sentence tells of violence."""
    violence = scene.ontology.nouns.violence
    return any(token.lemma_.lower() in violence for token in verb.sent if token.i != verb.i)


def _is_beside_a_breakdown(verb: Token, scene: Scene) -> bool:
    """Whether a thing that is no weapon broke as it happened: "were killed when a tram derailed"."""
    for clause in kids(verb, "advcl"):
        if any(each.lemma_.lower() in scene.ontology.nouns.disasters | {"fire"} for each in kids(clause, "nsubj")):
            return True  # "was destroyed after a fire broke out"
        if clause.lemma_.lower() not in _BREAKDOWNS or is_passive(clause):
            continue
        things = surface_subjects(clause)
        if things and not any(_does_harm(each, scene) for each in things):
            return True
    return False


def _does_harm(token: Token, scene: Scene) -> bool:
    """Whether a word denotes a weapon or the people who use it."""
    lemma = measured_noun(token, scene).lemma_.lower()
    bombs = {child.lemma_.lower() for child in kids(token, "compound", "amod")} & scene.ontology.nouns.weapons
    return lemma in _WARLIKE or bool(bombs) or (is_agent_noun(token, scene) and lemma not in _CARRIERS)
