"""All views of an article have one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.reading.urls import canonical_url

ARTICLE = "https://oslopost.no/world/talks-in-doha"


@pytest.mark.parametrize(
    "view",
    [
        "http://www.oslopost.no/world/talks-in-doha",
        "https://oslopost.no/world/talks-in-doha/",
        "https://OSLOPOST.no:443/world//talks-in-doha#comments",
        "https://m.oslopost.no/world/talks-in-doha?utm_source=x&utm_medium=social",
        "https://oslopost.no/world/talks-in-doha/amp",
        "https://oslopost.no/amp/world/talks-in-doha",
        "https://amp.oslopost.no/world/talks-in-doha?amp=1",
        "https://oslopost.no/world/talks-in-doha?outputType=amp",
        "https://oslopost.no/world/talks-in-doha/print/",
        "https://oslopost.no/world/talks-in-doha?fbclid=abc&gclid=d&cmpid=e&ref=rss",
        "https://oslopost-no.cdn.ampproject.org/c/s/oslopost.no/world/talks-in-doha/amp/",
        "https://www.google.com/amp/s/www.oslopost.no/world/talks-in-doha",
        "https://web.archive.org/web/20240502101010/https://www.oslopost.no/world/talks-in-doha",
    ],
)
def test_views_fold_into_one_address(view: str) -> None:
    assert canonical_url(view) == ARTICLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://oslopost.no/a?id=7", "https://oslopost.no/a?id=8"),
        ("https://oslopost.no/a", "https://oslopost.no/b"),
        ("https://oslopost.no/article.php?p=1&source=norway", "https://oslopost.no/article.php?p=1&source=qatar"),
        ("https://news.oslopost.no/a", "https://oslopost.no/a"),
        ("https://oslopost.no/print-media-in-crisis", "https://oslopost.no/media-in-crisis"),
    ],
)
def test_different_articles_keep_different_addresses(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


def test_the_order_of_parameters_does_not_matter() -> None:
    assert canonical_url("https://oslopost.no/a?b=1&a=2") == canonical_url("https://oslopost.no/a?a=2&b=1")


@pytest.mark.parametrize("odd", ["", "not an address", "mailto:a@b.no", "http://[broken", "ftp://oslopost.no/a"])
def test_what_is_no_web_address_is_returned_as_it_is(odd: str) -> None:
    assert canonical_url(odd) == odd


@given(
    st.lists(st.sampled_from(["amp", "print", "a b", "ü", "%C3%BC", "index.html", "x.amp.html", "", "m"]), max_size=4),
    st.lists(st.sampled_from(["utm_x=1", "id=7", "amp=1", "q=a b", "view=print", "source=oslo", "%"]), max_size=4),
)
def test_canonical_addresses_are_fixed_points(path: list[str], query: list[str]) -> None:
    once = canonical_url(f"http://www.m.oslopost.no/{'/'.join(path)}?{'&'.join(query)}")
    assert canonical_url(once) == once
