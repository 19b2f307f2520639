"""Reading grammatical roles off the parse: voice, logical subjects and objects, control, coordination, prepositions."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from extractors.reports.participles import (
    called_so,
    held_so,
    is_elliptic_passive,
    is_misread_main,
    is_reduced_passive,
    misread_object,
    shooting_above,
)

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_PASSIVE_MARKS = frozenset({"nsubjpass", "auxpass", "agent", "csubjpass"})
_OBJECT_CONTROL = frozenset(
    "urge ask tell order force compel persuade convince allow permit invite encourage instruct press "
    "pressure help enable "
    "advise warn request require authorize authorise direct beg implore lobby expect want let make cause lead prompt "
    "call appeal forbid prohibit accuse suspect blame condemn criticize criticise denounce praise thank "
    "charge convict "
    "sentence arrest detain prevent stop keep ban bar deter dissuade discourage push".split()
)
_TEXTS = frozenset(
    "statement letter report lawsuit suit resolution order decree bill law petition agreement message "
    "speech declaration "
    "communique article tweet video interview complaint document deal motion note memo ruling verdict "
    "announcement remark "
    "comment post address campaign operation move step effort petition editorial submission filing "
    "legislation rule ban "
    "decision measure text email call treaty pact accord sentence proposal plan".split()
)
_DONE_TO_PEOPLE = frozenset("kill wound injure hurt arrest detain jail displace kidnap abduct maim execute".split())
_MAX_DEPTH = 6


def kids(token: Token, *deps: str) -> list[Token]:
    """The token's children with one of these dependencies."""
    return [child for child in token.children if child.dep_ in deps]


def is_verbal(token: Token) -> bool:
    return token.tag_.startswith("VB") or token.pos_ in ("VERB", "AUX")


def coordinated(token: Token) -> list[Token]:
    """The token and those coordinated to its right.

    A list that the parser took for appositions ("Fatah, Hamas") is left as it is: an apposition is the same party.
    """
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i and is_verbal(child) == is_verbal(token):
            found += coordinated(child)
    return found


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject is its logical object."""
    deps = {child.dep_ for child in verb.children}
    if misread_object(verb) is not None:
        return False
    if deps & _PASSIVE_MARKS or is_reduced_passive(verb) or is_elliptic_passive(verb):
        return True
    if verb.lemma_ in _DONE_TO_PEOPLE and verb.tag_ in ("VBD", "VBN") and verb.dep_ in ("conj", "advcl", "ccomp"):
        above = verb.head  # "ten were killed and thirty wounded"
        if is_verbal(above) and above.lemma_ in _DONE_TO_PEOPLE and not deps & {"dobj", "aux"} and "nsubj" in deps:
            return is_passive(above)
    if verb.tag_ not in ("VBN", "VBD") or "dobj" in deps or is_misread_main(verb):
        return False
    if "aux" in deps:
        return False
    if verb.tag_ == "VBD":
        return verb.dep_ == "acl"
    if verb.dep_ == "conj" and is_verbal(verb.head) and not deps & SUBJECTS:
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod", "relcl", "ROOT", "ccomp", "conj", "oprd", "xcomp", "dep")


def logical_subjects(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the by-phrase of a passive one."""
    if not is_passive(verb):
        return surface_subjects(verb)
    agents = [pobj for agent in kids(verb, "agent") for pobj in kids(agent, "pobj")]
    if not agents:
        agents = [
            pobj
            for prep in verb.children
            if prep.dep_ == "prep" and prep.lower_ == "by" and prep.i > verb.i  # not "By the end, ten were arrested"
            for pobj in kids(prep, "pobj")
            if pobj.ent_type_ not in ("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL")
        ]
    if not agents and verb.dep_ == "conj" and is_verbal(verb.head) and is_passive(verb.head):
        return logical_subjects(verb.head)
    if not agents:
        agents = _shared_agent(verb)
    return [each for agent in agents for each in coordinated(agent)]


def _shared_agent(verb: Token) -> list[Token]:
    """The by-phrase of the last of coordinated passives: "were beaten and killed by police"."""
    later = [child for child in verb.children if child.dep_ == "conj" and child.tag_ == "VBN"]
    return [pobj for child in later for agent in kids(child, "agent") for pobj in kids(agent, "pobj")]


def logical_objects(verb: Token) -> list[Token]:
    """Whom it is done to: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return surface_subjects(verb)
    found = [each for child in (*kids(verb, "dobj"), *called_so(verb)) for each in coordinated(child)]
    if found:
        return [_antecedent(each) for each in held_so(verb, found)]
    if (misread := misread_object(verb)) is not None:
        return [misread]
    if verb.lemma_ == "call" and len(kids(verb, "oprd")) == 1:  # "called Merkel", read as a predicate
        return kids(verb, "oprd")
    if verb.dep_ == "compound" and verb.tag_ in ("VBP", "VBZ") and kids(verb, "nsubj"):
        return [verb.head]  # "Nepal, Bhutan sign treaty", read as the name of a treaty
    raised = [
        each
        for clause in kids(verb, "ccomp")
        if clause.tag_ == "VB" and not kids(clause, "mark") and verb.lemma_ in _OBJECT_CONTROL
        for subject in kids(clause, "nsubj", "nsubjpass")
        for each in coordinated(subject)
    ]
    if raised:  # "allowed the opposition to march"
        return raised
    if verb.dep_ == "relcl" and _is_open(verb):
        return [verb.head]
    shared = [child for child in kids(verb, "conj") if is_verbal(child) and not kids(child, *SUBJECTS)]
    if shared and not kids(verb, "prep", "ccomp", "xcomp"):
        return logical_objects(shared[0])
    return []


def _is_open(verb: Token) -> bool:
    """Whether a relative clause has a subject of its own and so leaves its antecedent as the object."""
    subjects = kids(verb, "nsubj")
    return bool(subjects) and subjects[0].lower_ not in _RELATIVES and not kids(verb, "ccomp", "xcomp")


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subjects, found over control, coordination, relative and participle clauses."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return [_antecedent(each) for subject in own for each in coordinated(subject)]
    if depth >= _MAX_DEPTH or any(child.dep_ == "expl" for child in verb.children):
        return []
    head, dep = verb.head, verb.dep_
    if dep == "conj":
        if is_verbal(head) or head.pos_ in ("ADJ", "ADV"):
            return surface_subjects(head, depth + 1)
        return []
    if dep in ("xcomp", "ccomp", "oprd", "acomp", "attr"):
        return _controllers(head, depth) if is_verbal(head) else surface_subjects(head, depth + 1)
    if dep == "amod":  # "the visiting minister"
        return [head]
    if dep == "advcl" and verb.tag_ == "VBG" and is_verbal(head) and kids(head, "agent"):
        return logical_subjects(head)  # "was attacked by rebels, killing two"
    if dep in ("advcl", "aux", "dep", "parataxis", "prep"):
        above = shooting_above(verb, head) or head
        return surface_subjects(above, depth + 1) if is_verbal(above) else noun_agents(above, depth + 1)
    if dep in ("acl", "relcl"):
        return _of_modified(verb, head, depth)
    if dep == "pcomp":
        return _of_gerund(head, depth)
    return []


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; the token itself if it is none."""
    if token.lower_ not in _RELATIVES or token.tag_ not in ("WDT", "WP", "WP$", "IN", "DT"):
        return token
    clause = token.head
    for _ in range(_MAX_DEPTH):
        if clause.dep_ == "relcl":
            return clause.head
        clause = clause.head
    return token


def _controllers(governor: Token, depth: int) -> list[Token]:
    """The understood subject of an infinitive: the governor's object if it commands or accuses, else its subject."""
    objects = [each for child in kids(governor, "dobj") for each in coordinated(child)]
    if governor.lemma_ in _OBJECT_CONTROL:
        if objects:
            return [_antecedent(each) for each in objects]
        if is_passive(governor):
            return surface_subjects(governor, depth + 1)
        via = [pobj for prep in kids(governor, "prep") if prep.lower_ == "on" for pobj in kids(prep, "pobj")]
        if via:
            return [each for pobj in via for each in coordinated(pobj)]
    return surface_subjects(governor, depth + 1)


def _of_modified(verb: Token, noun: Token, depth: int) -> list[Token]:
    """The subject of a clause that modifies a noun: the noun for participles, its agent for infinitives."""
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if is_misread_main(verb):
        return coordinated(verb.sent.root)
    if infinitive or (verb.tag_ == "VBG" and noun.lemma_.lower() in _TEXTS):
        return noun_agents(noun, depth + 1)
    return [noun]


def _of_gerund(prep: Token, depth: int) -> list[Token]:
    """The subject of a gerund after a preposition: "accused Russia of sending", "thanked for hosting"."""
    governor = prep.head
    if is_verbal(governor):
        return _controllers(governor, depth)
    if governor.dep_ == "dobj" and is_verbal(governor.head):
        # "criticised Hungary for blocking": the phrase hangs on the object
        if prep.lower_ in ("for", "of", "from", "over") and governor.head.lemma_ in _OBJECT_CONTROL:
            return coordinated(governor)
        return noun_agents(governor, depth + 1) or surface_subjects(governor.head, depth + 1)
    return noun_agents(governor, depth + 1)


def noun_agents(noun: Token, depth: int = 0) -> list[Token]:
    """Whose the noun is: possessor, by- or from-phrase, or the subject of the verb whose object it is."""
    owners = [each for child in kids(noun, "poss") for each in coordinated(child)]
    if not owners:
        owners = [
            each
            for prep in noun.children
            if prep.dep_ in ("prep", "agent") and prep.lower_ in ("by", "from")
            for pobj in kids(prep, "pobj")
            for each in coordinated(pobj)
        ]
    if owners:
        return owners
    if depth >= _MAX_DEPTH:
        return []
    if noun.dep_ in ("dobj", "attr", "oprd") and is_verbal(noun.head):
        return surface_subjects(noun.head, depth + 1)
    if noun.dep_ == "conj":
        return noun_agents(noun.head, depth + 1)
    if noun.dep_ == "pobj":
        governor = noun.head.head
        return surface_subjects(governor, depth + 1) if is_verbal(governor) else noun_agents(governor, depth + 1)
    return []


def prep_objects(token: Token, prep: str) -> list[Token]:
    """Objects of the token's preposition, coordinated ones too; "out of", "ahead of" count for their last word."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ not in ("prep", "dative", "agent", "prt", "advmod", "pcomp", "acl", "advcl"):
            continue
        if child.lower_ == prep:
            found += objects_of(child)
        elif child.dep_ in ("prep", "advmod", "prt"):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ == prep:
                    found += objects_of(inner)
    return found


def objects_of(prep: Token) -> list[Token]:
    """The nominal objects of a preposition, with prepositions coordinated to it."""
    found = [each for pobj in kids(prep, "pobj") for each in coordinated(pobj)]
    if not found:  # "talks with visiting Qatari ministers", read as a gerund
        gerunds = [
            gerund for gerund in kids(prep, "pcomp") if gerund.lower_ in ("visiting", "acting", "opposing", "leading")
        ]
        found = [each for gerund in gerunds for thing in kids(gerund, "dobj") for each in coordinated(thing)]
    for again in kids(prep, "conj"):
        if again.lower_ == prep.lower_:
            found += objects_of(again)
    return [_antecedent(each) for each in found]


def clause_verb(token: Token) -> Token:
    """The verb of the clause that the token stands in; the token where it is one, or the sentence's head."""
    for _ in range(20):
        if is_verbal(token) and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
        if token.head == token:
            return token
        token = token.head
    return token


def ancestors(token: Token) -> Iterator[Token]:
    """The tokens above, nearest first."""
    while token.head != token:
        token = token.head
        yield token


def unique(tokens: Iterable[Token]) -> list[Token]:
    """In order, each once."""
    seen: dict[int, Token] = {}
    for token in tokens:
        seen.setdefault(token.i, token)
    return list(seen.values())
