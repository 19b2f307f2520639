"""Bytes become characters, or a plain reason why not."""

import pytest

from domain.documents import MediaType, RawDocument
from domain.rejects import Rejected
from extractors.reading.decoding import MOST_BYTES, decoded

GERMAN = "Der Minister reiste für Gespräche über Öl und Gas nach Köln, bevor er müde zurückkehrte."


def raw(content: bytes, **more: object) -> RawDocument:
    return RawDocument(content=content, media_type=MediaType.TEXT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the document is empty"),
        (b" \n\t ", "the document is empty"),
        (b"\xef\xbb\xbf  \n", "the document is empty"),
        (b"%PDF-1.7 ...", "the document is not text but a PDF file"),
        (b"PK\x03\x04....", "the document is not text but a ZIP archive or office document"),
        (b"\x89PNG\r\n\x1a\n", "the document is not text but a PNG image"),
        (bytes(range(256)) * 20, "the document is not text but binary data"),
        (b"x" * (MOST_BYTES + 1), "the document is larger than 20 MB"),
    ],
)
def test_what_is_no_text_is_rejected_with_a_plain_reason(content: bytes, reason: str) -> None:
    found = decoded(raw(content))
    assert isinstance(found, Rejected)
    assert found.reason == reason


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_western_text_is_read_whatever_its_charset(charset: str) -> None:
    assert decoded(raw(GERMAN.encode(charset))) == GERMAN


def test_cyrillic_text_is_read_from_a_single_byte_charset() -> None:
    text = "Министр прилетел в столицу в понедельник для переговоров о поставках зерна и рыбы."
    assert decoded(raw(text.encode("cp1251"))) == text


def test_the_charset_of_the_response_decides_where_the_bytes_are_not_utf_8() -> None:
    headers = (("content-type", "text/plain; charset=iso-8859-7"),)
    assert decoded(raw("Ο υπουργός έφτασε".encode("iso-8859-7"), headers=headers)) == "Ο υπουργός έφτασε"


def test_the_charset_of_the_page_decides_where_the_bytes_are_not_utf_8() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Министр</body></html>'
    found = decoded(RawDocument(content=page.encode("cp1251"), media_type=MediaType.HTML))
    assert isinstance(found, str)
    assert "Министр" in found


def test_a_page_that_states_a_wrong_charset_is_read_as_the_utf_8_that_it_is() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>Türkiye’s envoy</body></html>'
    found = decoded(RawDocument(content=page.encode(), media_type=MediaType.HTML))
    assert found == page


def test_a_text_cut_off_inside_a_character_is_still_utf_8() -> None:
    found = decoded(raw("Türkiye’s envoy flew to Zürich for talks ü".encode()[:-1]))
    assert isinstance(found, str)
    assert found.startswith("Türkiye’s envoy flew to Zürich")


def test_a_few_control_characters_do_not_make_a_long_text_binary() -> None:
    assert isinstance(decoded(raw(b"The envoy flew home. \x0c\x00" + b"More talks follow. " * 50)), str)
