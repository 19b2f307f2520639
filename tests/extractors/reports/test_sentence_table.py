"""Our own sentences with the reports that they should give."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.documents import Article, MediaType, RawDocument
from domain.rejects import Rejected
from domain.reports import Party, Report
from flows.extraction import Knowledge, code, read

FOLDER = Path(__file__).parent
NOBODY, ANYBODY = "-", "*"


def rows(name: str) -> list[tuple[str, str]]:
    """Expectation and sentence of each row; a row that begins with "?" is known to go wrong."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line and not line.startswith("#")]


def coded(sentences: list[str], knowledge: Knowledge) -> dict[str, tuple[Report, ...]]:
    """The reports of each sentence."""
    articles: list[Article] = []
    for sentence in sentences:
        article = read(RawDocument(content=sentence.encode(), media_type=MediaType.TEXT), today=None)
        assert isinstance(article, Article)
        articles.append(article)
    found: dict[str, tuple[Report, ...]] = {}
    for sentence, result in zip(sentences, code(articles, knowledge), strict=True):
        assert not isinstance(result, Rejected), result
        found[sentence] = result.reports
    return found


TABLE = rows("sentences.tsv")


@pytest.fixture(scope="module")
def reports(knowledge: Knowledge) -> dict[str, tuple[Report, ...]]:
    return coded([sentence for _, sentence in TABLE], knowledge)


def side_fits(wanted: str, parties: tuple[Party, ...]) -> bool:
    if wanted == ANYBODY:
        return True
    if wanted == NOBODY:
        return not parties
    return wanted in {party.country for party in parties}


def fits(wanted: str, report: Report) -> bool:
    type_, sides, status = wanted.split()
    initiator, recipient = sides.split(">")
    straight = side_fits(initiator, report.initiators) and side_fits(recipient, report.recipients)
    crossed = side_fits(initiator, report.recipients) and side_fits(recipient, report.initiators)
    joint = side_fits(initiator, report.initiators) and side_fits(recipient, report.initiators)
    mutual = report.reciprocal and (crossed or joint)
    return report.type == type_ and report.status == status and (straight or mutual)


def problems(expected: str, found: tuple[Report, ...]) -> Iterator[str]:
    told = [
        f"{one.type} {[p.text for p in one.initiators]} > {[p.text for p in one.recipients]} {one.status} {one.rule}"
        for one in found
    ]
    for wanted in expected.split(";"):
        if wanted == "none" and found:
            yield f"wanted no report, got {told}"
        elif wanted == "!" and any(each.status == "actual" for each in found):
            yield f"wanted nothing actual, got {told}"
        elif wanted.startswith("!") and len(wanted) > 1:
            if any(each.status == "actual" and each.type == wanted[1:] for each in found):
                yield f"wanted no actual {wanted[1:]}, got {told}"
        elif wanted not in ("none", "!") and not any(fits(wanted, each) for each in found):
            yield f"wanted {wanted}, got {told}"


@pytest.mark.model
@pytest.mark.parametrize(("expected", "sentence"), TABLE, ids=[sentence for _, sentence in TABLE])
def test_a_sentence_gives_the_reports_that_the_table_expects(
    expected: str, sentence: str, reports: dict[str, tuple[Report, ...]]
) -> None:
    found = list(problems(expected.removeprefix("?"), reports[sentence]))
    if expected.startswith("?"):
        if found:
            pytest.xfail("known to go wrong")
        pytest.fail("this went wrong and is right now: take the ? away")
    assert not found, found


def test_the_table_is_large_and_a_third_of_it_expects_nothing_actual() -> None:
    quiet = [
        expected for expected, _ in TABLE if expected.removeprefix("?") in ("none", "!") or " actual" not in expected
    ]
    assert len(TABLE) >= 400
    assert len(quiet) >= 120
    assert len({sentence for _, sentence in TABLE}) == len(TABLE)
