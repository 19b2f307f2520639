"""Who is neither side of a happening: mediators, hosts and those under whose roof it was."""

from dataclasses import replace

from spacy.tokens import Token

from domain.reports import EventType, Party, ThirdParty
from extractors.reports.grammar import is_passive, kids, logical_subjects, prep_objects
from extractors.reports.matching import Match
from extractors.reports.parties import parties
from extractors.reports.scene import Scene

_MEDIATING = frozenset("mediate broker facilitate moderate negotiate oversee sponsor".split())
_HOSTING = frozenset("host convene organize organise chair".split())
_AEGIS = frozenset("auspices aegis mediation sponsorship supervision patronage".split())
_OF_TWO = frozenset({EventType.CONSULT, EventType.AGREE, EventType.SUPPORT, EventType.COOPERATE, EventType.RETREAT})


def without_host(match: Match) -> tuple[Match, tuple[Token, ...]]:
    """A host of talks between others is no side of them: the others are."""
    support = match.anchor.support or match.anchor.head
    if match.frame.type is not EventType.CONSULT or match.frame.mode or support.lemma_ not in _HOSTING:
        return match, ()
    if match.recipient_slot != "between" or len(match.recipients) < 2:
        return match, ()
    first, *rest = match.recipients
    frame = replace(match.frame, reciprocal=True)
    sides = replace(match, frame=frame, initiators=(first,), recipients=tuple(rest), initiator_slot="between")
    return sides, match.initiators


def third_parties(
    match: Match, hosts: tuple[Token, ...], sides: tuple[Party, ...], scene: Scene
) -> tuple[ThirdParty, ...]:
    """The hosts and mediators that the trigger's phrase or clause names, none of them a side."""
    if match.frame.type not in _OF_TWO:
        return ()
    known = {party.actor_id or party.span for party in sides}
    found = [("host", party) for party in parties(hosts, scene)]
    for role, tokens in _by_phrases(match):
        found += [(role, party) for party in parties(tokens, scene)]
    return tuple(
        ThirdParty(role=role, party=party) for role, party in found if (party.actor_id or party.span) not in known
    )


def _by_phrases(match: Match) -> list[tuple[str, list[Token]]]:
    """ "talks mediated by Oman", "signed under the auspices of the UN", "through Qatari mediation"."""
    head = match.anchor.support or match.anchor.head
    found: list[tuple[str, list[Token]]] = []
    for noun in {token.i: token for token in (match.anchor.head, *kids(head, "dobj", "nsubjpass", "nsubj"))}.values():
        for clause in kids(noun, "acl", "relcl"):
            role = _role(clause)
            if role and is_passive(clause):
                found.append((role, logical_subjects(clause)))
        for child in kids(noun, "amod"):
            role = _role(child)
            if role:  # "a UN-brokered truce"
                found.append((role, kids(child, "npadvmod", "compound")))
    if _role(head) and is_passive(head):
        found.append((_role(head), logical_subjects(head)))
    for prep in ("under", "through", "with"):
        nouns = [noun for noun in prep_objects(head, prep) if noun.lower_ in _AEGIS]
        found += [("mediator", prep_objects(noun, "of") or kids(noun, "poss", "amod", "compound")) for noun in nouns]
    return found


def _role(verb: Token) -> str:
    if verb.lemma_ in _MEDIATING:
        return "mediator"
    return "host" if verb.lemma_ in _HOSTING else ""
