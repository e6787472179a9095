"""A ZIP that is read without trusting it: what it declares is bounded before anything is read."""

import io
import zipfile
import zlib
from dataclasses import dataclass

PARTS = 20_000  # more than any document has
TIMES = 300  # unpacked, in all; what is packed better is made to harm
ROOM = 64 * 1024 * 1024  # that much even a small archive may have
PART_BYTES = 1024 * 1024
READ_IN_ALL = 32 * 1024 * 1024

BEGINNING = b"PK\x03\x04"
LISTED = b"PK\x01\x02"  # before each part in the list at the end
LOCAL = 30  # bytes before a part's name
ENCRYPTED = 0x1 | 0x40 | 0x2000
WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What reading a damaged, encrypted or odd archive may raise.
BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError,
    KeyError, zlib.error,
)  # fmt: skip


class BadArchiveError(Exception):
    """It is damaged, or made to harm."""


@dataclass(slots=True)
class Archive:
    """An archive whose list is sound. `names` are of its parts, in the list's order."""

    names: list[str]
    _parts: dict[str, zipfile.ZipInfo]
    _file: zipfile.ZipFile
    _left: int = READ_IN_ALL

    def read(self, name: str, *, most: int = PART_BYTES) -> bytes:
        """A part whole. Raises BadArchiveError when it is longer than `most` or damaged."""
        part = self._parts[name]
        most = min(most, self._left)
        if part.file_size > most:
            raise BadArchiveError
        try:
            with self._file.open(part) as opened:
                body = opened.read(most + 1)
        except BROKEN as error:
            raise BadArchiveError from error
        if len(body) > most or len(body) != part.file_size:
            raise BadArchiveError
        self._left -= len(body)
        return body


def open_archive(body: bytes) -> Archive:
    """Look at the list of parts only. Raises BadArchiveError."""
    if not body.startswith(BEGINNING) or body.count(LISTED) > PARTS:
        raise BadArchiveError
    try:
        opened = zipfile.ZipFile(io.BytesIO(body))
    except BROKEN as error:
        raise BadArchiveError from error
    parts = opened.infolist()
    names = [one.filename for one in parts]
    if not parts or len({one.casefold() for one in names}) != len(names):
        raise BadArchiveError
    if not (_are_plain(parts) and _are_bounded(parts, len(body)) and _are_apart(parts, opened)):
        raise BadArchiveError
    return Archive(names, dict(zip(names, parts, strict=True)), opened)


def _are_plain(parts: list[zipfile.ZipInfo]) -> bool:
    """Packed in the usual way, and not locked."""
    return all(one.compress_type in WAYS and not one.flag_bits & ENCRYPTED for one in parts)


def _are_bounded(parts: list[zipfile.ZipInfo], size: int) -> bool:
    return sum(one.file_size for one in parts) <= max(ROOM, TIMES * size)


def _are_apart(parts: list[zipfile.ZipInfo], opened: zipfile.ZipFile) -> bool:
    """Each part has bytes of its own: one that lies in others unpacks many times over."""
    end = opened.start_dir
    for one in sorted(parts, key=lambda part: part.header_offset, reverse=True):
        if one.header_offset + LOCAL + len(one.orig_filename) + one.compress_size > end:
            return False
        end = one.header_offset
    return True
