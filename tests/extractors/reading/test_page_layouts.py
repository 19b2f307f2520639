"""What stands on a page beside its article: other articles, hidden lines, quotes set large; layout by tables."""

import pytest
from test_page_kinds import SENTENCE, page, read

from domain.documents import Article
from domain.rejects import Rejected
from extractors.reading import Reading

TITLE = "Minister flies to Doha for fish"
OTHERS = [
    "Both delegations will meet again in May, the ministry said, and the skippers asked for a seat at the table.",
    "“We will not sell our cod for less than it costs to catch,” a skipper from Senja told the crowd in the harbour.",
    "The last accord between both countries dates from 1998 and has not been renewed since the crisis over the quotas.",
]
PARAGRAPHS = [SENTENCE, *OTHERS]
BODY = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)


def article(main: str, head: str = "") -> Article:
    found = read(page(f"{TITLE} | The Oslo Post", main).replace("</head>", f"{head}</head>"))
    assert isinstance(found, Reading), found
    return found.article


@pytest.mark.parametrize(
    "main",
    [
        f"<article><h1>{TITLE}</h1>{BODY}</article><article><h2><a href='/x'>Storm hits Senja</a></h2><p>A storm of "
        "which this page shows the first lines only, so that readers click on it and go on.</p></article>",
        f"<article><h1>{TITLE}</h1><div style='display:none'><p>For crawlers alone stands this line of text."
        f"</p></div>{BODY}</article>",
        f"<article><h1>{TITLE}</h1><p>{SENTENCE}</p><p>{OTHERS[0]}</p><blockquote class='pull-quote'><p>We will not "
        f"sell our cod</p></blockquote><p>{OTHERS[1]}</p><p>{OTHERS[2]}</p></article>",
        f"<article><h1>{TITLE}</h1><p>{SENTENCE}</p><p>“We will not sell our cod for less than it costs to catch”</p>"
        f"<p>{OTHERS[0]}</p><p>{OTHERS[1]}</p><p>{OTHERS[2]}</p></article>",
        f"<table><tr><td><h1>{TITLE}</h1>{BODY}</td><td><a href='/x'>Storm</a></td></tr></table>",
        f"<article><h1>{TITLE}</h1><p class='byline'>By Ann Lee</p>{BODY}<p><em>Ann Lee is a reporter of the Post in "
        "Oslo.</em></p></article>",
    ],
    ids=["another article", "hidden", "quote set large", "quote repeated", "layout table", "note on the author"],
)
def test_the_article_is_read_and_nothing_beside_it(main: str) -> None:
    assert article(main).text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("head", "crumbs"),
    [
        (
            '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"name":'
            '"Home"},{"@type":"ListItem","item":{"name":"World"}}]}</script>',
            "",
        ),
        ("", '<ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ol>'),
    ],
)
def test_breadcrumbs_name_the_section(head: str, crumbs: str) -> None:
    assert article(f"{crumbs}<article><h1>{TITLE}</h1>{BODY}</article>", head).section == "World"


@pytest.mark.parametrize(
    ("title", "main", "reason"),
    [
        ("Nothing found", "<p>It seems that we can’t find what you are looking for.</p>", "error page"),
        ("Database Error", "<p>Error establishing a database connection</p>", "error page"),
        ("Search results for cod", "<p>No results found for cod. Please try another term.</p>", "search"),
        ("oslopost.example", "<p>This domain is for sale. Buy this domain now.</p>", "parked domain"),
        ("Privacy policy", f"<p>{SENTENCE}</p><p>We keep what you give us for nine months.</p>", "site itself"),
        ("Contact us", "<p>Write to the desk or call us from nine to five on weekdays.</p>", "site itself"),
    ],
)
def test_pages_of_the_site_itself_are_rejected(title: str, main: str, reason: str) -> None:
    found = read(page(f"{title} | The Oslo Post", f"<h1>{title}</h1>{main}"))
    assert isinstance(found, Rejected)
    assert reason in found.reason


@pytest.mark.parametrize("title", ["Contact with the trawler lost off Senja", "About 900 skippers march in Oslo"])
def test_a_headline_that_begins_like_a_page_of_the_site_is_none(title: str) -> None:
    assert isinstance(read(page(title, f"<article><h1>{title}</h1>{BODY}</article>")), Reading)


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        (
            f"<h1>{TITLE}</h1><p class='article__subtitle'>",
            "Nine years of talks end in the Qatari capital. The skippers call for protests on the coast",
        ),
        (
            f"<h2 class='entry__title'>{TITLE}</h2><p class='standfirst'>",
            "What does he want in the Gulf, and why just now? And what will the accord cost those who fish?",
        ),
    ],
)
def test_a_lead_is_text_with_or_without_a_full_stop(heading: str, lead: str) -> None:
    found = article(f"<header>{heading}{lead}</p></header><div class='body'>{BODY}</div>")
    assert found.text.split("\n\n") == [lead, *PARAGRAPHS]
    assert found.title == TITLE


def test_the_headline_and_the_source_of_a_table_below_the_first_paragraph_are_cut() -> None:
    main = f"<p>{SENTENCE}</p><p>{OTHERS[0]}</p><p>Source: Bureau of Fish</p><p>{OTHERS[1]}</p><p>{OTHERS[2]}</p>"
    found = article(f"<article><h1>{TITLE}</h1>{main}<p>{TITLE}</p></article>")
    assert found.text.split("\n\n") == PARAGRAPHS
    assert found.original_source is None
