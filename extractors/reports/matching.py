"""Which frames fit a word of a sentence, and why the others don't."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.ontology import Frame, FrameWord
from extractors.reports.accidents import is_accident
from extractors.reports.grammar import is_passive, is_verbal, kids
from extractors.reports.roles import SPOKEN, roles
from extractors.reports.scene import Scene
from extractors.reports.senses import other_sense
from extractors.reports.slots import Anchor
from extractors.reports.wants import unmet

_MAX_TRIGGER_TAGS = ("NN", "NNS", "NNP", "NNPS")
_ONE_SIDED = frozenset({"PROTEST", "MOBILIZE", "RETREAT"})
_DONE_TO = frozenset({"ASSAULT", "COERCE"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A frame that fits, with the words in its roles."""

    frame: Frame
    anchor: Anchor
    initiators: tuple[Token, ...]
    recipients: tuple[Token, ...]
    initiator_slot: str  # "" where the initiator is blank
    recipient_slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A frame whose word is there and that does not fit."""

    frame: Frame
    trigger: Token
    reason: str


def candidates(token: Token, scene: Scene) -> Iterator[tuple[Frame, Anchor]]:
    """The frames that a word calls up, those that ask for most first."""
    index = scene.ontology.index
    for frame in index.phrases.get(token.lower_, ()) or index.phrases.get(token.lemma_.lower(), ()):
        head = _phrase_head(frame.phrase, token)
        if head is not None:
            yield frame, Anchor(word=FrameWord.PHRASE, trigger=token, head=head)
    if is_verbal(token) and token.dep_ not in ("aux", "auxpass") and not _is_premodifier(token):
        if token.tag_ == "VBN":
            for frame in index.adjectives.get(token.lower_, ()):
                yield frame, Anchor(word=FrameWord.ADJ, trigger=token, head=token)
        for frame in index.verbs.get(verb_lemma(token, index.verbs), ()):
            yield frame, Anchor(word=FrameWord.VERB, trigger=token, head=token)
    elif token.tag_ in _MAX_TRIGGER_TAGS or token.tag_ == "VBG":
        lemma = token.lemma_.lower()
        frames = index.nouns.get(lemma) or index.nouns.get(token.lower_) or ()
        for frame in frames:
            yield frame, Anchor(word=FrameWord.NOUN, trigger=token, head=token, support=support_of(frame, token))
    elif token.tag_ in ("JJ", "JJR", "RB", "VBN"):
        for frame in index.adjectives.get(token.lower_, ()):
            yield frame, Anchor(word=FrameWord.ADJ, trigger=token, head=token)


def _is_premodifier(token: Token) -> bool:
    """Whether a participle is no act here: "with visiting ministers", "the acting president"."""
    if token.lower_ == "going" and any(
        child.lower_ == "to" for clause in kids(token, "xcomp") for child in clause.children
    ):
        return True  # "is going to recognise"
    if token.lower_ in ("visiting", "acting") and token.dep_ in ("amod", "pcomp"):
        return True
    if token.tag_ == "VBG":  # "the ruling party", "starving civilians"
        return token.dep_ == "amod" and token.i < token.head.i
    if token.tag_ != "VBN":
        return False
    return token.dep_ == "pcomp" or (token.dep_ == "amod" and token.i < token.head.i)


def verb_lemma(token: Token, known: object) -> str:
    """The verb's lemma; where the lemmatiser cut an e too much ("hoped" -> "hop"), the longer one if it is known."""
    lemma = token.lemma_.lower()
    if isinstance(known, dict) and lemma not in known and lemma + "e" in known and token.lower_.startswith(lemma):
        return lemma + "e"
    return lemma


def _phrase_head(words: Sequence[str], first: Token) -> Token | None:
    """The syntactic head of a literal phrase that begins at `first`; None where the words are others."""
    doc, start = first.doc, first.i
    if start + len(words) > len(doc):
        return None
    tokens = doc[start : start + len(words)]
    if any(word not in (token.lower_, token.lemma_.lower()) for word, token in zip(words, tokens, strict=True)):
        return None
    return tokens.root


def support_of(frame: Frame, noun: Token) -> Token | None:
    """The light verb that carries an event noun: "held talks", "the strike that X carried out", "talks held by"."""
    if not frame.support:
        return None
    governor, prep = _governor(noun)
    if governor is not None and governor.lemma_ == "call" and kids(governor, "oprd"):
        return None  # "called the boycott undemocratic" calls no boycott
    if governor is not None and _is_support(governor, prep, frame.support):
        return governor
    for child in noun.children:
        if child.dep_ in ("acl", "relcl") and is_verbal(child) and _is_support(child, "", frame.support):
            return child
    return None


def _governor(noun: Token) -> tuple[Token | None, str]:
    """The verb that the noun is an object (or passive subject) of, and the preposition between them."""
    token = noun
    while token.dep_ == "conj" and not is_verbal(token.head):
        token = token.head
    for _ in range(2):  # "a series of strikes"
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.dep_ in ("dobj", "nsubjpass"):
            token = token.head.head
    if token.dep_ in ("dobj", "nsubjpass", "attr", "oprd", "nsubj") and is_verbal(token.head):
        return token.head, ""
    if token.dep_ == "pobj" and is_verbal(token.head.head):
        return token.head.head, token.head.lower_
    return None, ""


def _is_support(verb: Token, prep: str, support: Sequence[str]) -> bool:
    lemma = verb.lemma_.lower()
    if prep:
        return f"{lemma} {prep}" in support
    forms = {lemma} | {f"{lemma} {child.lower_}" for child in verb.children if child.dep_ in ("prt", "advmod")}
    return not forms.isdisjoint(support)


def fit(frame: Frame, anchor: Anchor, scene: Scene) -> Match | Misfit:
    """The frame with its roles filled, or why it does not fit here."""
    problem = unmet(frame, anchor, scene) or other_sense(frame, anchor, scene)
    if problem:
        return Misfit(frame=frame, trigger=anchor.trigger, reason=problem)
    found = roles(frame, anchor, scene)
    if isinstance(found, str):
        return Misfit(frame=frame, trigger=anchor.trigger, reason=found)
    match = Match(
        frame=frame,
        anchor=anchor,
        initiators=tuple(found.initiators),
        recipients=tuple(found.recipients),
        initiator_slot=found.initiator_slot if found.initiators else "",
        recipient_slot=found.recipient_slot if found.recipients else "",
    )
    problem = _missing(match, scene)
    return Misfit(frame=frame, trigger=anchor.trigger, reason=problem) if problem else match


def _missing(match: Match, scene: Scene) -> str | None:
    """What a frame's parties lack."""
    frame, anchor = match.frame, match.anchor
    if not match.initiators and not match.recipients:
        return "nobody takes a role"
    if frame.type.value == "ASSAULT" and is_accident(anchor, scene):
        return "an accident"
    if frame.reciprocal and not match.recipients and not _several(match, scene):
        return "nobody on the other side"
    if anchor.word is FrameWord.NOUN and anchor.support is None:
        problem = _bare_noun_problem(match, scene)
        if problem:
            return problem
    if "initiator" in frame.requires and not match.initiators:
        passive = anchor.word is FrameWord.VERB and is_passive(anchor.head)
        if not (passive and match.recipients):
            return "no initiator"
        if frame.type in SPOKEN and not any(_is_somebody(token, scene) for token in match.recipients):
            return "nobody said it to nobody named"
    if anchor.word is FrameWord.NOUN and not match.initiators and frame.type.value not in _DONE_TO:
        return "no initiator"
    if "recipient" in frame.requires and not match.recipients:
        return "no recipient"
    return None


def _is_somebody(token: Token, scene: Scene) -> bool:
    """Whether a word names who it is, be it by a pronoun: not "residents", "people"."""
    return token.tag_ == "PRP" or any(actor.country or actor.known for actor in scene.actors_of(token))


def _bare_noun_problem(match: Match, scene: Scene) -> str | None:
    """A noun without a verb of its own tells of a happening where it names both sides, or whom it hit."""
    type_ = match.frame.type.value
    if match.initiators and (match.recipients or type_ in _ONE_SIDED):
        return None
    if match.recipients and type_ in _DONE_TO and match.recipient_slot in ("of", "on", "against", "at"):
        return None
    if match.frame.reciprocal and _several(match, scene):
        return None
    return "a bare noun with one side"


def _several(match: Match, scene: Scene) -> bool:
    if len(match.initiators) > 1:
        return True
    return any(
        token.tag_ in _PLURAL_TAGS or len(scene.actors_of(token)) > 1 or token.lower_ in ("they", "we", "both", "two")
        for token in match.initiators
    )
