"""The whole body of a request, bounded: the one reader of what messengers and pages post."""

from starlette.requests import ClientDisconnect, Request


class TooLargeError(Exception):
    """The body is, or says it is, longer than allowed."""


class CutOffError(Exception):
    """Who posts went away before the end."""


async def read_body(request: Request, *, most: int) -> bytes:
    """The body as it came, read no further than `most` bytes.

    Raises:
        TooLargeError: it is longer, or says so beforehand.
        CutOffError: its end never came.
    """
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > most:
        raise TooLargeError
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                raise TooLargeError
    except ClientDisconnect:
        raise CutOffError from None
    return bytes(body)
