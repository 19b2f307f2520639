"""Commentary that tells of no happening must not become happenings."""

from pathlib import Path

import pytest

from domain.documents import Article, MediaType, RawDocument
from domain.rejects import Rejected
from domain.reports import Status
from flows.extraction import Knowledge, code, read

SENTENCES = [
    line
    for line in (Path(__file__).parent / "commentary.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
MOST_ACTUAL_PER_HUNDRED = 2.0


@pytest.mark.model
def test_a_hundred_sentences_of_commentary_give_at_most_two_actual_reports(knowledge: Knowledge) -> None:
    articles = []
    for sentence in SENTENCES:
        article = read(RawDocument(content=sentence.encode(), media_type=MediaType.TEXT), today=None)
        assert isinstance(article, Article)
        articles.append(article)
    found = []
    for result in code(articles, knowledge):
        assert not isinstance(result, Rejected)
        found += [
            (result.article.text, report.type.value, report.rule)
            for report in result.reports
            if report.status is Status.ACTUAL
        ]
    assert len(SENTENCES) >= 300
    assert 100 * len(found) / len(SENTENCES) <= MOST_ACTUAL_PER_HUNDRED, found
