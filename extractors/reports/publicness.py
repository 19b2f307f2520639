"""Whether what is told is of public affairs: who its parties are, and whether such parties can do it.

What families, fans and customers say to each other fits the frames of politics and is none. A happening between
sides counts where a state, a body, an official, an armed or a political group is one of them; harm counts whoever
does it, if somebody does.
"""

from collections.abc import Iterable
from enum import IntEnum

from spacy.tokens import Token

from domain.actors import Actor, ActorKind, Sector
from domain.reports import EventType, Party
from extractors.reports.crimes import is_private_crime
from extractors.reports.grammar import kids
from extractors.reports.matching import Match
from extractors.reports.phrases import is_agent_noun, measured_noun, near, owner_of
from extractors.reports.scene import Scene
from extractors.reports.topics import Topic

_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.PROTEST})
_PRIVATE_SECTORS = frozenset({None, Sector.CVL, Sector.UNS, Sector.EDU, Sector.HLH, Sector.ELI})
_FORCES = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.JUD, Sector.LEG, Sector.REB, Sector.OPP, Sector.SPY})
_BODIES = frozenset(
    {
        ActorKind.STATE,
        ActorKind.GOVERNMENT_BODY,
        ActorKind.IGO,
        ActorKind.NGO,
        ActorKind.PARTY,
        ActorKind.ARMED_GROUP,
        ActorKind.MILITARY,
    }
)
_ORDER = frozenset({Sector.COP, Sector.MIL, Sector.SPY})
_ORDERLY = frozenset({"police", "officers", "soldiers", "troops", "army", "guards"})
_POWERS = _ORDERLY | {"court", "prosecutors", "judge", "government", "ministry", "parliament"}
_SAID = frozenset({EventType.CONSULT, EventType.REQUEST, EventType.SUPPORT})
_OWN_PEOPLE = frozenset(
    "campaign lawyer staff team aide adviser advisor family wife husband supporter follower cabinet colleague".split()
)
_DONE_TO_SOMEBODY = frozenset(
    {EventType.REJECT, EventType.CONSULT, EventType.REQUEST, EventType.COOPERATE, EventType.AGREE, EventType.THREATEN}
)
_SAYING_NOTHING = frozenset("comment answer respond elaborate discuss say speak name identify specify give".split())
_PRESS = frozenset({"reporter", "journalist", "press", "media", "newsman", "interviewer", "correspondent"})
_WANT_A_DOER = frozenset(
    {
        EventType.AID,
        EventType.SUPPORT,
        EventType.AGREE,
        EventType.COOPERATE,
        EventType.CONCEDE,
        EventType.MOBILIZE,
        EventType.REQUEST,
    }
)
_SOME = frozenset({"others", "some", "many", "most", "several", "those", "all", "dozens", "hundreds", "scores"})
_PRONOUNS = frozenset({"PRP", "PRP$"})


_LEAVING_AS_THEY_PLEASE = frozenset({Sector.MED, Sector.CVL, Sector.BUS, Sector.EDU, Sector.HLH, Sector.OPP})
_MEANS = frozenset({"force", "office", "power", "authority"})
_WHERE_ONE_IS_TAKEN = frozenset({"court", "jail", "prison"})
_ONLOOKERS = frozenset(
    "analyst expert economist scientist observer critic forecaster researcher doctor scholar".split()
)


class Rank(IntEnum):
    """How public a party is."""

    NOBODY = 0  # a pronoun that stands for nobody known
    PRIVATE = 1  # "her husband", "fans"; a person of whom the text says no office
    PUBLIC = 2


_WATERS = frozenset({"Ocean", "Sea", "Lake"})


def is_public(match: Match, initiators: tuple[Party, ...], recipients: tuple[Party, ...], scene: Scene) -> bool:
    """Whether such parties make a happening of public affairs of what the frame says."""
    type_ = match.frame.type
    if not initiators and type_ in _WANT_A_DOER and not match.frame.reciprocal:
        return False
    if not _can_do(match, initiators, recipients, scene) or is_private_crime(match, initiators, recipients, scene):
        return False
    if not recipients and (_is_about_a_thing(match) or (type_ is EventType.AID and not _is_known(initiators, scene))):
        return False
    doers, done_to = _highest(initiators, scene), _highest(recipients, scene)
    if initiators and doers is Rank.NOBODY and type_ is not EventType.PROTEST:
        return False
    if scene.topics & {Topic.SPORT, Topic.SHOW} and not _is_of_power((*initiators, *recipients), scene):
        return False
    if type_ is EventType.PROTEST and match.frame.mode == "strike" and initiators and doers < Rank.PUBLIC:
        return any(scene.head_at(each.span).tag_ in ("NNS", "NNPS") for each in initiators)  # no guest who walks out
    if type_ in _VIOLENT or match.frame.mode == "release":
        return bool(initiators) or done_to is not Rank.NOBODY
    if initiators and doers < Rank.PUBLIC and (type_ is EventType.AGREE or match.frame.cameo == "042"):
        return False  # "her husband will travel to Rome"
    if type_ is EventType.CONSULT and recipients and done_to < Rank.PUBLIC and not _is_known(initiators, scene):
        return False  # "talked to her customers"
    nobody = recipients and all(scene.head_at(each.span).tag_ in _PRONOUNS and not each.actor_id for each in recipients)
    return max(doers, done_to) is Rank.PUBLIC and not nobody


def _is_known(parties: Iterable[Party], scene: Scene) -> bool:
    actors = [scene.actors.get(each.actor_id or "") for each in parties]
    return any(actor is not None and actor.known for actor in actors)


def _is_about_a_thing(match: Match) -> bool:
    """Whether a deed that wants somebody to be done to named only things, and is none without them."""
    return bool(match.recipients) and match.frame.type in _DONE_TO_SOMEBODY and "recipient" in match.frame.requires


def _is_of_ones_own(match: Match) -> bool:
    """Whether all it was said to are one's own people: "told his staff"."""
    return bool(match.recipients) and all(
        token.lemma_.lower() in _OWN_PEOPLE and any(child.tag_ == "PRP$" for child in token.children)
        for token in match.recipients
    )


def _can_do(match: Match, initiators: tuple[Party, ...], recipients: tuple[Party, ...], scene: Scene) -> bool:
    """Whether those named can do such a thing at all: police don't protest, tourists don't withdraw."""
    type_, mode = match.frame.type, match.frame.mode
    head = match.anchor.head
    if type_ is EventType.REJECT and head.lemma_ in ("decline", "refuse"):
        said = [clause.lemma_ for clause in kids(head, "xcomp")]
        if "comment" in said or (not recipients and any(lemma in _SAYING_NOTHING for lemma in said)):
            return False
    if mode == "visit" and match.frame.cameo == "042":
        return any(each.actor_id or each.country for each in recipients)
    actors = [scene.actors.get(each.actor_id or "") for each in initiators]
    if type_ is EventType.PROTEST:
        ordering = [
            (actor is not None and actor.sector in _ORDER) or scene.head_at(each.span).lower_ in _ORDERLY
            for actor, each in zip(actors, initiators, strict=True)
        ]
        return not all(ordering) if initiators else mode != "obstruct"
    if type_ in _SAID and _is_of_ones_own(match):
        return False
    if type_ is EventType.THREATEN and _are_onlookers(initiators, scene):
        return False  # what analysts warn of is no threat
    if type_ is EventType.COERCE and not initiators and match.anchor.head.lemma_ in ("force", "compel", "oblige"):
        return False  # "was forced to wait"
    if match.frame.id == "said_must" and recipients and all(rank_of(each, scene) < Rank.PUBLIC for each in recipients):
        return False  # "said people should be careful"
    if mode == "withdraw" and initiators and match.anchor.head.lemma_ in ("leave", "depart", "exit", "go"):
        return not all(
            (actor is not None and (actor.kind is ActorKind.PERSON or actor.sector in _LEAVING_AS_THEY_PLEASE))
            or rank_of(each, scene) < Rank.PUBLIC
            for actor, each in zip(actors, initiators, strict=True)
        )
    if type_ is EventType.CONSULT and recipients:  # "told reporters": what is said to the press is said to all
        heads = [scene.head_at(each.span) for each in recipients]
        return not all(head.lemma_.lower() in _PRESS for head in heads)
    return True


def _are_onlookers(parties: tuple[Party, ...], scene: Scene) -> bool:
    return bool(parties) and all(scene.head_at(each.span).lemma_.lower() in _ONLOOKERS for each in parties)


def _highest(parties: Iterable[Party], scene: Scene) -> Rank:
    return max((rank_of(each, scene) for each in parties), default=Rank.NOBODY)


def rank_of(party: Party, scene: Scene) -> Rank:
    """How public a party is: by its actor, or else by its words."""
    actor = scene.actors.get(party.actor_id or "")
    if actor is not None:
        if actor.kind is ActorKind.PERSON and actor.actor_id in scene.office_holders:
            return Rank.PUBLIC
        return _rank_of_actor(actor)
    token = scene.head_at(party.span)
    if token.tag_ in _PRONOUNS:
        return Rank.NOBODY
    noun = measured_noun(token, scene)
    if {noun.lemma_.lower(), noun.lower_, token.lower_} & scene.ontology.nouns.private and not _is_placed(token, scene):
        return Rank.PRIVATE
    if party.country is not None or noun.pos_ == "PROPN" or is_agent_noun(token, scene):
        return Rank.PUBLIC
    nouns = scene.ontology.nouns
    return Rank.PRIVATE if noun.lemma_.lower() in nouns.voices | nouns.weapons | nouns.targets else Rank.NOBODY


def _is_placed(token: Token, scene: Scene) -> bool:
    """Whether people are those of a country or a town: "residents of Gaza", "Israeli families"."""
    return owner_of(token, scene) is not None or any(each.i in scene.place_at for each in near(token))


def _rank_of_actor(actor: Actor) -> Rank:
    if actor.known or actor.kind not in (ActorKind.PERSON, ActorKind.GROUP) or actor.sector not in _PRIVATE_SECTORS:
        return Rank.PUBLIC
    if actor.kind is ActorKind.GROUP:
        return Rank.PUBLIC
    return Rank.PRIVATE if " " in actor.name else Rank.PUBLIC  # a single unknown name may be a state's


def _is_of_power(parties: tuple[Party, ...], scene: Scene) -> bool:
    """Whether one of them is an official or a force: no club and no country that plays."""
    if any(scene.head_at(each.span).lower_ in _POWERS for each in parties):
        return True
    actors = [scene.actors[each.actor_id] for each in parties if each.actor_id and each.actor_id in scene.actors]
    return any(
        (each.sector in _FORCES and each.kind in (ActorKind.PERSON, ActorKind.GROUP))
        or (each.kind in _BODIES and each.kind is not ActorKind.STATE and each.known)
        for each in actors
    )


def can_be_party(party: Party, type_: EventType, scene: Scene) -> bool:
    """Whether a party is somebody, or a thing that deeds of public life are done to; "the chocolate" is neither."""
    token = scene.head_at(party.span)
    if _is_water(token):
        return False
    noun = measured_noun(token, scene)
    taken = noun.lower_ in _WHERE_ONE_IS_TAKEN and noun.dep_ == "pobj"  # "to contest it in court"
    if (taken or noun.lower_ in _MEANS) and not kids(noun, "det", "amod", "compound", "poss", "nmod"):
        return False  # "threatened to use force", "refused to leave office"
    if party.actor_id is not None or party.country is not None or token.tag_ in _PRONOUNS:
        return True
    nouns = scene.ontology.nouns
    lemma = noun.lemma_.lower()
    if lemma in nouns.body_parts:
        return type_ is EventType.ASSAULT and bool(kids(noun, "poss"))
    if type_ is EventType.PROTEST and noun.pos_ == "PROPN":
        return False  # where they marched
    if noun.pos_ in ("PROPN", "NUM") or noun.lower_ in _SOME or is_agent_noun(token, scene):
        return True
    if lemma in nouns.targets or lemma in nouns.weapons or lemma in scene.ontology.index.nouns:
        return True
    return any(each.i in scene.mention_at or each.i in scene.place_at for each in token.subtree)


def _is_water(token: Token) -> bool:
    """Whether a name is that of a sea: "the Indian Ocean", "the Gulf of Aden"; "the Gulf" alone are its states."""
    above = token.head.head if token.head.lower_ == "of" else token
    of = any(child.lower_ == "of" for child in above.children)
    return above.text in _WATERS or (above.text in ("Gulf", "Bay", "Strait", "Straits", "Channel") and of)
