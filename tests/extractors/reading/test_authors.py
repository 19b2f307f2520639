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


@pytest.mark.parametrize(
    ("text", "people", "agencies"),
    [
        ("By Anna Lee in Oslo and Bo Chan in Doha", ("Anna Lee", "Bo Chan"), ()),
        ("Von Anna Lee, Berlin", ("Anna Lee",), ()),
        ("Par Anna Lee (avec AFP)", ("Anna Lee",), ("AFP",)),
        ("By ANNA LEE Associated Press", ("ANNA LEE",), ("AP",)),
        ("Anna Lee Middle East correspondent", ("Anna Lee",), ()),
        ("By Anna Lee Staff Writer", ("Anna Lee",), ()),
        ("By Anna Lee, University of Bergen", ("Anna Lee",), ()),
        ("By Anna Lee | The Oslo Post", ("Anna Lee",), ()),
        ("By Anna Lee — Special to The Oslo Post", ("Anna Lee",), ()),
        ("Text: Anna Lee, Foto: Bo Chan", ("Anna Lee",), ()),
        ("Text und Fotos: Anna Lee", ("Anna Lee",), ()),
        ("Photo by Bo Chan", (), ()),
        ("By Anna Lee; Edited by Bo Chan", ("Anna Lee",), ()),
        ("From our correspondent in Oslo", (), ()),
        ("By News Agencies", (), ()),
        ("roe@oslopost.example (Anna Lee)", ("Anna Lee",), ()),
        ("Anna Lee is a writer in Oslo", ("Anna Lee",), ()),
    ],
)
def test_places_roles_outlets_and_photographers_are_no_authors(
    text: str, people: tuple[str, ...], agencies: tuple[str, ...]
) -> None:
    found = split_byline(text)
    assert (found.people, found.agencies) == (people, agencies)


def _ld(author: str, headline: str = "Fish talks open in Oslo") -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"'
        + headline
        + '","author":'
        + author
        + "}"
        "</script>"
    )


@pytest.mark.parametrize(
    ("head", "body", "people"),
    [
        (_ld('{"@type":"Person","givenName":"Anna","familyName":"Lee"}'), "", ("Anna Lee",)),
        (_ld('{"@type":"Person","name":{"@value":"Anna Lee"}}'), "", ("Anna Lee",)),
        (_ld('{"@type":"Person","name":"Oslo Post Staff"}'), "", ()),
        (_ld('{"@type":"Person","name":"Oslo Post"}'), "", ()),
        (_ld('{"@type":"Person","name":"annlee77"}'), "", ("annlee77",)),
        (_ld('"Bo Chan"', "Storm hits the coast of Senja") + _ld('"Anna Lee"'), "", ("Anna Lee",)),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","author":{"@id":"#p"}},{"@type":"Person",'
            '"@id":"#p","name":"Anna","description":"Anna Lee is a reporter in Oslo."}]}</script>',
            "",
            ("Anna Lee",),
        ),
        ('<meta name="citation_author" content="Lee, Anna"><meta name="citation_author" content="Chan, Bo">', "",
         ("Anna Lee", "Bo Chan")),
        ("", '<p>By <a href="/author/anna-lee/">Anna Lee</a></p>', ("Anna Lee",)),
        ("", '<p class="date">Posted by <a href="/author/anna/">Anna</a> on May 3, 2024</p>', ("Anna",)),
        ("", '<div class="meta"><a href="/team/anna-lee">Anna Lee</a> · May 3</div>', ("Anna Lee",)),
        ("", f'<p>{"Cod is scarce. " * 20}</p><a href="/author/bo-chan">Bo Chan</a>', ()),
        ("", '<div class="author-card"><div class="author-card__name">Anna Lee</div></div>', ("Anna Lee",)),
        ("", '<li class="elementor-widget-x" itemprop="author"><a href="/a">Anna Lee</a></li>', ("Anna Lee",)),
        ("", '<div itemprop="author"><meta itemprop="name" content="Anna Lee"></div>', ("Anna Lee",)),
        ("", '<address data-component="meta-byline"><div>Anna Lee in Oslo</div></address>', ("Anna Lee",)),
        ("", '<article class="comment"><p class="submitted">Submitted by <span>Troll</span></p></article>', ()),
        ('<meta name="author" content="Oslo Post (www.oslopost.example)">', "<p>Auteur : Anna Lee</p>", ("Anna Lee",)),
    ],
)  # fmt: skip
def test_authors_in_the_shapes_that_pages_have(head: str, body: str, people: tuple[str, ...]) -> None:
    title = "<title>Fish talks open in Oslo - The Oslo Post</title>"
    tree = parsed(f"<html><head>{title}{head}</head><body><h1>Fish talks open in Oslo</h1>{body}</body></html>")
    assert tree is not None
    assert authors_of(tree, metadata_of(tree), tree.find(".//h1"), "The Oslo Post").people == people
