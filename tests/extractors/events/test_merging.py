"""Merging: what is one happening, what is not, and how it is told."""

from itertools import permutations

import pytest
from report_making import KHARKIV, ODESA, context

from domain.events import MembershipKind, ReportContext
from domain.reports import EventType, Status
from extractors.events import (
    EventState,
    MemoryEventIndex,
    MergePins,
    agreement,
    event_record,
    event_state,
    member_from_record,
    member_of,
    member_to_record,
    merge_reports,
    stored_keys,
    without_report,
)

PEZESHKIAN, ARAGHCHI = "person:masoud-pezeshkian", "person:abbas-araghchi"
AL_THANI = "person:mohammed-bin-abdulrahman-al-thani"
IRAN, QATAR, RUSSIA, UKRAINE, ISRAEL = "state:IRN", "state:QAT", "state:RUS", "state:UKR", "state:ISR"


def merged(*contexts: ReportContext) -> list[EventState]:
    index = MemoryEventIndex()
    merge_reports(contexts, index)
    return list(index.candidates([key for context in contexts for key in stored_keys(member_of(context))]))


MEETING = context("a", EventType.CONSULT, [PEZESHKIAN, AL_THANI], day="2024-11-20", published="2024-11-21")

ONE_HAPPENING = {
    "the same two people on the same day in two papers": (
        MEETING,
        context("b", EventType.CONSULT, [AL_THANI, PEZESHKIAN], day="2024-11-20"),
    ),
    "a person in one paper, his state in the other": (
        MEETING,
        context("b", EventType.CONSULT, [IRAN, AL_THANI], day="2024-11-20"),
    ),
    "an undated rewrite of a dated article": (
        MEETING,
        context("b", EventType.CONSULT, [PEZESHKIAN, AL_THANI], family="art_a"),
    ),
    "a strike whose toll rose overnight": (
        context("a", EventType.ASSAULT, [RUSSIA], [UKRAINE], day="2024-03-05", place=KHARKIV, killed=(4, 4)),
        context("b", EventType.ASSAULT, [RUSSIA], [UKRAINE], day="2024-03-05", place=KHARKIV, killed=(7, 7)),
    ),
    "a victim is named later": (
        context("a", EventType.ASSAULT, [ISRAEL], [], day="2024-04-01", sentence="An Israeli strike hit a consulate"),
        context(
            "b", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01", sentence="Israel's strike hit the consulate"
        ),
    ),
    "one paper has it a day late": (
        context("a", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01", sentence="Israel bombed Iran's consulate."),
        context("b", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-02", sentence="Israel bombed Iran's consulate."),
    ),
    "a correction of how many were hurt": (
        context(
            "a", EventType.ASSAULT, [], ["two workers"], sentence="Two workers were hurt when a drone hit a plant."
        ),
        context(
            "b",
            EventType.ASSAULT,
            [],
            ["three workers"],
            family="art_a",
            sentence="Three workers were hurt when a drone hit a plant.",
        ),
    ),
    "what struck and what it did, in one sentence": (
        context("a", EventType.ASSAULT, [RUSSIA], ["idlib"], day="2024-12-01"),
        context("a", EventType.ASSAULT, [RUSSIA], ["at least 11 people"], day="2024-12-01", killed=(11, 11)),
    ),
    "neither says when, both came out that week with like words": (
        context(
            "a", EventType.ACCUSE, [IRAN], [ISRAEL], published="2024-04-02", sentence="Iran blamed Israel for the raid."
        ),
        context(
            "b", EventType.ACCUSE, [IRAN], [ISRAEL], published="2024-04-03", sentence="Iran blamed Israel for a raid."
        ),
    ),
}

TWO_HAPPENINGS = {
    "the same two a month apart": (
        MEETING,
        context("b", EventType.CONSULT, [PEZESHKIAN, AL_THANI], day="2024-10-20"),
    ),
    "two ministers of one state meet the same guest": (
        MEETING,
        context("b", EventType.CONSULT, [ARAGHCHI, AL_THANI], day="2024-11-20"),
    ),
    "two towns struck on one day": (
        context("a", EventType.ASSAULT, [RUSSIA], [UKRAINE], day="2024-03-05", place=KHARKIV),
        context("b", EventType.ASSAULT, [RUSSIA], [UKRAINE], day="2024-03-05", place=ODESA),
    ),
    "who struck whom the other way round": (
        context("a", EventType.ASSAULT, [RUSSIA], [UKRAINE], day="2024-03-05"),
        context("b", EventType.ASSAULT, [UKRAINE], [RUSSIA], day="2024-03-05"),
    ),
    "two victims of two attackers in one sentence": (
        context("a", EventType.ASSAULT, [RUSSIA], [UKRAINE], day="2024-03-05"),
        context("a", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-03-05"),
    ),
    "another type": (
        context("a", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01"),
        context("b", EventType.THREATEN, [ISRAEL], [IRAN], day="2024-04-01"),
    ),
    "a strike that happened and one that is only feared": (
        context("a", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01"),
        context("b", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01", status=Status.HYPOTHETICAL),
    ),
    "two undated statements in unrelated articles": (
        context("a", EventType.ACCUSE, [IRAN], [ISRAEL], sentence="Iran accused Israel of spying."),
        context("b", EventType.ACCUSE, [IRAN], [ISRAEL], sentence="Iran accused Israel of sabotage at a dam."),
    ),
    "two accusations on one day about two things": (
        context(
            "a", EventType.ACCUSE, [IRAN], [ISRAEL], day="2024-05-05", sentence="It called the dam blast sabotage."
        ),
        context("b", EventType.ACCUSE, [IRAN], [ISRAEL], day="2024-05-05", sentence="Settlers burned olive groves."),
    ),
}


@pytest.mark.parametrize("pair", ONE_HAPPENING.values(), ids=ONE_HAPPENING.keys())
def test_reports_of_one_happening_are_one_event_in_any_order(pair: tuple[ReportContext, ReportContext]) -> None:
    for order in permutations(pair):
        assert len(merged(*order)) == 1


@pytest.mark.parametrize("pair", TWO_HAPPENINGS.values(), ids=TWO_HAPPENINGS.keys())
def test_two_happenings_stay_apart_in_any_order(pair: tuple[ReportContext, ReportContext]) -> None:
    for order in permutations(pair):
        assert len(merged(*order)) == 2


def test_copies_and_derivatives_count_once_in_corroboration() -> None:
    copy = context("b", EventType.CONSULT, [PEZESHKIAN, AL_THANI], family="art_a", publisher="a")
    other = context("c", EventType.CONSULT, [PEZESHKIAN, AL_THANI], day="2024-11-20", publisher="c")
    assert [state.event().corroboration for state in merged(MEETING, copy)] == [1]
    assert [state.event().corroboration for state in merged(MEETING, copy, other)] == [2]


def test_conflicting_figures_stand_side_by_side_and_the_range_covers_both() -> None:
    first, second = ONE_HAPPENING["a strike whose toll rose overnight"]
    (state,) = merged(first, second)
    (figure,) = state.event().magnitudes
    assert (figure.least, figure.most) == (4, 7)
    assert {(least, most) for _, least, most in figure.reported} == {(4, 4), (7, 7)}
    assert [member.kind for member in state.members] == [MembershipKind.FOUNDED, MembershipKind.UPDATED]


def test_a_denial_joins_the_event_without_corroborating_it() -> None:
    claim = context("a", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01")
    denial = context("b", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01", status=Status.NEGATED)
    (state,) = merged(claim, denial)
    event = state.event()
    assert event.status is Status.ACTUAL
    assert event.corroboration == 1
    assert [member.kind for member in event.members] == [MembershipKind.FOUNDED, MembershipKind.DENIED]


def test_a_visit_that_was_planned_is_linked_to_the_visit_that_happened() -> None:
    plan = context("a", EventType.CONSULT, [PEZESHKIAN, AL_THANI], day="2025-02-19", status=Status.PLANNED)
    visit = context("b", EventType.CONSULT, [PEZESHKIAN, AL_THANI], day="2025-02-19")
    planned, happened = merged(plan, visit)
    assert planned.linked_event == happened.event_id
    assert happened.event().status is Status.ACTUAL


def test_a_plan_that_is_called_off_is_one_event_that_did_not_happen_and_keeps_its_history() -> None:
    plan = context("a", EventType.CONSULT, [AL_THANI], [IRAN], day="2024-12-03", status=Status.PLANNED)
    off = context("b", EventType.CONSULT, [AL_THANI], [IRAN], day="2024-12-03", status=Status.NEGATED)
    (state,) = merged(plan, off)
    assert [member.kind for member in state.members] == [MembershipKind.FOUNDED, MembershipKind.CANCELLED]
    assert state.event().status is Status.NEGATED
    assert state.event().corroboration == 1


def test_a_plan_that_arrives_after_its_happening_is_linked_to_it_and_one_made_later_is_not() -> None:
    visit = context("b", EventType.CONSULT, [AL_THANI], [IRAN], day="2024-12-03", published="2024-12-04")
    plan = context(
        "a", EventType.CONSULT, [AL_THANI], [IRAN], day="2024-12-03", published="2024-12-01", status=Status.PLANNED
    )
    later = context(
        "c", EventType.CONSULT, [AL_THANI], [IRAN], day="2024-12-03", published="2024-12-05", status=Status.PLANNED
    )
    real, planned = merged(visit, plan)
    assert planned.linked_event == real.event_id
    assert merged(visit, later)[1].linked_event is None


def test_a_report_whose_event_was_left_to_others_takes_no_reports_from_them() -> None:
    first = context("a", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01")
    other = context("b", EventType.ACCUSE, [QATAR], [ISRAEL], day="2024-09-09")
    (home,) = merged(first)
    index = MemoryEventIndex()
    merge_reports([other], index, MergePins(together={other.report.report_id: home.event_id}))
    merge_reports([first], index)
    sizes = {state.event_id: len(state.members) for state in index.candidates(home.keys)}
    assert sizes == {f"{home.event_id}.parted": 1}


def test_a_meeting_of_many_is_one_event_with_a_list_and_the_person_stands_for_the_state() -> None:
    summit = context("a", EventType.CONSULT, [IRAN, QATAR, RUSSIA, "state:TUR"], day="2024-11-20")
    other = context("b", EventType.CONSULT, [PEZESHKIAN, QATAR, RUSSIA, "state:TUR"], day="2024-11-20")
    (state,) = merged(summit, other)
    assert state.event().initiators == (PEZESHKIAN, QATAR, RUSSIA, "state:TUR")


def test_merging_twice_changes_nothing() -> None:
    index = MemoryEventIndex()
    contexts = [context for pair in ONE_HAPPENING.values() for context in pair]
    assert merge_reports(contexts, index)
    assert merge_reports(contexts, index) == ()


def test_an_event_keeps_its_id_when_later_reports_join() -> None:
    (alone,) = merged(MEETING)
    (together,) = merged(MEETING, context("b", EventType.CONSULT, [AL_THANI, PEZESHKIAN], day="2024-11-20"))
    assert alone.event_id == together.event_id


def test_agreement_is_symmetric_and_says_why() -> None:
    for one, other in [*ONE_HAPPENING.values(), *TWO_HAPPENINGS.values()]:
        there, back = agreement(member_of(one), member_of(other)), agreement(member_of(other), member_of(one))
        assert there.score == pytest.approx(back.score)
        assert there.reason


def test_a_merge_can_be_undone_and_a_pin_keeps_it_undone() -> None:
    first, second = ONE_HAPPENING["the same two people on the same day in two papers"]
    (state,) = merged(first, second)
    rest, alone = without_report(state, second.report.report_id)
    assert rest is not None
    assert alone is not None
    assert [member.report_id for member in rest.members] == [first.report.report_id]
    pins = MergePins(apart=frozenset({(second.report.report_id, rest.event_id)}))
    index = MemoryEventIndex()
    merge_reports([first, second], index, pins)
    assert len(list(index.candidates(state.keys))) == 2


def test_a_report_placed_by_hand_stays_where_it_was_put() -> None:
    first, second = TWO_HAPPENINGS["two ministers of one state meet the same guest"]
    (home,) = merged(first)
    index = MemoryEventIndex()
    merge_reports([first, second], index, MergePins(together={second.report.report_id: home.event_id}))
    (state,) = index.candidates(home.keys)
    assert state.members[1].pinned


def test_members_come_back_from_their_records_as_they_were() -> None:
    for one, other in [*ONE_HAPPENING.values(), *TWO_HAPPENINGS.values()]:
        for member in (member_of(one), member_of(other)):
            assert member_from_record(member_to_record(member)) == member
        for state in merged(one, other):
            assert event_state(event_record(state)) == state


def test_a_claim_keeps_its_speakers_until_someone_states_it_in_their_own_voice() -> None:
    claim = context("a", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01", speaker=IRAN)
    stated = context("b", EventType.ASSAULT, [ISRAEL], [IRAN], day="2024-04-01")
    assert [state.event().speakers for state in merged(claim)] == [(IRAN,)]
    assert [state.event().speakers for state in merged(claim, stated)] == [()]
