"""What feeds state, as far as it can be used: text, web addresses, moments."""

from datetime import UTC, datetime
from urllib.parse import urljoin


def text_of(value: object) -> str | None:
    """Text without outer space; None for blank text and for what is none."""
    return (value.strip() or None) if isinstance(value, str) else None


def link_of(value: object, base: str | None) -> str | None:
    """The absolute http or https address; None where it is none.

    >>> link_of("/a/1", "https://news.example/feed")
    'https://news.example/a/1'
    """
    text = text_of(value)
    if text is None:
        return None
    try:
        absolute = urljoin(base, text) if base else text
    except ValueError:
        return None
    return absolute if absolute.startswith(("http://", "https://")) else None


def moment_of(stated: str | None) -> datetime | None:
    """An ISO 8601 moment in UTC; None where it is none, or states no zone."""
    try:
        moment = datetime.fromisoformat(stated) if stated else None
        return moment.astimezone(UTC) if moment is not None and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
