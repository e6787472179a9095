"""Small files of every kind: those we take, and those that only pretend."""

import io
import zipfile

from bot.files.parsing.signatures import judged
from bot.files.rules import STAFF_BYTES, allowed, check_size, is_sheet

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def media_type_of(body: bytes, name: str, *, most: int = STAFF_BYTES) -> str:
    """What the examiner finds, in this process. Raises FileRefusedError."""
    check_size(body, most)
    return allowed(judged(body, is_sheet=is_sheet(name))[0], name)


def archive(*parts: tuple[str, str], comment: bytes = b"") -> bytes:
    """A zip with these parts, in order."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as made:
        for name, text in parts:
            made.writestr(name, text)
        made.comment = comment
    return body.getvalue()


def office(part: str, *more: str, types: str = "<Types/>") -> bytes:
    """A document of Microsoft's newer formats."""
    return archive(("[Content_Types].xml", types), (part, "<x/>"), *((name, "") for name in more))


def old_office(part: str, more: str = "") -> bytes:
    """A document of the older ones, with the directory's entries only."""
    entries = [part, more] if more else [part]
    inner = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in entries)
    return OLE + b"\0" * 504 + inner


TAKEN = [
    ("application/pdf", b"%PDF-1.7\n1 0 obj"),
    ("image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    ("image/png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ("image/gif", b"GIF89a\1\0\1\0"),
    ("image/webp", b"RIFF\x1a\0\0\0WEBPVP8 "),
    ("image/tiff", b"II*\0\x08\0\0\0"),
    ("image/tiff", b"MM\0*\0\0\0\x08"),
    ("image/heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    ("image/vnd.djvu", b"AT&TFORM\0\0\x10\0DJVMDIRM"),
    ("application/epub+zip", archive(("mimetype", "application/epub+zip"), ("a.xhtml", "<p/>"))),
    ("application/vnd.oasis.opendocument.text",
     archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<o/>"))),
    ("application/vnd.oasis.opendocument.spreadsheet",
     archive(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"))),
    (f"{OPEN_XML}wordprocessingml.document", office("word/document.xml")),
    (f"{OPEN_XML}spreadsheetml.sheet", office("xl/workbook.xml")),
    (f"{OPEN_XML}presentationml.presentation", office("ppt/presentation.xml")),
    ("application/msword", old_office("WordDocument")),
    ("application/vnd.ms-excel", old_office("Workbook")),
    ("application/rtf", b"{\\rtf1\\ansi hello}"),
    ("text/plain", "Заява\r\nпро видачу довідки\n\t№ 5".encode()),
    ("text/plain", "Заява про видачу довідки – «терміново»".encode("cp1251")),
    ("text/plain", b"\xef\xbb\xbfplain words, 1 < 2 & 3 > 2"),
    ("audio/mpeg", b"ID3\x04\0\0\0\0\0\0"),
    ("audio/mpeg", b"\xff\xfb\x90\x64\0\0\0\0"),
    ("audio/ogg", b"OggS\0\x02" + b"\0" * 20),
    ("audio/mp4", b"\0\0\0\x1cftypM4A \0\0\0\0M4A "),
]  # fmt: skip

REFUSED = {
    "a page": (b"<!DOCTYPE html><script>alert(1)</script>", "page.html"),
    "a page called text": (b"words\n<ScRiPt>alert(1)</script>", "a.txt"),
    "a page in the Windows encoding": ("Слово <script>".encode("cp1251"), "a.txt"),
    "a page after spaces": (b" \n\t< html >", "довідка.pdf"),
    "a drawing with a script": (b'<svg xmlns="x"><script>1</script></svg>', "photo.jpg"),
    "a drawing after its declaration": (b'<?xml version="1.0"?><svg/>', "a.svg"),
    "a page after a mark": (b"\xef\xbb\xbf<html>", "a.txt"),
    "a page in UTF-16": ("<html>".encode("utf-16"), "a.txt"),
    "a shell script": (b"#!/bin/sh\nrm -rf ~", "a.txt"),
    "a batch file": (b"@echo off\r\ndel *.*", "рахунок.bat"),
    "a script by its name": (b"WScript.Echo 1", "рахунок.pdf.vbs"),
    "a program": (b"MZ\x90\0\x03\0\0\0", "довідка.pdf"),
    "a program of Linux": (b"\x7fELF\x02\x01\x01\0", "довідка.pdf"),
    "an archive": (archive(("a.txt", "a")), "a.docx"),
    "an archive that names a type": (archive(("mimetype", "application/zip")), "a.odt"),
    "a type that is not first": (
        archive(("a", "b"), ("mimetype", "application/epub+zip")), "a.epub"),
    "a page before an archive": (b"<html>" + office("word/document.xml"), "a.docx"),
    "a document with a program": (office("word/document.xml", "word/vbaProject.bin"), "a.docx"),
    "a document with macros": (
        office("word/document.xml", types="application/vnd.ms-word.document.macroEnabled.main"),
        "a.docx"),
    "an empty archive": (archive(), "a.docx"),
    "half an archive": (office("word/document.xml")[:60], "a.docx"),
    "an old document with macros": (old_office("WordDocument", "_VBA_PROJECT"), "a.doc"),
    "an installer": (old_office("SummaryInformation"), "a.doc"),
    "an RTF with an object": (b"{\\rtf1{\\object{\\*\\objdata 0105}}}", "a.rtf"),
    "another archive": (b"Rar!\x1a\x07\x01\0", "a.rar"),
    "a compressed stream": (b"\x1f\x8b\x08\0\0\0\0\0", "a.pdf"),
    "a film": (b"\0\0\0\x18ftypmp42\0\0\0\0", "a.m4a"),
    "text with a zero": (b"words\0more", "a.txt"),
    "noise": (bytes(range(128, 256)), "a.txt"),
    "a type in the name only": (b"\x01\x02\x03", "a.pdf"),
}  # fmt: skip
