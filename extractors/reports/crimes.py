"""Crime between private people, which is no affair of politics: "A man stabbed his neighbour"."""

from domain.actors import ActorKind
from domain.reports import EventType, Party
from extractors.reports.matching import Match
from extractors.reports.phrases import measured_noun
from extractors.reports.scene import Scene

_ANYBODY = frozenset(
    "man woman boy girl youth teenager teen adult husband wife boyfriend girlfriend father mother son daughter "
    "brother sister uncle aunt cousin nephew grandson granddaughter grandfather grandmother stepfather stepson "
    "stepmother lover ex-husband ex-wife ex-boyfriend ex-girlfriend partner spouse fiance fiancee friend "
    "neighbour neighbor classmate roommate flatmate housemate colleague coworker co-worker landlord tenant "
    "stranger customer client shopper driver motorist passenger cyclist pedestrian patient pupil student "
    "schoolboy schoolgirl robber burglar thief mugger rapist stalker intruder shoplifter carjacker pickpocket "
    "drunk drunkard reveller clerk cashier shopkeeper owner bartender waiter waitress bouncer jogger hiker "
    "babysitter toddler baby infant child victim couple family pensioner teacher nurse barber salesman saleswoman "
    "suspect he she him her they them".split()
)
# Words of politics, war and hatred: in an article with one of them, what people do to each other may be of public kind.
_PUBLIC_WORDS = frozenset(
    "militant rebel insurgent militia terrorist terrorism terror extremist extremism jihadist islamist separatist "
    "guerrilla army soldier troop military war ceasefire protest protester demonstrator riot rioter mob lynch "
    "pogrom ethnic sectarian racist racism antisemitic antisemitism religious mosque church synagogue temple "
    "political politician politically activist journalist election candidate minister president parliament "
    "lawmaker senator mayor governor ambassador diplomat embassy consulate settler migrant refugee immigrant "
    "asylum bomb bomber bombing suicide hostage assassin assassination assassinate cartel gang hate hatred "
    "nationalist neo-nazi supremacist opposition dissident government".split()
)
_OF_OFFICE = frozenset(
    "police policeman policewoman officer trooper sheriff deputy guard judge prosecutor official lawyer diplomat "
    "priest imam rabbi reporter crowd worshipper protester demonstrator".split()
)
_HARM = frozenset({EventType.ASSAULT})


def is_private_crime(match: Match, initiators: tuple[Party, ...], recipients: tuple[Party, ...], scene: Scene) -> bool:
    """Whether one private person harms another in an article without a word of politics."""
    if match.frame.type not in _HARM or not initiators or not all(_is_private(each, scene) for each in initiators):
        return False
    if not all(_is_private(each, scene) or _is_nobody_of_office(each, scene) for each in recipients):
        return False
    return not any(token.lemma_.lower() in _PUBLIC_WORDS for token in scene.doc)


def _is_nobody_of_office(party: Party, scene: Scene) -> bool:
    """Whether a victim is no actor, and neither keeps order nor judges."""
    noun = measured_noun(scene.head_at(party.span), scene)
    return party.actor_id is None and noun.lemma_.lower() not in _OF_OFFICE


def _is_private(party: Party, scene: Scene) -> bool:
    actor = scene.actors.get(party.actor_id or "")
    if actor is not None:
        unknown = not actor.known and actor.sector is None and actor.kind is ActorKind.PERSON
        return unknown and actor.actor_id not in scene.office_holders
    noun = measured_noun(scene.head_at(party.span), scene)
    return noun.lemma_.lower() in _ANYBODY or noun.lower_ in _ANYBODY
