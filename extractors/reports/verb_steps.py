"""Steps from a clause to the one above it."""

from spacy.tokens import Token

from extractors.reports.grammar import is_passive, is_verbal, kids
from extractors.reports.marks import Marks
from extractors.reports.standing import Turn, is_infinitive, is_no, lemma_of

_INHERITING_PREPS = frozenset({"by", "for", "in", "through", "while", "when", "with", "upon", "on", "to"})
_FOLLOWING = frozenset({"draw", "prompt", "spark", "provoke", "trigger", "earn"})
_KEEPING = {"from": ("keep", "stop", "ban", "bar", "deter", "dissuade", "discourage"), "against": ("vote",)}
_CAUSING = frozenset({"prompt", "cause", "lead", "force", "compel", "drive", "provoke", "induce"})
_TALKED_OF = frozenset({"talk", "negotiation", "discussion", "debate", "consultation", "referendum", "vote"})
_UNSURE = frozenset(
    "plausible possible likely unlikely conceivable probable hopeful doubtful unclear essential important "
    "necessary imperative vital crucial".split()
)


class VerbSteps(Marks):
    """What each relation between two clauses does to the lower one."""

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
                return self._gerund(head)
            case "conj":
                return self._conjunct(verb, head)
            case "amod":
                return None
            case _:
                return None

    def _infinitive(self, verb: Token, head: Token) -> Token | None:
        words, lemma = self._words, lemma_of(head)
        if not is_verbal(head):
            return self._after_predicate(head)
        adjective = next((child for child in kids(head, "acomp", "prt") if child.i < verb.i), None)
        if adjective is not None and head.lemma_ == "be":
            self._by_adjective(adjective)
            return head
        if lemma in words.negating_verbs or lemma in words.denying_verbs:
            self._add(Turn.NEGATED, head)
        elif lemma in _CAUSING and head.tag_ in ("VBD", "VBN", "VBZ") and not is_passive(head):
            pass  # "the killing prompted Iran to fire"
        elif (lemma == "be" and is_infinitive(verb)) or (lemma == "go" and head.tag_ == "VBG"):  # "are to meet"
            self._add(Turn.PLANNED, head)
        elif lemma in words.implicative_verbs or lemma in words.raising_verbs:
            pass
        elif lemma in words.planned_verbs:
            self._add(Turn.PLANNED, head)
        elif lemma in words.motion_verbs and is_infinitive(verb):
            pass
        elif lemma in words.reporting_verbs and is_passive(head):  # "is said to have attacked"
            return None
        elif lemma == "have" or is_infinitive(verb) or lemma in words.hypothetical_verbs:
            self._add(Turn.HYPOTHETICAL, head)
        return head

    def _after_predicate(self, head: Token) -> Token | None:
        self._by_adjective(head)
        return head.head if head.dep_ in ("acomp", "attr", "oprd") and is_verbal(head.head) else None

    def _content(self, verb: Token, head: Token) -> Token | None:
        words, lemma = self._words, lemma_of(head)
        if verb.i < head.i and any(token.text == ";" for token in verb.doc[verb.i : head.i]):
            return None  # "Accra charged him; Abuja later offered asylum"
        if lemma in words.denying_verbs:
            self._add(Turn.NEGATED, head)
        elif lemma in _CAUSING and head.tag_ in ("VBD", "VBN", "VBZ"):
            return head
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

    def _adverbial(self, verb: Token, head: Token) -> Token | None:
        words = self._words
        if is_infinitive(verb) and not any(child.dep_ == "mark" and child.lower_ != "for" for child in verb.children):
            if lemma_of(head) in words.motion_verbs:
                return head
            if any(lemma_of(subject) in words.planned_nouns for subject in kids(head, "nsubj", "nsubjpass")):
                self._add(Turn.PLANNED, "plans")  # "plans are under way for the emir to visit"
                return None
            if lemma_of(head) in words.planned_verbs or (kids(head, "acomp") and head.lemma_ == "be"):
                return self._infinitive(verb, head)
            self._add(Turn.HYPOTHETICAL, f"purpose of {head.text}")
            return None
        if verb.tag_ == "VBG" and verb.i > head.i and lemma_of(verb) in _FOLLOWING:
            return None  # "would reopen the camp, drawing criticism": that it drew is told
        marked = [
            child for child in kids(verb, "mark", "nsubj") if child.lower_ != "while" or verb.tag_ != "VBG"
        ] or any(child.dep_ == "advmod" and child.tag_ == "WRB" for child in verb.children)
        if marked or not is_verbal(head):
            if verb.tag_ in ("VBZ", "VBP") and any(child.tag_ == "MD" for child in head.children):
                self._add(Turn.HYPOTHETICAL, "when")  # "how talks could succeed when one side bombs the other"
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
        words, lemma = self._words, lemma_of(noun)
        that_clause = any(child.dep_ == "mark" for child in verb.children)
        if is_no(noun):
            self._add(Turn.NEGATED, "no")
        if is_infinitive(verb) or that_clause:
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

    def _gerund(self, prep: Token) -> Token | None:
        words, governor, low = self._words, prep.head, prep.lower_
        if low in words.negating_markers or (low == "of" and governor.lower_ in words.negating_markers):
            self._add(Turn.NEGATED, prep)
            return None
        lemma = lemma_of(governor)
        if is_verbal(governor):
            if lemma in words.blaming_verbs:
                self._said_by(governor)
                return None
            if lemma in words.negating_verbs or lemma in _KEEPING.get(low, ()):
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
        if governor.dep_ == "dobj" and lemma_of(governor.head) in words.blaming_verbs:
            self._said_by(governor.head)
            return None
        self._by_noun_of_gerund(governor, low)
        return None

    def _by_noun_of_gerund(self, noun: Token, prep: str) -> None:
        if lemma_of(noun) in _TALKED_OF and prep in ("on", "about", "over", "for"):
            self._add(Turn.HYPOTHETICAL, noun)  # "suspended talks on joining the union"
        else:
            self._by_noun(noun)

    def _conjunct(self, verb: Token, head: Token) -> Token | None:
        if not is_verbal(head):
            return None
        before = list(self._steps)
        has_subject = bool(kids(verb, "nsubj", "nsubjpass"))
        contrast = any(child.dep_ == "cc" and child.lower_ in ("but", "yet") for child in head.children)
        onward = self._of_verb(head)
        own = {child.text for child in head.children}
        if has_subject or contrast or (kids(verb, "aux") and not is_infinitive(verb)):
            self._steps = before + [step for step in self._steps[len(before) :] if step.word not in own]
        elif verb.tag_ != head.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP"):
            self._steps = before
        return onward
