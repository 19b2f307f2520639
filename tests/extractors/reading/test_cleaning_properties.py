"""Cleaning is idempotent, quotes what it cuts, and changes no sentence that it keeps."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Article, MediaType, RawDocument
from extractors.reading import Reading, read_document

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


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_read_or_rejected_but_never_fails(text: str) -> None:
    read_document(RawDocument(content=text.encode("utf-8", "surrogatepass"), media_type=MediaType.TEXT))


@settings(deadline=None, max_examples=40)
@given(st.text(st.sampled_from("<>/pdivah1 ='\"&;!-[]x\n\x00é"), max_size=200))
def test_any_page_is_read_or_rejected_but_never_fails(text: str) -> None:
    read_document(RawDocument(content=text.encode(), media_type=MediaType.HTML, url="https://oslopost.example/a"))
