"""Sources that publish, feeds that list, and the ledger of what was fetched."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SourceState(StrEnum):
    """Whether a source is polled."""

    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"  # it answered 410, or was removed by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's feed, sitemap or folder that `poll` reads."""

    source_id: str
    name: str
    url: str  # feed URL, or folder as file URL
    home: str | None = None
    kind: str = "feed"  # "feed", "sitemap", "json_feed", "folder"
    publisher: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-3
    language: str | None = None
    tags: tuple[str, ...] = ()
    state: SourceState = SourceState.ACTIVE
    full_text: str = "page"  # "page": fetch each entry's page; "feed": the entry's own text is whole
    interval_seconds: int | None = None  # None: by the source's own rhythm
    trust: float | None = None  # 0 to 1, the user's own judgement
    keep_selector: str | None = None
    drop_selector: str | None = None
    unverified: bool = False


class FetchOutcome(StrEnum):
    """How one request ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    GONE = "gone"
    HTTP_ERROR = "http_error"
    THROTTLED = "throttled"
    REFUSED = "refused"  # by our own rules: private address, robots, scheme, size
    TIMED_OUT = "timed_out"
    NETWORK_ERROR = "network_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request, as the ledger keeps it."""

    fetch_id: str
    source_id: str | None
    url: str
    final_url: str | None
    purpose: str  # "feed", "page", "robots", "discovery"
    started_at: datetime  # aware, UTC
    seconds: float
    status: int | None
    outcome: FetchOutcome
    reason: str | None  # in words, where it is not OK
    bytes_received: int
    etag: str | None
    last_modified: str | None
    raw_id: str | None  # the raw document kept, if any


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """How the polling of one source stands."""

    source_id: str
    due_at: datetime | None = None  # aware, UTC; None: at once
    polled_at: datetime | None = None
    good_at: datetime | None = None  # when a poll last succeeded
    failures_in_row: int = 0
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None  # where permanent redirects point
    moved_times: int = 0  # permanent redirects in a row to it that still gave a feed
    reason: str | None = None  # why the last poll failed
    validated_url: str | None = None  # address that gave the validators
    ttl_seconds: int | None = None  # least seconds between polls that the feed asks for
    skip_hours: tuple[int, ...] = ()  # UTC hours in which the feed asks not to be polled
    skip_days: tuple[int, ...] = ()  # weekdays, Monday 0


class EntryState(StrEnum):
    """How far a listed entry came."""

    PENDING = "pending"  # its page is to be fetched
    TAKEN = "taken"
    FAILED = "failed"  # given up after several tries
    REMOVED = "removed"  # gone at the publisher's (404 or 410 at its page)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """An entry that a source has listed."""

    source_id: str
    entry_key: str  # the entry's id within its source
    url: str | None
    content_key: str  # another one means that the entry was updated
    hints: str | None  # what the feed says of the article, as JSON, until the entry is taken
    state: EntryState = EntryState.PENDING
    attempts: int = 0  # times that its page was asked for since the feed told of it as it is now
    arrival_id: str | None = None  # of the entry as it was last taken
    reason: str | None = None
    told_at: datetime | None = None  # when the feed first told of it as it is now
    tellings: int = 1  # times that the feed told of it anew
    due_at: datetime | None = None  # when its page is to be asked for again; None: at once


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What is recorded of an entry that its feed lists again."""

    content_key: str
    url: str | None
    state: EntryState
    arrival_id: str | None
    tellings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """What the page at an address last gave; its content is kept under `raw_id`."""

    url: str
    final_url: str  # after redirects
    raw_id: str
    headers: tuple[tuple[str, str], ...]  # names in lower case
    etag: str | None
    last_modified: str | None
    fetched_at: datetime  # aware, UTC; also when it was last found unchanged
    fetch_id: str | None
    source_id: str | None  # source that it was asked for
