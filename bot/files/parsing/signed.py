"""Documents with an electronic signature: CMS (.p7s, .p7m), ASiC containers (.asice, .asics).

The formats are RFC 5652 and ETSI EN 319 162. A signature is not verified here, only known; what
was signed is judged as if it had come by itself.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from bot.files.kinds import DETACHED, LOCKED, SCRIPTS, SHEETS, SIGNED
from bot.files.parsing.archives import (
    BEGINNING,
    READ_IN_ALL,
    Archive,
    BadArchiveError,
    open_archive,
)
from bot.files.parsing.office import RUN

CMS = "application/pkcs7-signature"
CONTAINERS = {"application/vnd.etsi.asic-e+zip", "application/vnd.etsi.asic-s+zip"}
USUAL = "application/vnd.etsi.asic-e+zip"
ABOUT = "meta-inf/"
SIGNATURE = re.compile(r"meta-inf/[^/]*(?:signature|timestamp)[^/]*\.(?:p7s|xml|tst)")
INNER_FILES = 50
DEPTH = 3  # a signed document may be signed again
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
# A list of data is what is signed most often, and no program runs it.
NEVER_INSIDE = {*RUN, *SCRIPTS} - {".xml"}

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
HEAD = 24  # bytes within which the type stands
SEQUENCE, OCTETS, OCTETS_IN_PARTS, CONTEXT = 0x30, 0x04, 0x24, 0xA0
END = b"\0\0"
PARTS = 200_000
PEM = (b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----", b"-----BEGIN PKCS #7 SIGNED DATA-----")

Found = tuple[str, set[str]]
Judge = Callable[[bytes, bool, int], tuple[str | None, set[str]]]


class UnreadableError(Exception):
    """It is not written as these formats are."""


class ProgramInsideError(Exception):
    """What was signed is a program."""


def signed(body: bytes, judge: Judge, depth: int) -> Found | None:
    """A document with its signature, or a signature alone; None for anything else.

    Args:
        body: the whole file.
        judge: what a file inside is, by its bytes, whether it is a table by its name, and depth.
        depth: how many signed documents this one lies in.
    """
    if depth >= DEPTH:
        return None
    try:
        if body.startswith(BEGINNING):
            return _container(body, judge, depth)
        raw = _binary(body)
        return _message(raw, judge, depth) if raw else None
    except ProgramInsideError:
        if depth:
            raise
        return None


def _message(raw: bytes, judge: Judge, depth: int) -> Found:
    try:
        inner = _signed_words(raw)
    except (UnreadableError, IndexError):
        return CMS, {SIGNED, LOCKED}
    if inner is None:
        return CMS, {DETACHED}
    return CMS, {SIGNED} | _inside(inner, judge, is_sheet=False, depth=depth)


def _container(body: bytes, judge: Judge, depth: int) -> Found | None:
    try:
        archive = open_archive(body)
        kind = _kind(archive)
    except BadArchiveError:
        return None
    if kind is None:
        return None
    names = [one for one in archive.names if _is_a_document(one)]
    if any(_suffix(one) in NEVER_INSIDE for one in names):
        raise ProgramInsideError
    risks = {SIGNED} | ({LOCKED} if len(names) > INNER_FILES else set())
    for name in names[:INNER_FILES]:
        try:
            inner = archive.read(name, most=READ_IN_ALL)
        except BadArchiveError:
            risks.add(LOCKED)
            continue
        risks |= _inside(inner, judge, is_sheet=_suffix(name) in SHEETS, depth=depth)
    return kind, risks


def _kind(archive: Archive) -> str | None:
    """What it says it is; some programs say nothing, or not first."""
    if "mimetype" not in archive.names:
        return USUAL if any(SIGNATURE.fullmatch(one.lower()) for one in archive.names) else None
    said = archive.read("mimetype", most=100).decode("ascii", "replace").strip()
    return said if said in CONTAINERS else None


def _is_a_document(name: str) -> bool:
    return name != "mimetype" and not name.endswith("/") and not name.lower().startswith(ABOUT)


def _inside(inner: bytes, judge: Judge, *, is_sheet: bool, depth: int) -> set[str]:
    """What is risky in what was signed. Raises ProgramInsideError."""
    if inner.startswith(PROGRAMS):
        raise ProgramInsideError
    kind, risks = judge(inner, is_sheet, depth + 1)
    return {LOCKED} if kind is None else risks


def _suffix(name: str) -> str:
    return PurePosixPath(name.casefold()).suffix


def _binary(body: bytes) -> bytes | None:
    """The message as bytes; it may be written in letters (PEM, or base64 alone)."""
    if _is_signed_data(body):
        return body
    letters = body.strip()
    if letters.startswith(PEM):
        letters = letters.partition(b"\n")[2].partition(b"-----END")[0]
    try:
        raw = base64.b64decode(b"".join(letters.split()), validate=True)
    except binascii.Error:
        return None
    return raw if _is_signed_data(raw) else None


def _is_signed_data(raw: bytes) -> bool:
    return raw[:1] == b"\x30" and SIGNED_DATA in raw[:HEAD]


def _signed_words(raw: bytes) -> bytes | None:
    """What was signed; None when it lies elsewhere. Raises UnreadableError, IndexError."""
    at = _into(raw, _after(raw, _into(raw, 0, SEQUENCE)), CONTEXT)
    at = _into(raw, at, SEQUENCE)
    at = _after(raw, _after(raw, at))  # the version, the digests
    _, start, length = _head(raw, at)
    at = _after(raw, start)  # the type of what is signed
    if at == start + (length or 0) or (length is None and raw[at : at + 2] == END):
        return None
    return b"".join(_octets(raw, _into(raw, at, CONTEXT)))


def _head(raw: bytes, at: int) -> tuple[int, int, int | None]:
    """The tag, where the content begins, and its length; None when only its end is marked."""
    tag, first = raw[at], raw[at + 1]
    if first < 0x80:
        return tag, at + 2, first
    if first == 0x80:
        return tag, at + 2, None
    more = first & 0x7F
    if more > 8:
        raise UnreadableError
    return tag, at + 2 + more, int.from_bytes(raw[at + 2 : at + 2 + more])


def _into(raw: bytes, at: int, tag: int) -> int:
    found, start, _ = _head(raw, at)
    if found != tag:
        raise UnreadableError
    return start


def _after(raw: bytes, at: int) -> int:
    _, start, length = _head(raw, at)
    if length is None or start + length > len(raw):
        raise UnreadableError
    return start + length


def _octets(raw: bytes, at: int) -> Iterator[bytes]:
    """Bytes that stand together or in parts, as they come."""
    tag, start, length = _head(raw, at)
    if tag == OCTETS:
        yield raw[start : _after(raw, at)]
        return
    if tag != OCTETS_IN_PARTS:
        raise UnreadableError
    end = len(raw) if length is None else start + length
    at = start
    for _ in range(PARTS):
        if at >= end or raw[at : at + 2] == END:
            return
        _, part, _ = _head(raw, at)
        after = _after(raw, at)
        yield raw[part:after]
        at = after
    raise UnreadableError
