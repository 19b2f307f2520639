"""The country of people and officials of whom only the sentence says where they belong."""

from dataclasses import replace

from spacy.tokens import Token

from domain.actors import Actor, ActorKind
from domain.reports import EventType, Party
from extractors.actors.naming import is_of_a_nation
from extractors.ontology import Frame
from extractors.reports.phrases import is_agent_noun, is_many
from extractors.reports.scene import Scene
from extractors.reports.topics import Topic

_ABROAD = frozenset("embassy consulate ambassador consul navy warship ship vessel tourist".split())
# Words for states and those between them, and for those who only look on: of no one state.
_OF_NO_STATE = frozenset(
    "neighbour neighbor alliance ally bloc coalition superpower power analyst expert economist "
    "observer mediator donor lender partner world".split()
)
_ANYWHERE = frozenset({ActorKind.MEDIA, ActorKind.COMPANY, ActorKind.NGO})
_FROM_ABROAD = frozenset({"migrant", "refugee", "foreigner", "expatriate", "tourist"})
_STATES = frozenset({"country", "nation", "state", "government"})
_PEOPLE_KINDS = frozenset({ActorKind.PERSON, ActorKind.GROUP})


def sole_country(token: Token, scene: Scene) -> str | None:
    """The only country that a sentence names, its dateline included; None where it names none or several."""
    found: set[str] = set()
    for each in token.sent:
        if each.lemma_.lower() not in _ABROAD and each.head.lemma_.lower() not in _ABROAD:
            found |= {actor.country for actor in scene.actors_of(each) if actor.country and actor.kind not in _ANYWHERE}
        if each.i in scene.place_at and scene.place_at[each.i].place.country:
            found.add(str(scene.place_at[each.i].place.country))
    if scene.written_at is not None and scene.written_at.place.country and scene.has_dateline(token):
        found.add(scene.written_at.place.country)
    return found.pop() if len(found) == 1 else None


def at_home(party: Party, token: Token, scene: Scene) -> Party:
    """A party without a country, where it is people or an official: with the only country that the sentence names."""
    if party.country is not None:
        return party
    actor = scene.actors.get(party.actor_id or "")
    if actor is not None and (
        actor.known
        or actor.kind
        not in _PEOPLE_KINDS
        | {ActorKind.OTHER, ActorKind.PARTY, ActorKind.GOVERNMENT_BODY, ActorKind.ARMED_GROUP, ActorKind.MILITARY}
    ):
        return party
    lemma = token.lemma_.lower()
    between = lemma in _OF_NO_STATE or (lemma in _STATES and token.tag_ == "NNS")
    if actor is None and (not (is_agent_noun(token, scene) or is_many(token)) or between or token.ent_type_ == "GPE"):
        return party
    if _may_be_a_state(actor, token) if actor is not None else _is_of_unknown(token, scene):
        return party
    country = sole_country(token, scene)
    if country is None or (actor is None and Topic.SPORT in scene.topics):  # "league officials" of the Indians
        return party
    return Party(span=party.span, text=party.text, actor_id=party.actor_id, name=party.name, country=country)


def from_abroad(visitors: tuple[Party, ...], visited: tuple[Party, ...]) -> tuple[Party, ...]:
    """The visitors; those without a name never have the country that they visit: "the emir left for Ankara"."""
    theirs = {each.country for each in visited}
    return tuple(
        replace(each, country=None) if each.actor_id is None and each.country in theirs else each for each in visitors
    )


def _may_be_a_state(actor: Actor, token: Token) -> bool:
    """Whether a name of one word that we don't know may be a state's: "Ruritania"."""
    alone = not any(child.dep_ in ("compound", "poss", "amod", "appos") for child in token.children)
    return (
        not actor.known
        and actor.kind in (ActorKind.PERSON, ActorKind.OTHER)
        and " " not in actor.name
        and not actor.name.isupper()
        and token.pos_ == "PROPN"
        and alone
    )


def _is_of_unknown(token: Token, scene: Scene) -> bool:
    """Whether a name that we know of no state says whose people are: "officials from Ruritania", "the Korean army"."""
    beside = [child for child in token.children if child.dep_ in ("amod", "compound") and child.ent_type_ == "NORP"]
    names = [child for child in beside if is_of_a_nation(child.lower_)]
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in ("from", "of"):
            kinds = ("GPE", "LOC", "PERSON", "ORG") if prep.lower_ == "from" else ("GPE", "LOC")
            things = [each for each in prep.children if each.dep_ == "pobj"]
            if any(each.lemma_.lower() in ("neighbour", "neighbor", "ally", "rival") for each in things):
                return True  # "ministers from Chad's neighbours"
            names += [each for each in things if each.ent_type_ in kinds]
    return any(
        name.pos_ in ("PROPN", "ADJ")
        and name.i not in scene.place_at
        and not any(actor.country or actor.known for actor in scene.actors_of(name))
        for name in names
    )


def without_ones_own(
    initiators: tuple[Party, ...], recipients: tuple[Party, ...], frame: Frame, scene: Scene
) -> tuple[Party, ...]:
    """The recipients; those whom a state expels are of others, and its migrants come from elsewhere.

    Where only its own name gave such people a country, they have none: "Khartoum expelled 20 aid workers".
    """
    own = {each.country for each in initiators if (each.actor_id or "").startswith("state:")}
    if not own:
        return recipients

    def is_from_elsewhere(party: Party) -> bool:
        if party.actor_id is not None or party.country not in own:
            return False
        punished = frame.type is EventType.SANCTION and frame.mode != "convict"
        return punished or scene.head_at(party.span).lemma_.lower() in _FROM_ABROAD

    return tuple(replace(each, country=None) if is_from_elsewhere(each) else each for each in recipients)
