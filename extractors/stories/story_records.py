"""Stories as bytes to be stored: first what it takes to find one, then its members, which few articles come near."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from domain.errors import StorageError

_PACKED = 2  # the format, which is the first byte; records of format 1 are JSON alone, compressed as a whole
_JSON = 1
UNITS = 10_000  # of a weight
_NAME = 1 << 15  # beside the weight of a term, which is at most UNITS: the member has it as a name
_WEIGHT = _NAME - 1

MemberRow = tuple[str, str, str | None, dict[str, int], Sequence[str]]  # ids, day, weights in units, names
# Stems; of each member its article, day and number of terms; of these terms the places among the stems, and weights.
Numbers = np.ndarray[tuple[int], np.dtype[Any]]
Body = tuple[Sequence[str], Sequence[Sequence[Any]], Numbers, Numbers]


@dataclass(frozen=True)
class StoredStory:
    """A story that was read back: its members are unpacked when they are asked for."""

    story_id: str
    closed: bool
    keys: tuple[str, ...] | None  # None: a record of format 1, which has none
    version_ids: tuple[str, ...]
    _kept: bytes | Body

    @cached_property
    def total(self) -> dict[str, int]:
        """The weights of all members added up."""
        stems, _, places, weights = self._body
        found = np.bincount(places, weights & _WEIGHT, minlength=len(stems))  # whole numbers, so it is exact
        return dict(zip(stems, map(int, found.tolist()), strict=True))

    def members(self) -> list[MemberRow]:
        """The members, in the order in which they joined."""
        stems, rows, places, weights = self._body
        own = list(zip([stems[place] for place in places.tolist()], weights.tolist(), strict=True))
        found: list[MemberRow] = []
        at = 0
        for version_id, (article_id, day, size) in zip(self.version_ids, rows, strict=True):
            terms = {stem: weight & _WEIGHT for stem, weight in own[at : at + size]}
            names = [stem for stem, weight in own[at : at + size] if weight & _NAME]
            found.append((version_id, article_id, day, terms, names))
            at += size
        return found

    @cached_property
    def _body(self) -> Body:
        return _unpacked_body(self._kept) if isinstance(self._kept, bytes) else self._kept


def packed_record(story_id: str, *, closed: bool, keys: Sequence[str], members: Sequence[MemberRow]) -> bytes:
    """A record of a story."""
    head = zlib.compress(_written([story_id, closed, keys, [version_id for version_id, *_ in members]]))
    return bytes([_PACKED]) + len(head).to_bytes(4, "little") + head + _packed_body(_body(members))


def unpacked_record(record: bytes) -> StoredStory:
    """What `packed_record` was made of; StorageError where the record has another format."""
    if record[:1] != bytes([_PACKED]):
        return _of_json(record)
    start = 5 + int.from_bytes(record[1:5], "little")
    story_id, closed, keys, version_ids = json.loads(zlib.decompress(record[5:start]).decode("utf-8", "surrogatepass"))
    return StoredStory(story_id, closed, tuple(keys), tuple(version_ids), record[start:])


def _of_json(record: bytes) -> StoredStory:
    version, *rest = json.loads(zlib.decompress(record))
    if version != _JSON:
        raise StorageError(f"a stored story has format {version}, not {_JSON} or {_PACKED}: it must be made anew")
    story_id, closed, rows = rest
    members = [
        (version_id, article_id, day, {stem: round(weight * UNITS) for stem, weight in terms.items()}, names)
        for version_id, article_id, day, terms, names in rows
    ]
    return StoredStory(story_id, closed, None, tuple(version_id for version_id, *_ in members), _body(members))


def _body(members: Sequence[MemberRow]) -> Body:
    place_of: dict[str, int] = {}
    places, weights, rows = [], [], []
    for _, article_id, day, terms, names in members:
        rows.append((article_id, day, len(terms)))
        named = frozenset(names)
        for stem, weight in terms.items():
            places.append(place_of.setdefault(stem, len(place_of)))
            weights.append(weight | (_NAME if stem in named else 0))
    return list(place_of), rows, np.array(places, dtype="<u4"), np.array(weights, dtype="<u2")


def _packed_body(body: Body) -> bytes:
    stems, rows, places, weights = body
    written = _written(["\n".join(stems), rows])
    return zlib.compress(len(written).to_bytes(4, "little") + written + places.tobytes() + weights.tobytes())


def _unpacked_body(packed: bytes) -> Body:
    plain = zlib.decompress(packed)
    start = 4 + int.from_bytes(plain[:4], "little")
    stems, rows = json.loads(plain[4:start].decode("utf-8", "surrogatepass"))
    size = sum(row[-1] for row in rows)
    places = np.frombuffer(plain, dtype="<u4", count=size, offset=start)
    weights = np.frombuffer(plain, dtype="<u2", count=size, offset=start + places.nbytes)
    return stems.split("\n") if stems else [], rows, places, weights


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
