"""What was posted, read within bounds: little before sign-in, files only where they belong."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from bot.engine.wording import undirected
from bot.files.rules import MOST_FILES, STAFF_BYTES

MOST_FIELDS = 400  # a card of the content has dozens
MOST_TEXT = 200_000  # bytes of one field of a form with files
BEFORE_SIGN_IN = 8 * 1024
FIELDS = 512 * 1024  # of a form without files: 20,000 Cyrillic letters are 120 KB
WITH_FILES = MOST_FILES * STAFF_BYTES + 1024 * 1024
KEPT = 256 * 1024  # of a form whose session has ended, for its words
MULTIPART = "multipart/form-data"


class TooMuchError(Exception):
    """More than this form may hold; nothing of it was kept."""


class UnreadableError(Exception):
    """Not a form, or the browser left in the middle."""


class NoRoomError(Exception):
    """The disk has no room for the files of a form. `words` are its fields that came before."""

    def __init__(self, words: FormData) -> None:
        super().__init__("no room for the files of a form")
        self.words = words


def clean(text: str) -> str:
    """A text as it may be kept and shown: no NUL, no halves of a letter, none turned round."""
    return undirected(text.replace("\0", "").encode("utf-8", "replace").decode())


def whole_number(text: str, *, digits: int = 9) -> int | None:
    """The number that a text is, in at most so many digits; None for any other text."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_one else None


async def read_fields(request: Request, *, most: int) -> FormData:
    """A form without files, wholly in memory. Raises TooMuchError, UnreadableError."""
    if _length(request) > most:
        raise TooMuchError
    if request.headers.get("content-type", "").partition(";")[0] == MULTIPART:
        raise UnreadableError
    body = await _body(request, most)
    pairs: list[tuple[str, str | UploadFile]] = []
    try:
        pairs += parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise TooMuchError from error
    return FormData(pairs)


async def read_with_files(request: Request, *, most: int = WITH_FILES) -> FormData:
    """A form with files, or without. Raises TooMuchError, UnreadableError, NoRoomError."""
    if request.headers.get("content-type", "").partition(";")[0] != MULTIPART:
        return await read_fields(request, most=FIELDS)
    if _length(request) > most:
        raise TooMuchError
    return await _parsed(request)


async def read_words(request: Request) -> FormData:
    """A form of a session that has ended: for the words in it, nothing reaches the disk.

    Empty when it is too large.
    """
    try:
        if request.headers.get("content-type", "").partition(";")[0] != MULTIPART:
            return await read_fields(request, most=KEPT)
        body = await _body(request, KEPT)
        return await _parsed(Request(request.scope, _Receive(body)))
    except (TooMuchError, UnreadableError):
        return FormData()


async def _parsed(request: Request) -> FormData:
    parser = MultiPartParser(
        request.headers, request.stream(), max_files=MOST_FILES + 1, max_fields=MOST_FIELDS,
        max_part_size=MOST_TEXT,
    )  # fmt: skip
    try:
        return await parser.parse()
    except (MultiPartException, ClientDisconnect, LookupError) as error:
        raise UnreadableError from error
    except OSError as error:  # larger files rest on the disk while they are read
        words: list[tuple[str, str | UploadFile]] = [
            one for one in parser.items if isinstance(one[1], str)
        ]
        raise NoRoomError(FormData(words)) from error


async def _body(request: Request, most: int) -> bytes:
    if _length(request) > most:
        raise TooMuchError
    read = bytearray()
    async for part in _parts(request):
        read += part
        if len(read) > most:
            raise TooMuchError
    return bytes(read)


async def _parts(request: Request) -> AsyncIterator[bytes]:
    try:
        async for part in request.stream():
            yield part
    except ClientDisconnect as error:
        raise UnreadableError from error


def _length(request: Request) -> int:
    """What the browser says it sends; a form without its length is none of a browser."""
    given = request.headers.get("content-length", "")
    length = whole_number(given, digits=15)
    if length is None:
        raise TooMuchError
    return length


class _Receive:
    """What was read already, for a parser that reads by itself."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __call__(self) -> Message:
        """The whole of it."""
        body, self._body = self._body, b""
        return {"type": "http.request", "body": body, "more_body": False}
