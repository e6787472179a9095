"""The one reader of posted bodies."""

from collections.abc import Iterable
from typing import Any

import pytest
from starlette.requests import Request

from bot.channels.body import CutOffError, TooLargeError, read_body


def request(chunks: Iterable[bytes], *, told: str = "", cut_off: bool = False) -> Request:
    """A request whose body comes in these chunks, and ends or is cut off after them."""
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks
    ]
    messages.append({"type": "http.disconnect"} if cut_off else {"type": "http.request"})
    waiting = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(waiting)

    headers = [(b"content-length", told.encode())] if told else []
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


async def test_the_bytes_as_they_came() -> None:
    assert await read_body(request([b"\xff\xfe", b"", "слово".encode()]), most=100) == (
        b"\xff\xfe" + "слово".encode()
    )


async def test_it_may_be_as_long_as_allowed() -> None:
    assert await read_body(request([b"a" * 60, b"b" * 40], told="100"), most=100)


@pytest.mark.parametrize("told", ["", "101", "1000000000000"])
async def test_refused_as_soon_as_it_is_too_long(told: str) -> None:
    with pytest.raises(TooLargeError):
        await read_body(request([b"a" * 60, b"b" * 41, b"never read"], told=told), most=100)


@pytest.mark.parametrize("told", ["-5", "many", "1e9", "²"])
async def test_a_length_that_is_no_number_is_not_believed(told: str) -> None:
    scope = request([b"abc"]).scope | {"headers": [(b"content-length", told.encode("latin-1"))]}
    body = request([b"abc"])
    assert await read_body(Request(scope, body.receive), most=100) == b"abc"


async def test_cut_off_before_its_end() -> None:
    with pytest.raises(CutOffError):
        await read_body(request([b"abc"], cut_off=True), most=100)
