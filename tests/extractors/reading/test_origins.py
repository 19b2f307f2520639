"""Every word of the cleaned text leads back to the raw document."""

from domain.documents import MediaType, RawDocument
from domain.spans import Span
from extractors.reading import Reading, read_document
from extractors.reading.origins import origin_of

TEXT = (
    "date 2024-11-21 Norway’s foreign minister met his Qatari counter-\npart in Oslo on Tuesday &amp; talked "
    "about ﬁsh.\n"
    "Espen Lie waves to reporters in Oslo, Norway, May 2, 2023. (credit: Ann Roe)\n\nThey agreed to meet again "
    "in May.\n\nShare this"
)


def test_spans_of_a_cleaned_text_lead_back_to_the_raw_characters() -> None:
    raw = RawDocument(content=TEXT.encode(), media_type=MediaType.TEXT)
    found = read_document(raw)
    assert isinstance(found, Reading)
    way = origin_of(found.article.text, raw)
    for words in ("foreign minister", "They agreed to meet again", "in Oslo on Tuesday & talked"):
        start = found.article.text.index(words)
        span = way.source_span(Span(start=start, end=start + len(words)))
        assert span is not None
        assert span.quote(TEXT).replace("&amp;", "&") == words


def test_spans_of_a_page_lead_back_to_its_source() -> None:
    page = "<html><head><title>Talks in Oslo fail</title></head><body><h1>Talks in Oslo fail</h1>" + (
        "<p>The talks in <b>Oslo</b> failed on Monday over the question of fish quotas, both ministers said.</p>" * 1
    )
    raw = RawDocument(content=page.encode(), media_type=MediaType.HTML)
    found = read_document(raw)
    assert isinstance(found, Reading)
    start = found.article.text.index("failed on Monday")
    span = origin_of(found.article.text, raw).source_span(Span(start=start, end=start + 16))
    assert span is not None
    assert span.quote(page) == "failed on Monday"


def test_words_that_the_source_does_not_hold_have_no_origin() -> None:
    raw = RawDocument(content=b"The talks failed in Oslo on Monday.", media_type=MediaType.TEXT)
    assert origin_of("Quite another text altogether", raw).source_span(Span(start=0, end=5)) is None
