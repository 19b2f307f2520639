"""Headlines of pages: what is shown and what is stated reconciled."""

import pytest

from extractors.reading.metadata import metadata_of
from extractors.reading.pages import parsed
from extractors.reading.titles import headline_of, without_site

SITE = frozenset({"theoslopost", "oslopost"})


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Talks in Oslo fail - The Oslo Post", "Talks in Oslo fail"),
        ("Talks in Oslo fail | World | The Oslo Post", "Talks in Oslo fail | World"),
        ("The Oslo Post: Talks in Oslo fail", "The Oslo Post: Talks in Oslo fail"),
        ("The Oslo Post | Talks in Oslo fail", "Talks in Oslo fail"),
        ("Talks in Oslo fail – and nobody cares", "Talks in Oslo fail – and nobody cares"),
        ("21.11.2024 - Talks in Oslo fail", "Talks in Oslo fail"),
        ("The Oslo Post", "The Oslo Post"),
    ],
)
def test_a_site_name_at_an_end_is_cut(stated: str, title: str) -> None:
    assert without_site(stated, SITE) == title


def headline(head: str, body: str) -> str | None:
    tree = parsed(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return headline_of(tree, metadata_of(tree), None, "https://oslopost.example/a").text


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<title>Talks fail over fish | Oslo Post</title>",
            "<h1>Oslo Post</h1><h1>Talks fail over fish</h1><h1>Most read</h1>",
            "Talks fail over fish",
        ),
        (
            '<meta property="og:title" content="Talks fail over fish">',
            "<h1>World | Talks fail over fish</h1>",
            "Talks fail over fish",
        ),
        ("<title>Fish: Talks in Oslo fail - Oslo Post</title>", "<h1>Talks in Oslo fail</h1>", "Talks in Oslo fail"),
        (
            '<meta property="og:title" content="Why the talks failed"><title>x</title>',
            "<h1></h1>",
            "Why the talks failed",
        ),
        (
            "<title>Oslo talks: what failed</title>",
            "<h1>Quota talks in Oslo failed: why</h1>",
            "Quota talks in Oslo failed: why",
        ),
        ("", "<h1>Talks fail over fish in the North Sea</h1>", "Talks fail over fish in the North Sea"),
        ("<title>Talks fail over fish | Politics | Fjord Monitor</title>", "<p>x</p>", "Talks fail over fish"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks fail &amp; nobody '
            'cares"}</script>',
            "",
            "Talks fail & nobody cares",
        ),
        ("", "", None),
    ],
)
def test_the_headline_of_a_page(head: str, body: str, title: str | None) -> None:
    assert headline(head, body) == title


def test_the_headline_of_another_article_in_the_data_is_not_taken() -> None:
    head = (
        "<title>Talks fail over fish - Oslo Post</title>"
        '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Emir buys a castle in Spain"}]</script>'
    )
    assert headline(head, "") == "Talks fail over fish"


def titled(title: str, heading: str, head: str = "") -> str | None:
    tree = parsed(f"<html><head><title>{title}</title>{head}</head><body>{heading}<p>Text.</p></body></html>")
    assert tree is not None
    return headline_of(tree, metadata_of(tree), None, "https://oslopost.example/w/a").text


OG = '<meta property="og:title" content="Ministers sign the fishing accord">'


@pytest.mark.parametrize(
    "heading",
    [
        "<h1>Ministers sign the fishing accord <small>3 May 2024</small></h1>",
        '<h1>Ministers sign the fishing accord<span class="x">Share this</span></h1>',
        "<h1>Ministers sign the fishing accord<br><small>After nine years of talks in Oslo</small></h1>",
        '<h1>Ministers sign the fishing accord <a href="#c">12 Comments</a></h1>',
    ],
)
def test_what_a_heading_holds_beside_the_headline_goes_where_the_page_states_it_without(heading: str) -> None:
    assert titled("Ministers sign the fishing accord | X", heading, OG) == "Ministers sign the fishing accord"


def test_a_title_that_is_cut_off_is_taken_in_full_from_another_statement() -> None:
    og = '<meta property="og:title" content="Ministers sign the…">'
    assert titled("Ministers sign the fishing accord", "", og) == "Ministers sign the fishing accord"


def test_what_follows_the_name_of_the_site_in_a_title_is_its_motto() -> None:
    site = '<meta property="og:site_name" content="The Oslo Post">'
    whole = "Ministers sign the fishing accord - The Oslo Post - News from the fjords and the world"
    assert titled(whole, "", site) == "Ministers sign the fishing accord"


def test_a_page_that_states_its_site_as_title_is_titled_by_its_heading() -> None:
    site = '<meta property="og:site_name" content="The Oslo Post"><meta property="og:title" content="The Oslo Post">'
    assert titled("The Oslo Post", "<h1>Ministers sign the fishing accord</h1>", site) == (
        "Ministers sign the fishing accord"
    )
