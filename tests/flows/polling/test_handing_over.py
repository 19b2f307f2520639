"""A round that hands over: what it fetched is kept and announced, and loaded by whoever comes next."""

from datetime import UTC, datetime

from web import Reply, web

from domain.sources import Source
from flows.extraction import Knowledge
from flows.loading.keeping import load_kept
from flows.polling import poll_once
from flows.settings import Settings
from storage.checking import inconsistencies
from storage.database import Database
from storage.sources import save_sources

FEED = b"""<rss version='2.0'><channel><title>Port Desk</title>
<item><guid>1</guid><link>/a/1</link><title>Talks in Muscat</title></item></channel></rss>"""
PAGE = b"""<html><head><title>Talks in Muscat</title></head><body><article><h1>Talks in Muscat</h1>
<p>MUSCAT, Oct 7, 2024 - Iran's foreign minister met his Omani counterpart in Muscat on Monday, both ministries said.
The two discussed shipping through the strait and the release of a tanker's crew.</p></article></body></html>"""


def test_a_round_keeps_and_announces_and_another_process_loads(database: Database, knowledge: Knowledge) -> None:
    settings = Settings(database=database.path, allow_hosts="127.0.0.1", host_spacing=0)
    announced: list[str] = []
    with web() as site:
        site.pages |= {
            "/feed": Reply(FEED, headers={"Content-Type": "application/rss+xml"}),
            "/a/1": Reply(PAGE, headers={"Content-Type": "text/html"}),
        }
        with database.transaction() as connection:
            save_sources(
                connection, [Source(source_id="src", name="Desk", url=site.url("/feed"))], moment=datetime.now(UTC)
            )
        run = poll_once(settings, hand_over=announced.append)
        again = poll_once(settings, hand_over=announced.append)
    assert (run.polls.taken, run.loaded.counts.inputs, len(announced)) == (1, 0, 1)
    assert again.polls.taken == 0
    assert inconsistencies(database) == ()
    with database.reading() as connection:
        entries = connection.execute("SELECT state FROM feed_entries").fetchall()
        source = connection.execute("SELECT share_rejected, documents FROM source_health").fetchone()
    assert entries == [("taken",)]
    assert source == (0.0, 1)
    outcome = load_kept(settings, knowledge=knowledge)
    assert outcome is not None
    assert outcome.counts.kept == 1
    with database.reading() as connection:
        brought = connection.execute(
            "SELECT arrivals.source_id, purpose FROM arrivals JOIN fetches USING (fetch_id)"
        ).fetchall()
    assert brought == [("src", "page")]
    assert inconsistencies(database) == ()
