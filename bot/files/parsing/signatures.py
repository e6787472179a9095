"""Kinds of files by their first bytes and their inner parts, and what is risky in them."""

from collections.abc import Callable

from bot.files.kinds import EMBEDDED
from bot.files.parsing.office import office
from bot.files.parsing.pdf import pdf_risks
from bot.files.parsing.signed import signed
from bot.files.parsing.texts import rich_text, text

BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"OggS\0", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
}
# What mail programs and scanners put before a document; every reader passes over it.
LEAD = b"\xef\xbb\xbf \t\r\n\0"
LEAD_BYTES = 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_PARTS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
}
# Parts, in capitals, in which other programs keep what is theirs.
OLE_INSIDE = ("OBJECTPOOL", "\1OLE10NATIVE", "EQUATION NATIVE", "PACKAGE")

Found = tuple[str, set[str]]
Reader = Callable[[bytes], Found | None]


def judged(body: bytes, is_sheet: bool = False, depth: int = 0) -> tuple[str | None, set[str]]:
    """The media type of an allowed file and its risks; (None, none) for anything else.

    `is_sheet` tells that its name is that of a table in text, `depth` in how many signed
    documents it lies.
    """
    readers: tuple[Reader, ...] = (
        _pdf, _plain(_by_beginning), _plain(_container), office, _old_office, _rich_text,
        _plain(_sound), lambda given: signed(given, judged, depth),
        lambda given: text(given, is_sheet=is_sheet),
    )  # fmt: skip
    return next((found for read in readers if (found := read(body))), (None, set()))


def _plain(kind: Callable[[bytes], str | None]) -> Reader:
    """Of kinds that nothing is known to lie in."""

    def read(body: bytes) -> Found | None:
        found = kind(body)
        return (found, set()) if found else None

    return read


def _pdf(body: bytes) -> Found | None:
    return ("application/pdf", pdf_risks(body)) if _led(body).startswith(b"%PDF-") else None


def _rich_text(body: bytes) -> Found | None:
    return rich_text(_led(body)) if _led(body).startswith(b"{\\rtf") else None


def _led(body: bytes) -> bytes:
    """The file from its mark on: a few bytes of no meaning may stand before it."""
    lead = len(body[:LEAD_BYTES]) - len(body[:LEAD_BYTES].lstrip(LEAD))
    return body[lead:] if lead else body


def _by_beginning(body: bytes) -> str | None:
    return next((kind for mark, kind in BEGINNINGS if body.startswith(mark)), None)


def _container(body: bytes) -> str | None:
    """Formats whose mark stands after a length."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[:8] == b"AT&TFORM" and body[12:16] in {b"DJVU", b"DJVM"}:
        return "image/vnd.djvu"
    return BRANDS.get(body[8:12]) if body[4:8] == b"ftyp" else None


def _old_office(body: bytes) -> Found | None:
    """Word and Excel before 2007: named parts in one file, as installers have too."""
    if not body.startswith(OLE):
        return None
    capitals = body.upper()  # names are the same in any letters
    if "_VBA_PROJECT".encode("utf-16-le") in capitals:
        return None
    found = (kind for part, kind in OLE_PARTS.items() if _has_part(capitals, part.upper()))
    kind = next(found, None)
    if kind is None:
        return None
    inside = any(_has_part(capitals, part) for part in OLE_INSIDE)
    return kind, {EMBEDDED} if inside else set()


def _has_part(body: bytes, name: str) -> bool:
    """The directory's entry: the name, padded with zeros to 64 bytes."""
    return name.encode("utf-16-le").ljust(64, b"\0") in body


def _sound(body: bytes) -> str | None:
    """An MP3 without a tag begins with a frame: MPEG layer III, a real bit rate and frequency."""
    if len(body) < 4 or body[0] != 0xFF or body[1] & 0xE6 != 0xE2 or body[1] & 0x18 == 0x08:
        return None
    fits = body[2] >> 4 not in {0, 15} and body[2] >> 2 & 3 != 3
    return "audio/mpeg" if fits else None
