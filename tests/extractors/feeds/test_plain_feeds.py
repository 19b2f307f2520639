"""Plain RSS gives the same whether lxml or feedparser reads it."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.feeds import Feed
from extractors.feeds import parse_feed, parsing
from extractors.feeds.plain import parse_plain

URL = "https://news.example/world/feed.xml"
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Gulf Desk</title><link>https://news.example/</link><description>News</description><language>en</language>
<atom:link rel="self" href="/feed.xml"/><atom:link rel="hub" href="https://hub.example/"/><ttl>30</ttl>
<sy:updatePeriod>hourly</sy:updatePeriod><skipHours><hour>3</hour><hour>4</hour></skipHours>
<image><title>Logo</title><link>https://logo.example/</link><url>/logo.png</url></image>
<item><title> Ministers &amp; envoys meet </title><link>/a/1</link><guid isPermaLink="false">one</guid>
<pubDate>Tue, 05 Mar 2024 10:00:00 +0300</pubDate><dc:creator>Ana Díaz</dc:creator>
<description>&lt;p&gt;They met.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>They met in Muscat.</p>]]></content:encoded>
<category>Gulf</category><enclosure url="https://cdn.example/a.mp3" type="audio/mpeg" length="1"/></item>
<item><guid>https://news.example/a/2</guid><title>No link</title><pubDate>5 March 2024 10:00</pubDate>
<source url="https://other.example/feed">The Other</source></item>
<item><title>Only text</title><content:encoded>Words alone.</content:encoded>
<dc:date>2024-03-05T10:00:00Z</dc:date></item>
</channel></rss>
"""


def both(content: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Feed | None, Feed | None]:
    """The feed as lxml and as feedparser read it; its problems aside, which differ in words."""
    quick = parse_feed(content, url=URL)
    with monkeypatch.context() as patch:
        patch.setattr(parsing, "parse_plain", lambda *_: None)
        slow = parse_feed(content, url=URL)
    return tuple(replace(feed, problems=()) if isinstance(feed, Feed) else None for feed in (quick, slow))  # type: ignore[return-value]


def test_a_plain_feed_is_read_as_feedparser_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    content = FEED.encode()
    assert parse_plain(content, URL, 10) is not None
    quick, slow = both(content, monkeypatch)
    assert quick == slow
    assert quick is not None
    assert [entry.link for entry in quick.entries] == ["https://news.example/a/1", "https://news.example/a/2", None]
    assert (quick.ttl_seconds, quick.skip_hours) == (1800, (3, 4))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<title>Gulf Desk</title>", "<title>Gulf <b>Desk</b></title>"),
        ("</rss>", ""),
        ('encoding="UTF-8"', 'encoding="iso-8859-1"'),
        ("<category>Gulf</category>", "<strange>1</strange>"),
        ("<category>Gulf</category>", "<title>Second</title>"),
        ("Ana Díaz", "ana@news.example (Ana Díaz)"),
        ("<item><title>Only", "<item xml:base='https://x.example/'><title>Only"),
        ("Words alone.", "Words&nbsp;alone."),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_feedparser(old: str, new: str) -> None:
    assert old in FEED
    assert parse_plain(FEED.replace(old, new).encode(), URL, 10) is None


def test_all_plain_feeds_of_the_collection_read_alike(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = 0
    for path in sorted((shared / "data" / "feeds" / "rss2").rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if len(content) < 300_000 and parse_plain(content, URL, 10) is not None:
            quick, slow = both(content, monkeypatch)
            assert quick == slow, path.name
            plain += 1
    assert plain


def test_a_document_that_ends_too_soon_says_so() -> None:
    whole, cut = (parse_feed(text.encode(), url=URL) for text in (FEED, FEED[: FEED.index("<item><title>Only")]))
    assert isinstance(whole, Feed)
    assert isinstance(cut, Feed)
    assert (whole.is_cut_short, cut.is_cut_short, len(cut.entries)) == (False, True, 2)


def test_counters_in_markup_are_no_update_and_words_are() -> None:
    def digest(text: str) -> str:
        feed = parse_feed(FEED.replace("They met in Muscat.", text).encode(), url=URL)
        assert isinstance(feed, Feed)
        return feed.entries[0].digest

    assert digest("Met.<img src='/c?1'>") == digest("Met. <img src='/c?2'>")
    assert digest("Met.") != digest("Met again.")
