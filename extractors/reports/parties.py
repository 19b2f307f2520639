"""From the words in a role to parties: the actor of their mention, the state a thing belongs to, or the words alone."""

from collections.abc import Container, Iterable

from spacy.tokens import Token

from domain.actors import Actor, ActorKind, MentionForm
from domain.reports import Party
from domain.spans import Span
from extractors.reports.countries import at_home
from extractors.reports.grammar import clause_verb, coordinated, is_verbal, kids, surface_subjects
from extractors.reports.phrases import (
    CONFLICTS,
    SUFFERED,
    is_agent_noun,
    is_many,
    is_rivalled,
    measured_noun,
    near,
    owner_of,
    phrase_span,
)
from extractors.reports.scene import Scene, token_span

_PRONOUNS = frozenset({"PRP", "PRP$"})
_EMPTY_PRONOUNS = frozenset({"it", "this", "that", "these", "those", "which", "who", "what", "there", "its", "itself"})
_NAMES_OF_THINGS = frozenset(
    "DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL PRODUCT EVENT WORK_OF_ART LAW LANGUAGE FAC".split()
)
_ACTING = frozenset({"nsubj", "nsubjpass", "pobj", "conj"})
_PEOPLE_KINDS = frozenset({ActorKind.PERSON, ActorKind.GROUP})


def parties(tokens: Iterable[Token], scene: Scene) -> tuple[Party, ...]:
    """The parties that the words stand for, each actor once."""
    found: dict[object, Party] = {}
    for token in (each for word in tokens for each in _examples(word, scene)):
        for party in party_of(token, scene):
            found.setdefault(party.actor_id or party.span, at_home(party, token, scene))
    return tuple(found.values())


def _examples(token: Token, scene: Scene) -> list[Token]:
    """The named examples of a kind: "groups like Hezbollah, the Houthis and Hamas"."""
    if scene.actors_of(token):
        return [token]
    for prep in kids(token, "prep"):
        if prep.lower_ in ("like", "including", "as") and (
            prep.lower_ != "as" or "such" in {each.lower_ for each in prep.children}
        ):
            named = [each for pobj in kids(prep, "pobj") for each in coordinated(pobj)]
            if any(each.i in scene.mention_at for each in named):
                return named
    return [token]


def party_of(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The parties of one word: several where it stands for several ("both sides")."""
    several = _antecedents(token, scene)
    if several:
        return tuple(party for each in several for party in _mentioned(each, scene))
    token = antecedent(token, scene)
    measured = measured_noun(token, scene)
    if token.lower_ in _EMPTY_PRONOUNS and not scene.actors_of(token):
        return ()
    if token.i in scene.mention_at and (
        measured == token or (scene.actors_of(token)[:1] and scene.actors_of(token)[0].country)
    ):
        return _mentioned(token, scene)
    if token.tag_ in _PRONOUNS or token.lower_ in _EMPTY_PRONOUNS:
        if token.lower_ in _EMPTY_PRONOUNS:
            return ()
        span = token_span(token, token)
        return (Party(span=span, text=scene.quote(span), actor_id=None, name=scene.quote(span), country=None),)
    if measured != token:
        inner = [party for each in coordinated(measured) for party in party_of(each, scene)]
        if inner:
            return (
                tuple(_widened(party, phrase_span(token), scene) for party in inner)
                if len(inner) == 1
                else tuple(inner)
            )
    return _both_states(token, scene) or (_of_phrase(token, scene),)


def _both_states(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The states of "the Turkish and Greek sides": each its own party."""
    if token.tag_ != "NNS" or not is_agent_noun(token, scene):
        return ()
    demonyms = [each for child in kids(token, "amod", "compound") for each in coordinated(child)]
    if not any(each.dep_ == "conj" for each in demonyms):
        return ()
    states = {
        actor.actor_id: each
        for each in demonyms
        for actor in scene.actors_of(each)
        if actor.kind is ActorKind.STATE and len(scene.actors_of(each)) == 1
    }
    return tuple(party for each in states.values() for party in _mentioned(each, scene)) if len(states) > 1 else ()


def _widened(party: Party, span: Span, scene: Scene) -> Party:
    if not span.contains(party.span):
        return party
    return Party(span=span, text=scene.quote(span), actor_id=party.actor_id, name=party.name, country=party.country)


def _antecedents(token: Token, scene: Scene) -> list[Token]:
    """For a plural pronoun, the several words of its sentence that name whom it stands for."""
    mention = scene.mention_at.get(token.i)
    if token.tag_ not in _PRONOUNS or mention is None or len(mention.actor_ids) < 2:
        return []
    found: dict[str, Token] = {}
    for other in token.sent[: token.i - token.sent.start]:
        theirs = scene.mention_at.get(other.i)
        if theirs is None or theirs.form is MentionForm.PRONOUN or theirs.head.start != other.idx:
            continue
        if len(theirs.actor_ids) == 1 and theirs.actor_ids[0] in mention.actor_ids:
            found[theirs.actor_ids[0]] = other
    return list(found.values()) if set(found) == set(mention.actor_ids) else []


def antecedent(token: Token, scene: Scene) -> Token:
    """For a pronoun, the word of its sentence that names whom it stands for: "the army said it had struck"."""
    if token.tag_ not in _PRONOUNS or token.lower_ in ("i", "we", "you", "my", "our", "your"):
        return token
    mention = scene.mention_at.get(token.i)
    if mention is not None and mention.actor_ids:
        for other in reversed(list(token.sent[: token.i - token.sent.start])):
            theirs = scene.mention_at.get(other.i)
            if theirs is None or theirs.form is MentionForm.PRONOUN or theirs.head.start != other.idx:
                continue
            if theirs.actor_ids == mention.actor_ids:
                return other
        return token
    clause = clause_verb(token)
    if token.dep_ == "dobj" and clause.dep_ in ("advcl", "conj") and token.lower_ in ("it", "them", "him", "her"):
        above = [
            each for each in kids(clause_verb(clause.head), "dobj") if each.i < token.i and each.tag_ not in _PRONOUNS
        ]
        if len(above) == 1 and (token.lower_ in ("it", "them") or can_act(above[0], scene)):
            return above[0]
    if token.tag_ == "PRP$":
        owners = [each for each in surface_subjects(clause) if each.i < token.i and each.tag_ not in _PRONOUNS]
        if len(owners) == 1 and token not in owners[0].subtree and can_act(owners[0], scene):
            return owners[0]
    if clause.dep_ in ("ccomp", "advcl") and token.dep_ in ("nsubj", "nsubjpass", "poss"):
        above = [each for each in surface_subjects(clause_verb(clause.head)) if each.tag_ != "PRP" and each.i < token.i]
        if len(above) == 1 and can_act(above[0], scene) and not is_rivalled(above[0], token, scene):
            return above[0]
    return _plural_above(token, clause, scene) or token


def _plural_above(token: Token, clause: Token, scene: Scene) -> Token | None:
    """Whom "they" of a lower clause stands for: the nearest plural subject above that can act."""
    if token.lower_ not in ("they", "them", "their"):
        return None
    for _ in range(3):
        if clause.head == clause or clause.dep_ not in ("ccomp", "advcl", "relcl", "acl", "xcomp"):
            return None
        clause = clause_verb(clause.head)
        subjects = [each for each in surface_subjects(clause) if each.i < token.i]
        if len(subjects) > 1:
            return None
        if subjects and subjects[0].tag_ in ("NNS", "NNPS") and can_act(subjects[0], scene):
            return subjects[0]
    return None


def _mentioned(token: Token, scene: Scene) -> tuple[Party, ...]:
    mention = scene.mention_at[token.i]
    actors = scene.actors_of(token)
    if not actors:
        return (Party(span=mention.span, text=mention.text, actor_id=None, name=mention.text, country=None),)
    return tuple(
        Party(
            span=mention.span,
            text=mention.text,
            actor_id=each.actor_id,
            name=each.name,
            country=each.country or _beside(token, each, scene),
        )
        for each in actors
    )


def _beside(token: Token, actor: Actor, scene: Scene) -> str | None:
    """The country that words beside an unknown person or group give: "Nigerian minister Oniya"."""
    if actor.kind not in _PEOPLE_KINDS and actor.known:
        return None
    if actor.kind in (ActorKind.IGO, ActorKind.NGO, ActorKind.MEDIA):
        return None
    owner = owner_of(token, scene)
    return owner.country if owner is not None and owner.kind is ActorKind.STATE else None


def _of_phrase(token: Token, scene: Scene) -> Party:
    """A phrase that is no mention: with its owner's actor where it is a thing, with its country where it is people."""
    span = phrase_span(token)
    owner = owner_of(token, scene)
    country = _country(owner, token, scene)
    if owner is None:
        span = phrase_span(token, whole=True)
    text = scene.quote(span)
    theirs = owner is not None and (not is_agent_noun(token, scene) or _is_a_place_of(owner, token, scene))
    if owner is not None and theirs:
        return Party(span=span, text=text, actor_id=owner.actor_id, name=owner.name, country=owner.country)
    place = scene.place_at.get(token.i)
    a_town = place is not None and place.place.precision in ("city", "region")  # "seized Aleppo": Syria's
    a_weapon = token.lemma_.lower() in scene.ontology.nouns.weapons  # "a car bomb in Kyiv" stands for who laid it
    if owner is None and country is not None and not a_weapon and (a_town or not is_agent_noun(token, scene)):
        return Party(
            span=span, text=text, actor_id=f"state:{country}", name=_state_name(country, scene), country=country
        )
    return Party(span=span, text=text, actor_id=None, name=text, country=country)


def _is_a_place_of(owner: Actor, token: Token, scene: Scene) -> bool:
    """Whether a word for people and places alike means places of a group: "PKK camps"."""
    return owner.kind is ActorKind.ARMED_GROUP and token.lemma_.lower() in scene.ontology.nouns.targets


def _state_name(country: str, scene: Scene) -> str:
    state = scene.actors.get(f"state:{country}")
    if state is not None:
        return state.name
    places = (each.place for each in scene.place_at.values())
    return next((place.name for place in places if place.country == country and place.precision == "country"), country)


def _country(owner: Actor | None, token: Token, scene: Scene) -> str | None:
    if owner is not None:
        return owner.country
    lemma = token.lemma_.lower()
    if lemma in CONFLICTS or lemma in SUFFERED:
        return None  # "the war in Ukraine" is not Ukraine
    for each in (token, *(descendant for descendant in near(token) if descendant.i != token.i)):
        place = scene.place_at.get(each.i)
        if place is not None:
            return place.place.country
    return None


def can_act(token: Token, scene: Scene) -> bool:
    """Whether a word can stand as an initiator: an actor, people, or a thing that belongs to an actor."""
    if token.i in scene.mention_at and (token.lower_ not in _EMPTY_PRONOUNS or scene.actors_of(token)):
        return True
    if token.tag_ == "PRP":
        return token.lower_ not in _EMPTY_PRONOUNS or antecedent(token, scene) != token
    if is_verbal(token) or token.tag_ in ("WDT", "WP", "EX", "DT", "IN"):
        return False
    if is_agent_noun(token, scene) or _is_unknown_name(token) or is_many(token):
        return True
    return owner_of(measured_noun(token, scene), scene) is not None


def _is_unknown_name(token: Token) -> bool:
    """Whether a word is a name, of nobody known, that may be a state's or a body's: "Ruritania restored ties"."""
    return token.tag_ in ("NNP", "NNPS") and token.ent_type_ not in _NAMES_OF_THINGS and token.dep_ in _ACTING


def may_speak(token: Token, scene: Scene) -> bool:
    """Whether a word can stand for one who says something: an actor or people, or what they put out."""
    if token.i in scene.mention_at or token.tag_ in _PRONOUNS or is_agent_noun(token, scene) or _is_unknown_name(token):
        return True
    return measured_noun(token, scene).lemma_.lower() in scene.ontology.nouns.voices


def kinds_of(token: Token, scene: Scene) -> frozenset[str]:
    """What a word denotes, in the words of the frames: actor, person, place, thing."""
    found = set()
    actors = scene.actors_of(token)
    if actors or token.i in scene.mention_at:
        found.add("actor")
    if any(actor.kind in _PEOPLE_KINDS for actor in actors) or token.tag_ == "PRP":
        found |= {"person", "actor"}
    if (
        (any(actor.kind is ActorKind.STATE for actor in actors) and not _is_of_people(token, scene))
        or token.i in scene.place_at
        or token.ent_type_ in ("GPE", "LOC", "FAC")
    ):
        found.add("place")
    if is_agent_noun(token, scene) or is_many(token):
        found |= {"actor", "person"}
    return frozenset(found or {"thing"})


def _is_of_people(token: Token, scene: Scene) -> bool:
    """Whether a word for a state speaks of its people or officials: "Italians", "Chadian leaders"."""
    mention = scene.mention_at.get(token.i)
    return mention is not None and mention.form in (MentionForm.DEMONYM, MentionForm.NOMINAL, MentionForm.TITLE)


def without_own_state(party: Party, known: Container[object], scene: Scene) -> Party:
    """A town of the doer's own state stands for itself: "Syria bombed Idlib"."""
    place = scene.place_at.get(scene.head_at(party.span).i)
    if place is None or place.place.precision not in ("city", "region") or party.actor_id not in known:
        return party
    return Party(span=party.span, text=party.text, actor_id=None, name=party.text, country=party.country)
