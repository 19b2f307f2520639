"""The language of a text; English on doubt."""

import pytest

from extractors.reading.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The foreign minister said on Monday that the talks had failed.", "en"),
        ("Baghdad rejects referendum", "en"),
        ("U.S. Lifts Travel Ban to Lebanon.", "en"),
        ("Gollum bargains with Mordor", "en"),
        ("El presidente viajó el martes a Doha para reunirse con el emir, informó la agencia estatal.", "es"),
        ("Le ministre a déclaré lundi que les négociations sur la pêche avaient échoué à Oslo.", "fr"),
        ("Der Minister sagte am Montag, dass die Gespräche über die Fangquoten gescheitert seien.", "de"),
        ("Министр заявил в понедельник, что переговоры провалились.", "ru"),
        ("قال الوزير يوم الاثنين إن المحادثات فشلت في التوصل إلى اتفاق.", "ar"),
        ("12 345 678", "und"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_what_the_page_states_decides_where_the_text_is_too_short() -> None:
    assert language_of("Oslo, Doha, Bergen", stated="no-NO") == "no"
    assert language_of("12 345", stated="es") == "es"


def test_what_the_page_states_does_not_outvote_a_clear_text() -> None:
    assert language_of("The foreign minister said on Monday that the talks had failed.", stated="de") == "en"
