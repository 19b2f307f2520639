"""Polling through all stages: settings in, events in the tables out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from web import Reply, Web, web

from domain.errors import FetchError, InputError
from domain.sources import Source
from flows.extraction import Knowledge
from flows.polling import fetch_once, poll_once
from flows.polling.adding import discover
from flows.polling.exchange import opml_of, sources_from_opml, sources_from_yaml, yaml_of
from flows.settings import Settings
from storage.database import Database
from storage.sources import all_sources, save_sources

FEED = b"""<rss version='2.0'><channel><title>Gulf Desk</title><link>/</link>
<item><guid>1</guid><link>/a/1</link><title>Ministers meet in Muscat</title>
<pubDate>Tue, 04 Feb 2025 10:00:00 GMT</pubDate></item></channel></rss>"""
PAGE = b"""<html><head><title>Ministers meet in Muscat - Gulf Desk</title></head><body><nav>Home News</nav>
<div class='story'><h1>Ministers meet in Muscat</h1><p>Iranian Foreign Minister Abbas Araghchi met his Omani counterpart
Badr al-Busaidi in Muscat on Monday, the two ministries said. They discussed shipping and the release of detained
sailors.</p><p>France condemned the attack on a tanker off Fujairah on Sunday and called on Iran to free its
crew.</p></div>
<div class='more'><p>Russia attacked Ukraine with drones on Saturday, killing four people in Odesa.</p></div>
</body></html>"""


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as server:
        server.pages |= {
            "/feed": Reply(FEED, headers={"Content-Type": "application/rss+xml"}),
            "/a/1": Reply(PAGE, headers={"Content-Type": "text/html; charset=utf-8"}),
            "/": Reply(b"<html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head></html>"),
        }
        yield server


@pytest.fixture
def settings(database: Database) -> Settings:
    return Settings(database=database.path, allow_hosts="127.0.0.1", host_spacing=0)


def test_an_entry_becomes_an_article_of_its_source_with_events(
    site: Web, settings: Settings, knowledge: Knowledge
) -> None:
    choice = discover(settings, site.url("/"))
    assert choice.source.url == site.url("/feed")
    database = Database(path=settings.database)
    source = choice.source
    with database.transaction() as connection:
        save_sources(connection, [source], moment=_now())
    run = poll_once(settings, knowledge=knowledge)
    assert run.polls.taken == 1
    assert run.loaded.counts.kept == 1
    with database.reading() as connection:
        arrival = connection.execute("SELECT source_id, url FROM arrivals").fetchone()
        brought = connection.execute("SELECT purpose FROM fetches JOIN arrivals USING (fetch_id, raw_id)").fetchall()
        types = {row[0] for row in connection.execute("SELECT type FROM current_events").fetchall()}
        published = connection.execute("SELECT published_from FROM articles").fetchone()
        state = connection.execute("SELECT flow, state FROM runs").fetchall()
    assert brought == [("page",)]
    assert arrival == (source.source_id, site.url("/a/1"))
    assert "CONSULT" in types
    assert str(published[0]) == "2025-02-04"  # type: ignore[index]
    assert state == [("poll", "completed")]
    again = poll_once(settings, knowledge=knowledge)
    assert again.loaded.counts.inputs == 0


def test_a_sources_selectors_change_what_is_read_and_not_what_is_kept(
    site: Web, settings: Settings, knowledge: Knowledge
) -> None:
    source = Source(source_id="src", name="Desk", url=site.url("/feed"), drop_selector=".more")
    database = Database(path=settings.database)
    with database.transaction() as connection:
        save_sources(connection, [source], moment=_now())
    poll_once(settings, knowledge=knowledge)
    with database.reading() as connection:
        text, raw_id, kept = connection.execute(
            "SELECT text, versions.raw_id, arrivals.raw_id FROM versions JOIN arrivals USING (version_id)"
        ).fetchone()  # type: ignore[misc]
    assert "Muscat" in text
    assert "Odesa" not in text
    assert raw_id == kept


def test_pages_are_fetched_by_hand_and_what_is_missing_is_named(
    site: Web, settings: Settings, knowledge: Knowledge
) -> None:
    outcome, errors = fetch_once(settings, [site.url("/a/1"), site.url("/none")], knowledge=knowledge)
    assert outcome.counts.kept == 1
    assert [error.url for error in errors] == [site.url("/none")]
    assert "404" in str(errors[0])


def test_a_home_page_without_a_feed_says_what_was_tried(site: Web, settings: Settings) -> None:
    site.pages["/bare"] = Reply(b"<html><body>No feeds</body></html>")
    del site.pages["/feed"]
    with pytest.raises(FetchError, match=r"no feed was found.*tried: http"):
        discover(settings, site.url("/bare"))


def test_a_folder_is_a_source_and_a_missing_one_an_error(settings: Settings, tmp_path: Path) -> None:
    assert discover(settings, str(tmp_path)).source.kind == "folder"
    with pytest.raises(InputError, match="no folder"):
        discover(settings, str(tmp_path / "none"))


def test_sources_survive_yaml_and_feeds_survive_opml() -> None:
    made = sources_from_yaml(
        "sources:\n- {name: A & B, url: 'https://a.example/f?x=1&y=2', tags: [gulf, igo], interval_seconds: 900}\n", "x"
    )
    assert sources_from_yaml(yaml_of(made), "x") == made
    (back,) = sources_from_opml(opml_of(made).encode(), "x")
    assert (back.name, back.url, back.tags, back.source_id) == (
        "A & B",
        made[0].url,
        ("gulf", "igo"),
        made[0].source_id,
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("nothing", "no list `sources`"),
        ("sources:\n- {url: 'https://a.example'}", "source 1: name"),
        ("sources:\n- {name: A, url: 'https://a.example', colour: red}", "source 1: colour"),
        ("sources: [", "not YAML"),
    ],
)
def test_a_broken_list_of_sources_says_where(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        sources_from_yaml(text, "list.yaml")


def test_the_shipped_list_of_sources_can_be_imported() -> None:
    path = Path(__file__).parents[3] / "seeds" / "sources.yaml"
    sources = sources_from_yaml(path.read_text("utf-8"), path.name)
    assert len(sources) >= 40
    assert len({source.url for source in sources}) == len(sources)
    assert all(source.unverified for source in sources)


def test_secrets_never_reach_the_database(site: Web, settings: Settings, knowledge: Knowledge) -> None:
    secret = Settings(
        database=settings.database,
        allow_hosts="127.0.0.1",
        host_spacing=0,
        source_headers='{"127.0.0.1": {"Authorization": "Bearer hush"}}',  # type: ignore[arg-type]
    )
    database = Database(path=settings.database)
    with database.transaction() as connection:
        save_sources(connection, [Source(source_id="src", name="Desk", url=site.url("/feed"))], moment=_now())
    poll_once(secret, knowledge=knowledge)
    assert site.asked[-1].headers["authorization"] == "Bearer hush"
    assert b"hush" not in settings.database.read_bytes()
    assert "hush" not in repr(secret)
    with database.reading() as connection:
        assert len(all_sources(connection)) == 1


def _now():  # type: ignore[no-untyped-def]
    from datetime import UTC, datetime

    return datetime.now(UTC)
