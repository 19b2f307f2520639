"""Days of what past verbs announce: "unions called a strike on Friday" may speak of a Friday to come."""

from spacy.tokens import Token

_CALLING = frozenset(
    "announce call order approve declare impose organise organize convene propose authorise authorize promise".split()
)
_ORDERING = frozenset({"order", "tell", "ask", "instruct"})
_CLIMB = 5


def is_of_what_is_announced(day: Token, announced: frozenset[str]) -> bool:
    """Whether the day `day` stands behind a thing that a past verb announces, or is that of what one goes to.

    `announced` are lemmas of nouns of things that are announced beforehand: strike, election, curfew.
    """
    if day.dep_ in ("poss", "compound") and day.head.lemma_.lower() in announced:
        return day.head.dep_ == "pobj" and day.head.head.lower_ == "for"  # "flew to Rome for Friday's summit"
    node = day
    for _ in range(_CLIMB):
        if node.pos_ == "VERB" or node.head is node:
            break
        node = node.head
    if node.pos_ != "VERB" or node.tag_ not in ("VBD", "VBN"):
        return False
    if node.lemma_.lower() in _ORDERING:
        return any(child.dep_ in ("oprd", "xcomp", "acomp") and child.i < day.i for child in node.children)
    if node.lemma_.lower() not in _CALLING:
        return False
    things = [child for child in node.children if child.dep_ in ("dobj", "nsubjpass")]
    things += [pobj for child in node.children if child.lower_ == "for" for pobj in child.children]
    return any(each.lemma_.lower() in announced and node.i < each.i < day.i for each in things)
