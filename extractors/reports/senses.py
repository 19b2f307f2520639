"""Whether a word is used in the sense of its frame, not as a contest, a name, an adjective or a figure of speech."""

from spacy.tokens import Token

from domain.reports import EventType
from extractors.ontology import Content, Frame, FrameWord
from extractors.reports.grammar import is_passive, is_verbal, kids, logical_subjects
from extractors.reports.scene import Scene
from extractors.reports.slots import Anchor
from extractors.reports.topics import Topic

_MILITARY_THINGS = frozenset({"base", "corps", "position", "camp", "outpost", "barracks", "convoy", "warship"})
_CONSEQUENCES = frozenset("consequence retaliation response reprisal war attack strike sanction action".split())
_CONTESTS = frozenset("beat defeat rout trounce thrash overpower overcome outlast".split())
_FORCE = frozenset(
    "police policeman officer guard troop army rebel navy militia thug gang attacker villager inmate prison jail "
    "arrest detain detention wound injure kill die bruise stick baton whip club rifle fist severely badly brutally "
    "savagely death militarily insurgent government regime battlefield military force fighter tribesman".split()
)
_COPULAS = frozenset("be remain seem become appear feel look sound stay stand get prove declare say call".split())
_FESTIVE = frozenset("celebrate cheer greet welcome mourn watch commemorate honour honor toast party".split())
_OUTBURSTS = frozenset("panic celebration joy tribute fear jubilation memory terror mourning".split())
_CALLED = frozenset({"a", "an", "the", '"', "'", "``"})


def other_sense(frame: Frame, anchor: Anchor, scene: Scene) -> str | None:
    """Why the word does not mean here what the frame says; None where it may."""
    head = anchor.head
    if anchor.word is FrameWord.ADJ:
        return _not_predicate(head)
    if anchor.word is FrameWord.PHRASE:
        last = head.doc[anchor.trigger.i + len(frame.phrase) - 1]
        return "part of another name" if last.dep_ == "compound" and last.head.i > last.i else None
    if anchor.word is not FrameWord.VERB:
        return None
    if head.lemma_.lower() in _CONTESTS and frame.type is EventType.ASSAULT and not _is_forceful(head, scene):
        return "a contest"
    if (said := _said_otherwise(frame, head, scene)) is not None:
        return said
    if frame.type is EventType.ASSAULT and _is_dismissal(head, scene):
        return "a dismissal"
    if _is_of_state(frame, head):
        return "an adjective"
    if frame.mode == "phone" and head.lemma_ == "call" and _names(head):
        return "gives a name"
    if frame.type is EventType.PROTEST and _is_festive(head):
        return "no protest but a feast"
    if frame.complement_verb and frame.content is Content.DEMANDED and not _has_infinitive(head):
        return "no infinitive"
    return None


def _not_predicate(head: Token) -> str | None:
    """An adjective tells something new of its noun by a copula; a participle in the perfect is a verb."""
    if head.tag_ == "VBN":
        perfect = any(child.lemma_ == "have" for child in kids(head, "aux"))
        if kids(head, "dobj", "ccomp") or (perfect and not kids(head, "auxpass")):
            return "a verb"
        return None
    governor = head.head
    if head.dep_ in ("acomp", "oprd", "advmod") and is_verbal(governor) and governor.lemma_.lower() not in _COPULAS:
        return "no predicate"
    return None


def _said_otherwise(frame: Frame, head: Token, scene: Scene) -> str | None:
    """What single verbs mean beside the sense of their frames."""
    match head.lemma_:
        case "retaliate" if not _is_warlike(head, scene):
            return "told by what was done"
        case "call" if frame.object and kids(head, "oprd"):
            return "gives a name"
        case "warn" if frame.type is EventType.THREATEN and _is_caution(head):
            return "a caution"
        case "board" if any(child.lower_ == "up" for child in kids(head, "prt")):
            return "nailed up"
    return None


def _is_warlike(verb: Token, scene: Scene) -> bool:
    """Whether it is force that retaliates, not the expulsion of envoys: by the other words of the sentence."""
    if any(child.dep_ == "aux" for child in verb.children):
        return True  # "would retaliate" threatens, with whatever
    if any(kids(prep, "pcomp") for prep in kids(verb, "prep") if prep.lower_ == "by"):
        return False
    words = scene.ontology.nouns.violence | scene.ontology.nouns.weapons | _FORCE | _MILITARY_THINGS
    return any(token.i != verb.i and token.lemma_.lower() in words for token in verb.sent)


def _is_caution(verb: Token) -> bool:
    """Whether one is warned of somebody else's doing: "had warned Berlin about the suspect"."""
    things = [pobj for prep in kids(verb, "prep") if prep.lower_ == "about" for pobj in kids(prep, "pobj")]
    return bool(things) and not any(each.lemma_.lower() in _CONSEQUENCES for each in things)


def _is_forceful(verb: Token, scene: Scene) -> bool:
    """Whether a sentence that tells of beating tells of force too: otherwise it tells of a contest."""
    if Topic.SPORT in scene.topics:
        return False
    violence = scene.ontology.nouns.violence
    return any(
        token.i != verb.i and (token.lemma_.lower() in violence or token.lemma_.lower() in _FORCE)
        for token in verb.sent
    )


def _is_dismissal(verb: Token, scene: Scene) -> bool:
    """Whether people are fired, not shots."""
    if verb.lemma_ != "fire" or not is_passive(verb) or _is_stranded(verb):
        return False
    return not any(each.lemma_.lower() in scene.ontology.nouns.weapons for each in kids(verb, "nsubjpass", "nsubj"))


def _is_stranded(verb: Token) -> bool:
    """Whether a passive keeps its preposition: "were fired upon"."""
    return any(child.dep_ in ("prep", "prt") and child.lower_ in ("on", "upon", "at") for child in verb.children)


def _is_of_state(frame: Frame, verb: Token) -> bool:
    """A participle of a verb that takes no object is an adjective: "was resigned", "the injured"."""
    named = kids(verb, "nsubj", "nsubjpass", "auxpass", "aux", "dobj")
    if not named and any(child.dep_ in ("det", "nummod", "quantmod") and child.i < verb.i for child in verb.children):
        return True
    if not named and verb.dep_ == "pcomp" and verb.tag_ == "VBN":
        return True  # "among more than fifty injured"
    if frame.without_object and "object" not in (*frame.initiator, *frame.recipient) and kids(verb, "agent", "auxpass"):
        return True  # "was struck by a motorist": no strike of workers
    takes_object = "object" in (*frame.initiator, *frame.recipient)
    if (
        frame.mode == "resign"
        and not takes_object
        and verb.dep_ == "conj"
        and (is_passive(verb) or "ADJ" in {verb.head.pos_, *(child.pos_ for child in kids(verb, "conj"))})
    ):
        return True  # "was tired, resigned and silent"
    return (frame.mode == "resign" and not takes_object and bool(kids(verb, "auxpass") or kids(verb, "acomp"))) or (
        verb.dep_ == "acomp" and verb.tag_ in ("VBN", "JJ") and frame.mode == "resign"
    )


def _names(verb: Token) -> bool:
    """Whether "call" is followed by a second noun phrase: "calling Obama 'a good man'"."""
    objects = kids(verb, "dobj", "oprd")
    if not objects:
        return False
    after = objects[0].right_edge.i + 1
    while after < verb.sent.end and verb.doc[after].text in ("-", "--", "–", "—", ","):
        after += 1
    if after >= verb.sent.end:
        return False
    return verb.doc[after].lower_ in _CALLED or len(objects) > 1


def _is_festive(verb: Token) -> bool:
    """ "took to the streets to celebrate", "poured into the streets in panic"."""
    purposes = {clause.lemma_.lower() for clause in kids(verb, "advcl", "xcomp", "conj")}
    if purposes & _FESTIVE:
        return True
    return any(
        pobj.lemma_.lower() in _OUTBURSTS
        for holder in (verb, *kids(verb, "prep"))
        for prep in kids(holder, "prep")
        if prep.lower_ == "in"
        for pobj in kids(prep, "pobj")
    )


def _has_infinitive(verb: Token) -> bool:
    """Whether what is told is to be done: "told them to leave", not "told them they leave"."""
    clauses = kids(verb, "xcomp", "ccomp", "acl", "advcl", "pcomp", "conj", "relcl")
    clauses += [
        clause for child in kids(verb, "dobj", "dative", "prep") for clause in kids(child, "acl", "pcomp", "relcl")
    ]
    return any(clause.tag_ in ("VB", "VBN") or clause.pos_ == "AUX" for clause in clauses)


def by_a_thing(anchor: Anchor, scene: Scene, initiators: list[Token]) -> bool:
    """Whether a passive names what did it, and that is nobody: "was hit by price rises", "moved by pity"."""
    if initiators or anchor.word is not FrameWord.VERB or not is_passive(anchor.head):
        return False
    return any(each.pos_ in ("NOUN", "PROPN") for each in logical_subjects(anchor.head) if each.i not in scene.place_at)
