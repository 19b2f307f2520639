"""What a frame asks for beside its parties: objects, particles, prepositions, clauses."""

from spacy.tokens import Token

from extractors.ontology import Frame, FrameWord
from extractors.reports.grammar import is_passive, is_verbal, kids, logical_objects, objects_of
from extractors.reports.parties import kinds_of
from extractors.reports.phrases import measured_noun
from extractors.reports.scene import Scene
from extractors.reports.slots import Anchor, is_time, words_in

_PHRASES = frozenset({"prep", "dative", "agent", "mark", "prt", "advmod"})


def unmet(frame: Frame, anchor: Anchor, scene: Scene) -> str | None:
    """What the frame asks for beyond its parties and does not find."""
    head = anchor.head
    if frame.needs_support and anchor.support is None:
        return f"no verb of its own ({', '.join(frame.support[:4])})"
    if frame.particle and not particles(head) & set(frame.particle):
        return f"no particle {' or '.join(frame.particle)}"
    if frame.object or frame.not_object or frame.without_object or frame.object_kind:
        problem = _object_problem(frame, anchor, scene)
        if problem:
            return problem
    for prep, lemmas in frame.with_prep.items():
        heads = _prep_lemmas(anchor, prep, scene)
        if heads is None or (lemmas and not heads & set(lemmas)):
            return f"no {prep} {' or '.join(lemmas[:4])}".rstrip()
    if frame.subject or frame.not_subject:
        problem = _subject_problem(frame, anchor, scene)
        if problem:
            return problem
    return _clause_problem(frame, head)


def _subject_problem(frame: Frame, anchor: Anchor, scene: Scene) -> str | None:
    heads = {lemma for each in words_in("subject", anchor, scene) for lemma in _object_lemmas(each, scene)}
    if frame.subject and not heads & set(frame.subject):
        return f"no subject {' or '.join(frame.subject[:4])}"
    if heads & set(frame.not_subject):
        return f"subject {' '.join(sorted(heads & set(frame.not_subject)))}"
    return None


def _clause_problem(frame: Frame, head: Token) -> str | None:
    if frame.without_complement and (
        kids(head, "xcomp", "ccomp") or (kids(head, "oprd") and kids(head, "dobj"))
    ):  # "called him a hero"
        return "has a clause"
    if frame.complement_verb:
        verbs = complement_lemmas(head)
        if not verbs & set(frame.complement_verb):
            return f"no clause with {' or '.join(frame.complement_verb[:4])}"
    return None


def _object_problem(frame: Frame, anchor: Anchor, scene: Scene) -> str | None:
    if anchor.word is FrameWord.NOUN and anchor.support is None:
        words = _noun_neighbours(anchor.head)
        blocked = words & set(frame.not_object)
        if frame.object and not words & set(frame.object):
            return f"no {' or '.join(frame.object[:4])} beside it"
        return f"{' '.join(sorted(blocked))} beside it" if blocked else None
    objects = [token for token in logical_objects(anchor.support or anchor.head) if token.i != anchor.trigger.i]
    lemmas = {lemma for token in objects for lemma in _object_lemmas(token, scene)}
    if anchor.word is FrameWord.NOUN:
        lemmas |= _noun_neighbours(anchor.head)
    if frame.object and not lemmas & set(frame.object):
        return f"no object {' or '.join(frame.object[:4])}"
    if lemmas & set(frame.not_object):
        return f"object {' '.join(sorted(lemmas & set(frame.not_object)))}"
    if frame.without_object and (objects and not is_passive(anchor.head)):
        return "has an object"
    if frame.object_kind and not any(kinds_of(token, scene) & set(frame.object_kind) for token in objects):
        return f"no object that is {' or '.join(frame.object_kind)}"
    return None


def _object_lemmas(token: Token, scene: Scene) -> set[str]:
    noun = measured_noun(token, scene)
    found = {token.lemma_.lower(), noun.lemma_.lower(), noun.lower_}
    if token.dep_ == "compound":  # "held journalists hostage", read as one noun
        found.add(token.head.lemma_.lower())
    if noun.lemma_.lower() in scene.ontology.nouns.vehicles:  # "an aid programme", "mediation efforts"
        found |= {child.lemma_.lower() for child in noun.children if child.dep_ in ("compound", "amod", "nmod")}
    for child in noun.children:
        if child.dep_ in ("compound", "amod"):  # "missile strikes", "peace deal": the compound as two words
            found.add(f"{child.lemma_.lower()} {noun.lemma_.lower()}")
            found |= {
                f"{inner.lemma_.lower()} {noun.lemma_.lower()}" for inner in kids(child, "amod")
            }  # "joint coastguard drill"
    return found


def _noun_neighbours(noun: Token) -> set[str]:
    """Lemmas that modify an event noun: "heart" attack, the price of a strike."""
    found = {child.lemma_.lower() for child in noun.children if child.dep_ in ("compound", "amod", "nmod", "poss")}
    for prep in kids(noun, "prep"):
        if prep.lower_ in ("of", "on", "for"):
            found |= {pobj.lemma_.lower() for pobj in objects_of(prep)}
    return found


def particles(verb: Token) -> set[str]:
    """The words that may be a verb's particle."""
    found = {child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod", "acomp", "dative")}
    found |= {child.lower_ for child in verb.children if child.dep_ == "prep" and child.i > verb.i}
    after = verb.i + 1
    if after < len(verb.doc) and verb.doc[after].tag_ == "RP":
        found.add(verb.doc[after].lower_)
    return found


def _prep_lemmas(anchor: Anchor, prep: str, scene: Scene) -> set[str] | None:
    """Lemmas of the objects of a preposition (and of its gerund); None where the preposition isn't there."""
    holders = [anchor.head, *kids(anchor.head, "dobj", "prt", "advmod", "attr")]
    if is_verbal(anchor.head) and is_passive(anchor.head):
        holders += kids(anchor.head, "nsubjpass")
    if anchor.support is not None:
        holders.append(anchor.support)
    found: set[str] = set()
    there = False
    for holder in holders:
        for child in holder.children:
            for phrase in (child, *kids(child, "prep")):  # "out of the accord"
                if phrase.lower_ != prep or phrase.dep_ not in _PHRASES:
                    continue
                things = objects_of(phrase)
                if things and all(
                    is_time(each, scene) and each.ent_type_ != "MONEY" for each in things
                ):  # "called the emir on Friday"
                    continue
                there = True
                found |= {lemma for pobj in things for lemma in _object_lemmas(pobj, scene)}
                found |= {gerund.lemma_.lower() for gerund in kids(phrase, "pcomp")}
    return found if there else None


def complement_lemmas(token: Token) -> set[str]:
    """Lemmas of the verbs (and of their objects' verbs) in the word's clausal complements."""
    clauses = kids(token, "ccomp", "xcomp", "acl", "pcomp", "advcl")
    clauses += [clause for thing in kids(token, "dobj") for clause in kids(thing, "acl") if clause.tag_ == "VBN"]
    clauses += [gerund for prep in kids(token, "prep") for gerund in kids(prep, "pcomp")]
    found = {
        named.lemma_.lower() for named in kids(token, "oprd") if named.pos_ in ("ADJ", "NOUN")
    }  # "called it illegal"
    for clause in clauses:
        found.add(clause.lemma_.lower())
        found |= {child.lemma_.lower() for child in clause.children if child.dep_ == "conj"}
    return found
