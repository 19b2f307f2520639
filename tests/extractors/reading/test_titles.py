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
