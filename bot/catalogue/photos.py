"""Files of libraries' pictures: where they lie, what they are called, how large they may be."""

import hashlib
from typing import Final

FOLDER: Final = "photos"
MOST_BYTES: Final = 300 * 1024
MOST_SIDE: Final = 1280  # pixels
HEX: Final = 8  # digits of a file's hash in its name
# Markers of a JPEG that a picture's size follows: all of C0–CF but tables and what is reserved.
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN: Final = 0xDA


def name_of(library: str, picture: bytes) -> str:
    """The name of a library's picture: another picture has another name."""
    return f"{library}-{hashlib.sha256(picture).hexdigest()[:HEX]}.jpg"


def address_of(file: str) -> str:
    """Where browsers find a picture, on our own site."""
    return f"/{FOLDER}/{file}"


def library_of(file: str) -> str:
    """Whose picture a file of this name is."""
    return file[: -len("-.jpg") - HEX]


def jpeg_size(raw: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG in pixels; None for any other file."""
    if raw[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 <= len(raw) and raw[at] == 0xFF and raw[at + 1] != _SCAN:
        if raw[at + 1] in _SIZES:
            high, wide = raw[at + 5 : at + 7], raw[at + 7 : at + 9]
            return int.from_bytes(wide), int.from_bytes(high)
        at += 2 + int.from_bytes(raw[at + 2 : at + 4])
    return None
