"""Authors are people; agencies stand apart."""

import pytest

from extractors.reading.authors import authors_of
from extractors.reading.bylines import byline_of, split_byline
from extractors.reading.metadata import metadata_of
from extractors.reading.pages import parsed


@pytest.mark.parametrize(
    ("text", "people", "agencies"),
    [
        ("By Anna Lee", ("Anna Lee",), ()),
        ("Anna Lee and Bo Chan", ("Anna Lee", "Bo Chan"), ()),
        ("Von Anna Lee, Bo Chan und Cem Demir", ("Anna Lee", "Bo Chan", "Cem Demir"), ()),
        ("By Anna Lee, Reuters", ("Anna Lee",), ("Reuters",)),
        ("AFP", (), ("AFP",)),
        ("Agencia EFE", (), ("EFE",)),
        ("By Dr. J.R. van der Berg", ("Dr. J.R. van der Berg",), ()),
        ("Anna Lee, PhD", ("Anna Lee",), ()),
        ("anna@oslopost.example Anna Lee", ("Anna Lee",), ()),
        ("admin", (), ()),
        ("By Anna Lee, Senior Correspondent", ("Anna Lee",), ()),
    ],
)
def test_a_byline_names_people_and_agencies(text: str, people: tuple[str, ...], agencies: tuple[str, ...]) -> None:
    found = split_byline(text)
    assert (found.people, found.agencies) == (people, agencies)


@pytest.mark.parametrize(
    "line", ["By Friday the talks had failed.", "By the way", "Von Oslo nach Doha fliegen viele Minister.", "By 2030"]
)
def test_sentences_that_begin_with_by_are_no_bylines(line: str) -> None:
    assert byline_of(line) is None


@pytest.mark.parametrize(
    ("head", "body", "people"),
    [
        (
            '<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"Anna '
            'Lee"}}</script>',
            "<h1>A</h1>",
            ("Anna Lee",),
        ),
        ('<meta name="author" content="Anna Lee">', "<h1>A</h1>", ("Anna Lee",)),
        ('<meta name="author" content="oslopost.example">', '<h1>A</h1><a rel="author">Anna Lee</a>', ("Anna Lee",)),
        (
            '<meta name="author" content="webmaster">',
            '<h1>A</h1><span class="byline">By <b>Anna Lee</b>, 21 May 2024</span>',
            ("Anna Lee",),
        ),
        ("", '<h1>A</h1><div class="author">Anna Lee <span>Correspondent in Oslo</span></div>', ("Anna Lee",)),
        ("", "<h1>A</h1><p>By Anna Lee and Bo Chan</p>", ("Anna Lee", "Bo Chan")),
        ("", '<h1>A</h1><div class="comments"><span class="author">Troll</span></div>', ()),
        ("", '<h1>A</h1><aside class="related"><span class="author">Bo Chan</span></aside>', ()),
        (
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Anna Lee">',
            "<h1>A</h1>",
            ("Anna Lee",),
        ),
        ("", "<h1>A</h1><p>No byline here.</p>", ()),
    ],
)
def test_the_authors_of_a_page(head: str, body: str, people: tuple[str, ...]) -> None:
    tree = parsed(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    assert authors_of(tree, metadata_of(tree), tree.find(".//h1"), "The Oslo Post").people == people
