"""The whole body of a request or of a file, bounded: the one reader of what others send."""

from collections.abc import AsyncIterable

from starlette.requests import ClientDisconnect, Request


class TooLargeError(Exception):
    """The body is, or says it is, longer than allowed."""


class CutOffError(Exception):
    """Who posts went away before the end."""


async def bounded(chunks: AsyncIterable[bytes], *, most: int) -> bytes:
    """The chunks together, read no further than `most` bytes. Raises TooLargeError."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > most:
            raise TooLargeError
    return bytes(body)


async def read_body(request: Request, *, most: int) -> bytes:
    """The body as it came, read no further than `most` bytes.

    Raises:
        TooLargeError: it is longer, or says so beforehand.
        CutOffError: its end never came.
    """
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > most:
        raise TooLargeError
    try:
        return await bounded(request.stream(), most=most)
    except ClientDisconnect:
        raise CutOffError from None
