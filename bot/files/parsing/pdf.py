"""What a PDF may do: names of actions in its plain part and in its packed objects."""

import re
import zlib
from collections.abc import Iterator

from bot.files.kinds import ACTIVE, EMBEDDED, LOCKED

UNPACKED = 4 * 1024 * 1024  # bytes of one stream
UNPACKED_IN_ALL = 32 * 1024 * 1024
STREAMS = 20_000
DICTIONARY = 2048  # bytes from the name of a stream's kind to its data

END = rb"(?![A-Za-z0-9#])"
ACTIONS = re.compile(rb"/(?:JavaScript|Launch|SubmitForm|ImportData|RichMedia|GoToE)" + END)
FILES = re.compile(rb"/EmbeddedFiles?" + END)
ENCRYPTED = re.compile(rb"/Encrypt" + END)
ON_OPENING = re.compile(rb"/OpenAction" + END)
# On opening it shows a page of its own: harmless, and most have it.
SHOWS_A_PAGE = re.compile(rb"\s*(?:\[|<<[^<>]{0,300}/GoTo" + END + rb")")
REFERENCE = re.compile(rb"\s*(\d{1,8})\s+(\d{1,5})\s+R")
PACKED = re.compile(rb"/ObjStm" + END)
BEGINS = re.compile(rb"stream\r?\n")
# A name may be written with its letters as numbers: /J#61vaScript.
ESCAPED = re.compile(rb"/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,60}")
NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")


def pdf_risks(body: bytes) -> set[str]:
    """Codes of `kinds`."""
    risks = {LOCKED} if ENCRYPTED.search(body) else set()
    escaped = b" ".join(_unescaped(one[0]) for one in ESCAPED.finditer(body))
    if PACKED.search(escaped):
        risks.add(LOCKED)
    for part in (body, escaped, *_unpacked(body, risks)):
        risks |= _named(part, body)
    return risks


def _named(part: bytes, body: bytes) -> set[str]:
    acts = ACTIONS.search(part) or any(
        not _is_harmless(part, one.end(), body) for one in ON_OPENING.finditer(part)
    )
    return ({ACTIVE} if acts else set()) | ({EMBEDDED} if FILES.search(part) else set())


def _is_harmless(part: bytes, at: int, body: bytes) -> bool:
    """Whether what is done on opening is to show a page; what can't be found isn't."""
    if SHOWS_A_PAGE.match(part, at):
        return True
    elsewhere = REFERENCE.match(part, at)
    if elsewhere is None:
        return False
    heading = rb"(?<!\d)" + elsewhere[1] + rb"\s+" + elsewhere[2] + rb"\s+obj\b"
    found = list(re.finditer(heading, body))
    return bool(found) and all(SHOWS_A_PAGE.match(body, one.end()) for one in found)


def _unescaped(name: bytes) -> bytes:
    return NUMBER.sub(lambda one: bytes([int(one[1], 16)]), name)


def _unpacked(body: bytes, risks: set[str]) -> Iterator[bytes]:
    """The packed objects, within bounds; what can't be unpacked adds the risk that it is locked."""
    left = UNPACKED_IN_ALL
    for number, one in enumerate(PACKED.finditer(body)):
        begins = BEGINS.search(body, one.end(), one.end() + DICTIONARY)
        start = begins.end() if begins else len(body)
        ends = body.find(b"endstream", start, start + UNPACKED)
        if left <= 0 or number >= STREAMS or ends < 0:
            risks.add(LOCKED)
            return
        inner = zlib.decompressobj()
        try:
            piece = inner.decompress(body[start:ends], min(left, UNPACKED))
        except zlib.error:
            risks.add(LOCKED)
            continue
        if not inner.eof:
            risks.add(LOCKED)
        left -= len(piece)
        yield piece
