"""Headers glued to the headline or the text, lines of the page glued to the last sentence."""

import pytest
from test_plain_layouts import BODY, HEADLINE, ONE, TWO, read

from domain.documents import FurnitureKind


@pytest.mark.parametrize(
    "stamp",
    [
        "date 2024-11-21",
        "Published: Thursday, 21st November, 2024",
        "Nov. 21, 2024 at 10:35 a.m. EST",
        "21 Nov 2024 | 10:35 GMT",
        "Publié le 21 novembre 2024 à 10h35",
        "Stand: 21.11.2024 10:35 Uhr",
        "Actualizado a las 10:35h. 21/11/2024",
        "(November 21, 2024)",
        "Nov. 21, 2024 | Updated 2:30 p.m.",
    ],
)
@pytest.mark.parametrize("form", ["{headline} {stamp}\n\n{body}", "{stamp} {headline}\n\n{body}", "{stamp} {body}"])
def test_a_date_glued_to_headline_or_text_is_cut(stamp: str, form: str) -> None:
    article = read(form.format(headline=HEADLINE, stamp=stamp, body=BODY))
    assert article.text == BODY
    assert article.title == (HEADLINE if "headline" in form else None)
    assert FurnitureKind.HEADER_DATE in {piece.kind for piece in article.furniture}


@pytest.mark.parametrize("headline", ["What happened in Oslo on 21 November 2024", "The night of 3 May 2024"])
def test_a_date_that_belongs_to_the_headline_stays(headline: str) -> None:
    assert read(f"{headline}\n\n{BODY}").title == headline


@pytest.mark.parametrize(
    "top",
    [
        f"{HEADLINE} - The Oslo Post\n\n{HEADLINE}",
        f"{HEADLINE} | The Oslo Post\n{HEADLINE}",
        f"{HEADLINE} {HEADLINE}",
    ],
)
def test_a_headline_doubled_with_the_name_of_the_site_becomes_the_title(top: str) -> None:
    article = read(f"{top}\n\n{BODY}")
    assert (article.title, article.text) == (HEADLINE, BODY)


def test_a_doubled_headline_may_end_like_a_sentence() -> None:
    assert read(f"{HEADLINE}.\n\n{HEADLINE}.\n\n{BODY}").text == BODY


@pytest.mark.parametrize(
    ("opening", "rest"),
    [("By Ann Lee | Nov 21, 2024 ", ""), ("By Ann Lee ", "OSLO, Nov 21 (Reuters) - "), ("By Ann Lee – ", "OSLO – ")],
)
def test_a_byline_glued_to_the_text_gives_the_author(opening: str, rest: str) -> None:
    article = read(f"{opening}{rest}{BODY}")
    assert article.authors == ("Ann Lee",)
    assert article.text == f"{rest}{BODY}"


@pytest.mark.parametrize(
    ("line", "people", "agencies"),
    [
        ("by Ann Lee November 21, 2024", ("Ann Lee",), ()),
        ("AFP/Staff", (), ("AFP",)),
        ("By Ann Lee in Oslo and Bo Chan in Doha", ("Ann Lee", "Bo Chan"), ()),
    ],
)
def test_bylines_between_headline_and_text(line: str, people: tuple[str, ...], agencies: tuple[str, ...]) -> None:
    article = read(f"{HEADLINE}\n{line}\n\n{BODY}")
    assert (article.text, article.title) == (BODY, HEADLINE)
    assert (article.authors, article.agencies) == (people, agencies)


@pytest.mark.parametrize(
    "end",
    [
        "© 2024 The Oslo Post",
        "Copyright 2024 The Oslo Post. All rights reserved.",
        "All rights reserved.",
        "ENDS",
        "[ENDS]",
        "- ENDS -",
        "-AFP",
        "— Reuters",
        "(ANI)",
        "PTI ABC XYZ",
        "(With inputs from PTI)",
        "(Reporting by Ann Lee; Editing by Bo Chan)",
        "*Ann Lee contributed to this report.",
        "Post a Comment",
        "Previous Post Next Post",
        "Share this article",
        "Follow us on Twitter.",
        "Subscribe to our newsletter.",
        "Tags: cod, Norway",
        "[…]",
        "Click here to read more.",
    ],
)
def test_a_line_of_the_page_glued_to_the_last_sentence_goes_without_it(end: str) -> None:
    assert read(f"{ONE}\n\n{TWO[:-14]}We are close to it. {end}").text == f"{ONE}\n\n{TWO[:-14]}We are close to it."


def test_what_is_glued_within_a_quotation_stays() -> None:
    text = f"{ONE}\n\n“That is my advice. Follow us. Subscribe to our newsletter,” the parrot of the embassy cried.”"
    assert read(text).text == text


@pytest.mark.parametrize(
    ("below", "source"),
    [
        ("Source:\nThe Oslo Post", "The Oslo Post"),
        ("Source – The Oslo Post", "The Oslo Post"),
        ("Via The Oslo Post", "The Oslo Post"),
        ("Original Source:\nwww.oslopost.example", "oslopost.example"),
    ],
)
def test_a_source_may_stand_behind_a_dash_or_on_a_line_of_its_own(below: str, source: str) -> None:
    article = read(f"{BODY}\n\n{below}")
    assert (article.text, article.original_source) == (BODY, source)


@pytest.mark.parametrize(
    "below",
    [
        "Agencies",
        "(With agencies)",
        "—With assistance from Ann Lee and Bo Chan.",
        "Copyright The Oslo Post 2024.",
        "More from Europe\nBergen opens a fish hall\nCod prices fall",
        "Media Contact:\nAnn Lee\n+47 22 00 00 00\nann@oslopost.example",
        "Distributed by Fjord Wire on behalf of Ministry of Fisheries.",
        "View source version on fjordwire.example: https://fjordwire.example/x",
        "For further information please contact: Ann Lee, +47 22 00 00 00",
        "@annlee",
    ],
)
def test_desks_contacts_and_lists_below_the_text_are_cut(below: str) -> None:
    assert read(f"{BODY}\n\n{below}").text == BODY
