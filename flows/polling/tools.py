"""What a round works with."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from domain.sources import Source
from flows.fetching.client import Fetcher
from flows.fetching.politeness import PoliteFetcher
from flows.inputs.found import Found
from storage.database import Database

Load = Callable[[Sequence[Found]], None]  # takes documents through all stages and commits them
Secrets = Callable[[Source], Mapping[str, str]]  # headers of a source: cookies, authorization


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


def no_secrets(_source: Source) -> Mapping[str, str]:
    """Of sources that have none."""
    return {}


def no_warming() -> None:
    """Loading wants nothing beforehand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round works with."""

    database: Database
    run_id: str
    open_fetcher: Callable[[], Fetcher]
    polite: Callable[[Fetcher], PoliteFetcher]
    load: Load
    batch_size: int = 100
    keep_within: float = 0.25  # seconds after which what came is written; infinite: only where it is needed
    now: Callable[[], datetime] = now_utc
    dice: random.Random = field(default_factory=random.Random)
    secrets: Secrets = no_secrets
    only: tuple[str, ...] | None = None  # source ids; None: all that are due
    warm_up: Callable[[], object] = no_warming  # what loading will want, made ready while pages are waited for

    def secrets_for(self, source: Source, url: str) -> Mapping[str, str]:
        """A source's secrets go to its own host alone, whatever its feed links to."""
        own, other = urlsplit(source.url), urlsplit(url)
        is_weaker = own.scheme == "https" and other.scheme != "https"
        return self.secrets(source) if own.hostname == other.hostname and not is_weaker else {}
