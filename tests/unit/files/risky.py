"""Files that are taken, and what a librarian must be told of them; and bombs."""

import io
import struct
import zipfile
import zlib

from bot.files.kinds import ACTIVE, EMBEDDED, FORMULAS, LOCKED, REMOTE
from tests.unit.files.samples import OLE, archive

MEGABYTE = 1024 * 1024
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD, EXCEL, SLIDES = "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"


def relation(kind: str, target: str, mode: str = "External", more: str = "") -> str:
    """A list of one relation."""
    return (
        f'<?xml version="1.0"?>{more}<Relationships xmlns="{RELS}"><Relationship Id="r1" '
        f'Type="{TYPES}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def document(*parts: tuple[str, str], main: str = WORD, words: str = "<x/>") -> bytes:
    return archive(("[Content_Types].xml", "<Types/>"), (main, words), *parts)


def with_relation(*given: str, main: str = WORD, **more: str) -> bytes:
    return document((f"{main.partition('/')[0]}/_rels/a.rels", relation(*given, **more)), main=main)


def old(*parts: str) -> bytes:
    inner = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in parts)
    return OLE + b"\0" * 504 + inner


def pdf(*lines: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(lines) + b"\n%%EOF\n"


def packed(inner: bytes, filtered: bytes = b"/FlateDecode") -> bytes:
    body = zlib.compress(inner) if filtered == b"/FlateDecode" else inner
    heading = b"5 0 obj <</Type /ObjStm /N 1 /First 4 /Filter %s /Length %d>> stream\r\n"
    return heading % (filtered, len(body)) + body + b"\r\nendstream endobj"


# name, body, risks
RISKY: dict[str, tuple[str, bytes, set[str]]] = {
    "rtf, a broken objdata": ("a.rtf", b"{\\rtf1{\\object{\\*\\objd\nata 0105}}}", {EMBEDDED}),
    "rtf, broken otherwise": ("a.rtf", b"{\\rtf1{\\*\\ob\r\njd\r\nata 0105}}", {EMBEDDED}),
    "rtf, an object": ("a.rtf", b"{\\rtf1{\\object\\objemb}}", {EMBEDDED}),
    "rtf, a template": ("a.rtf", b"{\\rtf1{\\*\\template http://a.example/t}}", {REMOTE}),
    "rtf, a broken template": ("a.rtf", b"{\\rtf1{\\*\\temp\nlate \\\\\\\\a\\\\t.dot}}", {REMOTE}),
    "rtf, a picture elsewhere": (
        "a.rtf", b'{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE "http://a.example"}}}', {REMOTE}),
    "docx, a template": (
        "a.docx", with_relation("attachedTemplate", "https://a.example/t.dotm"), {REMOTE}),
    "docx, its letters as numbers": (
        "a.docx",
        with_relation("attachedTemplate", "&#104;ttp://a.example/t", "&#69;xternal"), {REMOTE}),
    "docx, a template in a network": (
        "a.docx", with_relation("attachedTemplate", "file://server/t.dotm"), {REMOTE}),
    "docx, a template in a Windows network": (
        "a.docx", with_relation("attachedTemplate", r"\\server\t.dotm"), {REMOTE}),
    "docx, a space before": ("a.docx", with_relation("frame", " http://a.example"), {REMOTE}),
    "docx, a frame": ("a.docx", with_relation("frame", "http://a.example"), {REMOTE}),
    "docx, an object elsewhere": (
        "a.docx", with_relation("oleObject", "http://a.example"), {REMOTE, EMBEDDED}),
    "docx, an object": ("a.docx", document(("word/embeddings/oleObject1.bin", "x")), {EMBEDDED}),
    "docx, an object of any name": (
        "a.docx", with_relation("oleObject", "media/image1.png", "Internal"), {EMBEDDED}),
    "docx, a control": ("a.docx", document(("word/activeX/activeX1.xml", "x")), {EMBEDDED}),
    "docx, a document with macros": (
        "a.docx", document(("word/embeddings/a.docm", "x")), {EMBEDDED}),
    "docx, a field": ("a.docx", document(words="<w:t>DDEAUTO c:\\a</w:t>"), {REMOTE}),
    "docx, a list that can’t be read": (
        "a.docx", document(("word/_rels/document.xml.rels", "<Relation")), {LOCKED}),
    "docx, a list with entities": (
        "a.docx", with_relation("hyperlink", "http://a", more="<!DOCTYPE a [<!ENTITY b 'c'>]>"),
        {LOCKED}),
    "xlsx, an object elsewhere": (
        "a.xlsx", with_relation("oleObject", "http://a.example", main=EXCEL), {REMOTE, EMBEDDED}),
    "xlsx, another program’s data": (
        "a.xlsx", document(("xl/externalLinks/externalLink1.xml", "<ddeLink/>"), main=EXCEL),
        {REMOTE}),
    "pptx, a frame": ("a.pptx", with_relation("frame", "http://a", main=SLIDES), {REMOTE}),
    "odt, a script’s name": (
        "a.odt", archive(("mimetype", "application/vnd.oasis.opendocument.text"),
                         ("content.xml", '<a xlink:href="vnd.sun.star.script:b"/>')), {ACTIVE}),
    "doc, an object": ("a.doc", old("WordDocument", "ObjectPool"), {EMBEDDED}),
    "xls, a packed file": ("a.xls", old("Workbook", "\1Ole10Native"), {EMBEDDED}),
    "csv, a formula": ("a.csv", b"name;sum\nOlena;=cmd|' /C calc'!A0\n", {FORMULAS}),
    "csv, in quotes": ("a.CSV", b'a,"=1+1"', {FORMULAS}),
    "csv, from the first letter": ("a.csv", b"\xef\xbb\xbf@SUM(1)", {FORMULAS}),
    "csv, after a plus": ("a.csv", b"a;+cmd|x\n", {FORMULAS}),
    "csv, after a minus": ("a.csv", b"a; -2+cmd|x\n", {FORMULAS}),
    "csv, in the Windows encoding": ("a.csv", "Олена;=А1".encode("cp1251"), {FORMULAS}),
    "csv, over the border of a piece": (
        "a.csv", b"x" * (MEGABYTE - 1) + b"\n=1\n", {FORMULAS}),
    "tsv, a formula": ("a.tsv", b"a\t=1+1", {FORMULAS}),
    "pdf, a script": ("a.pdf", pdf(b"<</S /JavaScript /JS (app.alert(1))>>"), {ACTIVE}),
    "pdf, its letters as numbers": ("a.pdf", pdf(b"<</S /J#61vaScr#69pt>>"), {ACTIVE}),
    "pdf, a program": ("a.pdf", pdf(b"<</S/Launch/F(cmd.exe)>>"), {ACTIVE}),
    "pdf, something on opening": ("a.pdf", pdf(b"/OpenAction <</S /URI /URI (http://a)>>"),
                                  {ACTIVE}),
    "pdf, what is not there on opening": ("a.pdf", pdf(b"/OpenAction 7 0 R"), {ACTIVE}),
    "pdf, a file": ("a.pdf", pdf(b"<</Type /EmbeddedFile>>"), {EMBEDDED}),
    "pdf, a packed script": ("a.pdf", pdf(packed(b"<</S /JavaScript>>")), {ACTIVE}),
    "pdf, packed in another way": ("a.pdf", pdf(packed(b"x", b"/LZWDecode")), {LOCKED}),
    "pdf, packed beyond measure": ("a.pdf", pdf(packed(bytes(5 * MEGABYTE))), {LOCKED}),
    "pdf, a hidden pack": ("a.pdf", pdf(b"<</Type /Obj#53tm>>"), {LOCKED}),
    "pdf, locked": ("a.pdf", pdf(b"trailer <</Encrypt 3 0 R>>"), {LOCKED}),
}  # fmt: skip

CALM: dict[str, tuple[str, bytes]] = {
    "docx, an address to press": (
        "a.docx", with_relation("hyperlink", "https://a.example")),
    "docx, a template of one’s own": (
        "a.docx", with_relation("attachedTemplate", "file:///C:\\Users\\a\\t.dotm")),
    "docx, a chart": ("a.docx", document(("word/embeddings/a.xlsx", "x"))),
    "xlsx, a workbook beside it": (
        "a.xlsx", with_relation("externalLinkPath", "Книга 2.xlsx", main=EXCEL)),
    "rtf, a template of one’s own": ("a.rtf", b"{\\rtf1{\\*\\template C:\\\\a.dot}}"),
    "rtf, a picture": ("a.rtf", b"{\\rtf1{\\pict\\pngblip 89dde\nDDE0}}"),
    "csv, numbers and telephones": (
        "a.csv", b"name;sum;phone\nOlena;-5,20;+380 67 123-45-67\n-3;-;+1.5"),
    "text, a list": ("a.txt", b"- one\n= two\n@ three\n+ four"),
    "pdf, a page on opening": ("a.pdf", pdf(b"/OpenAction [3 0 R /FitH null]")),
    "pdf, a page elsewhere": (
        "a.pdf", pdf(b"/OpenAction 7 0 R", b"7 0 obj\n<< /S /GoTo /D [3 0 R /Fit]>>")),
    "pdf, packed objects": ("a.pdf", pdf(packed(b"<</Type /Page>>"))),
    "pdf, words of a picture": ("a.pdf", pdf(b"stream\n/JS/AA/XFA\nendstream")),
}  # fmt: skip


def deflated(name: str, size: int, *, told: int | None = None) -> bytes:
    """A document with so many zeros in one part, of which the list may tell another number."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(WORD, "<x/>")
        with made.open(name, "w", force_zip64=False) as part:
            for _ in range(size // MEGABYTE):
                part.write(bytes(MEGABYTE))
    raw = body.getvalue()
    if told is None:
        return raw
    return raw.replace(struct.pack("<L", size), struct.pack("<L", told))


def bomb(method: int, *, megabytes: int) -> bytes:
    """A small document whose list of types unpacks to this many megabytes."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", method) as made:
        with made.open("[Content_Types].xml", "w") as part:
            for _ in range(megabytes):
                part.write(b"a" * MEGABYTE)
        made.writestr(WORD, "<x/>")
    return body.getvalue()


def overlapping(times: int = 200) -> bytes:
    """Parts that share the same bytes."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(WORD, bytes(MEGABYTE))
        first = made.getinfo(WORD)
        for number in range(times):
            info = zipfile.ZipInfo(f"word/{number:04}.xml")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(info, name, getattr(first, name))
            made.filelist.append(info)
            made.NameToInfo[info.filename] = info
    return body.getvalue()


def encrypted() -> bytes:
    """The list says that the parts are locked."""
    body = bytearray(document())
    at = body.index(b"PK\x01\x02")
    body[6] |= 1
    body[at + 8] |= 1
    return bytes(body)


def many(parts: int) -> bytes:
    return archive(
        ("[Content_Types].xml", "<Types/>"), (WORD, "<x/>"),
        *((f"word/{number}", "") for number in range(parts)),
    )  # fmt: skip


def twice() -> bytes:
    """Two lists of types: each reader believes another one."""
    return archive(
        ("[Content_Types].xml", "<Types/>"), (WORD, "<x/>"), ("[content_types].xml", "macroEnabled")
    )
