"""Fingerprints: what is kept of an article in order to relate later ones to it."""

import marshal
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from extractors.relations.fingerprint_records import packed_record, unpacked_record
from extractors.relations.keys import pairs_among
from extractors.relations.term_columns import TermColumns
from extractors.relations.terms import Term

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
    offices: tuple[str, ...] = ()  # stems of the names that stand after an office

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

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """The terms of a fingerprint that was read back, when first asked for: most are compared by text alone."""
            if name == "terms" and (columns := self.__dict__.get("_columns")) is not None:
                self.__dict__["terms"] = found = columns.terms()
                return found
            raise AttributeError(f"a fingerprint has no {name}")

    def to_record(self) -> bytes:
        """The fingerprint as bytes, to be stored."""
        return packed_record(self._words(), (self.shingles, self.quoted, self.keys), self._term_columns())

    @classmethod
    def from_record(cls, record: bytes) -> "Fingerprint":
        """The fingerprint that `to_record` stored; StorageError where the record has another format."""
        words, (shingles, quoted, keys), columns = unpacked_record(record)
        values = {"offices": (), **words, "shingles": shingles, "quoted": quoted, "keys": keys}  # once without offices
        return cls._restored(values, columns)

    def packed(self) -> bytes:
        """The fingerprint as bytes, to be held in memory by this process: read back sooner than a record."""
        columns = self._term_columns()
        numbers = {name: getattr(self, name) for name in _NUMBERS}
        row: tuple[Any, ...] = (columns.stems, columns.times, columns.places, columns.shares, columns.flags)
        return zlib.compress(marshal.dumps((self._words() | numbers, row)), 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> "Fingerprint":
        """The fingerprint that `packed` made in this process."""
        values, row = marshal.loads(zlib.decompress(packed))
        return cls._restored(values, TermColumns(*row))

    def _words(self) -> dict[str, Any]:
        """The fields but hashes and terms, as JSON and marshal know them."""
        values = {name: getattr(self, name) for name in _WORDS}
        for name in _DATES:
            values[name] = _iso(values[name])
        return values

    def _term_columns(self) -> TermColumns:
        known: TermColumns | None = self.__dict__.get("_columns")
        return known or TermColumns.of(self.terms)

    @classmethod
    def _restored(cls, values: Mapping[str, Any], columns: TermColumns) -> "Fingerprint":
        """A fingerprint of fields as they were kept; KeyError where one is missing."""
        found = cls.__new__(cls)
        found.__dict__.update({name: _value(name, values[name]) for name in _KEPT}, _columns=columns)
        return found


_NUMBERS = ("shingles", "quoted", "keys")
_KEPT = tuple(field.name for field in fields(Fingerprint) if field.name != "terms")
_WORDS = tuple(name for name in _KEPT if name not in _NUMBERS)
_DATES = ("published_from", "published_to", "published_at", "seen_at")


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _value(name: str, kept: Any) -> Any:
    """A field's value as it was before it was kept."""
    if kept is None:
        return None
    if name in ("published_from", "published_to"):
        return date.fromisoformat(kept)
    if name in ("published_at", "seen_at"):
        return datetime.fromisoformat(kept)
    if name == "parts":
        return tuple(tuple(part) for part in kept)
    return tuple(kept) if isinstance(kept, list) else kept
