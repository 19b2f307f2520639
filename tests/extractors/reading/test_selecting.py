"""Selectors of a source."""

from extractors.reading.selecting import selected

PAGE = b"""<html><head><title>T</title></head><body><nav>Menu</nav><div class=story><p>One.</p><aside>Ad</aside></div>
<div class=story><p>Two.</p></div><footer>End</footer></body></html>"""


def test_only_what_is_kept_stays_in_the_body_and_the_head_stays() -> None:
    page = selected(PAGE, ".story", "aside")
    assert b"One." in page
    assert b"Two." in page
    assert b"<title>T</title>" in page
    for gone in (b"Menu", b"Ad", b"End"):
        assert gone not in page


def test_a_selector_that_finds_nothing_loses_nothing() -> None:
    assert b"One." in selected(PAGE, ".gone", None)
    assert b"One." in selected(PAGE, "div >", None)
    assert selected(PAGE, None, None) == PAGE


def test_nested_matches_are_kept_once() -> None:
    assert selected(PAGE, "body, .story, p", None).count(b"One.") == 1
    assert selected(PAGE, ".story, p", None).count(b"One.") == 1
