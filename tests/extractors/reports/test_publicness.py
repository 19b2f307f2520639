"""What is of public affairs, by who its parties are and what its article is about."""

import pytest

from domain.documents import Article, MediaType, RawDocument
from domain.rejects import Rejected
from domain.reports import Report
from extractors.events.members import Side
from flows.extraction import Knowledge, code, read

pytestmark = pytest.mark.model


def actual(text: str, knowledge: Knowledge) -> list[Report]:
    article = read(RawDocument(content=text.encode(), media_type=MediaType.TEXT), today=None)
    assert isinstance(article, Article)
    (coded,) = code([article], knowledge)
    assert not isinstance(coded, Rejected)
    return [report for report in coded.reports if report.status == "actual"]


def test_nobody_killed_those_who_died_in_the_crash_that_an_article_tells_of(knowledge: Knowledge) -> None:
    text = (
        "A commuter train derailed outside Lisbon on Monday. Rescuers searched the wreckage of two carriages. "
        "At least nine people were killed and thirty were injured, doctors said."
    )
    assert not [report for report in actual(text, knowledge) if report.type == "ASSAULT"]


def test_those_killed_beside_words_of_violence_were_killed_by_somebody(knowledge: Knowledge) -> None:
    text = (
        "Rebels attacked a convoy outside Goma on Monday. Gunmen opened fire on two trucks. "
        "At least nine people were killed and thirty were wounded, doctors said."
    )
    assert [report for report in actual(text, knowledge) if report.type == "ASSAULT" and not report.initiators]


def test_a_match_is_no_war(knowledge: Knowledge) -> None:
    text = (
        "Ghana beat Togo in the quarterfinal on Sunday. The striker fired past the goalkeeper from midfield. "
        "The coach praised his defenders after the tournament's best half-time talk."
    )
    assert not actual(text, knowledge)


def test_an_official_at_a_match_still_acts(knowledge: Knowledge) -> None:
    text = (
        "Ghana beat Togo in the quarterfinal on Sunday. The striker and the goalkeeper shone in midfield. "
        "Police arrested twelve fans at the stadium after the tournament."
    )
    assert [report.type for report in actual(text, knowledge)] == ["COERCE"]


def test_a_film_deal_is_no_diplomacy(knowledge: Knowledge) -> None:
    text = (
        "The filmmaker resumed talks with the studio about a sequel. The actress praised the screenplay of the movie. "
        "The producer promised the singer a part in the trilogy."
    )
    assert not actual(text, knowledge)


def test_an_outlet_in_brackets_before_the_news_is_no_party_of_it(knowledge: Knowledge) -> None:
    reports = actual("(The Daily Herald) President Erdogan and Chancellor Merkel met on Monday.", knowledge)
    assert not [party for report in reports for party in report.initiators if "Herald" in party.text]


def test_we_in_a_quotation_are_who_speaks(knowledge: Knowledge) -> None:
    reports = actual('"We urge Sudan to open the road," the French foreign minister said.', knowledge)
    assert {party.country for report in reports for party in report.initiators} == {"FRA"}


def test_words_of_parties_are_the_same_in_capitals_and_shown_as_written() -> None:
    written = Side(key="text:PKK camps", country=None)
    assert written.key == "text:PKK camps"
    assert written.identity == Side(key="text:pkk camps", country=None).identity
