"""Cleaning is idempotent, quotes what it cuts, and changes no sentence that it keeps."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Article, MediaType, RawDocument
from domain.spans import Span
from extractors.reading import Reading, read_document
from extractors.reading.origins import origin_of
from extractors.reading.repair import repaired

PIECES = [
    "Norway’s foreign minister met his Qatari counterpart in Oslo on Tuesday, the ministry said.",
    "They agreed to meet again in May. “We are close,” Lie said.",
    "Norway and Qatar near a deal on fish",
    "date 2024-11-21 ",
    "November 21, 2024",
    "Nov 21, 2024 - ",
    "By Anna Lee",
    "OSLO, Nov 21 (Reuters) - ",
    "(AP) ",
    "Share this",
    "Source: The Oslo Post",
    "Original Source: www.oslopost.example",
    "Post a Comment",
    "Related stories",
    " • ",
    "- ",
    "* ",
    "Photo: Ann Roe/NTB",
    "Espen Lie waves to reporters in Oslo, Norway, May 2, 2023. (credit: Ann Roe)",
    "(Photo: NTB)",
    "co-",
    "&amp;amp;",
    "â€™",
    "\u00ad",
    "World",
    "#",
    ".",
    "“",
    "Title: ",
    "FILE PHOTO: ",
    "Read more: ",
    "Published: Nov 21, 2024 | Updated: Nov 22, 2024 ",
    "By Anna Lee in Oslo and Bo Chan, Reuters",
    "AFP/Staff",
    "FILE - ",
    "REUTERS/Ann Roe",
    "Espen Lie. (photo credit: ANN ROE)",
    "Image source, Getty Images",
    "Später kündigte der Minister sein Erscheinen an. (dpa/gem)",
    "Source:",
    "Via The Oslo Post",
    "© 2024 The Oslo Post",
    "All rights reserved.",
    "(With inputs from PTI)",
    "Media Contact:",
    "[…]",
    "ENDS",
    "Post a Comment Previous Post Next Post",
    "@annlee",
    "> ",
    "1. ",
    "”",
    "(",
    "\u2028",
    "\u200b",
    "\ufb01sh",
    "e\u0301",
    "\r\n",
]
TEXTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "\n", "\n\n", ""])), min_size=1, max_size=14
).map(lambda parts: "".join(piece + mark for piece, mark in parts))


def read(text: str) -> Article | None:
    found = read_document(RawDocument(content=text.encode(), media_type=MediaType.TEXT))
    return found.article if isinstance(found, Reading) else None


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_cleaning_a_cleaned_text_changes_nothing(text: str) -> None:
    once = read(text)
    if once is not None:
        again = read(once.text)
        assert again is not None
        assert again.text == once.text


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_cleaned_text_has_single_spaces_and_one_blank_line_between_paragraphs(text: str) -> None:
    article = read(text)
    if article is not None:
        for paragraph in article.text.split("\n\n"):
            assert paragraph == " ".join(paragraph.split())
            assert paragraph
        assert article.title is None or article.title == " ".join(article.title.split())


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_the_letters_of_a_cleaned_text_stand_in_the_source_in_the_same_order(text: str) -> None:
    article = read(text)
    if article is not None:
        source = iter(filter(str.isalnum, repaired(text)))
        assert all(letter in source for letter in filter(str.isalnum, article.text))


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_every_paragraph_leads_back_to_the_source_and_whole_sentences_to_themselves(text: str) -> None:
    raw = RawDocument(content=text.encode(), media_type=MediaType.TEXT)
    found = read_document(raw)
    if not isinstance(found, Reading):
        return
    way, start, before = origin_of(found.article.text, raw), 0, 0
    for paragraph in found.article.text.split("\n\n"):
        span = way.source_span(Span(start=start, end=start + len(paragraph)))
        if span is not None:
            assert before <= span.start < span.end <= len(text)
            before = span.start
        if paragraph in PIECES[:2]:
            assert span is not None
            assert span.quote(text) == paragraph.rstrip(".”")
        start += len(paragraph) + 2


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_read_or_rejected_but_never_fails(text: str) -> None:
    read_document(RawDocument(content=text.encode("utf-8", "surrogatepass"), media_type=MediaType.TEXT))


@settings(deadline=None, max_examples=40)
@given(st.text(st.sampled_from("<>/pdivah1 ='\"&;!-[]x\n\x00é"), max_size=200))
def test_any_page_is_read_or_rejected_but_never_fails(text: str) -> None:
    read_document(RawDocument(content=text.encode(), media_type=MediaType.HTML, url="https://oslopost.example/a"))
