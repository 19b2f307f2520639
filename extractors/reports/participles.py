"""Participles that the parser took for finite verbs."""

from spacy.tokens import Token

_HARM = frozenset("kill wound injure".split())  # never without whom it is done to
_PROSECUTED = frozenset("charge indict sentence convict jail arrest acquit".split())
_WHEN = frozenset("when if once while unless whenever".split())
_RELATIVES = frozenset({"WP", "WDT"})


_NAMED = frozenset({"GPE", "LOC", "ORG", "PERSON", "NORP", "FAC"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_SHOOTING = frozenset({"open", "fire", "shoot", "bomb", "shell", "strike", "bombard"})
_HARMING = frozenset({"kill", "wound", "injure", "maim"})


def misread_object(verb: Token) -> Token | None:
    """The object of a finite verb that was read as a participle: "Soldiers sealed off Goma"."""
    deps = {child.dep_ for child in verb.children}
    if verb.tag_ != "VBN" or "nsubj" not in deps or deps & {"dobj", "aux", "auxpass", "agent", "nsubjpass"}:
        return None
    found = (child for child in verb.children if child.dep_ == "npadvmod" and child.i > verb.i)
    return next((child for child in found if child.pos_ == "PROPN" and child.ent_type_ in _NAMED), None)


def called_so(verb: Token) -> list[Token]:
    """What is done to, where the object is only what somebody calls it: "attacked what it called rebel bases"."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    named = [clause for clause in clauses if any(each.lower_ == "what" for each in clause.children)]
    return [each for clause in named for each in clause.children if each.dep_ == "oprd" and each.pos_ in _NOMINAL]


def held_so(verb: Token, objects: list[Token]) -> list[Token]:
    """Who is held in "held journalists hostage", read as one noun; the objects themselves in all else."""
    if len(objects) != 1 or objects[0].lower_ not in ("hostage", "captive") or verb.lemma_ not in ("hold", "take"):
        return objects
    people = [
        child for child in objects[0].children if child.dep_ == "compound" and child.tag_ in ("NNS", "NNP", "NNPS")
    ]
    return people or objects


def shooting_above(verb: Token, clause: Token) -> Token | None:
    """The verb of shooting whose toll a participle behind a relative clause tells.

    "Police fired on protesters who blocked a road, killing two": the police killed.
    """
    if clause.dep_ != "relcl" or verb.lemma_ not in _HARMING or verb.i < 1:
        return None
    if not any(child.text == "," and clause.i < child.i < verb.i for child in (*clause.children, *verb.children)):
        return None
    noun = clause.head
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    return above if above.lemma_ in _SHOOTING and above.pos_ == "VERB" else None


def is_reduced_passive(verb: Token) -> bool:
    """Whether people were harmed by a verb that has no object: "four nurses and one driver killed when ..."."""
    if verb.lemma_ not in _HARM or verb.tag_ not in ("VBD", "VBN") or verb.dep_ not in ("relcl", "acl", "ccomp"):
        return False
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    others = {"dobj", "aux", "prt", "ccomp", "conj"} & {child.dep_ for child in verb.children}
    if others or any(child.tag_ in _RELATIVES for child in subjects):
        return False
    return bool(subjects) and any(child.dep_ in ("advcl", "prep", "npadvmod") for child in verb.children)


def is_elliptic_passive(verb: Token) -> bool:
    """Whether an auxiliary is left out: "fire back when attacked", "Mayor Charged With Fraud"."""
    children = {child.dep_ for child in verb.children}
    if verb.tag_ not in ("VBD", "VBN") or children & {"dobj", "aux", "ccomp", "xcomp", "conj"}:
        return False
    if verb.dep_ == "advcl":
        return not children & {"nsubj", "mark"} and any(child.lower_ in _WHEN for child in verb.children)
    if verb.lemma_.lower() not in _PROSECUTED or not verb.is_title or verb.i == verb.sent.start:
        return False
    return any(child.dep_ == "prep" and child.i == verb.i + 1 and child.is_title for child in verb.children)


def _kids(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def is_misread_main(verb: Token) -> bool:
    """Whether a finite verb was read as a participle of its subject: "Groups called on Rome to act." has no other."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBD", "VBN") or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    if verb.sent.root.pos_ not in ("NOUN", "PROPN") or verb.sent.root not in (noun, noun.head.head):
        return False
    calls = verb.lemma_ == "call" and any(_kids(prep, "pobj") for prep in _kids(verb, "prep") if prep.lower_ == "on")
    return not _kids(verb, "agent") and (calls or bool(_kids(verb, "dobj", "ccomp", "xcomp")))
