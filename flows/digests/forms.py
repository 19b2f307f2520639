"""A digest as plain text, as Markdown and as JSON."""

import json
from collections.abc import Iterator

from domain.alerts import WatchedEvent
from flows.alerting.wording import figure_range, quoted
from flows.digests.gathering import Digest, Dyad

_MOST_DYADS = 25
_MOST_EVENTS = 5  # of a dyad
_MOST_LINKS = 3


def as_text(digest: Digest) -> str:
    """For mail and terminals."""
    return "\n".join(_lines(digest, heading="{}", item="- ", below="    ")).rstrip() + "\n"


def as_markdown(digest: Digest) -> str:
    """For notes and chats."""
    return f"# {digest.title}\n\n" + "\n".join(_lines(digest, heading="## {}", item="- ", below="  ")).rstrip() + "\n"


def as_json(digest: Digest) -> str:
    """For programs: everything, nothing cut short."""
    record = {
        "title": digest.title,
        "since": digest.since.isoformat(),
        "until": digest.until.isoformat(),
        "articles": digest.articles,
        "publishers": digest.publishers,
        "types": dict(digest.types),
        "updated": digest.updated,
        "older": digest.older,
        "dyads": [{"title": dyad.title, "events": [_event(event) for event in dyad.events]} for dyad in digest.dyads],
        "alerts": [
            {"severity": each.severity, "state": each.state, "title": each.title, "alert_id": each.alert_id}
            for each in digest.alerts
        ],
        "rejects": [
            {"stage": each.stage, "reason": each.reason, "number": each.number, "example": each.example}
            for each in digest.rejects
        ],
        "sources": [
            {
                "name": each.name,
                "failures": each.failures,
                "reason": each.reason,
                "newest_at": each.newest_at.isoformat() if each.newest_at else None,
                "silent": each.silent,
            }
            for each in digest.troubled
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _event(event: WatchedEvent) -> dict[str, object]:
    return {
        "event_id": event.event_id,
        "type": event.type,
        "mode": event.mode,
        "initiators": list(event.initiator_names),
        "recipients": list(event.recipient_names),
        "date_from": str(event.date_from) if event.date_from else None,
        "date_to": str(event.date_to) if event.date_to else None,
        "place": event.place_name,
        "corroboration": event.corroboration,
        "magnitudes": {name: [least, most] for name, least, most in event.magnitudes},
        "quote": event.quote,
        "links": list(event.links),
    }


def _lines(digest: Digest, *, heading: str, item: str, below: str) -> Iterator[str]:
    yield f"{digest.articles} articles of {digest.publishers} publishers; {digest.updated} earlier events told again."
    if digest.types:
        yield ", ".join(f"{name} {number}" for name, number in digest.types)
    if digest.older:
        yield f"{digest.older} new events of more than 30 days ago are left out."
    yield ""
    if digest.alerts:
        yield heading.format("Alerts")
        yield from (f"{item}[{each.severity}] {each.title}" for each in digest.alerts)
        yield ""
    for dyad in digest.dyads[:_MOST_DYADS]:
        yield heading.format(f"{dyad.title} ({len(dyad.events)})")
        yield from _told(dyad, item, below)
        yield ""
    if len(digest.dyads) > _MOST_DYADS:
        yield f"and {len(digest.dyads) - _MOST_DYADS} other pairs"
        yield ""
    yield from _troubles(digest, heading, item)


def _told(dyad: Dyad, item: str, below: str) -> Iterator[str]:
    for event in dyad.events[:_MOST_EVENTS]:
        mode = f" ({event.mode})" if event.mode else ""
        place = f", {event.place_name}" if event.place_name else ""
        day = f", {event.date_from}" if event.date_from else ""
        figures = "".join(f", {figure_range(least, most)} {name}" for name, least, most in event.magnitudes)
        publishers = f"{event.corroboration} publisher{'s' if event.corroboration != 1 else ''}"
        yield f"{item}{event.type}{mode}{place}{day}{figures} [{publishers}]"
        yield f"{below}“{quoted(event.quote)}”"
        yield from (f"{below}{link}" for link in event.links[:_MOST_LINKS])
    if len(dyad.events) > _MOST_EVENTS:
        yield f"{item}and {len(dyad.events) - _MOST_EVENTS} more"


def _troubles(digest: Digest, heading: str, item: str) -> Iterator[str]:
    if digest.troubled:
        yield heading.format("Sources that need a look")
        for each in digest.troubled:
            last = f"silent since {each.newest_at:%Y-%m-%d}" if each.silent and each.newest_at else ""
            failing = f"failed {each.failures} times in a row: {each.reason}" if each.failures else ""
            yield f"{item}{each.name}: {'; '.join(part for part in (last, failing) if part)}"
        yield ""
    if digest.rejects:
        yield heading.format("Documents that went no further")
        for kind in digest.rejects:
            example = f" (such as {kind.example})" if kind.example else ""
            yield f"{item}{kind.number} at {kind.stage}: {kind.reason}{example}"
