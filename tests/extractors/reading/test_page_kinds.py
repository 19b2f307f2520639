"""Pages that hold no article are rejected with the reason; small and broken articles are not."""

import pytest

from domain.documents import MediaType, RawDocument
from domain.rejects import Rejected, Stage
from extractors.reading import Reading, read_document

SENTENCE = (
    "The Norwegian foreign minister flew to Doha on Monday for talks with the emir about fish, oil and a "
    "prisoner exchange"
    " that both sides want."
)
TEASERS = "".join(
    f'<article><h2><a href="/a{number}">Minister flies to city {number}</a></h2><p>Short teaser.</p></article>'
    for number in range(14)
)
FIGURES = "".join(
    f'<figure><img src="{number}.jpg"><figcaption>Fishermen unload cod in the port of Oslo, pier {number}. '
    f"Photo: NTB</figcaption></figure>"
    for number in range(9)
)


def page(title: str, main: str) -> str:
    return (
        f'<html><head><title>{title}</title><link rel="stylesheet" href="a.css"></head><body><nav><a '
        f'href="/">Home</a></nav>'
        f"<main>{main}</main><footer>© 2024 The Oslo Post</footer></body></html>"
    )


def read(html: str) -> Reading | Rejected:
    return read_document(
        RawDocument(content=html.encode(), media_type=MediaType.HTML, url="https://oslopost.example/w/a")
    )


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (
            page(
                "404 - Page not found | Oslo Post",
                "<h1>Page not found</h1><p>Sorry, the page you are looking for does not exist.</p>",
            ),
            "error page",
        ),
        (
            page("Just a moment...", "<h1>oslopost.example</h1><p>Checking if the site connection is secure.</p>"),
            "error page",
        ),
        (
            page("Página no encontrada", "<h1>Página no encontrada</h1><p>Vuelva a la portada del diario.</p>"),
            "error page",
        ),
        (
            page(
                "The Oslo Post",
                "<h1>We value your privacy</h1><p>We and our partners use cookies to store and access personal "
                "data for personalised ads."
                " You can accept all or manage preferences at any time in our privacy policy.</p>",
            ),
            "consent wall",
        ),
        (
            page(
                "Minister flies to Doha",
                "<h1>Minister flies to Doha</h1><p>The minister flew to Doha on Monday.</p><p>Subscribe to "
                "continue reading. Already a subscriber? Log in.</p>",
            ),
            "paywall stub",
        ),
        (page("World news - The Oslo Post", f"<h1>World</h1>{TEASERS}"), "section front"),
        (page("In pictures: the week in Oslo", f"<h1>In pictures: the week in Oslo</h1>{FIGURES}"), "picture gallery"),
        ("<html><body><div></div></body></html>", "no article text"),
    ],
)
def test_a_page_without_an_article_is_rejected_with_its_kind(html: str, reason: str) -> None:
    found = read(html)
    assert isinstance(found, Rejected)
    assert found.stage is Stage.READ
    assert reason in found.reason


@pytest.mark.parametrize(
    "html",
    [
        page("Minister flies to Doha", f"<article><h1>Minister flies to Doha</h1><p>{SENTENCE}</p></article>"),
        page(
            "Cookies, consent and the minister",
            f"<h1>Cookies, consent and the minister</h1>{f'<p>{SENTENCE}</p>' * 3}<p>Cookie consent is next, he "
            f"said.</p>",
        ),
        page(
            "Minister flies to Doha",
            f"<h1>Minister flies to Doha</h1>{f'<p>{SENTENCE}</p>' * 5}<p>Subscribe to continue reading.</p>",
        ),
        page(
            "Minister flies to Doha",
            f"<h1>Minister flies to Doha</h1>{f'<p>{SENTENCE}</p>' * 5}<aside>{TEASERS}</aside>",
        ),
        f"<html><head><title>Minister flies to Doha</title><body><h1>Minister "
        f"flies<p>{SENTENCE}<p>{SENTENCE}<div><p>not closed <b>bold",
        f"{SENTENCE} {SENTENCE}",
    ],
    ids=["one sentence", "speaks of cookies", "asks to subscribe below", "lists others beside", "broken", "no mark-up"],
)
def test_an_article_is_kept(html: str) -> None:
    found = read(html)
    assert isinstance(found, Reading), found
    assert SENTENCE in found.article.text


def test_a_page_with_control_characters_is_read() -> None:
    found = read(
        page("Minister flies to Doha", f"<h1>Minister flies to Doha</h1><p>{SENTENCE}\x00\x0b</p><p>{SENTENCE}</p>")
    )
    assert isinstance(found, Reading)


def test_the_page_is_kept_for_dating_as_it_was() -> None:
    html = page(
        "Minister flies to Doha",
        f'<h1>Minister flies to Doha</h1><time datetime="2024-11-21">today</time><p>{SENTENCE}</p>',
    )
    found = read(html)
    assert isinstance(found, Reading)
    assert found.html == html
    assert found.tree is not None
    assert found.tree.find(".//time") is not None


def test_entities_are_not_expanded_without_bound() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + page(
        "Bomb", f"<h1>Bomb</h1><p>{SENTENCE} &b;&b;&b;</p>"
    )
    found = read(bomb)
    assert isinstance(found, Reading)
    assert len(found.article.text) < 2 * len(bomb)


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("Maintenance", "Our site is undergoing scheduled maintenance. Please come back in an hour.", "error page"),
        ("451", "We recognise you are attempting to access this website from a country in the EU.", "error page"),
        ("This story is no longer available", "It may have been taken down by its author.", "error page"),
        ("Log in - The Oslo Post", "Forgot your password? Create an account.", "login form"),
    ],
)
def test_a_notice_instead_of_an_article_is_rejected(title: str, text: str, reason: str) -> None:
    found = read(page(title, f"<h1>{title.split(' - ')[0]}</h1><p>{text}</p>"))
    assert isinstance(found, Rejected)
    assert reason in found.reason


@pytest.mark.parametrize(
    "title",
    [
        "404 people arrested in Bergen",
        "500 service members sent to Narvik",
        "Access denied: reporters shut out of court in Oslo",
        "Maintenance workers strike in Oslo",
    ],
)
def test_a_headline_that_begins_like_an_error_is_none(title: str) -> None:
    assert isinstance(read(page(title, f"<article><h1>{title}</h1><p>{SENTENCE}</p></article>")), Reading)


def test_a_brief_beside_many_teasers_is_kept() -> None:
    says_so = '<meta property="og:type" content="article">'
    brief = "The minister flew to Doha on Monday and met the emir, who gave a dinner for both delegations."
    html = page(
        "Minister flies to Doha", f"<article><h1>Minister flies to Doha</h1><p>{brief}</p></article>{TEASERS * 2}"
    )
    assert isinstance(read(html.replace("</head>", f"{says_so}</head>")), Reading)
