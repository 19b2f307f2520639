"""Lines around plain text: sections, agency marks, desks, speakers, notes on authors, credits of pictures."""

import pytest
from test_plain_layouts import BODY, ONE, TWO, read

from domain.documents import FurnitureKind
from extractors.reading.bylines import split_byline
from extractors.reading.datelines import dateline_of


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Analysis | Gulf Program", "Why the fishing deal failed"], "Why the fishing deal failed"),
        (["Opinion: The fishing deal was doomed"], "Opinion: The fishing deal was doomed"),
        (["(2nd LD) Ministers sign fishing deal in Oslo"], "Ministers sign fishing deal in Oslo"),
        (["UPDATE 2-Ministers sign fishing deal in Oslo"], "Ministers sign fishing deal in Oslo"),
        (
            ["Ministers sign fishing deal", "Oslo Gazette Desk", "Publish : 05 Apr 2025, 01:12 AM"],
            "Ministers sign fishing deal",
        ),
    ],
)
def test_the_headline_is_known_among_the_lines_above_the_text(lines: list[str], title: str) -> None:
    article = read("\n\n".join([*lines, BODY]))
    assert article.title == title
    assert article.text == BODY


def test_a_line_with_a_day_of_posting_above_the_text_is_a_header_date() -> None:
    article = read(f"Ministers sign fishing deal\n\nPosted by admin on May 3, 2024 at 9:15 am\n\n{BODY}")
    assert FurnitureKind.HEADER_DATE in {piece.kind for piece in article.furniture}
    assert article.text == BODY


def test_a_speaker_above_the_text_is_text() -> None:
    turn = "ANN LEE, HOST: The talks began today. Minister Roe, will they last?"
    assert read(f"Interview with Minister Roe\n\n{turn}\n\n{BODY}").text.startswith(turn)


@pytest.mark.parametrize(
    "name", ["TOI Staff", "Redaktion", "Redacción Oslo", "News Desk", "Staff Writer", "Gulf Post Staff"]
)
def test_a_desk_is_no_author(name: str) -> None:
    assert split_byline(name).people == ()


def test_a_note_on_the_author_below_the_text_is_cut() -> None:
    article = read(f"By Jane Roe\n\n{BODY}\n\nJane Roe is a senior fellow at the Institute of Fishery.")
    assert article.text == BODY
    assert article.authors == ("Jane Roe",)


@pytest.mark.parametrize(
    "line",
    [
        "roe@oslopost.example",
        "Published in Oslo Post, May 4th, 2024",
        "Oslo Post Newsdesk",
        "About the author: Jane Roe writes on fish.",
    ],
)
def test_signatures_below_the_text_are_cut(line: str) -> None:
    assert read(f"{BODY}\n\n{line}").text == BODY


def test_a_credit_line_takes_the_caption_beside_it_along() -> None:
    caption = "Premier Lee shakes hands with Minister Roe in Oslo, Feb. 7, 2024."
    article = read(f"{ONE}\n\nAnn Lee/AFP via Getty Images\n\n{caption}\n\n{TWO}")
    assert article.text == BODY
    assert article.captions == (caption,)


def test_a_source_is_named_without_its_date() -> None:
    assert read(f"{BODY}\n\nSource: The Oslo Post, 3 May 2024").original_source == "The Oslo Post"


def test_a_french_dateline_has_its_day_behind_the_article() -> None:
    found = dateline_of("Oslo, le 3 mai 2024 (AFP) - Le ministre est arrivé.")
    assert found is not None
    assert found.agency == "AFP"


def test_a_dateline_may_set_its_day_off_by_a_bar() -> None:
    found = dateline_of("OSLO/BERGEN | Thu May 2, 2024 - The minister spoke.")
    assert found is not None
    assert found.text == "OSLO/BERGEN | Thu May 2, 2024 -"


@pytest.mark.parametrize(
    "line",
    [
        "1 of 4",
        "View image in fullscreen",
        "Open this photo in gallery:",
        "Skip past newsletter promotion",
        "Have a tip? Write to the reporter at roe@oslogazette.example",
        "Add Oslo Gazette as a preferred source on Google",
        "Our work is paid for by readers. When you buy through links on our site, we may earn commission.",
        "View original article here: https://oslogazette.example/x",
    ],
)
def test_controls_and_promotions_between_paragraphs_are_cut(line: str) -> None:
    assert read(f"{ONE}\n\n{line}\n\n{TWO}").text == BODY


def test_the_headlines_of_other_articles_below_a_heading_are_cut() -> None:
    links = "Recommended\n\nBergen opens a new fish hall\n\nCod prices fall for the third week"
    assert read(f"{ONE}\n\n{links}\n\n{TWO}").text == BODY


def test_one_heading_below_the_place_of_a_list_is_text() -> None:
    text = f"{ONE}\n\nRecommended\n\nWhat the treaty says\n\n{TWO}"
    assert "What the treaty says" in read(text).text


def test_an_agency_alone_below_the_text_is_cut_and_credited() -> None:
    article = read(f"{BODY}\n\n(Reuters)")
    assert article.text == BODY
    assert article.agencies == ("Reuters",)


def test_a_section_beside_byline_and_date_is_no_author() -> None:
    article = read(f"Ministers sign fishing deal in Oslo\nBy Ann Lee | Mar 12, 2024 | Europe\n\n{BODY}")
    assert article.authors == ("Ann Lee",)
    assert article.text == BODY


@pytest.mark.parametrize(
    ("line", "people"),
    [("Interview: Julia Roe", ("Julia Roe",)), ("EN, Ann Lee", ("Ann Lee",)), ("Reportage: Bo Chan", ("Bo Chan",))],
)
def test_a_genre_or_a_language_before_a_name_is_no_part_of_it(line: str, people: tuple[str, ...]) -> None:
    assert split_byline(line).people == people
