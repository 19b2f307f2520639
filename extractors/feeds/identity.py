"""Which entry is which: ids that survive changed links, and digests that tell an updated entry."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.feeds import FeedEntry
from domain.identifiers import content_id

_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """An entry as a format's parser gives it."""

    guid: str | None
    link: str | None
    title: str | None
    content: str | None
    summary: str | None
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    published_at: datetime | None
    language: str | None = None
    publisher: str | None = None


def identified(raw: Sequence[RawEntry]) -> tuple[tuple[FeedEntry, ...], tuple[str, ...]]:
    """The entries, each id once and the first of them kept, and the problems met.

    Ids hold within a source. An entry is known by its guid, so that a changed link makes no new entry. A guid that
    stands at entries with different links is a publisher's mistake (a constant, say): these are known by guid and link.
    """
    states_revisions = _states_revisions(raw)
    links_of: dict[str, set[str | None]] = {}
    for entry in raw:
        if entry.guid:
            links_of.setdefault(entry.guid, set()).add(entry.link)
    counts: Counter[str] = Counter()
    entries: list[FeedEntry] = []
    for entry in raw:
        shared = entry.guid is not None and len(links_of[entry.guid]) > 1
        found = _entry(entry, shared=shared, revision=entry.updated if states_revisions else None)
        if found is None:
            counts["entries without guid, link, title or text were left out"] += 1
            continue
        counts[found.entry_id] += 1
        if counts[found.entry_id] == 1:
            entries.append(found)
        else:
            counts["entries with an id that stood before were left out"] += 1
    problems = tuple(f"{count} {problem}" for problem, count in sorted(counts.items()) if " " in problem)
    return tuple(entries), problems


def _states_revisions(raw: Sequence[RawEntry]) -> bool:
    """Whether `updated` tells of the entries; where it is the same at all of them, it tells when the feed was made."""
    stated = [entry.updated for entry in raw if entry.updated]
    return len(stated) < 3 or len(set(stated)) > 1


def _digest(raw: RawEntry, revision: str | None) -> str:
    """Of what people read: markup carries counters, tokens and pictures that change at every request."""
    texts = [" ".join(_TAG.sub(" ", text).split()) if text else None for text in (raw.title, raw.content, raw.summary)]
    return content_id("dig", *texts, revision)


def _entry(raw: RawEntry, *, shared: bool, revision: str | None) -> FeedEntry | None:
    if not (raw.guid or raw.link or raw.title or raw.content or raw.summary):
        return None
    if raw.guid and not shared:
        entry_id = content_id("ent", "guid", raw.guid)
    elif raw.link:
        entry_id = content_id("ent", "link", raw.guid, raw.link)
    else:
        entry_id = content_id("ent", "words", raw.guid, raw.title, raw.published, raw.summary)
    longer = max((text for text in (raw.content, raw.summary) if text), key=len, default=None)
    link = raw.link
    if link is None and raw.guid and raw.guid.startswith(("http://", "https://")):
        link = raw.guid  # a permalink guid
    return FeedEntry(
        entry_id=entry_id,
        guid=raw.guid,
        link=link,
        title=raw.title,
        html=longer,
        is_full_text=raw.content is not None and raw.content == longer,
        authors=raw.authors,
        published=raw.published,
        updated=raw.updated,
        published_at=raw.published_at,
        language=raw.language,
        publisher=raw.publisher,
        digest=_digest(raw, revision),
    )
