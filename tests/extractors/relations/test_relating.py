"""Relations between articles: copies, excerpts, rewrites, and what must stay unrelated."""

import json
import random
import re
import zlib
from dataclasses import fields
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from relation_cases import case, make

from domain.documents import Article
from domain.errors import StorageError
from domain.relations import Relation, RelationKind
from extractors.relations import Fingerprint, MemoryArticleIndex, fingerprint, relate

NOTICE = "Subscribe to our morning letter and never miss what matters. Terms of use and privacy apply to all readers."


def relations_in(articles: list[Article]) -> list[tuple[Relation, ...]]:
    """The relations of each article to those before it."""
    index = MemoryArticleIndex()
    found = []
    for article in articles:
        print_ = fingerprint(article)
        found.append(relate(print_, index, article.text))
        index.add(print_, article.text)
    return found


def kind_between(earlier: Article, later: Article) -> RelationKind | None:
    relations = relations_in([earlier, later])[1]
    return relations[0].kind if relations else None


def lightly_edited(text: str) -> str:
    words = text.split(" ")
    return " ".join(word for place, word in enumerate(words) if place % 37 != 20)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def test_the_same_words_in_another_layout_are_the_same_text() -> None:
    text = case("accord")
    relaid = text.upper().replace("\n\n", "  ").replace('"', "”")
    assert kind_between(make(text), make(relaid)) is RelationKind.SAME_TEXT


def test_light_edits_make_a_near_copy() -> None:
    assert kind_between(make(case("accord")), make(lightly_edited(case("accord")))) is RelationKind.NEAR


def test_page_chrome_around_a_text_does_not_hide_the_copy() -> None:
    page = f"Home World Sport\n{case('accord')}\n{NOTICE}"
    assert kind_between(make(case("accord")), make(page)) is RelationKind.NEAR


def test_a_cut_article_is_an_excerpt_of_the_longer_one_whichever_came_first() -> None:
    whole, cut = make(case("accord")), make(" ".join(sentences(case("accord"))[:6]))
    for earlier, later in permutations((whole, cut)):
        relation = relations_in([earlier, later])[1][0]
        assert relation.kind is RelationKind.EXCERPT
        assert relation.original == whole.version_id


def test_a_passage_within_another_article_is_an_excerpt() -> None:
    host, passage = sentences(case("visit_later")), sentences(case("accord"))[7:12]
    hosting = make(" ".join([*host[:3], *passage, *host[3:]]))
    assert kind_between(make(case("accord")), hosting) is RelationKind.EXCERPT


def test_a_statement_that_both_quote_does_not_make_one_the_excerpt_of_the_other() -> None:
    statement = (
        '"We deeply regret what has happened at the Carrow works, we have opened our books to the inspectors, and we '
        "will pay for every roof, fence and orchard that the smoke has spoiled, however long that may take and "
        'whoever may in the end be found to be at fault," Teal Petroleum said. '
    )
    assert kind_between(make(case("visit_later") + " " + statement), make(statement + case("accord_elsewhere"))) is None


def test_what_many_pages_repeat_relates_none_of_them() -> None:
    chance = random.Random(3)
    names = [f"{first}{last}" for first in ("Bar", "Kel", "Mor", "Tas", "Vin") for last in ("dor", "lan", "mik", "sut")]
    notice = f"{NOTICE} {NOTICE.replace('morning', 'evening').replace('readers', 'members')}"
    pages = [
        make(
            " ".join(f"{chance.choice(names)} met {chance.choice(names)} {chance.random()}." for _ in range(40))
            + notice
        )
        for _ in range(12)
    ]
    assert all(not relations for relations in relations_in(pages)[7:])


@pytest.mark.parametrize("others", [(), ("accord_elsewhere",), ("accord_elsewhere", "visit_later", "round_up")])
def test_a_rewrite_is_a_derivative_whatever_else_was_seen(others: tuple[str, ...]) -> None:
    articles = [make(case(name)) for name in (*others, "accord", "accord_rewritten")]
    relations = relations_in(articles)[-1]
    assert [(each.kind, each.to_version) for each in relations] == [(RelationKind.DERIVATIVE, articles[-2].version_id)]
    assert "names in common" in relations[0].reason


@pytest.mark.parametrize(
    ("one", "other"),
    [("accord", "accord_elsewhere"), ("accord", "visit_later"), ("accord", "round_up"), ("visit_later", "round_up")],
)
def test_other_reports_and_other_happenings_are_unrelated(one: str, other: str) -> None:
    assert kind_between(make(case(one)), make(case(other))) is None
    assert kind_between(make(case(other)), make(case(one))) is None


def test_a_rewrite_weeks_later_is_not_told() -> None:
    earlier = make(case("accord"), day="2024-10-08")
    assert kind_between(earlier, make(case("accord_rewritten"), day="2024-12-08")) is None


def test_relations_are_found_whichever_article_comes_first() -> None:
    texts = [case("accord"), case("accord_rewritten"), lightly_edited(case("accord")), case("visit_later")]
    articles = [make(text) for text in texts]
    seen = set()
    for order in permutations(articles):
        found = {
            (frozenset((each.from_version, each.to_version)), each.kind)
            for relations in relations_in(list(order))
            for each in relations
        }
        seen.add(frozenset(found))
    assert len(seen) == 1


def test_an_article_seen_again_is_not_related_to_itself() -> None:
    article = make(case("accord"))
    index = MemoryArticleIndex()
    for _ in range(2):
        assert relate(fingerprint(article), index) == ()
        index.add(fingerprint(article))
    assert len(index) == 1


@pytest.mark.parametrize("name", ["accord", "round_up", "visit_later"])
def test_a_stored_fingerprint_is_the_one_in_memory(name: str) -> None:
    article = make(case(name), day="2024-10-08", hour=7, title="Ships", publisher="Skaren Post", url="https://a.test/1")
    made = fingerprint(article)
    assert Fingerprint.from_record(made.to_record()) == made
    assert Fingerprint.unpacked(made.packed()) == made


def test_a_fingerprint_that_was_stored_as_json_is_still_read() -> None:
    made = fingerprint(make(case("accord"), title="Ships", url="https://a.test/1"))
    values = {field.name: getattr(made, field.name) for field in fields(Fingerprint)}
    values["terms"] = [(*term[:4], sum(flag << place for place, flag in enumerate(term[4:]))) for term in made.terms]
    assert Fingerprint.from_record(zlib.compress(json.dumps([1, values]).encode())) == made
    with pytest.raises(StorageError, match="format 9"):
        Fingerprint.from_record(zlib.compress(json.dumps([9, values]).encode()))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_fingerprint_that_survives_storing(text: str) -> None:
    made = fingerprint(make(text))
    assert Fingerprint.from_record(made.to_record()) == made
    assert Fingerprint.unpacked(made.packed()) == made
    assert len(set(made.keys)) == len(made.keys)
    assert all(0 <= key < 1 << 63 for key in made.keys)


def test_a_batch_loaded_from_records_relates_as_the_stream_does() -> None:
    articles = [make(case(name)) for name in ("accord", "visit_later", "accord_rewritten")]
    streamed = relations_in(articles)[-1]
    index = MemoryArticleIndex()
    index.load(Fingerprint.from_record(fingerprint(each).to_record()) for each in articles[:2])
    assert relate(fingerprint(articles[2]), index, articles[2].text) == streamed
