"""What one round of polling did, counted."""

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class PollOutcome:
    """Counts of a round; it grows while the round goes on."""

    due: int = 0
    unchanged: int = 0
    with_news: int = 0
    failed: int = 0
    new_entries: int = 0
    taken: int = 0
    waiting: int = 0  # entries whose page could not be had yet
    requests: int = 0
    bytes_received: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)  # source name or URL, and what went wrong
