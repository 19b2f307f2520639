"""Feeds in all formats, whole and broken."""

import random
from pathlib import Path

import pytest

from domain.feeds import Feed, FeedFormat
from domain.rejects import Rejected
from extractors.feeds import entry_document, feed_links, parse_feed

URL = "https://news.example/feeds/world.xml"


def feed(content: str | bytes, url: str = URL) -> Feed:
    found = parse_feed(content.encode() if isinstance(content, str) else content, url=url)
    assert isinstance(found, Feed), found
    return found


def rejected(content: bytes) -> str:
    found = parse_feed(content, url=URL)
    assert isinstance(found, Rejected)
    return found.reason


def rss(items: str, channel: str = "") -> str:
    return f"<rss version='2.0'><channel><title>World</title>{channel}{items}</channel></rss>"


def item(guid: str, link: str, title: str = "Talks in Doha", more: str = "") -> str:
    return f"<item><guid>{guid}</guid><link>{link}</link><title>{title}</title>{more}</item>"


RSS2 = rss(
    item(
        "g1",
        "/a/1",
        more="<pubDate>Tue, 05 Mar 2024 10:00:00 +0300</pubDate><description>Short.</description>"
        "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;The whole text.&lt;/p&gt;"
        "</content:encoded><enclosure url='https://news.example/a.mp3' type='audio/mpeg' length='1'/>",
    ),
    "<ttl>30</ttl><skipHours><hour>1</hour><hour>2</hour></skipHours><skipDays><day>Sunday</day></skipDays>",
)
ATOM = """<feed xmlns='http://www.w3.org/2005/Atom'><title>World</title><entry><id>tag:1</id><title>Talks</title>
<link rel='enclosure' href='https://news.example/a.mp3'/><link rel='alternate' href='/a/1'/>
<updated>2024-03-05T10:00:00Z</updated><author><name>Ana Ruiz</name></author>
<content type='html'>&lt;p&gt;All.&lt;/p&gt;
</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
<channel rdf:about='x'><title>World</title></channel><item rdf:about='https://news.example/a/1'><title>Talks</title>
<link>https://news.example/a/1</link></item></rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "World", "items": [{"id": 1, "url": "/a/1",
"content_text": "All.", "date_published": "2024-03-05T10:00:00+03:00", "authors": [{"name": "Ana Ruiz"}]}, "junk"]}"""
SITEMAP = """<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'
xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://news.example/a/1</loc><n:news><n:publication>
<n:name>The News</n:name><n:language>en</n:language></n:publication><n:publication_date>2024-03-05T10:00:00Z
</n:publication_date><n:title>Talks</n:title></n:news></url></urlset>"""


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (RSS2, FeedFormat.RSS),
        (ATOM, FeedFormat.ATOM),
        (RDF, FeedFormat.RDF),
        (JSON, FeedFormat.JSON_FEED),
        (SITEMAP, FeedFormat.NEWS_SITEMAP),
    ],
    ids=["rss", "atom", "rdf", "json", "sitemap"],
)
def test_each_format_gives_its_entry_with_an_absolute_link(content: str, format_: FeedFormat) -> None:
    found = feed(content)
    assert found.format is format_
    assert [entry.link for entry in found.entries] == ["https://news.example/a/1"]


def test_the_whole_text_is_taken_before_the_summary_and_enclosures_are_ignored() -> None:
    (entry,) = feed(RSS2).entries
    assert entry.html == "<p>The whole text.</p>"
    assert entry.is_full_text
    (atom,) = feed(ATOM).entries
    assert (atom.link, atom.authors) == ("https://news.example/a/1", ("Ana Ruiz",))


def test_what_the_publisher_asks_of_pollers_is_read() -> None:
    found = feed(RSS2)
    assert (found.ttl_seconds, found.skip_hours, found.skip_days) == (1800, (1, 2), (6,))


def test_a_date_without_a_zone_is_kept_as_written_and_not_guessed() -> None:
    (zoned,) = feed(RSS2).entries
    assert zoned.published_at is not None
    assert zoned.published_at.isoformat() == "2024-03-05T07:00:00+00:00"
    (bare,) = feed(rss(item("g", "/a", more="<pubDate>5 Mar 2024 10:00:00</pubDate>"))).entries
    assert (bare.published, bare.published_at) == ("5 Mar 2024 10:00:00", None)


def test_an_entry_keeps_its_id_when_its_link_changes() -> None:
    before, after = feed(rss(item("g1", "/old"))), feed(rss(item("g1", "/new")))
    assert before.entries[0].entry_id == after.entries[0].entry_id
    assert before.entries[0].digest == after.entries[0].digest
    retold = feed(rss(item("g1", "/old", title="Talks end")))
    assert before.entries[0].digest != retold.entries[0].digest


def test_a_guid_that_stands_at_every_entry_is_no_id() -> None:
    found = feed(rss(item("same", "/a") + item("same", "/b") + item("same", "/b")))
    assert [entry.link for entry in found.entries] == ["https://news.example/a", "https://news.example/b"]
    assert found.problems == ("1 entries with an id that stood before were left out",)


def test_a_reordered_feed_is_the_same_feed() -> None:
    items = [item(f"g{number}", f"/{number}") for number in range(5)]
    one, other = feed(rss("".join(items))), feed(rss("".join(reversed(items))))
    assert {entry.entry_id: entry.digest for entry in one.entries} == {e.entry_id: e.digest for e in other.entries}


def test_truncated_xml_gives_the_entries_that_came() -> None:
    whole = rss("".join(item(f"g{number}", f"/{number}") for number in range(5)))
    found = feed(whole[: whole.index("<guid>g4")])
    assert len(found.entries) >= 4
    assert "salvaged" in found.problems[0]


def test_entities_are_neither_expanded_nor_fetched() -> None:
    declared = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(2, 10))
    bomb = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l1 'lol'>{declared}]>" + rss(item("g", "/a", "&l9;"))
    found = feed(bomb)
    assert "lollol" not in str(found)
    outside = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + rss(item("g", "/a", "&x;"))
    assert "root:" not in str(feed(outside))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the feed is empty"),
        (b"<!DOCTYPE html><html><head></head></html>", "this is an HTML page, not a feed"),
        (b"<html lang='en'><body>Maintenance</body></html>", "this is an HTML page, not a feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "this is not a feed"),
        (b"{}", "this JSON is not a feed: it has no list of items"),
        (b"{broken", "the JSON can't be parsed"),
        (b"[" * 100_000, "the JSON can't be parsed"),
        (b"<rss>" + b"<a>" * 1_000_000, "elements nest deeper than in any feed"),
        (b"plain words", "this is not a feed"),
    ],
)
def test_what_is_no_feed_is_rejected_in_words(content: bytes, reason: str) -> None:
    assert rejected(content) == reason


def test_a_feed_of_many_lines_with_open_breaks_is_not_too_deep() -> None:
    found = feed(rss("".join(item(f"g{n}", f"/{n}", more="<description><br><br></description>") for n in range(900))))
    assert len(found.entries) > 100


def test_an_entrys_own_text_becomes_a_raw_document() -> None:
    found = feed(RSS2)
    raw = entry_document(found.entries[0], found, publisher=None, origin="world")
    assert raw is not None
    assert b"<p>The whole text.</p>" in raw.content
    assert (raw.hints.publisher, raw.hints.carrier) == ("World", "feed")
    assert raw.hints.published == "Tue, 05 Mar 2024 10:00:00 +0300"


def test_feeds_of_a_home_page_are_found_likeliest_first() -> None:
    page = b"""<html><head><base href='https://news.example/'>
    <link rel='alternate' type='application/rss+xml' title='Comments' href='comments/feed'>
    <link rel='alternate' type='application/rss+xml' title='News' href='feed'></head>
    <body><a href='/rss/world.xml'>World</a><a href='/about'>About</a></body></html>"""
    links = feed_links(page, "https://news.example/", "Sitemap: https://news.example/news-sitemap.xml")
    assert [link.url for link in links[:2]] == ["https://news.example/feed", "https://news.example/comments/feed"]
    urls = [link.url for link in links]
    assert "https://news.example/rss/world.xml" in urls
    assert "https://news.example/news-sitemap.xml" in urls
    assert "https://news.example/about" not in urls


def test_no_mutation_of_a_feed_lets_an_exception_out() -> None:
    dice = random.Random(20240305)
    originals = [text.encode() for text in (RSS2, ATOM, RDF, JSON, SITEMAP)]
    for _ in range(300):
        content = bytearray(dice.choice(originals))
        for _ in range(dice.randint(1, 20)):
            at = dice.randrange(len(content))
            content[at : at + dice.randint(0, 5)] = dice.randbytes(dice.randint(0, 5))
        assert isinstance(parse_feed(bytes(content), url=URL), Feed | Rejected)


def test_every_stored_feed_is_read_without_an_exception(shared: Path) -> None:
    files = [path for path in (shared / "data" / "feeds").rglob("*") if path.is_file()]
    feeds = [path for path in files if ".serde" not in path.name]
    assert len(feeds) > 50
    for path in feeds:
        assert isinstance(parse_feed(path.read_bytes(), url=URL), Feed | Rejected)
