"""Fingerprints: what is kept of an article in order to relate later ones to it."""

import json
import marshal
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from typing import Any

from domain.errors import StorageError
from extractors.relations.keys import pairs_among
from extractors.relations.terms import Term

_FORMAT = 1
_TELLING_NAME = 0.15  # largest background share of a name that counts
_TELLING_FIGURE = 0.2
_ORDERED = 0.015  # largest background share of a term whose place is compared


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """One version of an article as relations and stories see it; 1-3 kB when stored.

    All hashes are the same on any machine. Shingles are runs of four words; a fixed quarter of all hash values is kept.
    """

    version_id: str
    article_id: str
    canonical_url: str | None
    language: str
    publishers: tuple[str, ...]  # outlet names and hosts by which others may credit it, squashed
    credits: tuple[str, ...]  # outlets, hosts and agencies that it credits, squashed
    trailer: str | None  # the outlet that a "Source:" trailer names, squashed: the article is made from another
    published_from: date | None
    published_to: date | None
    published_at: datetime | None  # aware; where a time with zone is stated
    seen_at: datetime | None  # aware; when it was first fetched, where known
    title: str | None
    words: int
    text_hash: int  # of all words in order, case and punctuation aside; 63 bits
    shingles: tuple[int, ...]  # sampled, in text order, each once
    quoted: tuple[int, ...]  # those of the shingles that stand within quotation marks
    terms: tuple[Term, ...]  # in order of first mention
    parts: tuple[tuple[str, ...], ...]  # of a round-up: telling stems of each item; () for an ordinary article
    keys: tuple[int, ...]  # 63-bit numbers under which candidates are looked up

    @cached_property
    def by_stem(self) -> dict[str, Term]:
        """The terms by their stems."""
        return {term.stem: term for term in self.terms}

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The stems of the numbers and days that are not everywhere."""
        return tuple(
            [term.stem for term in self.terms if (term.is_number or term.is_day) and term.share <= _TELLING_FIGURE]
        )

    @cached_property
    def ordered(self) -> tuple[str, ...]:
        """The stems of the terms that are rare enough for their places to be compared, in order."""
        return tuple([term.stem for term in self.terms if term.share <= _ORDERED])

    @cached_property
    def names(self) -> dict[str, float]:
        """The weights of the names that are not everywhere."""
        return {term.stem: term.weight for term in self.terms if term.is_name and term.share <= _TELLING_NAME}

    @cached_property
    def shingle_set(self) -> frozenset[int]:
        """The shingles, to look for shared ones."""
        return frozenset(self.shingles)

    @cached_property
    def pairs(self) -> frozenset[int]:
        """The keys that stand for pairs of telling terms."""
        return frozenset(pairs_among(self.keys))

    def to_record(self) -> bytes:
        """The fingerprint as bytes, to be stored."""
        return zlib.compress(json.dumps([_FORMAT, self._values()], ensure_ascii=False).encode())

    @classmethod
    def from_record(cls, record: bytes) -> "Fingerprint":
        """The fingerprint that `to_record` stored; StorageError where the record has another format."""
        version, values = json.loads(zlib.decompress(record))
        if version != _FORMAT:
            raise StorageError(f"a stored fingerprint has format {version}, not {_FORMAT}: it must be made anew")
        return cls(**{name: _restored(name, value) for name, value in values.items()})

    def packed(self) -> bytes:
        """The fingerprint as bytes, to be held in memory by this process: read back several times as fast."""
        return zlib.compress(marshal.dumps(tuple(self._values().values())), 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> "Fingerprint":
        """The fingerprint that `packed` made in this process."""
        values = zip(_FIELDS, marshal.loads(zlib.decompress(packed)), strict=True)
        return cls(**{name: _restored(name, value) for name, value in values})

    def _values(self) -> dict[str, Any]:
        """The fields as JSON and marshal know them."""
        values = {name: getattr(self, name) for name in _FIELDS}
        values["terms"] = [_packed(term) for term in self.terms]
        for name in _DATES:
            values[name] = _iso(values[name])
        return values


_FIELDS = tuple(field.name for field in fields(Fingerprint))
_DATES = ("published_from", "published_to", "published_at", "seen_at")


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _restored(name: str, value: Any) -> Any:
    """A field's value as it was before it became JSON."""
    if value is None:
        return None
    if name in ("published_from", "published_to"):
        return date.fromisoformat(value)
    if name in ("published_at", "seen_at"):
        return datetime.fromisoformat(value)
    if name == "terms":
        return tuple(_unpacked(row) for row in value)
    if name == "parts":
        return tuple(tuple(part) for part in value)
    return tuple(value) if isinstance(value, list) else value


def _packed(term: Term) -> tuple[str, int, int, float, int]:
    flags = term.is_name | term.is_number << 1 | term.is_day << 2 | term.is_lead << 3
    return term.stem, term.times, term.place, term.share, flags


_KINDS = tuple((bool(flags & 1), bool(flags & 2), bool(flags & 4), bool(flags & 8)) for flags in range(16))


def _unpacked(row: Sequence[Any]) -> Term:
    stem, count, place, share, flags = row
    return Term._make((stem, count, place, share, *_KINDS[flags]))
