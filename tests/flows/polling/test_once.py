"""Nothing is fetched twice, nothing is loaded twice, and hosts that ask to wait are waited for."""

from datetime import timedelta

import pytest
from polled import PAGE, World, item, rss
from web import Asked, Reply

HTML = {"Content-Type": "text/html"}


def test_a_page_fetched_before_a_kill_is_not_asked_for_again(world: World) -> None:
    world.add()
    world.fails_to_load = True
    with pytest.raises(KeyboardInterrupt):
        world.round()
    world.fails_to_load = False
    asked = len(world.site.asked)
    assert world.round(minutes=1).taken == 2
    assert len(world.site.asked) == asked
    assert [document.content for document in world.loaded] == [PAGE, PAGE]


def test_a_page_that_did_not_change_when_its_entry_did_is_not_loaded_again(world: World) -> None:
    world.add()
    world.round()
    world.site.pages["/feed"] = Reply(rss(item("a", text="Read more."), item("b")))
    assert world.round(hours=25).taken == 1
    assert world.site.paths().count("/pages/a") == 2
    assert len(world.loaded) == 2


def test_an_updated_entrys_page_is_asked_for_with_its_validator(world: World) -> None:
    def page(asked: Asked) -> Reply:
        known = asked.headers.get("if-none-match") == '"p1"'
        return Reply(b"" if known else PAGE, 304 if known else 200, {"ETag": '"p1"', **HTML})

    world.site.pages["/pages/a"] = page
    world.add()
    world.round()
    world.site.pages["/feed"] = Reply(rss(item("a", text="Read more."), item("b")))
    assert world.round(hours=25).taken == 1
    assert world.site.asked[-1].headers["if-none-match"] == '"p1"'
    assert len(world.loaded) == 2


def test_two_sources_that_list_one_page_cost_one_request(world: World) -> None:
    world.add()
    world.add("/other")
    world.site.pages["/other"] = Reply(rss(item("x", link="/pages/a")))
    assert world.round().taken == 3
    world.add("/third")
    world.site.pages["/third"] = Reply(rss(item("y", link="/pages/b")))
    assert world.round(minutes=30).taken == 1
    assert [world.site.paths().count(f"/pages/{name}") for name in "ab"] == [1, 1]


def test_an_entry_under_a_new_id_is_nothing_new(world: World) -> None:
    world.add()
    world.round()
    world.site.pages["/feed"] = Reply(rss(item("a2", link="/pages/a").replace("<title>a2", "<title>a"), item("b")))
    assert world.round(hours=25).new_entries == 0


def test_a_mended_link_of_an_entry_that_could_not_be_taken_is_followed(world: World) -> None:
    world.site.pages["/pages/a"] = Reply(status=410)
    world.add()
    world.round()
    world.site.pages["/feed"] = Reply(rss(item("a", link="/pages/c"), item("b")))
    assert world.round(hours=25).taken == 1
    assert world.site.paths()[-1] == "/pages/c"


def test_what_a_feed_that_was_cut_short_did_not_list_is_asked_for_again(world: World) -> None:
    whole = rss(item("a"), item("b"))
    world.site.pages["/feed"] = Reply(whole[: whole.index(b"<item><guid>b")], headers={"ETag": '"1"'})
    world.add()
    assert world.round().taken == 1
    world.site.pages["/feed"] = lambda asked: Reply(b"", 304) if "if-none-match" in asked.headers else Reply(whole)
    assert world.round(hours=25).taken == 1


def test_a_host_that_asks_us_to_wait_is_not_asked_for_other_pages(world: World) -> None:
    world.site.pages["/feed"] = Reply(rss(*map(item, "abc")))
    world.site.pages["/pages/a"] = Reply(status=429, headers={"Retry-After": "7200"})
    world.add()
    assert world.round().waiting == 3
    assert world.round(minutes=100).waiting == 0
    assert [path for path in world.site.paths() if path.startswith("/pages")] == ["/pages/a"]
    world.site.pages["/pages/a"] = Reply(PAGE, headers=HTML)
    assert world.round(minutes=21).taken == 3


def test_a_page_that_leads_home_is_not_an_article(world: World) -> None:
    world.site.pages |= {"/pages/a": Reply(status=302, headers={"Location": "/"}), "/": Reply(PAGE, headers=HTML)}
    world.add()
    outcome = world.round()
    assert (outcome.taken, outcome.waiting) == (1, 1)
    assert "home page" in outcome.problems[0][1]


def test_robots_rules_hold_for_where_a_page_redirects_to(world: World) -> None:
    world.site.pages |= {
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /closed\n"),
        "/pages/a": Reply(status=302, headers={"Location": "/closed"}),
        "/closed": Reply(PAGE, headers=HTML),
    }
    world.add()
    assert world.round().taken == 1
    assert "/closed" not in world.site.paths()


def test_a_robots_file_that_fails_only_postpones(world: World) -> None:
    world.site.pages["/robots.txt"] = Reply(status=503)
    world.site.pages["/feed"] = Reply(rss(item("a")))
    world.add()
    assert world.round().failed == 1
    world.site.pages["/robots.txt"] = Reply(status=404)
    assert world.round(hours=2).taken == 1


def test_an_answer_without_news_obeys_what_the_feed_and_the_server_ask(world: World) -> None:
    head = b"<channel><ttl>300</ttl><skipHours><hour>16</hour><hour>17</hour></skipHours>"
    world.site.pages["/feed"] = Reply(rss(item("a")).replace(b"<channel>", head), headers={"ETag": '"1"'})
    world.add()
    world.round(days=1)
    world.site.pages["/feed"] = Reply(status=304)
    world.round(hours=25)
    assert world.state().due_at >= world.now + timedelta(hours=5)
    assert world.state().due_at.hour not in (16, 17)
    world.site.pages["/feed"] = Reply(status=304, headers={"Cache-Control": "max-age=50000"})
    world.round(hours=25)
    assert world.state().due_at >= world.now + timedelta(seconds=50_000)


def test_a_move_is_adopted_though_the_new_address_answers_only_that_nothing_changed(world: World) -> None:
    source = world.add()
    world.site.pages["/moved"] = lambda asked: Reply(
        b"" if "if-none-match" in asked.headers else rss(item("a")),
        304 if "if-none-match" in asked.headers else 200,
        {"ETag": '"m"'},
    )
    world.site.pages["/feed"] = Reply(status=301, headers={"Location": "/moved"})
    for expected in (source.url, source.url, world.site.url("/moved")):
        world.round(hours=25)
        assert world.source().url == expected
