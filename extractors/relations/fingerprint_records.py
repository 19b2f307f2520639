"""Fingerprints as bytes to be stored: what is words as JSON, what is numbers packed, all of it compressed."""

import json
import struct
import zlib
from collections.abc import Sequence
from typing import Any

from domain.errors import StorageError
from extractors.relations.term_columns import TermColumns

_PACKED = 2  # the format, which is the first byte; records of format 1 are JSON alone, compressed as a whole
_JSON = 1


def packed_record(words: dict[str, Any], numbers: Sequence[Sequence[int]], terms: TermColumns) -> bytes:
    """A record of the fields that are words, the shingles, quoted shingles and keys, and the terms."""
    shares = list(dict.fromkeys(terms.shares))
    place_of = {share: place for place, share in enumerate(shares)}
    sizes = [*map(len, numbers), len(terms.stems)]
    head = json.dumps([words, sizes, "\n".join(terms.stems), shares], ensure_ascii=False)
    written = head.encode("utf-8", "surrogatepass")
    columns = [*numbers, terms.times, terms.places, [place_of[share] for share in terms.shares], terms.flags]
    body = struct.pack(_shape(sizes), *(number for column in columns for number in column))
    return bytes([_PACKED]) + zlib.compress(len(written).to_bytes(4, "little") + written + body)


def unpacked_record(record: bytes) -> tuple[dict[str, Any], list[Sequence[int]], TermColumns]:
    """What `packed_record` was made of; StorageError where the record has another format."""
    if record[:1] != bytes([_PACKED]):
        return _of_json(record)
    plain = zlib.decompress(record[1:])
    start = 4 + int.from_bytes(plain[:4], "little")
    words, sizes, stems, shares = json.loads(plain[4:start].decode("utf-8", "surrogatepass"))
    numbers = struct.unpack_from(_shape(sizes), plain, start)
    columns: list[Sequence[int]] = []
    at = 0
    for size in (*sizes, *[sizes[-1]] * 3):
        columns.append(numbers[at : at + size])
        at += size
    *columns, times, places, share_places, flags = columns
    split = stems.split("\n") if stems else []
    return words, columns, TermColumns(split, times, places, [shares[place] for place in share_places], flags)


def _shape(sizes: Sequence[int]) -> str:
    """How the numbers lie one after another: hashes in 4 bytes, keys in 8, of terms times and places in 4."""
    shingles, quoted, keys, terms = sizes
    return f"<{shingles}I{quoted}I{keys}Q{terms}I{terms}I{terms}H{terms}B"


def _of_json(record: bytes) -> tuple[dict[str, Any], list[Sequence[int]], TermColumns]:
    version, words = json.loads(zlib.decompress(record))
    if version != _JSON:
        raise StorageError(f"a stored fingerprint has format {version}, not {_JSON} or {_PACKED}: it must be made anew")
    numbers: list[Sequence[int]] = [tuple(words.pop(name)) for name in ("shingles", "quoted", "keys")]
    columns = list(zip(*words.pop("terms"), strict=True)) or [()] * 5
    return words, numbers, TermColumns(*columns)
