"""Rules: each shipped one fires when it should and keeps still when it should not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.alerts import WatchedEvent
from domain.errors import InputError
from flows.alerting import rules_from_yaml
from flows.alerting.habit import robust_z
from flows.alerting.matching import contact_hits, count_hits, event_hits
from flows.alerting.rules import RuleDefinition, Watch, definition_of

NOW = datetime(2025, 3, 5, 12, tzinfo=UTC)
SHIPPED = Path(__file__).parents[3] / "seeds" / "alert_rules.yaml"
RULES = {rule.rule_id: definition_of(rule) for rule in rules_from_yaml(SHIPPED.read_text("utf-8"), "alert_rules.yaml")}


def event(type_: str, initiators: str = "state:IRN", recipients: str = "state:ISR", **more: Any) -> WatchedEvent:
    sides = (tuple(initiators.split()), tuple(recipients.split()))
    countries = [tuple(each[6:] for each in side if each.startswith("state:")) for side in sides]
    made = WatchedEvent(
        event_id=more.pop("event_id", "evt_1"),
        type=type_,
        mode=None,
        contexts=(),
        status="actual",
        initiators=sides[0],
        recipients=sides[1],
        initiator_names=sides[0],
        recipient_names=sides[1],
        countries=countries[0] + countries[1],
        initiator_countries=countries[0],
        recipient_countries=countries[1],
        reciprocal=type_ == "CONSULT",
        date_from=date(2025, 3, 4),
        date_to=date(2025, 3, 4),
        place_name=None,
        place_country=None,
        magnitudes=(),
        speakers=(),
        corroboration=1,
        publishers=("The Daily",),
        confidence=0.8,
        score=-9.0,
        quote="It happened.",
        links=(),
        recorded_at=NOW,
    )
    return replace(made, **more)


def hits(rule: RuleDefinition, *events: WatchedEvent) -> int:
    if rule.watch is Watch.COUNT:
        return len(count_hits(events, rule, NOW))
    if rule.watch is Watch.FIRST_CONTACT:
        return len(contact_hits(events, frozenset({"state:RUS>state:IRN"}), rule, NOW))
    return len(event_hits(events, rule, NOW))


def several(count: int, type_: str, **more: Any) -> tuple[WatchedEvent, ...]:
    return tuple(event(type_, event_id=f"evt_{number}", **more) for number in range(count))


FIRING: dict[str, tuple[WatchedEvent, ...]] = {
    "strike-between-states": (event("ASSAULT", mode="aerial"),),
    "mass-casualties": (event("ASSAULT", magnitudes=(("killed", 8, 12),)),),
    "iran-israel": (event("ACCUSE"),),
    "gulf-mediation": (event("CONSULT", "state:QAT", "state:IRN"),),
    "planned-visits": (event("CONSULT", status="planned", date_from=None, date_to=None),),
    "threats-of-force": (event("THREATEN", mode="violence"),),
    "mobilisation": several(3, "MOBILIZE", place_country="IRQ"),
    "new-sanctions": (event("COERCE", "state:USA", "state:IRN", mode="restrict"),),
    "ceasefire": (event("RETREAT", mode="ceasefire"),),
    "unrest": several(5, "PROTEST", place_country="GEO"),
    "first-contact": (event("CONSULT", "state:QAT", "state:IRN"),),
}
STILL: dict[str, tuple[WatchedEvent, ...]] = {
    "strike-between-states": (event("ASSAULT", mode="aerial", speakers=("state:IRN",)), event("ASSAULT", mode="beat")),
    "mass-casualties": (event("ASSAULT", magnitudes=(("killed", 3, 3),)), event("ASSAULT")),
    "iran-israel": (event("ACCUSE", "state:IRN", "state:USA"), event("ASSAULT", status="hypothetical")),
    "gulf-mediation": (event("CONSULT", "state:RUS", "state:IRN"), event("CONSULT", "state:QAT", confidence=0.1)),
    "planned-visits": (event("CONSULT"), event("ASSAULT", status="planned")),
    "threats-of-force": (event("THREATEN", mode="restrict"), event("THREATEN", mode="violence", status="negated")),
    "mobilisation": (*several(2, "MOBILIZE", place_country="IRQ"), event("MOBILIZE", place_country="SYR")),
    "new-sanctions": (event("COERCE", mode="arrest"), event("SANCTION", mode="expel", status="planned")),
    "ceasefire": (event("RETREAT", status="hypothetical"),),
    "unrest": (*several(4, "PROTEST", place_country="GEO"), event("PROTEST", place_country="ARM")),
    "first-contact": (event("CONSULT", "state:IRN", "state:RUS"),),
}


@pytest.mark.parametrize("rule_id", FIRING)
def test_a_shipped_rule_fires_when_it_should(rule_id: str) -> None:
    assert hits(RULES[rule_id], *FIRING[rule_id]) == 1


@pytest.mark.parametrize("rule_id", STILL)
def test_a_shipped_rule_keeps_still_when_it_should(rule_id: str) -> None:
    assert hits(RULES[rule_id], *STILL[rule_id]) == 0


def test_every_shipped_rule_has_its_tests_here_or_with_the_database() -> None:
    with_database = {"conflict-above-habit", "silent-sources", "rejected-share"}
    assert set(RULES) == set(FIRING) | with_database
    assert set(FIRING) == set(STILL)
    assert len(RULES) >= 12


def test_old_happenings_do_not_fire_and_undated_ones_do() -> None:
    rule = RULES["iran-israel"]
    assert hits(rule, event("ACCUSE", date_from=date(2024, 1, 1), date_to=date(2024, 1, 1))) == 0
    assert hits(rule, event("ACCUSE", date_from=None, date_to=None)) == 1


def test_a_person_of_a_state_counts_for_the_state_in_between() -> None:
    meeting = event("CONSULT", "person:a person:b", "", initiator_countries=("IRN", "ISR"))
    assert hits(RULES["iran-israel"], meeting) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rules: 3", "no list `rules`"),
        ("rules: [{name: A}]", "rules.yaml:1: rule 1: id"),
        ("rules: [{id: ab, name: A, description: x, when: {types: [WAR]}}]", "when.types.0"),
        ("rules: [{id: ab, name: A, description: x, watch: sql}]", "sql"),
        ("rules: [{id: ab, name: A, description: x, color: red}]", "color"),
        ("rules: [{id: ab, name: A, description: x}, {id: ab, name: B, description: y}]", "several rules"),
    ],
)
def test_a_rule_that_can_not_be_used_says_where(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        rules_from_yaml(text, "rules.yaml")


def test_a_quiet_dyads_first_event_is_no_alarm_and_a_burst_is() -> None:
    assert robust_z(1, [0] * 90) < 3.5
    assert robust_z(5, [0] * 90) > 3.5


def test_a_busy_dyads_usual_day_is_no_alarm_and_an_old_crisis_hides_no_new_one() -> None:
    usual = [4, 5, 6, 5, 4, 6, 5, 3, 7, 5] * 9
    assert robust_z(7, usual) < 3.5
    assert robust_z(20, [*usual[:-3], 60, 70, 65]) > 3.5
