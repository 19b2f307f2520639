"""Lines that a source repeats are learned, cut and kept as evidence."""

from dataclasses import replace

from domain.documents import Article, FurnitureKind, MediaType, RawDocument
from domain.spans import Span
from extractors.reading import Reading, read_document
from extractors.reading.repeated import learned_chrome, line_keys, without_learned

PROMISE = "Our reporters are where the news is made"
SENTENCES = [
    f"The minister of country {name} flew to Oslo on Monday to talk about fish with his colleague there, "
    f"officials said."
    for name in ("A", "B", "C", "D", "E", "F")
]


def article(text: str) -> Article:
    found = read_document(RawDocument(content=text.encode(), media_type=MediaType.TEXT))
    assert isinstance(found, Reading)
    return found.article


def test_a_line_in_most_articles_of_a_source_is_learned_and_cut() -> None:
    articles = [article(f"{sentence}\n\n{PROMISE}\n\nThey parted as friends.") for sentence in SENTENCES]
    counts: dict[str, int] = {}
    for each in articles:
        for key in line_keys(each.text):
            counts[key] = counts.get(key, 0) + 1
    learned = learned_chrome({key: count for key, count in counts.items() if "parted" not in key}, len(articles))
    cleaned = without_learned(articles[0], learned)
    assert cleaned.text == f"{SENTENCES[0]}\n\nThey parted as friends."
    assert cleaned.furniture[-1].kind is FurnitureKind.LEARNED
    assert cleaned.furniture[-1].text == PROMISE
    assert cleaned.article_id == articles[0].article_id
    assert cleaned.version_id != articles[0].version_id


def test_a_line_in_few_articles_is_not_learned() -> None:
    assert learned_chrome({"a": 4, "b": 5, "c": 25}, articles=200) == {"c"}


def test_an_article_without_learned_lines_is_the_same_object() -> None:
    one = article(SENTENCES[0])
    assert without_learned(one, {"some other line"}) is one


def test_an_article_never_loses_all_of_its_lines() -> None:
    one = article(SENTENCES[0])
    assert without_learned(one, set(line_keys(one.text))) is one


def test_background_sentences_inside_a_long_text_are_never_chrome() -> None:
    background = "Norway has mediated in the conflict since 1994 without much success."
    text = "\n\n".join([*SENTENCES[:3], background, *SENTENCES])
    assert not any("mediated" in key for key in line_keys(text))


def test_spans_of_quotations_move_with_the_text() -> None:
    one = article(f"{SENTENCES[0]}\n\n{PROMISE}\n\nThey parted as friends.")
    start = one.text.index("They")
    one = replace(one, quoted_spans=(Span(start=start, end=len(one.text)),))
    cleaned = without_learned(one, {key for key in line_keys(one.text) if "reporters" in key})
    assert cleaned.quoted_spans[0].quote(cleaned.text) == "They parted as friends."
