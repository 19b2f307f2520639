"""Whole documents as newsrooms, archives, agencies and letters set them."""

import pytest
from test_plain_layouts import BODY, HEADLINE, ONE, TWO, read

LONGER = "Skippers from Senja called the accord too costly and announced protests in nine harbours."
TEXT = f"{ONE}\n\n{TWO}\n\n{LONGER}"


@pytest.mark.parametrize(
    ("document", "authors"),
    [
        (
            f"{HEADLINE}\n\n21 November 2024\nShare\nSave\nAnn Lee\nFjord News, Oslo\n\nImage source, Getty Images\n"
            f"Image caption,\nLie signed the accord\n\n{TEXT}\n\nRelated topics\nNorway\nQatar",
            (),
        ),
        (
            f"{HEADLINE}\nBy Ann Lee and Bo Chan\nUpdated 2 hours ago\n\n{TEXT}\n\nSign up here.\n\nReporting by Ann "
            "Lee in Oslo and Bo Chan in Doha Writing by Cem Demir Editing by Dag Moe",
            ("Ann Lee", "Bo Chan"),
        ),
        (f"{HEADLINE}\nAnn Lee Published November 21, 2024 Updated November 22, 2024 10:35am\n\n{TEXT}", ("Ann Lee",)),
        (
            f"PRESS RELEASE\n\nMinistry of Fisheries\nOslo, 21 November 2024\n\n{HEADLINE}\n\n{TEXT}\n\nENDS\n\n"
            "Notes to editors\n\nFor media enquiries:\nAnn Lee\nEmail: press@fish.example\nTel: +47 22 00 00 00",
            (),
        ),
        (
            f"Home\nNews\n{HEADLINE}\nNews\n{HEADLINE}\nBy admin - November 21, 2024\n0\n125\nFacebook\nTwitter\n"
            f"Pinterest\n\n{TEXT}\n\nRELATED ARTICLES\nMORE FROM AUTHOR\nBergen opens a fish hall\nLEAVE A REPLY",
            (),
        ),
        (
            f"Oslo Daily Monitor (Norway)\nNovember 21, 2024 Thursday\n\n{HEADLINE}\n\nBYLINE: Ann Lee\nSECTION: NEWS\n"
            f"LENGTH: 345 words\n\n{TEXT}\n\nLOAD-DATE: November 21, 2024\nLANGUAGE: ENGLISH\nEnd of Document",
            ("Ann Lee",),
        ),
        (
            f"{HEADLINE}\n345 words\n21 November 2024\n10:35\nFjord News\nFJN\nEnglish\n\n{TEXT}\n\nDocument "
            "FJN0000020241121ekbl00abc",
            (),
        ),
        (f"{HEADLINE}\nNews ID: 85665123\n\n{TEXT}\n\n4399**9417\n\nFollow us on Twitter\n\nNorway\nQatar", ()),
        (f"{HEADLINE}\n\n{TEXT} (end) al.bc", ()),
        (f"{HEADLINE}\n\n{TEXT}\n\n--\nAnn Lee\nOslo Post", ()),
        (f"{HEADLINE}\n\n{TEXT}\n\n___\n\nLee reported from Doha.", ()),
    ],
    ids=["tv", "wire", "daily", "ministry", "blog", "archive", "database", "agency", "end", "letter", "reported from"],
)  # fmt: skip
def test_a_document_is_its_headline_authors_and_text(document: str, authors: tuple[str, ...]) -> None:
    article = read(document)
    assert (article.title, article.text, article.authors) == (HEADLINE, TEXT, authors)


def test_a_source_and_an_author_below_the_text_are_read() -> None:
    article = read(f"{BODY}\n\nSource: The Oslo Post\nAuthor: Ann Lee")
    assert (article.text, article.original_source, article.authors) == (BODY, "The Oslo Post", ("Ann Lee",))


@pytest.mark.parametrize(
    "document",
    [
        "\n>\n".join(f"> {each}" for each in BODY.split("\n\n")),
        BODY.replace("Espen Lie", "**Espen Lie**"),
        BODY.replace("fishing rights", "[fishing rights](https://oslopost.example/a)"),
        BODY.replace("\n", "\\n"),
    ],
    ids=["quoted letter", "bold", "link", "written out line breaks"],
)
def test_marks_of_letters_and_markdown_are_no_text(document: str) -> None:
    assert read(document).text == BODY
