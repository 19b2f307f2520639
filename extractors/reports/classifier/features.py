"""What a word and its clause are, as numbers: vectors of the words around it, and signs of the grammar."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Token

from extractors.reports.grammar import is_passive, is_verbal, kids

Vector = npt.NDArray[np.float32]

VECTOR = 300  # of the model
_PREPS = ("to", "with", "on", "against", "at", "from", "of", "for", "over", "in", "into", "by", "between", "after", "off")
_PARTICLES = ("out", "up", "down", "off", "back", "away", "over", "in", "on", "with", "through")
_KINDS = ("GPE", "NORP", "ORG", "PERSON", "LOC", "FAC", "CARDINAL", "MONEY")
_SUBJECTS = ("nsubj", "csubj", "agent")
_OBJECTS = ("dobj", "nsubjpass", "dative", "attr", "oprd")
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_BLOCKS = 5  # trigger, subject, object, oblique, sentence
_SIGNS = len(_PREPS) + len(_PARTICLES) + 3 * len(_KINDS) + 10
WIDTH = _BLOCKS * VECTOR + _SIGNS


def features(trigger: Token) -> Vector:
    """The word's row: five unit vectors (itself, subject, object, oblique objects, its sentence), then signs (0 or 1).

    Names have no vector of their own here, only the kind of thing they name.
    """
    subjects, objects, obliques, preps = _arguments(trigger)
    words = [token for token in trigger.sent if token.pos_ in _CONTENT and not token.ent_type_ and token != trigger]
    blocks = [_mean([trigger]), _mean(subjects), _mean(objects), _mean(obliques), _mean(words)]
    signs = _signs(trigger, subjects, objects, obliques, preps)
    return np.concatenate([*blocks, np.array(signs, dtype=np.float32)])


def _arguments(trigger: Token) -> tuple[list[Token], list[Token], list[Token], set[str]]:
    """Heads of subjects, objects and prepositional objects, and the prepositions."""
    subjects = kids(trigger, "nsubj", "csubj", "poss", "compound", "amod")
    subjects += [pobj for by in kids(trigger, "agent") for pobj in kids(by, "pobj")]
    if trigger.dep_ == "conj" and not subjects and is_verbal(trigger.head):
        subjects = kids(trigger.head, "nsubj", "nsubjpass")
    objects = kids(trigger, *_OBJECTS)
    preps = kids(trigger, "prep") + [prep for each in objects for prep in kids(each, "prep")]
    obliques = [pobj for prep in preps for pobj in kids(prep, "pobj", "pcomp")]
    obliques += kids(trigger, "xcomp", "ccomp", "acl")
    if trigger.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "attr"):
        obliques.append(trigger.head)
    return subjects, objects, obliques, {prep.lower_ for prep in preps}


def _mean(tokens: Sequence[Token]) -> Vector:
    """The unit vector of words that are no names; zeros where there are none."""
    vectors = [_vector(token) for token in tokens if token.pos_ != "PROPN" and token.ent_type_ not in ("GPE", "NORP")]
    if not vectors:
        return np.zeros(VECTOR, dtype=np.float32)
    mean = np.mean(vectors, axis=0, dtype=np.float32)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean


def _vector(token: Token) -> Vector:
    lexeme = token.vocab[token.lemma_.lower()]
    found: Vector = lexeme.vector if lexeme.has_vector else token.vector
    return found


def _signs(
    trigger: Token, subjects: Sequence[Token], objects: Sequence[Token], obliques: Sequence[Token], preps: set[str]
) -> list[float]:
    particles = {child.lower_ for child in trigger.children if child.dep_ in ("prt", "advmod")}
    verbal = is_verbal(trigger)
    signs = [
        verbal,
        trigger.pos_ in ("NOUN", "PROPN"),
        trigger.pos_ in ("ADJ", "ADV"),
        verbal and is_passive(trigger),
        bool(subjects),
        bool(objects),
        trigger.dep_ == "ROOT",
        bool(kids(trigger, "xcomp")),
        bool(kids(trigger, "ccomp")),
        any(child.lower_ == "to" for child in trigger.children),
    ]
    signs += [prep in preps for prep in _PREPS]
    signs += [particle in particles for particle in _PARTICLES]
    for side in (subjects, objects, obliques):
        signs += _kinds(side)
    return [float(sign) for sign in signs]


def _kinds(tokens: Iterable[Token]) -> list[bool]:
    found = {token.ent_type_ for token in tokens}
    return [kind in found for kind in _KINDS]
