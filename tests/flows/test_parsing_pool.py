"""Parsing in worker processes gives what parsing here gives."""

import pytest

from extractors.parsing import Parser
from flows.parsing_pool import ParserPool
from flows.runners import Workers

pytestmark = [pytest.mark.model, pytest.mark.slow]
TEXTS = [
    ("Iran fired missiles at Israel.\n\nQatar’s emir didn't comment.", "en"),
    ("El ministro llegó a Teherán.", "es"),
    ("", "en"),
    ("Russia and Iran signed a treaty in Moscow on Friday.", "en"),
]


def test_two_processes_give_the_same_documents_in_the_same_order(parser: Parser) -> None:
    pool = ParserPool(parser.english, Workers(count=2))
    try:
        for here, there in zip(parser.parse(TEXTS), pool.parse(TEXTS), strict=True):
            assert there.text == here.text
            for mine, theirs in zip(here, there, strict=True):
                seen = [
                    (each.idx, each.lemma_, each.tag_, each.pos_, each.dep_, each.head.i, each.norm_, each.ent_type_)
                    for each in (mine, theirs)
                ]
                assert seen[0] == seen[1]
            assert [span.text for span in there.sents] == [span.text for span in here.sents]
    finally:
        pool.close()
