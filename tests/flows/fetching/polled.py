"""A site, a database and a clock for rounds of polling."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from web import Web

from domain.documents import RawDocument
from domain.sources import Source
from flows.fetching.asking import FetchLimits
from flows.fetching.client import Fetcher
from flows.fetching.politeness import Manners, PoliteFetcher
from flows.inputs import Found
from flows.polling import PollOutcome, Round, run_poll
from storage.database import Database
from storage.sources import all_sources, poll_states, save_sources

PAGE = b"<html><body><article><p>Talks were held in Doha on Tuesday, officials said.</p></article></body></html>"


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>World</title>{''.join(items)}</channel></rss>".encode()


def item(name: str, text: str = "Talks.", link: str | None = None) -> str:
    where = f"<link>{link or '/pages/' + name}</link>"
    return f"<item><guid>{name}</guid>{where}<title>{name}</title><description>{text}</description></item>"


@dataclass
class World:
    """A site, a database, a clock that tests set, and all that was loaded."""

    site: Web
    database: Database
    now: datetime = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
    loaded: list[RawDocument] = field(default_factory=list)
    fails_to_load: bool = False

    def add(self, path: str = "/feed", **more: object) -> Source:
        source = Source(source_id=f"src{path}", name=path, url=self.site.url(path), **more)  # type: ignore[arg-type]
        with self.database.transaction() as connection:
            save_sources(connection, [source], moment=self.now)
        return source

    def load(self, found: Sequence[Found]) -> None:
        if self.fails_to_load:
            raise KeyboardInterrupt
        self.loaded += [each.document for each in found if each.document is not None]

    def round(self, **later: float) -> PollOutcome:
        self.now += timedelta(**later)
        limits = FetchLimits(connect_seconds=1, idle_seconds=1, total_seconds=2)
        return run_poll(
            Round(
                database=self.database,
                run_id="run",
                open_fetcher=lambda: Fetcher(user_agent="Eventwire/t", allowed_hosts=["127.0.0.1"], limits=limits),
                polite=lambda fetcher: PoliteFetcher(fetcher, Manners(spacing_seconds=0), now=lambda: self.now),
                load=self.load,
                now=lambda: self.now,
                dice=random.Random(1),
            )
        )

    def source(self) -> Source:
        with self.database.reading() as connection:
            return all_sources(connection)[0]

    def state(self):  # type: ignore[no-untyped-def]
        with self.database.reading() as connection:
            return next(iter(poll_states(connection).values()))
