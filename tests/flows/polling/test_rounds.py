"""Rounds of polling against a loopback server: what is asked, what is taken, what becomes of a source."""

from dataclasses import replace
from datetime import timedelta

import pytest
from polled import PAGE, World, item, rss
from web import Asked, Reply

from domain.sources import SourceState
from flows.polling.entries import MOST_ATTEMPTS
from storage.entries import pending_entries
from storage.sources import save_sources


def test_a_first_round_takes_every_entry_once(world: World) -> None:
    world.add()
    outcome = world.round()
    assert (outcome.due, outcome.with_news, outcome.taken) == (1, 1, 2)
    assert [document.hints.title for document in world.loaded] == ["a", "b"]
    assert all(document.content == PAGE for document in world.loaded)


def test_a_second_round_makes_no_needless_request(world: World) -> None:
    world.add()
    world.round()
    asked = len(world.site.asked)
    assert world.round(minutes=5).due == 0
    assert len(world.site.asked) == asked
    outcome = world.round(hours=20)
    assert (outcome.unchanged, outcome.taken) == (1, 0)
    assert world.site.paths()[asked:] == ["/feed"]
    world.round(hours=24)
    assert world.site.paths()[asked:] == ["/feed", "/robots.txt", "/feed"]


def test_validators_are_sent_back_and_a_304_changes_nothing(world: World) -> None:
    world.add()
    world.round()
    world.site.pages["/feed"] = lambda asked: Reply(status=304 if asked.headers.get("if-none-match") == '"1"' else 500)
    assert world.round(hours=24).unchanged == 1
    assert world.state().failures_in_row == 0
    first = world.state().due_at - world.now
    world.round(hours=24)
    assert world.state().due_at - world.now >= first


def test_an_updated_entry_is_taken_again_and_a_reordered_or_returning_one_is_not(world: World) -> None:
    world.add()
    world.round()
    world.site.pages["/feed"] = Reply(rss(item("b"), item("a", text="Talks ended.")))
    assert world.round(hours=24).taken == 1
    world.site.pages["/feed"] = Reply(rss(item("b")))
    assert world.round(hours=24).taken == 0
    world.site.pages["/feed"] = Reply(rss(item("a", text="Talks ended."), item("b")))
    assert world.round(hours=24).taken == 0


def test_a_changed_link_makes_no_second_entry_under_the_same_guid(world: World) -> None:
    world.add()
    world.round()
    world.site.pages["/feed"] = Reply(rss(item("a", link="/pages/c"), item("b")))
    assert world.round(hours=24).new_entries == 0
    with world.database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM feed_entries").fetchone() == (2,)


def test_a_home_page_or_maintenance_page_in_place_of_the_feed_destroys_nothing(world: World) -> None:
    source = world.add()
    world.round()
    world.site.pages["/feed"] = Reply(status=301, headers={"Location": "/"})
    world.site.pages["/"] = Reply(b"<!doctype html><html><body>We will be back soon</body></html>")
    for _ in range(5):
        assert world.round(hours=25).failed == 1
    assert world.source().url == source.url
    assert world.source().state is SourceState.ACTIVE
    world.site.pages["/feed"] = Reply(rss(item("a"), item("b"), item("c")))
    assert world.round(hours=25).taken == 1


def test_a_permanent_move_is_adopted_after_three_good_answers_in_a_row(world: World) -> None:
    source = world.add()
    world.site.pages["/moved"] = world.site.pages["/feed"]
    world.site.pages["/feed"] = Reply(status=301, headers={"Location": "/moved"})
    for expected in (source.url, source.url, world.site.url("/moved")):
        world.round(hours=25)
        assert world.source().url == expected
    assert len(world.loaded) == 2


def test_a_temporary_move_is_never_adopted(world: World) -> None:
    source = world.add()
    world.site.pages["/moved"] = world.site.pages["/feed"]
    world.site.pages["/feed"] = Reply(status=302, headers={"Location": "/moved"})
    for _ in range(5):
        world.round(hours=25)
    assert world.source().url == source.url


def test_gone_retires_the_source_and_404_does_not(world: World) -> None:
    world.add()
    world.site.pages["/feed"] = Reply(status=404)
    world.round()
    assert world.source().state is SourceState.ACTIVE
    world.site.pages["/feed"] = Reply(status=410)
    world.round(hours=25)
    assert world.source().state is SourceState.RETIRED
    assert world.round(hours=25).due == 0


def test_a_server_that_asks_us_to_wait_is_waited_for(world: World) -> None:
    world.add()
    world.site.pages["/feed"] = Reply(status=429, headers={"Retry-After": "7200"})
    world.round()
    assert world.state().due_at == world.now + timedelta(hours=2)
    assert world.round(hours=1).due == 0


def test_failures_wait_longer_each_time_and_a_good_answer_forgives_them(world: World) -> None:
    world.add()
    world.site.pages["/feed"] = Reply(status=500)
    waits = []
    for _ in range(4):
        world.round(hours=25)
        waits.append(world.state().due_at - world.now)
    assert waits == sorted(waits)
    assert world.state().failures_in_row == 4
    world.site.pages["/feed"] = Reply(rss(item("a")))
    world.round(hours=25)
    assert (world.state().failures_in_row, world.state().reason) == (0, None)


def test_one_sources_failure_is_its_own(world: World) -> None:
    world.add()
    world.add("/broken")
    world.site.pages["/broken"] = Reply(b"\x00\x01\x02")
    outcome = world.round()
    assert (outcome.due, outcome.failed, outcome.taken) == (2, 1, 2)
    assert [name for name, _ in outcome.problems] == ["/broken"]
    assert outcome.problems[0][1].startswith("this is not a feed")


def test_a_page_that_can_not_be_had_is_tried_again_ever_later_and_then_the_feeds_text_stands_in(world: World) -> None:
    own = "The ministers agreed on a timetable. " * 20
    world.site.pages["/feed"] = Reply(rss(item("a", text=own)))
    world.site.pages["/pages/a"] = Reply(status=500)
    world.add()
    assert world.round().waiting == 1
    assert world.round(minutes=5).waiting == 0
    assert world.site.paths().count("/pages/a") == 1
    for attempt in range(1, MOST_ATTEMPTS - 1):
        assert world.round(minutes=19 * 2**attempt).waiting == 1
    assert world.round(hours=25).taken == 1
    assert world.site.paths().count("/pages/a") == MOST_ATTEMPTS
    assert b"timetable" in world.loaded[0].content
    assert world.round(hours=25).taken == 0


def test_a_page_that_is_gone_leaves_a_removed_entry_with_its_reason(world: World) -> None:
    world.site.pages["/pages/a"] = Reply(status=410)
    world.add()
    outcome = world.round()
    assert outcome.taken == 1
    with world.database.reading() as connection:
        found = connection.execute("SELECT state, reason FROM feed_entries ORDER BY url").fetchall()
    assert found[0][0] == "removed"
    assert "410" in found[0][1]


def test_pictures_and_sound_are_not_articles(world: World) -> None:
    world.site.pages["/pages/a"] = Reply(b"\x89PNG", headers={"Content-Type": "image/png"})
    world.add()
    assert world.round().taken == 1


def test_a_feed_with_whole_texts_needs_no_pages(world: World) -> None:
    world.site.pages["/feed"] = Reply(rss(item("a", text="The ministers agreed on a timetable for talks.")))
    world.add(full_text="feed", publisher="The World")
    assert world.round().taken == 1
    assert world.site.paths() == ["/robots.txt", "/feed"]
    assert world.loaded[0].hints.publisher == "The World"


def test_robots_keeps_us_from_pages_but_not_from_the_rest(world: World) -> None:
    world.site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /pages/a\n")
    world.add()
    outcome = world.round()
    assert outcome.taken == 1
    assert "/pages/a" not in world.site.paths()


def test_a_kill_between_feed_and_pages_loses_nothing_and_repeats_nothing(world: World) -> None:
    world.add()
    world.fails_to_load = True
    with pytest.raises(KeyboardInterrupt):
        world.round()
    with world.database.reading() as connection:
        assert len(pending_entries(connection, now=world.now, most=10)) == 2
    world.fails_to_load = False
    outcome = world.round(minutes=1)
    assert (outcome.due, outcome.taken) == (0, 2)
    assert world.round(minutes=1).taken == 0


def test_every_request_is_in_the_ledger_with_its_outcome(world: World) -> None:
    world.add()
    world.round()
    with world.database.reading() as connection:
        rows = connection.execute("SELECT purpose, outcome, status FROM fetches ORDER BY url").fetchall()
    assert rows == [("feed", "ok", 200), ("page", "ok", 200), ("page", "ok", 200), ("robots", "http_error", 404)]


def test_a_paused_source_is_left_alone(world: World) -> None:
    source = world.add()
    with world.database.transaction() as connection:
        save_sources(connection, [replace(source, state=SourceState.PAUSED)], moment=world.now)
    assert world.round().due == 0


def test_a_source_is_never_asked_twice_at_once_and_its_host_gets_one_request_at_a_time(world: World) -> None:
    def slow(_: Asked) -> Reply:
        return Reply(PAGE)

    world.site.pages |= {f"/pages/{name}": slow for name in "ab"}
    world.add()
    world.add("/other")
    world.site.pages["/other"] = Reply(rss(item("x", link="/pages/c")))
    world.round()
    assert world.site.most_at_once == 1
