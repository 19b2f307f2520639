"""Noun phrases: their extent, what they count, whose they are, and whether they denote people."""

from collections.abc import Iterator

from spacy.tokens import Token

from domain.actors import Actor
from domain.spans import Span
from extractors.reports.grammar import kids
from extractors.reports.scene import Scene, token_span

_MODIFIER_DEPS = ("amod", "compound", "nmod", "npadvmod", "poss")
_OWNER_DEPS = ("poss", "nmod", "compound", "amod")
_PHRASE_DEPS = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "case", "npadvmod", "predet", "advmod", "punct"}
)
_AGENT_ENDINGS = (
    "man",
    "men",
    "woman",
    "women",
    "people",
    "ist",
    "guard",
    "worker",
    "fighter",
    "maker",
    "leader",
    "holder",
)
# Nouns of fighting: a war in a country is not that country's.
CONFLICTS = frozenset("war conflict invasion offensive campaign incursion occupation siege intervention".split())
# Nouns of what is done to somebody: the exclusion of women, Navalny's arrest are not theirs.
SUFFERED = frozenset(
    "exclusion targeting expulsion arrest detention imprisonment jailing treatment mistreatment persecution "
    "killing murder death execution trial prosecution deportation abduction kidnapping rape torture "
    "displacement assassination harassment oppression repression removal dismissal eviction poisoning "
    "sentencing conviction ouster shelling bombing beating disappearance extradition".split()
)
_MANY = frozenset({"thousands", "hundreds", "dozens", "scores", "tens", "many"})
_AGENT_ENTITIES = frozenset({"PERSON", "NORP", "ORG", "GPE"})


def near(token: Token) -> Iterator[Token]:
    """The words of a noun phrase without its clauses."""
    for child in token.children:
        if (
            child.dep_ in _PHRASE_DEPS
            or (child.dep_ == "prep" and child.lower_ in ("of", "in", "at", "near", "from"))
            or (child.dep_ in ("pobj", "conj") and token.dep_ == "prep")
        ):
            yield child
            yield from near(child)


def measured_noun(token: Token, scene: Scene) -> Token:
    """What a word of number or kind counts: "protesters" of "thousands of protesters"."""
    if (
        token.lemma_.lower() not in scene.ontology.nouns.quantities
        and token.lower_ not in scene.ontology.nouns.quantities
    ):
        return token
    for prep in kids(token, "prep"):
        if prep.lower_ == "of":
            for pobj in kids(prep, "pobj"):
                return measured_noun(pobj, scene)
    return token


def owner_of(token: Token, scene: Scene) -> Actor | None:
    """The actor to whom a thing belongs: possessor, then modifier, by-phrase, of-phrase, place."""
    for dep in _OWNER_DEPS:
        for child in kids(token, dep):
            for each in (child, *(inner for inner in child.children if inner.dep_ in _MODIFIER_DEPS)):
                actors = scene.actors_of(each)
                if actors:
                    return actors[0]
    lemma = token.lemma_.lower()
    event_noun = lemma in scene.ontology.index.nouns or lemma in scene.ontology.nouns.weapons | CONFLICTS | SUFFERED
    for prep in ("by", "from") if event_noun else ("by", "from", "of", "in", "at"):
        owner = _owner_after(prep, token, scene)
        if owner is not None:
            return owner
    return None


def _owner_after(prep: str, token: Token, scene: Scene) -> Actor | None:
    for child in kids(token, "prep", "agent", "acl"):
        if child.lower_ != prep:
            continue
        for pobj in kids(child, "pobj"):
            actors = scene.actors_of(pobj)
            inner = actors[0] if actors else owner_of(pobj, scene) if prep == "of" else None
            if inner is not None:
                return inner
    return None


def phrase_span(token: Token, *, whole: bool = False) -> Span:
    """The noun phrase of a word, without clauses; only its of-phrase belongs to it, unless it is `whole`."""
    first = last = token
    for child in token.children:
        if child.i < token.i and child.dep_ in _PHRASE_DEPS and child.dep_ != "punct":
            left = child.left_edge
            if left.i < first.i:
                first = left
        elif child.dep_ == "prep" and child.i > token.i and (whole or child.lower_ == "of"):
            for pobj in kids(child, "pobj"):
                if pobj.ent_type_ in ("DATE", "TIME"):
                    continue
                end = _last_of(pobj, whole)
                if end.i > last.i:
                    last = end
    return token_span(first, last)


def _last_of(token: Token, whole: bool) -> Token:
    """The last word of a noun phrase."""
    last = token
    for child in token.children:
        if child.i > token.i and child.dep_ == "prep" and (whole or child.lower_ == "of"):
            for pobj in kids(child, "pobj"):
                if pobj.ent_type_ not in ("DATE", "TIME"):
                    end = _last_of(pobj, whole)
                    last = end if end.i > last.i else last
    return last


def is_agent_noun(token: Token, scene: Scene) -> bool:
    """Whether a word denotes people or bodies that act."""
    noun = measured_noun(token, scene)
    lemma = noun.lemma_.lower()
    nouns = scene.ontology.nouns
    if lemma in nouns.agents or noun.lower_ in nouns.agents:
        return True
    if noun.ent_type_ in _AGENT_ENTITIES and noun.pos_ in ("PROPN", "NOUN"):
        return True
    return lemma.endswith(_AGENT_ENDINGS) and len(lemma) > 5


def is_many(token: Token) -> bool:
    """Whether a word of number alone stands for people who act: "Thousands marched"."""
    return token.lower_ in _MANY and token.dep_ == "nsubj" and not any(child.lower_ == "of" for child in token.children)


def is_rivalled(above: Token, pronoun: Token, scene: Scene) -> bool:
    """Whether somebody else stands between whom "he" or "she" may mean: "She wed a guard before he was shot"."""
    if pronoun.lower_ not in ("he", "she", "his", "her", "him"):
        return False
    mention = scene.mention_at.get(above.i)
    end = mention.span.end if mention is not None else above.idx
    between = above.doc[above.i + 1 : pronoun.i]
    return any(each.tag_ == "NN" and each.idx >= end and is_agent_noun(each, scene) for each in between)
