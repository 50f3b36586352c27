"""A body on its way in: inflated by ourselves, cut at the limit, and kept off the heap while it waits to be read.

httpx's and aiohttp's own inflating would expand a bomb of one kilobyte to a gigabyte before any count could stop it.
"""

import zlib
from tempfile import SpooledTemporaryFile
from typing import Final

from watchdesk.net.reasons import FetchError, clean, of_size

IN_MEMORY: Final = 500_000
"""Bytes of one body held in memory; a larger one waits in an unnamed temporary file, since dozens may wait at once."""

MOST_MEMBERS: Final = 1_000
"""Parts that one gzip stream may be joined of; a stream of nothing but empty parts would cost time without end."""

GZIP_WINDOW: Final = 31  # zlib: the largest window, with a gzip header and trailer


class Gunzip:
    """Inflates a gzip stream of one or more members (RFC 1952), never further than it is told."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(GZIP_WINDOW)
        self._members = 1

    @property
    def is_complete(self) -> bool:
        """Whether the last member has ended, its checksum correct."""
        return self._member.eof

    def inflate(self, data: bytes, room: int) -> bytes:
        """The next inflated bytes: at most one more than ``room``, as a sign that there are too many."""
        inflated = bytearray()
        while data and len(inflated) <= room:
            if self._member.eof:
                data = data.lstrip(b"\0")  # padding between members, as tape wants it
                if not data:
                    break
                self._begin_member()
            inflated += self._member.decompress(data, room + 1 - len(inflated))
            data = self._member.unused_data
        return bytes(inflated)

    def _begin_member(self) -> None:
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise zlib.error("too many members")
        self._member = zlib.decompressobj(GZIP_WINDOW)


class Body:
    """Takes wire bytes in, gives the whole inflated body out once; must be taken or closed."""

    def __init__(self, encoding: str, limit: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip"}:
            raise FetchError(f"sent in an encoding that was not asked for: {clean(encoding)}")
        self._gunzip = Gunzip() if "gzip" in encoding else None
        self._limit = limit
        self._received = 0
        self._size = 0
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- lives until it is taken or closed

    def write(self, chunk: bytes) -> None:
        """Add bytes from the wire; FetchError once they are too many or damaged."""
        self._received += len(chunk)
        if self._gunzip:
            chunk = self._inflated(self._gunzip, chunk)
        self._size += len(chunk)
        if self._size > self._limit or self._received > self._limit:
            raise FetchError(of_size(self._limit))
        self._file.write(chunk)

    def finish(self) -> None:
        """Confirm that nothing is missing; FetchError otherwise."""
        if self._gunzip and not self._gunzip.is_complete:
            raise FetchError("the answer broke off before its end")

    def take(self) -> bytes:
        """The whole body; it is closed then."""
        with self._file:
            self._file.seek(0)
            return self._file.read()

    def close(self) -> None:
        """Give up what was received."""
        self._file.close()

    def _inflated(self, gunzip: Gunzip, chunk: bytes) -> bytes:
        try:
            return gunzip.inflate(chunk, self._limit - self._size)
        except zlib.error as error:
            raise FetchError("its gzip data is damaged") from error
