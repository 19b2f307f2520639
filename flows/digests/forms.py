"""A digest as plain text, as Markdown and as JSON."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.alerts import WatchedEvent
from flows.alerting.wording import figure_range, one_line, quoted
from flows.digests.gathering import Digest, Dyad

_MOST_DYADS = 25
_MOST_EVENTS = 5  # of a dyad
_MOST_LINKS = 3
_MARKUP = re.compile(r"[\\`*_\[\]#|~]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How lines are written."""

    heading: str
    below: str  # before lines that belong to an item
    words: Callable[[str], str]  # words of articles, so that they are nothing but words


def as_text(digest: Digest) -> str:
    """For mail and terminals."""
    return "\n".join(_lines(digest, _Form(heading="{}", below="    ", words=one_line))).rstrip() + "\n"


def as_markdown(digest: Digest) -> str:
    """For notes and chats."""
    form = _Form(heading="## {}", below="  ", words=in_markdown)
    return f"# {digest.title}\n\n" + "\n".join(_lines(digest, form)).rstrip() + "\n"


def in_markdown(text: str) -> str:
    r"""Words as they stand, without what Markdown or HTML would make of them.

    >>> print(in_markdown("<b>Fire</b> [here](x) *now*"))
    &lt;b>Fire&lt;/b> \[here\](x) \*now\*
    """
    return _MARKUP.sub(r"\\\g<0>", one_line(text).replace("&", "&amp;").replace("<", "&lt;"))


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
            {
                "severity": each.severity,
                "state": each.state,
                "title": each.title,
                "body": each.body,
                "alert_id": each.alert_id,
            }
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


def _lines(digest: Digest, form: _Form) -> Iterator[str]:
    yield f"{digest.articles} articles of {digest.publishers} publishers; {digest.updated} earlier events told again."
    if digest.types:
        yield ", ".join(f"{name} {number}" for name, number in digest.types)
    if digest.older:
        yield f"{digest.older} new events of more than 30 days ago are left out."
    yield ""
    if digest.alerts:
        yield form.heading.format("Alerts")
        for each in digest.alerts:
            state = "" if each.state == "open" else f", {each.state}"
            yield f"- {each.severity}{state}: {form.words(each.title)} ({each.alert_id})"
            sentence, link = _evidence(each.body)
            yield from (f"{form.below}{line}" for line in (form.words(sentence), link) if line)
        yield ""
    for dyad in digest.dyads[:_MOST_DYADS]:
        yield form.heading.format(f"{form.words(dyad.title)} ({len(dyad.events)})")
        yield from _told(dyad, form)
        yield ""
    if len(digest.dyads) > _MOST_DYADS:
        yield f"and {len(digest.dyads) - _MOST_DYADS} other pairs"
        yield ""
    yield from _troubles(digest, form)


def _evidence(body: str) -> tuple[str, str]:
    """The first sentence that an alert rests on, and its link; "" where there is none."""
    lines = [line.strip() for line in body.splitlines()]
    sentence = next((line for line in lines if line.startswith("“")), "")
    return sentence, next((line for line in lines if line.startswith(("http://", "https://"))), "")


def _told(dyad: Dyad, form: _Form) -> Iterator[str]:
    for event in dyad.events[:_MOST_EVENTS]:
        mode = f" ({event.mode})" if event.mode else ""
        place = f", {form.words(event.place_name)}" if event.place_name else ""
        day = f", {event.date_from}" if event.date_from else ""
        figures = "".join(f", {figure_range(least, most)} {name}" for name, least, most in event.magnitudes)
        publishers = f"{event.corroboration} publisher{'s' if event.corroboration != 1 else ''}"
        yield f"- {event.type}{mode}{place}{day}{figures} [{publishers}]"
        yield f"{form.below}“{form.words(quoted(event.quote))}”"
        yield from (f"{form.below}{one_line(link)}" for link in event.links[:_MOST_LINKS])
    if len(dyad.events) > _MOST_EVENTS:
        yield f"- and {len(dyad.events) - _MOST_EVENTS} more"


def _troubles(digest: Digest, form: _Form) -> Iterator[str]:
    if digest.troubled:
        yield form.heading.format("Sources that need a look")
        for each in digest.troubled:
            last = f"silent since {each.newest_at:%Y-%m-%d}" if each.silent and each.newest_at else ""
            failing = f"failed {each.failures} times in a row: {each.reason}" if each.failures else ""
            told = "; ".join(part for part in (last, failing) if part)
            yield f"- {form.words(each.name)}: {form.words(told)}"
        yield ""
    if digest.rejects:
        yield form.heading.format("Documents that went no further")
        for kind in digest.rejects:
            example = f" (such as {kind.example})" if kind.example else ""
            yield f"- {kind.number} at {kind.stage}: {form.words(kind.reason + example)}"
