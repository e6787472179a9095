"""Kinds of files by their first bytes and their inner parts."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable

EXTENSIONS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/tiff": (".tif", ".tiff"),
    "image/heic": (".heic", ".heif"),
    "image/vnd.djvu": (".djvu", ".djv"),
    "application/epub+zip": (".epub",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/msword": (".doc",),
    "application/vnd.ms-excel": (".xls",),
    "application/rtf": (".rtf",),
    "text/plain": (".txt", ".csv", ".md"),
    "audio/mpeg": (".mp3",),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "audio/mp4": (".m4a",),
}
# A computer would run a text of this name.
SCRIPTS = {
    ".bat", ".cmd", ".hta", ".htm", ".html", ".jar", ".js", ".jse", ".lnk", ".php", ".pl", ".ps1",
    ".py", ".reg", ".sh", ".svg", ".url", ".vbe", ".vbs", ".wsf", ".wsh", ".xhtml", ".xml",
}  # fmt: skip

BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
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
OFFICE = {
    "word/document.xml": "wordprocessingml.document",
    "xl/workbook.xml": "spreadsheetml.sheet",
    "ppt/presentation.xml": "presentationml.presentation",
}
OPEN_FORMATS = {
    "application/epub+zip",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_PARTS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
}
# What reading a damaged, encrypted or odd archive may raise.
BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError,
    KeyError, zlib.error, lzma.LZMAError,
)  # fmt: skip
PARTS = 20_000  # more than any document has
PART_BYTES = 1024 * 1024

MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|img|meta|link|style|form|math"
    r"|\?xml|\?php|%)",
    re.IGNORECASE,
)
CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f]")
CYRILLIC = re.compile("[А-яЁёІіЇїЄєҐґ]")
ABOVE_ASCII = re.compile("[^\0-\x7f]")


def media_type_by_signature(body: bytes) -> str | None:
    """The kind of an allowed file; None for anything else."""
    readers: tuple[Callable[[bytes], str | None], ...] = (
        _by_beginning, _container, _zipped, _old_office, _rich_text, _sound, _text,
    )  # fmt: skip
    return next((found for read in readers if (found := read(body))), None)


def _by_beginning(body: bytes) -> str | None:
    return next((kind for mark, kind in BEGINNINGS if body.startswith(mark)), None)


def _container(body: bytes) -> str | None:
    """Formats whose mark stands after a length."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[:8] == b"AT&TFORM" and body[12:16] in {b"DJVU", b"DJVM"}:
        return "image/vnd.djvu"
    return BRANDS.get(body[8:12]) if body[4:8] == b"ftyp" else None


def _zipped(body: bytes) -> str | None:
    """A document that is an archive; an archive of anything else is not ours."""
    if not body.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _document(archive)
    except BROKEN:
        return None


def _document(archive: zipfile.ZipFile) -> str | None:
    names = archive.namelist()
    if not names or len(names) > PARTS:
        return None
    if names[0] == "mimetype":
        with archive.open(names[0]) as part:
            kind = part.read(100).decode("ascii", "replace").strip()
        return kind if kind in OPEN_FORMATS and not _runs(names) else None
    if "[Content_Types].xml" not in names or _runs(names):
        return None
    with archive.open("[Content_Types].xml") as part:
        if b"macroEnabled" in part.read(PART_BYTES):
            return None
    kinds = [kind for part_name, kind in OFFICE.items() if part_name in names]
    return f"application/vnd.openxmlformats-officedocument.{kinds[0]}" if kinds else None


def _runs(names: list[str]) -> bool:
    """Whether the document brings a program along."""
    return any(
        name.casefold().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".bat"))
        or name.startswith(("Basic/", "Scripts/"))
        for name in names
    )


def _old_office(body: bytes) -> str | None:
    """Word and Excel before 2007: named parts in one file, as installers have too."""
    if not body.startswith(OLE) or "_VBA_PROJECT".encode("utf-16-le") in body:
        return None
    found = (kind for part, kind in OLE_PARTS.items() if _has_part(body, part))
    return next(found, None)


def _has_part(body: bytes, name: str) -> bool:
    """The directory's entry: the name, padded with zeros to 64 bytes."""
    return name.encode("utf-16-le").ljust(64, b"\0") in body


def _rich_text(body: bytes) -> str | None:
    """RTF without objects of other programs inside."""
    inner = body.startswith(b"{\\rtf") and b"\\objdata" not in body
    return "application/rtf" if inner else None


def _sound(body: bytes) -> str | None:
    """An MP3 without a tag begins with a frame: MPEG layer III, a real bit rate and frequency."""
    if len(body) < 4 or body[0] != 0xFF or body[1] & 0xE6 != 0xE2 or body[1] & 0x18 == 0x08:
        return None
    fits = body[2] >> 4 not in {0, 15} and body[2] >> 2 & 3 != 3
    return "audio/mpeg" if fits else None


def _text(body: bytes) -> str | None:
    """Words alone: no markup, no script, nothing that only looks like letters."""
    text = _decoded(body)
    if text is None or CONTROLS.search(text) or text.startswith("#!") or MARKUP.search(text):
        return None
    return None if text.lstrip().startswith("{\\rtf") else "text/plain"


def _decoded(body: bytes) -> str | None:
    """As UTF-8, else as the Windows encoding when most of it is then Ukrainian."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = body.decode("cp1251")
    except UnicodeDecodeError:
        return None
    strange, letters = (len(text) - len(kind.sub("", text)) for kind in (ABOVE_ASCII, CYRILLIC))
    return text if letters >= 0.8 * strange else None
