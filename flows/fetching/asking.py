"""What is asked for, within which bounds, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.sources import Fetch, FetchOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """Bounds of one request: seconds, bytes, redirects."""

    connect_seconds: float = 10.0
    idle_seconds: float = 20.0
    total_seconds: float = 60.0
    most_bytes: int = 16 * 1024 * 1024  # after decompression
    most_received: int = 8 * 1024 * 1024  # as they come
    most_redirects: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request gave: the ledger's row, and the body where there is one."""

    fetch: Fetch
    content: bytes | None = None  # None unless the outcome is OK
    headers: tuple[tuple[str, str], ...] = ()  # names in lower case
    moved_to: str | None = None  # where an unbroken chain of permanent redirects from the URL ended
    retry_after: str | None = None  # as the server said it
    is_passing: bool = True  # whether another try may bring more; False where our own rules forbid it for good
    not_before: datetime | None = None  # until when it is not our turn; None: it was

    @property
    def is_ok(self) -> bool:
        return self.fetch.outcome is FetchOutcome.OK

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for, and why."""

    url: str
    purpose: str  # "feed", "page", "robots", "discovery"
    source_id: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    validated_url: str | None = None  # the address that gave the validators, to which alone they go; None: to any
    headers: Mapping[str, str] = field(default_factory=dict)  # of the source (cookies, authorization): its host only
