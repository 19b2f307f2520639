"""Attributes of reports: speaker, date, place, figures, blanks, ids."""

from dataclasses import replace
from datetime import date

import pytest

from domain.documents import Article, DateRule, MediaType, PublicationFinding, RawDocument
from domain.intervals import DayInterval
from domain.rejects import Rejected
from domain.reports import EventType, Report, Status
from extractors.actors import NoKnownActors, find_actors
from extractors.dates import temporal_expressions
from extractors.places import find_places
from extractors.reports import explain_frames
from flows.extraction import Knowledge, code, read

pytestmark = pytest.mark.model
THURSDAY = date(2024, 11, 21)


def article(text: str, published: date | None = THURSDAY) -> Article:
    found = read(RawDocument(content=text.encode(), media_type=MediaType.TEXT), today=None)
    assert isinstance(found, Article)
    if published is None:
        return found
    finding = PublicationFinding(interval=DayInterval.day(published), rule=DateRule.RECORD, quote="record")
    return replace(found, published=finding)


def reports(text: str, knowledge: Knowledge, published: date | None = THURSDAY) -> tuple[Report, ...]:
    (result,) = code([article(text, published)], knowledge)
    assert not isinstance(result, Rejected)
    return result.reports


def only(text: str, knowledge: Knowledge, type_: EventType) -> Report:
    (found,) = [each for each in reports(text, knowledge) if each.type is type_]
    return found


def test_who_claims_that_others_did_it_is_the_speaker(knowledge: Knowledge) -> None:
    report = only("Ukraine said Russia had shelled the port.", knowledge, EventType.ASSAULT)
    assert report.speaker is not None
    assert report.speaker.country == "UKR"
    assert report.status is Status.ACTUAL


def test_who_says_what_they_did_themselves_is_no_mere_speaker(knowledge: Knowledge) -> None:
    report = only("Russia said it had shelled the port of Odesa.", knowledge, EventType.ASSAULT)
    assert report.speaker is None
    assert report.initiators[0].text == "Russia", "the pronoun takes the name that the sentence gives"


def test_according_to_names_a_speaker(knowledge: Knowledge) -> None:
    report = only("Turkish jets bombed a village, according to Iraq.", knowledge, EventType.ASSAULT)
    assert report.speaker is not None
    assert report.speaker.country == "IRQ"


def test_a_thing_stands_for_the_state_it_belongs_to(knowledge: Knowledge) -> None:
    report = only("Israel struck the port of Hodeidah in Yemen.", knowledge, EventType.ASSAULT)
    assert [party.country for party in report.recipients] == ["YEM"]


def test_a_report_has_the_date_of_its_own_clause(knowledge: Knowledge) -> None:
    text = "Iran attacked Israel on Tuesday. France, which condemned Iran on Wednesday, recalled its envoy."
    found = {each.type: each.date for each in reports(text, knowledge)}
    attack, blame = found[EventType.ASSAULT], found[EventType.ACCUSE]
    assert attack is not None
    assert attack.interval.first == date(2024, 11, 19)
    assert blame is not None
    assert blame.interval.first == date(2024, 11, 20)


def test_an_undated_lead_tells_of_the_day_of_publication_and_says_so(knowledge: Knowledge) -> None:
    first, *rest = reports("Egypt arrested a blogger. Later Sudan condemned Egypt.", knowledge)
    assert first.date is not None
    assert first.date.source == "publication"
    assert all(each.date is None for each in rest)
    assert "date" in {blank.field for blank in rest[0].blanks}


def test_without_a_publication_date_an_undated_report_stays_undated(knowledge: Knowledge) -> None:
    (report,) = reports("Egypt arrested a blogger.", knowledge, published=None)
    assert report.date is None


def test_what_is_dated_over_a_year_before_publication_is_history(knowledge: Knowledge) -> None:
    report = only("In 2003, American troops invaded Iraq.", knowledge, EventType.ASSAULT)
    assert report.status is Status.HISTORICAL
    assert "2003" in report.status_reason


def test_figures_belong_to_the_report_of_their_sentence(knowledge: Knowledge) -> None:
    text = "A car bomb killed 12 people and wounded at least thirty others in Baghdad."
    figures = {each.name: (each.least, each.most) for report in reports(text, knowledge) for each in report.magnitudes}
    assert figures["killed"] == (12, 12)
    assert figures["injured"] == (30, 30)


def test_a_visit_has_its_destination_as_place(knowledge: Knowledge) -> None:
    report = only("Turkey's president visited Qatar.", knowledge, EventType.CONSULT)
    assert report.place is not None
    assert report.place.place.country == "QAT"


def test_the_reason_of_a_status_quotes_its_words(knowledge: Knowledge) -> None:
    report = only("Israel may attack Iran.", knowledge, EventType.ASSAULT)
    assert report.status is Status.HYPOTHETICAL
    assert "'may'" in report.status_reason


def test_a_meeting_of_many_is_one_report_with_a_list(knowledge: Knowledge) -> None:
    report = only("The leaders of France, Germany and Poland met on Monday.", knowledge, EventType.CONSULT)
    assert {"FRA", "DEU", "POL"} <= {party.country for party in (*report.initiators, *report.recipients)}


def test_the_same_text_gives_the_same_ids(knowledge: Knowledge) -> None:
    text = "France condemned Mali and imposed sanctions on Mali."
    once, again = (tuple(each.report_id for each in reports(text, knowledge)) for _ in range(2))
    assert once == again
    assert len(set(once)) == len(once)


def test_a_language_that_is_not_parsed_has_no_reports(knowledge: Knowledge) -> None:
    spanish = replace(article("El presidente visitó Chile."), language="es")
    (result,) = code([spanish], knowledge)
    assert not isinstance(result, Rejected)
    assert result.reports == ()


def test_a_trial_of_frames_says_which_fit_and_why_others_do_not(knowledge: Knowledge) -> None:
    found = article("Syria condemned Israel.")
    doc = next(knowledge.parser.parse([(found.text, "en")]))
    dates = temporal_expressions(doc, found, knowledge.grammar)
    layer = find_actors(doc, found, dates, knowledge.book, NoKnownActors())
    places = find_places(doc, found, layer, knowledge.gazetteer)
    trials = explain_frames(doc, found, layer, places, dates, knowledge.ontology)
    kept = [each for each in trials if each.kept]
    assert [each.frame.type for each in kept] == [EventType.ACCUSE]
    assert kept[0].initiators == ("Syria",)
    assert all(each.reason for each in trials)
