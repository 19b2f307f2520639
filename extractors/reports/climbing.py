"""Whether a thing that a word speaks of happened: climbing from the word to the head of its sentence, clause by clause.

Each step may turn what is said into something negated, planned or hypothetical; a step into a verb of saying notes who
says it.
"""

from spacy.tokens import Token

from extractors.ontology import StatusWords
from extractors.reports.grammar import ancestors, is_passive, is_verbal, kids
from extractors.reports.standing import Standing, Turn, is_definite, lemma_of
from extractors.reports.verb_steps import VerbSteps

_MAX_STEPS = 12
_PRESUPPOSING = frozenset(
    "oppose discuss debate fear talk warn justify deserve merit mean argue signal promote favor favour "
    "hint speculate".split()
)


class Climb(VerbSteps):
    """One climb from a trigger."""

    def _of_noun(self, noun: Token) -> Token | None:
        self._noun_marks(noun)
        head, dep = noun.head, noun.dep_
        if head == noun:
            return None
        if self._support is not None and (head == self._support or (dep == "pobj" and head.head == self._support)):
            return self._support
        if self._support is not None and self._support.head == noun:
            self._own_marks(self._support)
        if dep in ("acomp", "attr", "oprd") and is_verbal(head):
            return head
        if dep == "dobj" and is_verbal(head):
            return self._object(noun, head)
        if dep in ("nsubj", "nsubjpass") and is_verbal(head):
            return self._subject(noun, head)
        if dep == "pobj":
            return self._prepositional(noun, head)
        if dep in ("conj", "appos"):
            return head if not is_verbal(head) else None
        if dep in ("compound", "poss", "nmod"):
            self._by_noun(head)
            return None
        if dep == "prep" and is_verbal(head) and noun.pos_ == "ADP":  # a phrase: "may vote in favour of"
            return head
        return None

    def _object(self, noun: Token, verb: Token) -> Token | None:
        words, lemma = self._words, lemma_of(verb)
        if lemma in words.negated_object_verbs:
            self._add(Turn.NEGATED, verb)
        elif lemma in words.hypothetical_object_verbs and not (is_definite(noun) and lemma in _PRESUPPOSING):
            self._add(Turn.HYPOTHETICAL, verb)
        elif lemma in words.planned_object_verbs:
            self._add(Turn.PLANNED, verb)
        elif not is_definite(noun):
            return verb
        elif any(child.tag_ == "PRP$" for child in noun.children):  # "to intensify its sanctions"
            return self._loosely(verb)
        return None

    def _subject(self, noun: Token, verb: Token) -> Token | None:
        words, lemma = self._words, lemma_of(verb)
        if is_passive(verb):
            if lemma in words.negated_object_verbs:
                self._add(Turn.NEGATED, verb)
            elif lemma in words.planned_object_verbs or lemma in ("schedule", "expect"):
                self._add(Turn.PLANNED, verb)
            elif lemma in words.hypothetical_object_verbs:
                self._add(Turn.HYPOTHETICAL, verb)
        for modal in kids(verb, "aux"):
            if modal.lower_ == "would" or (modal.lower_ in words.hypothetical_modals and not is_definite(noun)):
                self._add(Turn.HYPOTHETICAL, modal)
            elif modal.lower_ in words.planned_modals and lemma in (
                "take",
                "begin",
                "start",
                "be",
                "continue",
                "resume",
                "happen",
                "open",
                "follow",
            ):
                self._add(Turn.PLANNED, modal)
        if any(
            child.dep_ == "mark" and child.lower_ in words.hypothetical_markers for child in verb.children
        ) and not is_definite(noun):
            self._add(Turn.HYPOTHETICAL, "if")
        if lemma in ("be", "take", "happen", "occur", "begin", "start", "resume") and any(
            child.dep_ == "neg" for child in verb.children
        ):
            self._add(Turn.NEGATED, "not")
        return None

    def _prepositional(self, noun: Token, prep: Token) -> Token | None:
        governor, low = prep.head, prep.lower_
        if (
            low in ("without",)
            or (low == "of" and governor.lower_ == "instead")
            or (low == "than" and governor.lower_ == "rather")
        ):
            self._add(Turn.NEGATED, prep)
            return None
        if low == "of" and governor.lower_ in ("case", "event") and governor.dep_ == "pobj":
            self._add(Turn.HYPOTHETICAL, governor)
            return None
        if governor.dep_ == "prep" and governor.lower_ in ("instead", "because", "ahead", "out"):
            if governor.lower_ == "instead":
                self._add(Turn.NEGATED, governor)
            elif governor.lower_ == "ahead":
                self._add(Turn.PLANNED, governor)
            return None
        lemma = lemma_of(governor)
        if is_verbal(governor):
            return self._object_of_prep(noun, governor, low)
        if governor.pos_ in ("NOUN", "PROPN"):
            if self._by_noun(governor):
                return None
            if low == "of" and lemma in (
                "series",
                "round",
                "wave",
                "string",
                "start",
                "beginning",
                "resumption",
                "continuation",
                "end",
                "intensification",
                "escalation",
                "number",
                "kind",
                "type",
                "form",
                "implementation",
                "lifting",
            ):
                return governor
        if governor.pos_ == "ADJ":
            self._by_adjective_of(governor)
        return None

    def _object_of_prep(self, noun: Token, verb: Token, prep: str) -> Token | None:
        words, lemma = self._words, lemma_of(verb)
        if lemma in words.negated_object_verbs or (
            lemma in ("refrain", "abstain", "shy", "desist", "back") and prep in ("from", "away", "down")
        ):
            self._add(Turn.NEGATED, verb)
        elif lemma in words.hypothetical_object_verbs and prep in (
            "for",
            "about",
            "of",
            "on",
            "at",
            "to",
            "toward",
            "towards",
            "with",
            "against",
        ):
            if not (is_definite(noun) and lemma in _PRESUPPOSING):
                self._add(Turn.HYPOTHETICAL, verb)
        elif lemma in words.planned_object_verbs and prep in ("for", "on", "to"):
            self._add(Turn.PLANNED, verb)
        elif not is_definite(noun) and prep in ("in", "with", "by", "through", "into", "for", "to", "on"):
            return self._loosely(verb)
        return None

    def from_word(self, token: Token) -> Standing:
        """The standing of what a verb, event noun or predicate says."""
        current: Token | None = token
        for _ in range(_MAX_STEPS):
            if current is None:
                break
            current = self._of_verb(current) if is_verbal(current) else self._of_noun(current)
        if token.sent[-1].text == "?" or (len(token.sent) > 1 and token.sent[-2].text == "?"):
            self._add(Turn.HYPOTHETICAL, "?")
        if self._saying is None:
            self._said_above(token)
        return Standing(steps=tuple(self._steps), speakers=tuple(self._speakers), saying=self._saying)

    def _said_above(self, token: Token) -> None:
        """Who says the clause above, where the climb ended before it."""
        for above in (token, *ancestors(token)):
            if above.dep_ == "ccomp" and lemma_of(above.head) in self._words.reporting_verbs:
                self._said_by(above.head)
                return


def standing_of(token: Token, words: StatusWords, support: Token | None = None) -> Standing:
    """How what a trigger says stands."""
    return Climb(words, support).from_word(token)
