"""The wordings of page lines: all are regular expressions, and each is tried on the lines that it matches."""

import re

import pytest

from extractors.reading.chrome import chrome_rule, chrome_rules
from extractors.reading.wordings import opening_of, openings


def test_every_wording_compiles() -> None:
    assert all(re.compile(wording.text) for rule in chrome_rules() for wording in rule.wordings)


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("(?:please )?share", ("please share", "share")),
        (r"\d+ likes|[«x]{1,3} more", ("7 likes", "٣ likes", "x more", "«« more")),
        ("e?-?mail us", ("e-mail us", "email us", "mail us", "-mail us")),
        ("(?:a|no) ?b+", ("ab", "a b", "nob", "no bb")),
        ("(?:the )*post", ("post", "the post", "the the post")),
        ("x", ("x", "x !")),
    ],
)
def test_a_text_opens_like_the_pattern_that_it_matches(pattern: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        assert any(opening_of(text, 0).startswith(opening) for opening in openings(pattern)), text


@pytest.mark.parametrize(
    ("line", "rule_id"),
    [
        ("• Share this article on Facebook", "share"),
        ("Follow us", "follow"),
        ("The harbour was closed on Tuesday.", None),
        ("12 views", "share"),
    ],
)
def test_a_line_is_known_by_its_wording(line: str, rule_id: str | None) -> None:
    found = chrome_rule(line)
    assert (found.rule_id if found else None) == rule_id
