"""What an alert says: a line for each event, its figures, its sentence, its links; fit for any receiver."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from domain.alerts import WatchedEvent
from flows.alerting.rules import RuleDefinition, Watch

_MOST_EVIDENCE = 8  # sentences in a message
_MOST_LINKS = 5  # of one event
_LONGEST_QUOTE = 800
_ADDED_UP = re.compile(r" \((?:now \d+ independent publishers|\d\S* [a-z]+)(?:, \d\S* [a-z]+)*\)$")
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # direction of reading


def in_order(events: Iterable[WatchedEvent]) -> tuple[WatchedEvent, ...]:
    """As they came; of those that came together, the latest and best attested last: it makes the title."""
    return tuple(
        sorted(events, key=lambda each: (each.recorded_at, each.date_to or date.min, each.corroboration, each.event_id))
    )


def headline(event: WatchedEvent) -> str:
    """The event in one line: what else than actual it is, and that it is only claimed, is said."""
    status = "" if event.status == "actual" else f"{event.status} "
    who = ", ".join(event.initiator_names) or "somebody"
    whom = ", ".join(event.recipient_names)
    mode = f" ({event.mode})" if event.mode else ""
    when = f", {event.date_from.isoformat()}" if event.date_from else ""
    where = f", {event.place_name}" if event.place_name else ""
    claimed = f", claimed by {', '.join(event.speaker_names or event.speakers)}" if event.speakers else ""
    return one_line(f"{status}{event.type}{mode}: {who}{' -> ' + whom if whom else ''}{where}{when}{claimed}")


def title_of(rule: RuleDefinition, title: str, events: Sequence[WatchedEvent]) -> str:
    """What happened, in a line, with what has added up: "now 4 independent publishers, 12-17 killed"."""
    if not events:
        return one_line(title)
    if rule.watch is Watch.EVENTS and rule.per != "rule":
        title = headline(events[-1]) + (f" and {len(events) - 1} more" if len(events) > 1 else "")
    # Of the best-attested event: publishers of different events do not confirm each other.
    publishers = max(event.corroboration for event in events)
    told = [f"now {publishers} independent publishers"] if publishers > 1 else []
    told += [f"{figure_range(least, most)} {name}" for name, least, most in _gravest(events) if name != "people"]
    return f"{title} ({', '.join(told)})" if told else title


def bare_title(title: str) -> str:
    """A title without what has added up.

    >>> bare_title("First contact of A and B (now 2 independent publishers, 12-17 killed)")
    'First contact of A and B'
    >>> bare_title("ASSAULT (aerial): A -> B")
    'ASSAULT (aerial): A -> B'
    """
    return _ADDED_UP.sub("", title)


def _gravest(events: Iterable[WatchedEvent]) -> tuple[tuple[str, float, float], ...]:
    """The figures of the event with the largest one: events of one alert may be one attack told twice."""
    return max((event.magnitudes for event in events), key=lambda each: max((m for _, _, m in each), default=0.0))


def body_of(events: Sequence[WatchedEvent], lines: Sequence[str] = ()) -> str:
    """The evidence: each event in a line, its figures and publishers, its sentence, its links."""
    told = [one_line(line) for line in lines]
    for event in events[-_MOST_EVIDENCE:]:
        figures = "".join(f", {name} {figure_range(least, most)}" for name, least, most in event.magnitudes)
        publishers = f"{event.corroboration} independent publisher{'s' if event.corroboration != 1 else ''}"
        told.append(f"{headline(event)} [{publishers}{figures}]")
        told.append(f"  “{quoted(event.quote)}”")
        told += [f"  {one_line(link)}" for link in event.links[:_MOST_LINKS]]
    if len(events) > _MOST_EVIDENCE:
        told.append(f"and {len(events) - _MOST_EVIDENCE} earlier events")
    return "\n".join(told)


def figure_range(least: float, most: float) -> str:
    """ "12" or "12-17"."""
    return f"{least:g}" if least == most else f"{least:g}-{most:g}"


def quoted(sentence: str) -> str:
    """The sentence on one line, cut where no one would read on."""
    line = one_line(sentence)
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1].rstrip()}…"


def names_of(event: WatchedEvent) -> dict[str, str]:
    """Names of both sides' actors by id."""
    sides = ((event.initiators, event.initiator_names), (event.recipients, event.recipient_names))
    return {each: name for ids, names in sides for each, name in zip(ids, names, strict=False)}


def one_line(text: str) -> str:
    """The text without line breaks and without characters that steer terminals or turn the direction of reading.

    >>> one_line("two  lines\\r\\nand\\x1b[31m a colour")
    'two lines and[31m a colour'
    """
    return " ".join("".join(" " if each.isspace() else each for each in text if _is_shown(each)).split())


def _is_shown(character: str) -> bool:
    return character.isspace() or (character not in _TURNING and unicodedata.category(character) != "Cc")
