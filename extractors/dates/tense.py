"""Which way a verb points: whether a bare "Friday" or "May 19" lies before or after the reference date."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from extractors.dates.announcing import is_of_what_is_announced
from extractors.dates.lexer import Token as Piece

PAST, UNKNOWN, FUTURE = -1, 0, 1
NEAREST = 9  # a verb that fits both: "could be found on Friday"
WEAK_PAST = -2  # a past verb that governs a noun which the date belongs to: "was invited to a ceremony on May 9"
_CLIMB = 12  # steps up the tree to the governing verb
_NEAR_WORDS = 14  # tokens on each side in which cue words count where there is no parse
_ENDS = frozenset(".!?;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Words of one language that tell past from future."""

    future_words: frozenset[str]  # "will", "shall", "va", "prévu"
    past_words: frozenset[str]
    future_endings: tuple[str, ...]  # of verbs: "-ará"; empty for languages that are parsed
    past_endings: tuple[str, ...]
    planning: frozenset[str]  # lemmas whose participle or complement lies ahead: schedule, plan, expect
    happened: frozenset[str]  # lemmas whose infinitive complement has happened: manage, refuse, begin
    stative: frozenset[str]  # lemmas whose present tense is no schedule: say, be, have
    toward: frozenset[str]  # prepositions that look ahead with a present or future verb: until, by, before
    ahead_nouns: frozenset[str]  # nouns of things to come: deadline, plan
    upcoming: frozenset[str]  # adjectives of things to come: upcoming, planned, scheduled
    allowing: frozenset[str]  # lemmas that give time: "has given them until Tuesday"
    announced: frozenset[str]  # nouns of things that are announced beforehand: election, summit, meeting
    since: frozenset[str]  # prepositions behind which all lies in the past
    due: frozenset[str]  # adjectives of what is to be: due, set, likely
    calling_off: frozenset[str]  # lemmas of what is done to a planned thing on either side of its day: cancel, ban
    put_off: frozenset[str]  # lemmas that with "off" or "back" put a thing off


class Verbs:
    """The verbs of one text."""

    def __init__(self, doc: Doc, pieces: Sequence[Piece], cues: Cues) -> None:
        self._doc = doc
        self._pieces = pieces
        self._cues = cues
        self._parsed = doc.has_annotation("DEP")
        self._starts: list[int] = []

    def direction(self, start: int, end: int) -> int:
        """PAST, FUTURE or UNKNOWN for the expression of tokens [start, end)."""
        if start and self._pieces[start - 1].lower in self._cues.since:
            return PAST
        if not self._parsed:
            return self._by_words(start, end)
        first, last = self._token(start), self._token(end - 1)
        root = self._doc[first.i : last.i + 1].root
        told = self._climbed(root, first)
        owned = root.dep_ in ("poss", "compound", "nmod", "amod")
        if told == FUTURE and owned:
            return self._of_owned(root)
        if told not in (PAST, WEAK_PAST, UNKNOWN):
            return told
        if start and self._pieces[start - 1].lower in ("until", "till") and _lasts(root):
            return FUTURE
        if owned and self._lies_ahead(root, first):
            return NEAREST
        if self._announced_for(root) == FUTURE:
            return FUTURE
        nearest = told != UNKNOWN and is_of_what_is_announced(root, self._cues.announced)
        return NEAREST if nearest else told

    def _lies_ahead(self, root: Token, first: Token) -> bool:
        """ "ahead of Sunday's vote", "before Sunday's vote": still to come, or just past."""
        before = [self._doc[at].lower_ for at in range(max(0, first.i - 2), first.i)]
        ahead = before[-1:] == ["before"] or before == ["ahead", "of"]
        return ahead and root.head.lemma_.lower() in self._cues.announced

    def _announced_for(self, root: Token) -> int:
        """FUTURE for "announced a drill for Monday", "the deadline is Friday"; UNKNOWN for all else."""
        head = root.head
        if head.lower_ == "for":
            things = (head.head, *(child for child in head.head.children if child.dep_ == "dobj"))
            return FUTURE if any(each.lemma_.lower() in self._cues.announced for each in things) else UNKNOWN
        copula = head if head.pos_ == "AUX" else head.head
        if copula.lemma_ != "be" or copula.tag_ not in ("VBZ", "VBP"):
            return UNKNOWN
        subjects = {child.lemma_.lower() for child in copula.children if child.dep_ == "nsubj"}
        return FUTURE if subjects & (self._cues.announced | self._cues.ahead_nouns) else UNKNOWN

    def _is_announced(self, node: Token) -> bool:
        """ "the planned visit", "an upcoming vote"."""
        return node.pos_ == "NOUN" and any(
            child.lower_ in self._cues.upcoming for child in node.children if child.dep_ in ("amod", "compound")
        )

    def _of_owned(self, root: Token) -> int:
        """ "to overturn Wednesday's ruling": what a day owns is mostly past, unless it is such as is announced."""
        if root.head.pos_ not in ("NOUN", "PROPN"):
            return FUTURE
        if root.head.lemma_.lower() not in self._cues.announced:
            return WEAK_PAST
        above = root.head.head
        if above.head.lemma_.lower() in self._cues.ahead_nouns:  # "plans for Monday's summit"
            return FUTURE
        return NEAREST if above.tag_ in ("VB", "VBG", "IN") and not self._has_future(above) else FUTURE

    def _has_future(self, verb: Token) -> bool:
        return any(child.lower_ in self._cues.future_words for child in verb.children)

    def pos_before(self, place: int) -> str:
        """The part of speech of the word before a token."""
        if not self._parsed or place < 1:
            return ""
        return self._token(place - 1).pos_

    def entity(self, place: int) -> str:
        """The model's entity label at a token; "" where it has none."""
        return self._token(place).ent_type_ if self._parsed else ""

    def _token(self, place: int) -> Token:
        if not self._starts:  # only texts with something to ask about pay for it
            self._starts = self._doc.to_array("IDX").tolist()
        return self._doc[bisect_right(self._starts, self._pieces[place].start) - 1]

    def _climbed(self, root: Token, first: Token) -> int:
        """The direction of the nearest verb above; what stands on the way may tell it sooner."""
        before = first.nbor(-1) if first.i > 0 else first
        if before.lower_ == "as" and first.i > 1 and first.nbor(-2).lower_ in ("early", "soon"):
            return FUTURE
        node, nominal, toward = root, False, before.lower_ in self._cues.toward
        for _ in range(_CLIMB):
            told = self._told_by(node, toward, nominal)
            if told is not None:
                return WEAK_PAST if told == PAST and nominal else told
            toward = toward or (node.lower_ in self._cues.toward and node.dep_ in ("prep", "mark"))
            nominal = nominal or (node is not root and (node.pos_ in ("NOUN", "PROPN") or node.lower_ == "for"))
            if node.head is node:
                break
            node = node.head
        return FUTURE if toward and before.lower_ == "ahead" else UNKNOWN

    def _told_by(self, node: Token, toward: bool, nominal: bool) -> int | None:
        """What one word on the way up tells; None where the next one must be asked."""
        if node.pos_ in ("VERB", "AUX"):
            told = (
                self._of_participle(node, toward)
                if node.tag_ == "VBN" or _is_modifier(node)
                else self._of_verb(node, toward, nominal)
            )
            if told is not None:
                return told
        if node.pos_ == "ADJ" and node.lower_ in self._cues.due:  # "is due in Muscat on Saturday"
            return NEAREST if node.head.tag_ == "VBD" else FUTURE
        announced = node.lemma_.lower() in self._cues.ahead_nouns or self._is_announced(node)
        return FUTURE if announced else None

    def _of_participle(self, verb: Token, toward: bool = False) -> int | None:
        """A participle: its auxiliaries tell; without any, planned things lie ahead and others are past."""
        auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        if toward and verb.lemma_.lower() in self._cues.allowing:
            return FUTURE
        if self._puts_off(verb) or self._plans(verb):
            if any(child.lower_ == "had" for child in auxiliaries) or self._is_called_off(verb):
                return NEAREST  # "had been scheduled for Friday" may be said on both sides of it
            past = any(child.lower_ in ("was", "were") for child in auxiliaries)
            return UNKNOWN if past and verb.lemma_.lower() in ("expect", "plan") else FUTURE
        if not auxiliaries:
            return PAST if verb.dep_ in ("acl", "amod", "advcl", "ROOT", "conj") else None
        return self._of_auxiliaries(verb, auxiliaries)

    def _plans(self, verb: Token) -> bool:
        """ "planned", "set for Friday", "set to begin"; not "a fire that was set on Friday"."""
        lemma = verb.lemma_.lower()
        if lemma == "set":
            return any(child.lower_ in ("for", "to") or child.dep_ == "xcomp" for child in verb.children)
        return lemma in self._cues.planning

    def _is_called_off(self, planned: Token) -> bool:
        """ "a rally planned for Saturday was cancelled", "a vote expected on Monday did not take place"."""
        noun, verb = planned.head, planned.head.head
        if planned.dep_ != "acl" or noun.dep_ not in ("nsubj", "nsubjpass"):
            return False
        if verb.tag_ in ("VBD", "VBN") and verb.lemma_.lower() in self._cues.calling_off:
            return True
        around = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass", "neg")}
        return "not" in around and bool(around & {"did", "was", "were"})

    def _puts_off(self, verb: Token) -> bool:
        """ "was put off until Sunday", "pushed back to May"."""
        return verb.lemma_.lower() in self._cues.put_off and any(
            child.lower_ in ("off", "back") for child in verb.children
        )

    def _of_auxiliaries(self, verb: Token, auxiliaries: list[Token]) -> int:
        words = {child.lower_ for child in auxiliaries}
        if words & self._cues.future_words:
            return FUTURE if "have" not in words or "will" in words else PAST
        if words & {"may", "might", "could", "should", "must", "can"}:
            return PAST if "have" in words else NEAREST if "could" in words else FUTURE
        if "to" in words:
            return self._of_infinitive(verb)
        if words & {"had", "has", "have", "was", "were", "did", "been", "got", "'d"}:
            return PAST
        if words <= {"being", "not"}:  # "died after being struck on Friday"
            return UNKNOWN
        if words & {"is", "are", "'s", "'re", "am", "be", "being"}:
            return FUTURE if verb.tag_ in ("VBG", "VBN") and "been" not in words else UNKNOWN
        return UNKNOWN

    def _of_verb(self, verb: Token, toward: bool, nominal: bool) -> int:
        auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        lemma = verb.lemma_.lower()
        if lemma == "be" and any(child.lower_ in self._cues.due for child in verb.children):
            return NEAREST if verb.tag_ == "VBD" else FUTURE  # "is due in Muscat on Saturday"
        if toward and lemma in self._cues.allowing:
            return FUTURE
        if verb.tag_ == "VBD" and not auxiliaries:
            if lemma in self._cues.planning and (toward or nominal or lemma in ("plan", "schedule")):
                return FUTURE
            return UNKNOWN if toward and nominal else PAST
        if auxiliaries:
            told = self._of_auxiliaries(verb, auxiliaries)
            if told != UNKNOWN:
                return told
        if verb.tag_ == "VBG" and not auxiliaries:
            return self._of_infinitive(verb) if verb.head is not verb else UNKNOWN
        if verb.tag_ in ("VBP", "VBZ", "VB"):
            if toward:
                return FUTURE
            if verb.tag_ == "VB" and verb.dep_ not in ("ROOT", "conj"):
                return self._of_infinitive(verb)
            return UNKNOWN if lemma in self._cues.stative or nominal else FUTURE
        return UNKNOWN

    def _of_infinitive(self, verb: Token) -> int:
        """ "to meet on Friday": ahead, unless what governs it has come about ("managed to")."""
        above = verb.head
        if verb.tag_ == "VBG":
            if above is verb or above.pos_ not in ("VERB", "AUX"):
                return UNKNOWN
            return self._of_verb(above, False, False) if above.tag_ != "VBN" else self._of_participle(above) or UNKNOWN
        if verb.dep_ == "advcl" and above.tag_ in ("VBD", "VBN"):
            return UNKNOWN
        appeals = any(child.lower_ in ("on", "for", "upon") for child in above.children)  # "called on them to vote"
        if above.lemma_.lower() in self._cues.happened and above.tag_ in ("VBD", "VBN") and not appeals:
            return PAST
        if above is not verb and any(child.lower_ == "had" for child in above.children):
            return NEAREST  # "had been expected to resume on Wednesday"
        if above.lower_ in self._cues.due and above.head.tag_ == "VBD":
            return NEAREST  # "was due to expire on Tuesday"
        return FUTURE

    def _by_words(self, start: int, end: int) -> int:
        """Without a parse: the nearest cue word or verb ending in the sentence."""
        for distance in range(1, _NEAR_WORDS + 1):
            for place, step in ((start - distance, -1), (end - 1 + distance, 1)):
                if not self._in_sentence(place, step, start, end):
                    continue
                told = self._of_word(self._pieces[place])
                if told != UNKNOWN:
                    return told
        return UNKNOWN

    def _of_word(self, piece: Piece) -> int:
        word, cues = piece.lower, self._cues
        if word in cues.future_words:
            return FUTURE
        if word in cues.past_words:
            return PAST
        if piece.capital or piece.kind != "word":  # "Teherán" is no verb
            return UNKNOWN
        if any(word.endswith(ending) and len(word) > len(ending) for ending in cues.future_endings):
            return FUTURE
        if any(word.endswith(ending) and len(word) > len(ending) for ending in cues.past_endings):
            return PAST
        return UNKNOWN

    def _in_sentence(self, place: int, step: int, start: int, end: int) -> bool:
        if not 0 <= place < len(self._pieces):
            return False
        between = self._pieces[place:start] if step < 0 else self._pieces[end : place + 1]
        return not any(piece.lower in _ENDS or piece.kind == "break" for piece in between)


def _lasts(root: Token) -> bool:
    """ "has been remanded until May": the present perfect of what lasts on."""
    verb = next((node for node in root.ancestors if node.pos_ == "VERB"), None)
    words = {child.lower_ for child in verb.children} if verb is not None else set()
    return bool(words & {"has", "have", "'ve"})


def _is_modifier(node: Token) -> bool:
    return node.dep_ in ("amod", "compound")
