"""Searching: articles and events by their words, narrowed by who, what and when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from storage.database import Connection, Database
from storage.event_tables import EventFilter, chosen_events
from storage.search_index import matches

_PHRASE = re.compile(r'"([^"]+)"|“([^”]+)”')
_WORD = re.compile(r"[^\W_]+")
_SNIPPET = 200  # characters
_LEAST_STEM = 4

_ARTICLES = """
SELECT staged.score, 'article' AS kind, articles.published_from AS day, articles.title, versions.text AS body,
    articles.publisher, articles.url, articles.article_id AS id
FROM staged_matches AS staged
JOIN articles ON articles.latest_version_id = staged.id
JOIN versions ON versions.version_id = staged.id AND versions.superseded_at IS NULL
WHERE ($since IS NULL OR articles.published_to >= $since) AND ($until IS NULL OR articles.published_from <= $until)
    AND list_bool_and([contains(lower(strip_accents(concat_ws(' ', articles.title, versions.text))), phrase)
        FOR phrase IN $phrases]) IS NOT false
    {told}
ORDER BY score DESC, day DESC NULLS LAST, id LIMIT $most
"""
_TOLD = """
AND staged.id IN (
    SELECT reports.version_id FROM reports JOIN event_reports USING (report_id)
    WHERE reports.superseded_at IS NULL AND event_reports.superseded_at IS NULL AND event_id IN ({chosen})
)
"""
_EVENTS = """
SELECT max(staged.score) AS score, 'event' AS kind, any_value(events.day) AS day,
    any_value(concat_ws(' ',
        concat_ws(' > ', nullif(array_to_string(events.initiator_names, ', '), ''),
            nullif(array_to_string(events.recipient_names, ', '), '')) || ':', events.type,
        '(' || events.mode || ')')) AS title,
    arg_max(reports.quote, staged.score) AS body,
    array_to_string(any_value(events.publishers), ', ') AS publisher,
    arg_max(articles.url, staged.score) AS url, events.event_id AS id
FROM staged_matches AS staged
JOIN reports ON reports.report_id = staged.id AND reports.superseded_at IS NULL
JOIN event_reports ON event_reports.report_id = staged.id AND event_reports.superseded_at IS NULL
JOIN events ON events.event_id = event_reports.event_id AND events.superseded_at IS NULL
LEFT JOIN articles ON articles.latest_version_id = reports.version_id
WHERE list_bool_and([contains(lower(strip_accents(reports.quote)), phrase) FOR phrase IN $phrases]) IS NOT false
    AND events.event_id IN ({chosen})
GROUP BY events.event_id
ORDER BY score DESC, day DESC NULLS LAST, id LIMIT $most
"""
_COLUMNS = "score kind day title snippet publisher url id".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; conditions add up."""

    words: str  # words, and phrases in double quotes
    every: bool = True  # all words, not any of them
    articles: bool = True
    events: bool = True
    wanted: EventFilter  # of events; `since` and `until` hold for an article's publication too
    told: bool = False  # articles only where they tell of an event that is wanted


def search(database: Database, asked: Search) -> pa.Table:
    """What was found, best first: score (1 is the best of its kind), kind, day, title, snippet, publisher, url, id.

    Needs the index (`storage.search_index`); raises StorageError where there is none.
    """
    phrases = [_plain(first or second) for first, second in _PHRASE.findall(asked.words)]
    words = " ".join(_WORD.findall(asked.words))
    kinds = [name for name, wanted in (("evidence", asked.events), ("articles", asked.articles)) if wanted]
    hits = matches(database, kinds, words, every=asked.every)
    with database.reading() as connection:
        parts = [_found(connection, asked, hits[kind], phrases, kind=kind) for kind in kinds]
    rows = [row for part in parts for row in _ranked(part, words)]
    rows.sort(key=lambda row: (-row["score"], row["kind"]))
    rows = rows[: asked.wanted.most]
    return pa.table({name: [row[name] for row in rows] for name in _COLUMNS}) if rows else _nothing()


def _found(connection: Connection, asked: Search, hits: pa.Table, phrases: list[str], *, kind: str) -> pa.Table:
    connection.register("staged_matches", hits)
    sql, values = _event_question(connection, asked) if kind == "evidence" else _article_question(connection, asked)
    return connection.execute(sql, values | {"phrases": phrases, "most": asked.wanted.most}).to_arrow_table()


def _event_question(connection: Connection, asked: Search) -> tuple[str, dict[str, object]]:
    chosen, values = chosen_events(connection, asked.wanted)
    return _EVENTS.replace("{chosen}", chosen), values


def _article_question(connection: Connection, asked: Search) -> tuple[str, dict[str, object]]:
    """Days are those of publication; an article that tells of an event may be of another day than the event."""
    told, values = "", dict[str, object]()
    if asked.told:
        chosen, values = chosen_events(connection, replace(asked.wanted, since=None, until=None))
        told = _TOLD.replace("{chosen}", chosen)
    days = {"since": asked.wanted.since, "until": asked.wanted.until}
    return _ARTICLES.replace("{told}", told), values | days


def _ranked(found: pa.Table, words: str) -> Iterable[dict[str, Any]]:
    """Rows with scores as shares of the best one, since scores of long and short texts can't be compared."""
    rows = found.to_pylist()
    best = max((row["score"] for row in rows), default=0.0) or 1.0
    for row in rows:
        row["score"] = round(row["score"] / best, 3)
        row["snippet"] = snippet(row.pop("body"), words)
        yield row


def snippet(text: str, words: str, width: int = _SNIPPET) -> str:
    """The part of a text in which most of the words stand, these between asterisks.

    >>> snippet("Ministers met on Monday. The two talked about oil prices and ports.", "oil price", width=44)
    '… Monday. The two talked about **oil** **prices** and …'
    """
    flat = " ".join(text.split())
    spans = [(found.start(), found.end()) for found in _WORD.finditer(flat) if _is_asked(found.group(), words)]
    start = max((first for first, _ in spans), key=lambda at: _within(spans, at, width), default=0)
    last = max((end for _, end in spans if end <= start + width), default=start)
    begin = max(0, min(start - max(0, (width - (last - start)) // 2), len(flat) - width))
    begin = flat.rfind(" ", 0, begin) + 1 if begin else 0
    end = min(len(flat), begin + width)
    end = end if end == len(flat) else max(flat.rfind(" ", begin, end), begin + width // 2)
    shown, at = ["… " if begin else ""], begin
    for first, after in spans:
        if first >= begin and after <= end:
            shown += [flat[at:first], "**", flat[first:after], "**"]
            at = after
    return "".join([*shown, flat[at:end], " …" if end < len(flat) else ""])


def _within(spans: list[tuple[int, int]], at: int, width: int) -> int:
    return sum(at <= first and end <= at + width for first, end in spans)


def _is_asked(word: str, words: str) -> bool:
    """Whether a word shares its beginning with one that is looked for, as its stem would."""
    mine = _plain(word)
    for other in _plain(words).split():
        least = max(min(len(mine), len(other)) - 2, min(_LEAST_STEM, len(other)))
        if mine == other or (len(mine) >= least and mine[:least] == other[:least] and abs(len(mine) - len(other)) < 4):
            return True
    return False


def _plain(text: str) -> str:
    """Small letters without accents, as the index compares them."""
    import unicodedata

    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _nothing() -> pa.Table:
    types = [pa.float64(), pa.string(), pa.date32(), *[pa.string()] * 5]
    return pa.schema(list(zip(_COLUMNS, types, strict=True))).empty_table()
