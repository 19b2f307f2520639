"""Filling a frame's slots: which words stand as subject, object, possessor or after a preposition of a trigger."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.ontology import FrameWord
from extractors.reports.complements import in_complement
from extractors.reports.grammar import (
    SUBJECTS,
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
from extractors.reports.headlines import with_comma_partner
from extractors.reports.phrases import is_agent_noun
from extractors.reports.scene import Scene

_SHARED_PREPS = frozenset({"with", "between", "on", "against", "at", "to", "over", "from", "for"})
_BACKING = frozenset(
    {"lead", "back", "broker", "mediate", "sponsor", "impose", "support", "run", "fund", "make", "own", "orchestrate"}
)
_PREDICATE_DEPS = frozenset({"acomp", "attr", "prep", "pobj", "oprd", "advmod", "conj", "appos", "acl"})
_DATELINE_WORDS = 10
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_TIME_ENTITIES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A trigger and the word from which its arguments hang."""

    word: FrameWord
    trigger: Token
    head: Token  # equals the trigger, but for phrases
    support: Token | None = None  # the light verb of a noun


def fill(
    slots: Sequence[str], anchor: Anchor, scene: Scene, taken: frozenset[int] = frozenset(), *, named: bool = False
) -> tuple[str, list[Token]]:
    """The first slot that is filled, and its words; ("", []) where none is.

    `named`: the first slot that a mention or a place fills goes before one that a thing fills.
    """
    first: tuple[str, list[Token]] = ("", [])
    for slot in slots:
        words = [each for token in words_in(slot, anchor, scene) for each in behind_dateline(token, scene)]
        found = [token for token in unique(words) if token.i not in taken and not is_time(token, scene)]
        if found and (not named or slot == "against" or any(_names_somebody(token, scene) for token in found)):
            return slot, found
        if found and not first[1]:
            first = slot, found
    return first


def _names_somebody(token: Token, scene: Scene) -> bool:
    known = (token.i in scene.mention_at and token.tag_ != "PRP") or token.i in scene.place_at
    return known or is_agent_noun(token, scene)


def behind_dateline(token: Token, scene: Scene) -> list[Token]:
    """The token; for one in a dateline that the parser took for a party, what hangs on it behind the dash."""
    if token.i in scene.dateline:
        return [each for each in token.subtree if each.head.i in scene.dateline and _stands_behind(each, scene)]
    start = token.sent.start
    if token.i - start > _DATELINE_WORDS or not token.doc[start].is_upper:
        return [token]
    for dash in token.doc[start : min(start + _DATELINE_WORDS, token.sent.end)]:
        if dash.text in ("--", "—", "–", "-") and dash.i > start and dash.whitespace_ and dash.nbor(-1).whitespace_:
            if token.i > dash.i:
                return [token]
            return [each for each in token.subtree if each.i > dash.i > each.head.i and each.pos_ in _NOMINAL]
    return [token]


def _stands_behind(token: Token, scene: Scene) -> bool:
    return token.i not in scene.dateline and token.pos_ in _NOMINAL


def words_in(slot: str, anchor: Anchor, scene: Scene) -> list[Token]:
    """The words in one slot of a trigger."""
    if slot == "speaker":
        return said_by(anchor.head)
    if anchor.word is FrameWord.VERB:
        found = _of_verb(slot, anchor.head, scene)
        return with_comma_partner(found, scene) if slot == "subject" else found
    if anchor.word is FrameWord.NOUN:
        return _of_noun(slot, anchor, scene)
    return _of_predicate(slot, anchor, scene)


def said_by(token: Token) -> list[Token]:
    """The subject of the verb of saying in whose content the token stands."""
    verb = clause_verb(token)
    while verb.dep_ == "conj" and is_verbal(verb.head):
        verb = verb.head
    return logical_subjects(verb.head) if verb.dep_ == "ccomp" and is_verbal(verb.head) else []


def is_time(token: Token, scene: Scene) -> bool:
    return token.i in scene.date_at or (token.ent_type_ in _TIME_ENTITIES and token.i not in scene.mention_at)


def _of_verb(slot: str, verb: Token, scene: Scene) -> list[Token]:
    match slot:
        case "subject":
            return logical_subjects(verb)
        case "object":
            return logical_objects(verb)
        case "dative":
            return [each for child in kids(verb, "dative") if child.pos_ != "ADP" for each in coordinated(child)]
        case "complement":
            return in_complement(verb, scene)
        case "possessor" | "modifier" | "support_subject" | "support_object":
            return []
        case _:
            return verb_prep(verb, slot)


def verb_prep(verb: Token, prep: str) -> list[Token]:
    """Objects of a verb's preposition; where the parser hung the phrase on the verb's object, of that."""
    found = [token for token in prep_objects(verb, prep) if not is_verbal(token)]
    if prep == "to" and found and verb.head.i != verb.i:
        closer = [token for child in kids(verb, "dobj") for token in prep_objects(child, prep) if token.ent_type_]
        found = closer or found  # "routed funding to Hamas through Israel to Gaza"
    if found:
        return found
    holders = surface_subjects(verb) if is_passive(verb) else kids(verb, "dobj", "attr", "oprd")
    for holder in holders:
        for each in coordinated(holder):
            found += prep_objects(each, prep)
    for child in verb.children:
        if child.dep_ == "prt" or (child.dep_ == "advmod" and child.pos_ == "ADV"):
            found += prep_objects(child, prep)
    if not found and prep in ("against", "on"):  # "called for sanctions against"
        found = [each for wanted in prep_objects(verb, "for") for each in prep_objects(wanted, prep)]
    if not found and prep in ("with", "on", "against"):  # "met and held talks with"
        found = [
            each for child in kids(verb, "conj") if not kids(child, *SUBJECTS) for each in prep_objects(child, prep)
        ]
    return [token for token in found if not is_verbal(token)]


def _of_noun(slot: str, anchor: Anchor, scene: Scene) -> list[Token]:
    noun, support = anchor.head, anchor.support
    match slot:
        case "possessor":
            owners = kids(_owned(noun), "poss")
            if support is not None and any(owner.tag_ == "PRP$" for owner in owners):
                return _support_subjects(noun, support)  # "continue to extend their support"
            return [each for child in owners for each in coordinated(child)]
        case "modifier":
            return modifiers(noun, scene)
        case "subject" | "support_subject":
            return with_comma_partner(_support_subjects(noun, support), scene)
        case "object" | "support_object":
            return [token for token in logical_objects(support) if token.i != noun.i] if support is not None else []
        case "dative":
            return _of_verb("dative", support, scene) if support is not None else []
        case "complement":
            return in_complement(noun, scene)
        case _:
            return _noun_prep(noun, support, slot)


def _owned(noun: Token) -> Token:
    """The word that carries the possessor: of "Iran's attacks and threats" the first."""
    if noun.dep_ == "conj" and not kids(noun, "poss", "det") and not is_verbal(noun.head) and kids(noun.head, "poss"):
        return noun.head
    return noun


def _support_subjects(noun: Token, support: Token | None) -> list[Token]:
    if support is None:
        return []
    if is_passive(support):
        return [token for token in logical_subjects(support) if token.i != noun.i]
    return [token for token in surface_subjects(support) if token.i != noun.i]


def modifiers(noun: Token, scene: Scene) -> list[Token]:
    """Mentions that modify a noun: "US and Israeli strikes", "a Saudi-led raid", "Qatar talks"."""
    found = [child for child in kids(noun, "npadvmod") if child.i in scene.mention_at]  # "US-backed"
    for child in noun.children:
        if is_opposed(child):
            continue
        if child.dep_ in ("amod", "compound", "nmod", "nummod"):
            if child.lemma_.lower() in _BACKING:
                found += [each for each in kids(child, "npadvmod", "compound") if each.i in scene.mention_at]
            else:
                found += [each for each in _joined(child) if each.i in scene.mention_at]
                for inner in child.children:  # "US military strikes": the demonym hangs on the other modifier
                    if inner.dep_ in ("amod", "compound", "nmod") and inner.i in scene.mention_at:
                        found.append(inner)
    if not found and noun.dep_ == "conj" and not is_verbal(noun.head) and not kids(noun, "det", "poss"):
        return modifiers(noun.head, scene)
    return found


def is_opposed(token: Token) -> bool:
    """Whether "anti-" stands before a word: "anti-Mursi protests" are not his."""
    first = token.left_edge.i
    if token.lower_.startswith("anti-"):
        return True
    return first >= 2 and token.doc[first - 1].text in "-–" and token.doc[first - 2].lower_ == "anti"


def _joined(token: Token) -> list[Token]:
    return [token, *(each for child in token.children if child.dep_ == "conj" for each in _joined(child))]


def _noun_prep(noun: Token, support: Token | None, prep: str) -> list[Token]:
    found = [token for token in prep_objects(noun, prep) if not is_verbal(token)]
    if not found and prep == "by":  # "the arrest of a poet by the police": hung on the poet
        found = [each for patient in prep_objects(noun, "of") for each in prep_objects(patient, "by")]
    if not found:
        found = [each for child in kids(noun, "conj") for each in prep_objects(child, prep)]
    if not found and noun.dep_ == "conj" and not is_verbal(noun.head):
        found = prep_objects(noun.head, prep) if prep in _SHARED_PREPS or prep in ("by", "of") else []
    if not found and support is not None:
        found = [token for token in prep_objects(support, prep) if token.i != noun.i]
    if not found and prep in _SHARED_PREPS and noun.dep_ in ("dobj", "nsubjpass", "attr", "pobj"):
        governor = noun.head if noun.dep_ != "pobj" else noun.head.head
        if is_verbal(governor):
            found = [token for token in prep_objects(governor, prep) if token.i != noun.i and noun not in token.subtree]
    return [token for token in found if not is_verbal(token)]


def _of_predicate(slot: str, anchor: Anchor, scene: Scene) -> list[Token]:
    """Slots of adjectives and of literal phrases."""
    head = anchor.head
    if is_verbal(head) and anchor.word is FrameWord.PHRASE:
        return _of_verb(slot, head, scene)
    if slot in ("possessor", "modifier"):
        return _of_noun(slot, anchor, scene)
    if slot == "support_subject" and head.dep_ in ("dobj", "nsubjpass") and is_verbal(head.head):
        return _support_subjects(head, head.head)
    trigger = anchor.trigger
    if slot == "subject" and trigger.dep_ == "prep" and trigger.head.pos_ in ("NOUN", "PROPN") and trigger != head:
        return [trigger.head]  # "a vessel under attack by pirates"
    governor = _copula(head)
    if governor.dep_ == "amod" and not is_verbal(governor):
        return [governor.head] if slot in ("subject", "support_subject") else prep_objects(head, slot)
    match slot:
        case "subject" | "support_subject":
            if not is_verbal(governor):
                return _modified(head)
            return surface_subjects(governor) if anchor.word is FrameWord.ADJ else logical_subjects(governor)
        case "object":
            return logical_objects(governor) if is_verbal(governor) else []
        case "complement":
            return in_complement(head, scene)
        case _:
            return _prep_near(slot, anchor, governor)


def _copula(head: Token) -> Token:
    """The verb of which the word is the predicate; the attributive adjective above it, if any."""
    governor = head
    while not is_verbal(governor) and governor.head != governor and governor.dep_ in _PREDICATE_DEPS:
        governor = governor.head
    return governor


def _prep_near(prep: str, anchor: Anchor, governor: Token) -> list[Token]:
    """Objects of a preposition on the word, within or right behind its phrase, or on its verb."""
    head = anchor.head
    found = prep_objects(head, prep)
    for token in head.doc[anchor.trigger.i : max(head.i, anchor.trigger.i) + 6]:
        if not found and token.lower_ == prep and token.dep_ == "prep" and token.head.i >= anchor.trigger.i:
            found = [each for pobj in kids(token, "pobj") for each in coordinated(pobj)]
    if not found and is_verbal(governor):
        found = prep_objects(governor, prep)
    return found


def _modified(head: Token) -> list[Token]:
    return [head.head] if head.dep_ in ("amod", "prep", "appos", "acl", "relcl") and not is_verbal(head.head) else []
