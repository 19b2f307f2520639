"""Whether a thing that a word speaks of happened: climbing from the word to the head of its sentence, clause by clause.

Each step may turn what is said into something negated, planned or hypothetical; a step into a verb of saying notes who says it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from domain.reports import Status
from extractors.ontology import StatusWords
from extractors.reports.grammar import (
    ancestors,
    is_passive,
    is_verbal,
    kids,
    logical_subjects,
    noun_agents,
    surface_subjects,
)

_MAX_STEPS = 12
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_SUBJECT_NEGATORS = frozenset({"no", "nobody", "none", "neither", "nothing"})
_INHERITING_PREPS = frozenset({"by", "for", "in", "through", "while", "when", "with", "upon", "on", "to"})
_UNSURE = frozenset(
    "plausible possible likely unlikely conceivable probable hopeful doubtful unclear essential important necessary imperative vital crucial".split()
)
_ABLE = frozenset({"could", "can", "would"})


class Turn(StrEnum):
    """What a step does to what is said."""

    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One turn and the word that makes it."""

    turn: Turn
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a thing stands: its turns from the inside out, and who is said to say it."""

    steps: tuple[Step, ...]
    speakers: tuple[Token, ...]
    saying: Token | None  # the verb or noun of saying

    @property
    def status(self) -> Status:
        """Hypothetical outdoes all; two negations cancel; what is negated is not planned."""
        turns = [step.turn for step in self.steps]
        if Turn.HYPOTHETICAL in turns:
            return Status.HYPOTHETICAL
        if turns.count(Turn.NEGATED) % 2:
            return Status.NEGATED
        return Status.PLANNED if Turn.PLANNED in turns else Status.ACTUAL

    @property
    def reason(self) -> str:
        """The words that gave the status."""
        status = self.status
        words = [step.word for step in self.steps if step.turn.value == status.value]
        return f"{status.value} by {', '.join(repr(word) for word in words[:3])}" if words else "stated as a fact"


class Climb:
    """One climb from a trigger; `support` is the light verb whose standing is the trigger's own."""

    def __init__(self, words: StatusWords, support: Token | None = None) -> None:
        self._words = words
        self._support = support
        self._steps: list[Step] = []
        self._speakers: list[Token] = []
        self._saying: Token | None = None

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
            if above.dep_ == "ccomp" and _lemma(above.head) in self._words.reporting_verbs:
                self._said_by(above.head)
                return

    def _add(self, turn: Turn, word: Token | str) -> None:
        self._steps.append(Step(turn=turn, word=word if isinstance(word, str) else word.text))

    # --- a verb's own marks

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
            elif negation and child.dep_ in ("nsubj", "nsubjpass") and _is_no(child):
                self._add(Turn.NEGATED, child)
            elif negation and child.dep_ == "dobj" and _is_no(child):
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
        if low in self._words.planned_modals or (low == "would" and _reported(verb, self._words)):
            self._add(Turn.PLANNED, modal)
        elif (low in self._words.hypothetical_modals and modal.tag_ == "MD") or low == "need":
            if not (negated and low in _ABLE):
                self._add(Turn.HYPOTHETICAL, modal)

    # --- steps from a verb

    def _of_verb(self, verb: Token) -> Token | None:
        self._own_marks(verb)
        head, dep = verb.head, verb.dep_
        if head == verb:
            return None
        match dep:
            case "xcomp" | "acomp" | "oprd":
                return self._infinitive(verb, head)
            case "ccomp":
                return self._content(verb, head)
            case "csubj" | "csubjpass":
                self._add(Turn.HYPOTHETICAL, verb)
                return None
            case "advcl":
                return self._adverbial(verb, head)
            case "acl" | "relcl":
                return self._adnominal(verb, head)
            case "pcomp":
                return self._gerund(verb, head)
            case "conj":
                return self._conjunct(verb, head)
            case "amod":
                return None
            case _:
                return None

    def _infinitive(self, verb: Token, head: Token) -> Token | None:
        words, lemma = self._words, _lemma(head)
        if not is_verbal(head):
            return self._after_predicate(head)
        adjective = next((child for child in kids(head, "acomp", "prt") if child.i < verb.i), None)
        if adjective is not None and head.lemma_ == "be":
            self._by_adjective(adjective)
            return head
        if lemma in words.negating_verbs or lemma in words.denying_verbs:
            self._add(Turn.NEGATED, head)
        elif (lemma == "be" and _is_infinitive(verb)) or (lemma == "go" and head.tag_ == "VBG"):  # "are to meet"
            self._add(Turn.PLANNED, head)
        elif lemma in words.implicative_verbs or lemma in words.raising_verbs:
            pass
        elif lemma in words.planned_verbs:
            self._add(Turn.PLANNED, head)
        elif lemma in words.motion_verbs and _is_infinitive(verb):
            pass
        elif lemma in words.reporting_verbs and is_passive(head):  # "is said to have attacked"
            return None
        elif lemma == "have" or _is_infinitive(verb) or lemma in words.hypothetical_verbs:
            self._add(Turn.HYPOTHETICAL, head)
        return head

    def _after_predicate(self, head: Token) -> Token | None:
        self._by_adjective(head)
        return head.head if head.dep_ in ("acomp", "attr", "oprd") and is_verbal(head.head) else None

    def _by_adjective(self, adjective: Token) -> None:
        low = adjective.lower_
        if low in self._words.negating_nouns:
            self._add(Turn.NEGATED, adjective)
        elif low in self._words.planned_adjectives:
            self._add(Turn.PLANNED, adjective)
        else:
            self._add(Turn.HYPOTHETICAL, adjective)

    def _content(self, verb: Token, head: Token) -> Token | None:
        words, lemma = self._words, _lemma(head)
        if lemma in words.denying_verbs:
            self._add(Turn.NEGATED, head)
        elif lemma in words.hypothetical_verbs and lemma not in words.reporting_verbs:
            self._add(Turn.HYPOTHETICAL, head)
        elif lemma in words.planned_verbs:
            self._add(Turn.PLANNED, head)
        elif lemma in words.reporting_verbs or not is_verbal(head):
            if any(child.dep_ == "neg" for child in head.children):
                self._add(Turn.HYPOTHETICAL, head)
            if lemma in ("suggest", "warn", "demand", "insist") and verb.tag_ == "VB":
                self._add(Turn.HYPOTHETICAL, head)
            self._said_by(head)
            return None
        elif (lemma == "be" and any(child.lower_ in _UNSURE for child in kids(head, "acomp"))) or lemma in (
            "ensure",
            "guarantee",
            "make",
        ):
            self._add(Turn.HYPOTHETICAL, head)
        self._said_by(head)
        return None

    def _said_by(self, verb: Token) -> None:
        if self._saying is None:
            self._saying = verb
            self._speakers += logical_subjects(verb) if is_verbal(verb) else noun_agents(verb)

    def _adverbial(self, verb: Token, head: Token) -> Token | None:
        words = self._words
        if _is_infinitive(verb) and not any(child.dep_ == "mark" and child.lower_ != "for" for child in verb.children):
            if _lemma(head) in words.motion_verbs:
                return head
            if any(_lemma(subject) in words.planned_nouns for subject in kids(head, "nsubj", "nsubjpass")):
                self._add(Turn.PLANNED, "plans")  # "plans are under way for the emir to visit"
                return None
            if _lemma(head) in words.planned_verbs or (kids(head, "acomp") and head.lemma_ == "be"):
                return self._infinitive(verb, head)
            self._add(Turn.HYPOTHETICAL, f"purpose of {head.text}")
            return None
        marked = kids(verb, "mark", "nsubj") or any(
            child.dep_ == "advmod" and child.tag_ == "WRB" for child in verb.children
        )
        if marked or not is_verbal(head):
            return None
        return self._loosely(head)

    def _loosely(self, head: Token) -> Token | None:
        """Into a clause whose doubts, but not whose negation, hold for what hangs on it."""
        before = len(self._steps)
        self._own_marks(head, negation=False)
        if head.dep_ in ("xcomp", "ccomp", "conj", "advcl", "pcomp") and len(self._steps) == before:
            kept = list(self._steps)
            onward = self._of_verb(head)
            self._steps = kept + [step for step in self._steps[len(kept) :] if step.turn is not Turn.NEGATED]
            return onward
        return None

    def _adnominal(self, verb: Token, noun: Token) -> Token | None:
        words, lemma = self._words, _lemma(noun)
        that_clause = any(child.dep_ == "mark" for child in verb.children)
        if _is_no(noun):
            self._add(Turn.NEGATED, "no")
        if _is_infinitive(verb) or that_clause:
            if lemma in words.negating_nouns:
                self._add(Turn.NEGATED, noun)
            elif lemma in words.planned_nouns:
                self._add(Turn.PLANNED, noun)
            elif lemma in words.hypothetical_nouns:
                self._add(Turn.HYPOTHETICAL, noun)
            elif that_clause and lemma in words.claim_nouns:
                self._said_by(noun)
            elif lemma == "decision" or that_clause:
                pass
            else:
                self._add(Turn.HYPOTHETICAL, noun)
        return None

    def _gerund(self, verb: Token, prep: Token) -> Token | None:
        words, governor, low = self._words, prep.head, prep.lower_
        if low in words.negating_markers or (low == "of" and governor.lower_ in words.negating_markers):
            self._add(Turn.NEGATED, prep)
            return None
        lemma = _lemma(governor)
        if is_verbal(governor):
            if lemma in words.blaming_verbs:
                self._said_by(governor)
                return None
            if lemma in words.negating_verbs or (
                low == "from" and lemma in ("keep", "stop", "ban", "bar", "deter", "dissuade", "discourage")
            ):
                self._add(Turn.NEGATED, governor)
            elif lemma in words.implicative_verbs:
                return governor
            elif low in _INHERITING_PREPS and lemma not in words.hypothetical_object_verbs:
                return self._loosely(governor)
            elif lemma in words.hypothetical_object_verbs or lemma in words.hypothetical_verbs:
                self._add(Turn.HYPOTHETICAL, governor)
            elif lemma in words.planned_verbs:
                self._add(Turn.PLANNED, governor)
            elif lemma in words.denying_verbs:
                self._add(Turn.NEGATED, governor)
            return None
        if governor.pos_ == "ADJ":
            self._by_adjective_of(governor)
            return None
        if governor.dep_ == "dobj" and _lemma(governor.head) in words.blaming_verbs:
            self._said_by(governor.head)
            return None
        self._by_noun(governor)
        return None

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

    def _by_noun(self, noun: Token) -> bool:
        """Whether a noun that governs another turns what that says."""
        words, lemma = self._words, _lemma(noun)
        if _is_no(noun) or lemma in words.negating_nouns:
            self._add(Turn.NEGATED, noun)
        elif lemma in words.hypothetical_nouns:
            self._add(Turn.HYPOTHETICAL, noun)
        elif lemma in words.planned_nouns:
            self._add(Turn.PLANNED, noun)
        else:
            return False
        return True

    def _conjunct(self, verb: Token, head: Token) -> Token | None:
        if not is_verbal(head):
            return None
        before = list(self._steps)
        has_subject = bool(kids(verb, "nsubj", "nsubjpass"))
        contrast = any(child.dep_ == "cc" and child.lower_ in ("but", "yet") for child in head.children)
        onward = self._of_verb(head)
        own = {child.text for child in head.children}
        if has_subject or contrast or (kids(verb, "aux") and not _is_infinitive(verb)):
            self._steps = before + [step for step in self._steps[len(before) :] if step.word not in own]
        elif verb.tag_ != head.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP"):
            self._steps = before
        return onward

    # --- steps from a noun or a predicate

    def _of_noun(self, noun: Token) -> Token | None:
        words = self._words
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
        if dep in ("prep", "advcl", "acl"):
            return None
        return None if dep == "amod" or words is None else None

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

    def _object(self, noun: Token, verb: Token) -> Token | None:
        words, lemma = self._words, _lemma(verb)
        if lemma in words.negated_object_verbs:
            self._add(Turn.NEGATED, verb)
        elif lemma in words.hypothetical_object_verbs and not (_is_definite(noun) and lemma in _PRESUPPOSING):
            self._add(Turn.HYPOTHETICAL, verb)
        elif lemma in words.planned_object_verbs:
            self._add(Turn.PLANNED, verb)
        elif not _is_definite(noun):
            return verb
        elif any(child.tag_ == "PRP$" for child in noun.children):  # "to intensify its sanctions"
            return self._loosely(verb)
        return None

    def _subject(self, noun: Token, verb: Token) -> Token | None:
        words, lemma = self._words, _lemma(verb)
        if is_passive(verb):
            if lemma in words.negated_object_verbs:
                self._add(Turn.NEGATED, verb)
            elif lemma in words.planned_object_verbs or lemma in ("schedule", "expect"):
                self._add(Turn.PLANNED, verb)
            elif lemma in words.hypothetical_object_verbs:
                self._add(Turn.HYPOTHETICAL, verb)
        for modal in kids(verb, "aux"):
            if modal.lower_ == "would" or (modal.lower_ in words.hypothetical_modals and not _is_definite(noun)):
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
        ) and not _is_definite(noun):
            self._add(Turn.HYPOTHETICAL, "if")
        if lemma in ("be", "take", "happen", "occur", "begin", "start", "resume") and any(
            child.dep_ == "neg" for child in verb.children
        ):
            self._add(Turn.NEGATED, "not")
        return None

    def _prepositional(self, noun: Token, prep: Token) -> Token | None:
        words, governor, low = self._words, prep.head, prep.lower_
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
        lemma = _lemma(governor)
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
        words, lemma = self._words, _lemma(verb)
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
            if not (_is_definite(noun) and lemma in _PRESUPPOSING):
                self._add(Turn.HYPOTHETICAL, verb)
        elif lemma in words.planned_object_verbs and prep in ("for", "on", "to"):
            self._add(Turn.PLANNED, verb)
        elif not _is_definite(noun) and prep in ("in", "with", "by", "through", "into", "for", "to", "on"):
            return self._loosely(verb)
        return None


_PRESUPPOSING = frozenset(
    "oppose discuss debate fear talk warn justify deserve merit mean argue signal promote favor favour hint speculate".split()
)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _is_no(token: Token) -> bool:
    return token.lower_ in _SUBJECT_NEGATORS or any(
        child.dep_ in ("det", "neg", "preconj", "cc") and child.lower_ in _SUBJECT_NEGATORS for child in token.children
    )


def _is_definite(noun: Token) -> bool:
    """Whether a noun speaks of something already known: "the attack", "its attack", "Monday's attack"."""
    return any(child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in _DEFINITE) for child in noun.children)


def _reported(verb: Token, words: StatusWords) -> bool:
    """Whether a "would" is the future of a past: "said it would send troops"."""
    clause = verb
    while clause.dep_ == "conj" and is_verbal(clause.head):
        clause = clause.head
    return (
        clause.dep_ in ("ccomp", "acl")
        and _lemma(clause.head) in words.reporting_verbs | words.planned_verbs | words.planned_nouns
    )


def standing_of(token: Token, words: StatusWords, support: Token | None = None) -> Standing:
    """How what a trigger says stands."""
    return Climb(words, support).from_word(token)


def understood_speakers(token: Token) -> Iterator[Token]:
    """Subjects of the verb of saying above, for a trigger whose clause hangs on none."""
    yield from surface_subjects(token)
