"""What tests of rounds share."""

from collections.abc import Iterator

import pytest
from polled import PAGE, World, item, rss
from web import Reply, web

from storage.database import Database


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    with web() as site:
        site.pages["/feed"] = Reply(rss(item("a"), item("b")), headers={"ETag": '"1"'})
        site.pages |= {f"/pages/{name}": Reply(PAGE, headers={"Content-Type": "text/html"}) for name in "abc"}
        yield World(site, database)
