"""Stories as bytes to be stored: first what it takes to find one, then its members, which few articles come near."""

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.errors import StorageError

_PACKED = 2  # the format, which is the first byte; records of format 1 are JSON alone, compressed as a whole
_JSON = 1
UNITS = 10_000  # of a weight
_NAME = 1 << 15  # beside the weight of a term, which is at most UNITS: the member has it as a name

MemberRow = tuple[str, str, str | None, dict[str, int], Sequence[str]]  # ids, day, weights in units, names
# Stems; of each member its article, day and number of terms; of these terms the places among the stems, and weights.
Body = tuple[Sequence[str], Sequence[Sequence[Any]], Sequence[int], Sequence[int]]


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
        found = [0] * len(stems)
        for place, weight in zip(places, weights, strict=True):
            found[place] += weight & ~_NAME
        return dict(zip(stems, found, strict=True))

    def members(self) -> list[MemberRow]:
        """The members, in the order in which they joined."""
        stems, rows, places, weights = self._body
        found: list[MemberRow] = []
        at = 0
        for version_id, (article_id, day, size) in zip(self.version_ids, rows, strict=True):
            own = list(zip(places[at : at + size], weights[at : at + size], strict=True))
            terms = {stems[place]: weight & ~_NAME for place, weight in own}
            names = [stems[place] for place, weight in own if weight & _NAME]
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
    return list(place_of), rows, places, weights


def _packed_body(body: Body) -> bytes:
    stems, rows, places, weights = body
    written = _written([stems, rows])
    numbers = struct.pack(f"<{len(places)}I{len(weights)}H", *places, *weights)
    return zlib.compress(len(written).to_bytes(4, "little") + written + numbers)


def _unpacked_body(packed: bytes) -> Body:
    plain = zlib.decompress(packed)
    start = 4 + int.from_bytes(plain[:4], "little")
    stems, rows = json.loads(plain[4:start].decode("utf-8", "surrogatepass"))
    size = sum(row[-1] for row in rows)
    numbers = struct.unpack_from(f"<{size}I{size}H", plain, start)
    return stems, rows, numbers[:size], numbers[size:]


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
