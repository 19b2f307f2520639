"""The marks on a word itself, and on what governs it, that turn what it says."""

from spacy.tokens import Token

from extractors.ontology import StatusWords
from extractors.reports.grammar import is_verbal, kids, logical_subjects, noun_agents
from extractors.reports.standing import Step, Turn, is_no, is_reported, lemma_of

_SUBJECT_NEGATORS = frozenset({"no", "nobody", "none", "neither", "nothing", "no-one"})
_ABLE = frozenset({"could", "can", "would"})


class Marks:
    """Collects the turns of one climb; `support` is the light verb whose standing is the trigger's own."""

    def __init__(self, words: StatusWords, support: Token | None = None) -> None:
        self._words = words
        self._support = support
        self._steps: list[Step] = []
        self._speakers: list[Token] = []
        self._saying: Token | None = None

    def _add(self, turn: Turn, word: Token | str) -> None:
        self._steps.append(Step(turn=turn, word=word if isinstance(word, str) else word.text))

    def _own_marks(self, verb: Token, *, negation: bool = True) -> None:
        words = self._words
        negated = next((child for child in verb.children if child.dep_ == "neg"), None)
        for child in verb.children:
            low = child.lower_
            if child.dep_ == "aux":
                self._modal(verb, child, negated is not None)
            elif child.dep_ == "advmod" and low in words.hypothetical_modifiers:
                self._add(Turn.HYPOTHETICAL, child)
            elif child.dep_ in ("mark", "advmod") and low in words.hypothetical_markers:
                if low != "once" or child.dep_ == "mark":
                    self._add(Turn.HYPOTHETICAL, child)
            elif negation and child.dep_ in ("nsubj", "nsubjpass") and is_no(child):
                self._add(Turn.NEGATED, child)
            elif negation and child.dep_ == "dobj" and is_no(child):
                self._add(Turn.NEGATED, "no")
            elif (
                negation
                and child.dep_ in ("advmod", "preconj", "cc")
                and low in ("never", "hardly", "barely", "scarcely", "neither", "nor")
            ):
                self._add(Turn.NEGATED, child)
        if negated is not None and negation and negated.lower_ in words.negators:
            self._add(Turn.NEGATED, negated)
        if verb.tag_ == "VB" and verb.dep_ == "ROOT" and not kids(verb, "nsubj", "nsubjpass", "aux", "expl"):
            self._add(Turn.HYPOTHETICAL, "imperative")

    def _modal(self, verb: Token, modal: Token, negated: bool) -> None:
        low = modal.lower_
        subject = next(iter(kids(verb, "nsubj", "nsubjpass")), None)
        if low in ("had", "should", "were") and subject is not None and modal.i < subject.i:
            self._add(Turn.HYPOTHETICAL, modal)  # "had they attacked"
        if low in self._words.planned_modals or (low == "would" and is_reported(verb, self._words)):
            self._add(Turn.PLANNED, modal)
        elif negated and low in _ABLE:
            return  # "could not agree": it did not come about
        elif (low in self._words.hypothetical_modals and modal.tag_ == "MD") or low == "need":
            self._add(Turn.HYPOTHETICAL, modal)

    def _noun_marks(self, noun: Token) -> None:
        words = self._words
        for child in noun.children:
            low = child.lower_
            if child.dep_ in ("det", "neg") and low in _SUBJECT_NEGATORS:
                self._add(Turn.NEGATED, child)
            elif child.dep_ in ("amod", "advmod", "compound", "nmod"):
                if low in words.hypothetical_modifiers:
                    self._add(Turn.HYPOTHETICAL, child)
                elif low in words.planned_modifiers and child.dep_ == "amod":
                    self._add(Turn.PLANNED, child)
                elif low in ("failed", "cancelled", "canceled", "aborted", "foiled", "thwarted"):
                    self._add(Turn.NEGATED, child)

    def _said_by(self, verb: Token) -> None:
        if self._saying is None:
            self._saying = verb
            self._speakers += logical_subjects(verb) if is_verbal(verb) else noun_agents(verb)

    def _by_noun(self, noun: Token) -> bool:
        """Whether a noun that governs another turns what that says."""
        words, lemma = self._words, lemma_of(noun)
        if is_no(noun) or lemma in words.negating_nouns:
            self._add(Turn.NEGATED, noun)
        elif lemma in words.hypothetical_nouns:
            self._add(Turn.HYPOTHETICAL, noun)
        elif lemma in words.planned_nouns:
            self._add(Turn.PLANNED, noun)
        else:
            return False
        return True

    def _by_adjective(self, adjective: Token) -> None:
        low = adjective.lower_
        if low in self._words.negating_nouns:
            self._add(Turn.NEGATED, adjective)
        elif low in self._words.planned_adjectives:
            self._add(Turn.PLANNED, adjective)
        else:
            self._add(Turn.HYPOTHETICAL, adjective)

    def _by_adjective_of(self, adjective: Token) -> None:
        low = adjective.lower_
        if low in self._words.negating_nouns:
            self._add(Turn.NEGATED, adjective)
        elif low in (
            "capable",
            "interested",
            "worried",
            "afraid",
            "concerned",
            "intent",
            "keen",
            "bent",
            "wary",
            "close",
        ):
            self._add(Turn.HYPOTHETICAL, adjective)
