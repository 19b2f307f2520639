"""Parties inside the clauses that a word takes: "agreed to send doctors to Palau", "demanded that Oslo pay"."""

from collections.abc import Sequence

from spacy.tokens import Token

from extractors.reports.grammar import (
    coordinated,
    is_passive,
    is_verbal,
    kids,
    logical_objects,
    logical_subjects,
    prep_objects,
)
from extractors.reports.scene import Scene

_COMPLEMENT_PREPS = ("with", "to", "from", "against", "on", "for", "into", "between", "of", "at", "in")
_MAX_DEPTH = 2


def in_complement(token: Token, scene: Scene) -> list[Token]:
    """A party inside the clausal complement: its subject, or else its object, or whom it is to, from or against."""
    for clause in kids(token, "ccomp", "xcomp", "acl", "pcomp", "advcl"):
        if clause.dep_ == "advcl" and not _has_subject_after_for(clause):
            continue
        found = _in_clause(clause, scene) if is_verbal(clause) and clause.i > token.i else []
        if found:
            return found
    for prep in ("of", "about", "for", "on", "from", "against", "to"):  # gerunds: "refrained from attacking Israel"
        gerunds = [gerund for child in kids(token, "prep") if child.lower_ == prep for gerund in kids(child, "pcomp")]
        found = [each for gerund in gerunds for each in _in_clause(gerund, scene)]
        if found:
            return found
    return []


def _in_clause(clause: Token, scene: Scene, depth: int = 0) -> list[Token]:
    subjects = [each for child in kids(clause, "nsubj", "nsubjpass") for each in coordinated(child)]
    subjects = [each for each in subjects if each.tag_ not in ("PRP", "EX", "WDT", "WP")]
    if subjects and not (is_passive(clause) and kids(clause, "agent")):
        return subjects
    objects = logical_objects(clause) if not is_passive(clause) else logical_subjects(clause)
    objects = [each for child in kids(clause, "dative") if child.pos_ != "ADP" for each in coordinated(child)] + objects
    beside = [_beside(clause, objects, prep) for prep in _COMPLEMENT_PREPS]
    for group in (objects, *beside):
        named = [each for each in group if each.i in scene.mention_at or each.i in scene.place_at]
        if named and not any(_is_own(each) for each in named):
            return named
    if depth < _MAX_DEPTH:
        inner = [
            *kids(clause, "xcomp", "ccomp"),
            *(each for each in kids(clause, "advcl") if _has_subject_after_for(each)),
        ]
        for each in inner:
            found = _in_clause(each, scene, depth + 1)
            if any(word.i in scene.mention_at for word in found):
                return found
    theirs = [each for each in objects if not _is_own(each)]
    return theirs or next((group for group in beside if group), objects)


def _beside(clause: Token, objects: Sequence[Token], prep: str) -> list[Token]:
    """Objects of a clause's preposition, be it hung on the verb or on what it takes."""
    found = [token for token in prep_objects(clause, prep) if not is_verbal(token)]
    for each in objects:
        found += [token for token in prep_objects(each, prep) if not is_verbal(token)]
    return found


def _is_own(token: Token) -> bool:
    return any(child.tag_ == "PRP$" for child in token.children)


def _has_subject_after_for(clause: Token) -> bool:
    return any(child.lower_ == "for" and child.dep_ == "mark" for child in clause.children)
