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
from flows.alerting.wording import headline

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
    "great-powers": (event("THREATEN", "person:a", "state:CHN", initiator_countries=("USA",)),),
    "claimed-attacks": (event("ASSAULT", speakers=("state:ISR",)),),
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
    "strike-between-states": (
        event("ASSAULT", mode="aerial", speakers=("state:IRN",)),
        event("ASSAULT", mode="beat"),
        event("ASSAULT", "state:SYR", "group:SYR:REB", mode="aerial", recipient_countries=("SYR",)),
    ),
    "great-powers": (
        event("THREATEN", "state:USA", "state:IRN state:DEU"),
        event("CONSULT", "state:USA", "state:RUS"),
        event("SANCTION", "state:EGY", "state:USA state:RUS"),
    ),
    "claimed-attacks": (event("ASSAULT"), event("ACCUSE", speakers=("state:ISR",))),
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


def ruled(**when: Any) -> RuleDefinition:
    return RuleDefinition.model_validate({"id": "own", "name": "Own", "description": "x", "when": when})


@pytest.mark.parametrize(
    ("when", "more", "expected"),
    [
        ({"between": ["IRN", "ISR"]}, {}, 1),
        ({"between": ["IRN", "ISR"]}, {"initiators": "state:USA", "recipients": "state:IRN state:ISR"}, 0),
        ({"between": ["IRN"]}, {"recipients": "person:c", "recipient_countries": ("IRN",)}, 0),
        ({"initiators": ["QAT"]}, {"initiators": "person:emir", "initiator_countries": ("QAT",)}, 1),
        ({"initiators": ["ISR"]}, {}, 0),
        ({"recipients": ["ISR"]}, {"reciprocal": True, "initiators": "state:ISR", "recipients": "state:IRN"}, 1),
        ({"across_borders": True}, {}, 1),
        ({"across_borders": False}, {}, 0),
        ({"across_borders": True}, {"recipients": "group:IRN:CVL", "recipient_countries": ("IRN",)}, 0),
        ({"speakers": ["UKR"]}, {"speakers": ("person:x",), "speaker_countries": ("UKR",)}, 1),
        ({"speakers": ["UKR"]}, {}, 0),
        ({"place": ["gaza strip"]}, {"place_name": "Gaza Strip", "place_country": "PSE"}, 1),
        ({"place": ["PSE"]}, {"place_name": "Gaza Strip", "place_country": "PSE"}, 1),
        ({"place": ["Rafah"]}, {"place_name": "Gaza Strip", "place_country": "PSE"}, 0),
        ({"contexts": ["cyber"]}, {"contexts": ("cyber", "crime")}, 1),
        ({"corroboration": 3}, {"corroboration": 2}, 0),
        ({}, {"date_from": None, "date_to": None, "told_on": date(2024, 1, 1)}, 0),
        ({}, {"date_from": None, "date_to": None, "told_on": date(2025, 3, 5)}, 1),
    ],
)
def test_conditions(when: dict[str, Any], more: dict[str, Any], expected: int) -> None:
    made = {**more}
    sides = [made.pop(name, default) for name, default in (("initiators", "state:IRN"), ("recipients", "state:ISR"))]
    assert hits(ruled(**when), event("ACCUSE", *sides, **made)) == expected


def test_a_meeting_of_many_is_one_first_contact_that_names_its_pairs() -> None:
    rule = RULES["first-contact"]
    meeting = event("CONSULT", "state:QAT state:IRN state:RUS text:others", "")
    (hit,) = contact_hits((meeting,), frozenset({"state:IRN>state:QAT"}), rule, NOW)
    assert hit.title == "First contact of state:QAT and state:RUS; state:IRN and state:RUS"
    assert contact_hits((meeting, replace(meeting, event_id="evt_2")), frozenset(), rule, NOW)[1:] == []


def test_a_line_says_what_is_not_actual_and_who_claims_it_and_steers_no_terminal() -> None:
    told = event("ASSAULT", status="planned", speakers=("state:UKR",), speaker_names=("Ukraine\x1b[2J\r\n",))
    assert headline(told) == "planned ASSAULT: state:IRN -> state:ISR, 2025-03-04, claimed by Ukraine[2J"


WRONG = """groups: {gulf: [QAT, ARE]}
rules:
  - id: one
    name: One
    description: x
    when:
      modes: [aeriel]
      types: [ASSAULT]
      least: {kiled: 3}
      initiators: [gluf, Hezbollah]
      place: [XXZ]
  - {id: two, name: Two, description: x, watch: sql, sql: "SELECT 1; DELETE FROM events"}
  - {id: three, name: Three, description: x, watch: change, when: {types: [ASSAULT]}}
  - {id: four, name: Four, description: x, z_score: 3}
  - {id: five, name: Five, description: x, watch: silence, when: {types: [ASSAULT]}}
  - just words
"""


def test_every_mistake_of_a_file_is_told_with_its_line() -> None:
    with pytest.raises(InputError) as told:
        rules_from_yaml(WRONG, "my.yaml")
    lines = str(told.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        *(f"my.yaml:{number}" for number in (7, 9, 10, 10, 11, 12, 13, 14, 15, 16)),
    ]
    assert "did you mean 'aerial'?" in lines[0]
    assert "did you mean 'gulf'?" in lines[2]
    assert "write armed_group:hezbollah" in lines[3]


def test_what_is_no_yaml_is_told_with_its_line() -> None:
    with pytest.raises(InputError, match=r"my.yaml:3: this is not YAML"):
        rules_from_yaml("rules:\n  - id: a\n   name: b", "my.yaml")
    with pytest.raises(InputError, match="at the top stand"):
        rules_from_yaml("rules: []\nrule: []", "my.yaml")


@pytest.mark.parametrize(
    "field", ["cooldown_hours: 1e12", "cooldown_hours: .nan", "resolve_days: .inf", "when: {days_old: 99999999}"]
)
def test_numbers_that_no_calendar_holds_are_refused(field: str) -> None:
    with pytest.raises(InputError, match=field.split(":")[0]):
        rules_from_yaml(f"rules: [{{id: ab, name: A, description: x, {field}}}]", "my.yaml")


def test_a_rule_keeps_of_its_files_groups_what_it_uses() -> None:
    assert RULES["gulf-mediation"].groups.keys() == {"gulf"}
    assert RULES["ceasefire"].groups == {}
