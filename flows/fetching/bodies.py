"""Bodies, decompressed piece by piece under a cap: a bomb is let go of before it goes off."""

import zlib
from typing import Protocol

import brotli
import zstandard

ACCEPT_ENCODING = "gzip, br, zstd, deflate"

_PIECE = 64 * 1024


class BodyRefused(Exception):
    """The body is larger than allowed, or compressed in a way that can't be undone."""


class _Decoder(Protocol):
    def feed(self, data: bytes, room: int) -> bytes: ...


class Body:
    """Collects a response's bytes; raises BodyRefused as soon as a cap is passed.

    `most_received` bounds bytes as they come, `most` bytes after decompression.
    """

    def __init__(self, encoding: str, *, most: int, most_received: int) -> None:
        self._decoders = [_decoder(name) for name in _codings(encoding)]
        self._pieces: list[bytes] = []
        self._size = 0
        self._most = most
        self._most_received = most_received
        self.received = 0

    def feed(self, data: bytes) -> None:
        """One chunk as it came."""
        self.received += len(data)
        if self.received > self._most_received:
            raise BodyRefused(f"the body is larger than {self._most_received} bytes")
        # Small slices, so that one step never expands to more than a bounded multiple of what is allowed.
        for start in range(0, len(data), _PIECE):
            piece = data[start : start + _PIECE]
            for decoder in self._decoders:
                piece = decoder.feed(piece, self._most - self._size + 1)
            self._size += len(piece)
            if self._size > self._most:
                raise BodyRefused(f"the body decompresses to more than {self._most} bytes")
            self._pieces.append(piece)

    @property
    def content(self) -> bytes:
        return b"".join(self._pieces)


def _codings(encoding: str) -> list[str]:
    """Content codings in the order in which they must be undone; at most three are believed."""
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    names = [name for name in names if name != "identity"]
    if len(names) > 3:
        raise BodyRefused(f"the body is compressed {len(names)} times over")
    return names[::-1]


def _decoder(name: str) -> _Decoder:
    if name in ("gzip", "x-gzip"):
        return _Zlib(16 + zlib.MAX_WBITS)
    if name == "deflate":
        return _Deflate()
    if name == "br":
        return _Brotli()
    if name == "zstd":
        return _Zstd()
    raise BodyRefused(f"the body is compressed as {name!r}, which we did not ask for")


class _Zlib:
    def __init__(self, window: int) -> None:
        self._window = window
        self._inner = zlib.decompressobj(window)

    def feed(self, data: bytes, room: int) -> bytes:
        found = b""
        try:
            while data:
                found += self._inner.decompress(data, max(1, room - len(found)))
                if len(found) >= room:
                    return found
                if self._inner.eof and self._inner.unused_data:  # a gzip file may hold several members
                    data = self._inner.unused_data
                    self._inner = zlib.decompressobj(self._window)
                else:
                    data = self._inner.unconsumed_tail
        except zlib.error as error:
            if not found and not self._inner.eof:
                raise BodyRefused(f"the compressed body is broken: {error}") from error
        return found


class _Deflate:
    """RFC 9110 says zlib; some servers send raw deflate."""

    def __init__(self) -> None:
        self._inner: _Zlib | None = None

    def feed(self, data: bytes, room: int) -> bytes:
        if self._inner is None and data:
            is_zlib = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            self._inner = _Zlib(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
        return self._inner.feed(data, room) if self._inner else b""


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        try:
            found = bytes(self._inner.process(data, output_buffer_limit=room))
            while len(found) < room and not self._inner.can_accept_more_data():
                found += self._inner.process(b"", output_buffer_limit=room - len(found))
        except brotli.error as error:
            raise BodyRefused(f"the compressed body is broken: {error}") from error
        return found


class _Zstd:
    _SLICE = 512

    def __init__(self) -> None:
        self._inner = zstandard.ZstdDecompressor(max_window_size=32 * 1024 * 1024).decompressobj()

    def feed(self, data: bytes, room: int) -> bytes:
        found = b""
        try:
            for start in range(0, len(data), self._SLICE):
                found += self._inner.decompress(data[start : start + self._SLICE])
                if len(found) >= room:
                    break
        except zstandard.ZstdError as error:
            raise BodyRefused(f"the compressed body is broken: {error}") from error
        return found
