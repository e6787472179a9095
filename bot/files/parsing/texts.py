"""Words alone, tables in text, and RTF."""

import codecs
import re
from collections.abc import Iterator

from bot.files.kinds import EMBEDDED, FORMULAS, REMOTE

PIECE = 1024 * 1024  # bytes decoded at a time
TAIL = 256  # letters looked at again with the next piece

MARKUP = re.compile(
    r"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|img|meta|link|style|form|math"
    r"|\?xml|\?php|%)",
    re.IGNORECASE,
)
CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f]")
CYRILLIC = re.compile("[А-яЁёІіЇїЄєҐґ]")
ABOVE_ASCII = re.compile("[^\0-\x7f]")
# A cell that a program would calculate; a number with its sign or a telephone is none.
FORMULA = re.compile(
    r"[\n\r,;\t][ \t'\"]{0,20}(?:[=@]|[+-](?![\d .()%/:-]{0,40}(?:[\n\r,;\t\"']|\Z)))"
)

RTF_INSIDE = re.compile(rb"\\obj(?:data|ect|ocx|emb|link|autlink|update|html|class|file)")
RTF_REMOTE = re.compile(
    rb"\\template[^A-Za-z](?!\s*[A-Za-z]:)"
    rb"|(?<![A-Za-z0-9])(?:INCLUDE(?:PICTURE|TEXT)|DDE(?:AUTO)?)\b",
    re.IGNORECASE,
)


def rich_text(body: bytes) -> tuple[str, set[str]] | None:
    """RTF without the plain data of an object of another program."""
    if not body.startswith(b"{\\rtf") or b"\\objdata" in body:
        return None
    joined = body.translate(None, b"\r\n")  # a command may be broken by a line's end
    risks = {EMBEDDED} if RTF_INSIDE.search(joined) else set()
    return "application/rtf", risks | ({REMOTE} if RTF_REMOTE.search(joined) else set())


def text(body: bytes, *, is_sheet: bool) -> tuple[str, set[str]] | None:
    """Words alone: no markup, no script, nothing that only looks like letters.

    UTF-8, else the Windows encoding when most of it is then Ukrainian.
    """
    if _begins_badly(body):
        return None
    try:
        return _judged(_decoded(body, "utf-8-sig"), is_sheet)
    except UnicodeDecodeError:
        pass
    try:
        strange, letters = 0, 0
        for piece in _decoded(body, "cp1251"):
            strange += len(piece) - len(ABOVE_ASCII.sub("", piece))
            letters += len(piece) - len(CYRILLIC.sub("", piece))
    except UnicodeDecodeError:
        return None
    return _judged(_decoded(body, "cp1251"), is_sheet) if letters >= 0.8 * strange else None


def _begins_badly(body: bytes) -> bool:
    start = body.removeprefix(codecs.BOM_UTF8)[:4096]
    return start.startswith(b"#!") or start.lstrip().startswith(b"{\\rt")


def _decoded(body: bytes, encoding: str) -> Iterator[str]:
    """Piece by piece. Raises UnicodeDecodeError, perhaps after some pieces."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(body), PIECE):
        yield decoder.decode(body[start : start + PIECE])
    yield decoder.decode(b"", final=True)


def _judged(pieces: Iterator[str], is_sheet: bool) -> tuple[str, set[str]] | None:
    """What is decoded is looked at with the end of the piece before it."""
    risks: set[str] = set()
    tail, refused = "\n", False
    for piece in pieces:
        whole = tail + piece
        refused = refused or bool(CONTROLS.search(whole) or MARKUP.search(whole))
        if is_sheet and FORMULA.search(whole):
            risks.add(FORMULAS)
        tail = whole[-TAIL:]
    return None if refused else ("text/plain", risks)
