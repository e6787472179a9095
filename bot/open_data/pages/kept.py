"""Public pages as they were rendered a moment ago: many readers cost as much as one."""

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

MOST = 1000
BROWSER_SECONDS = 60  # a browser asks again soon: a library may just have told that it is closed
FRESH_SECONDS = 600  # then hours, days and messengers' addresses are looked up anew

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What is answered: the status, the media type, further headers."""

    content: bytes
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Kept:
    """The newest of them, by what they were made of."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[Key, Body] = OrderedDict()

    async def answer(
        self, request: Request, key: Key, make: Callable[[], Awaitable[Body]]
    ) -> Response:
        """The page under this key, made if need be; 304 for a browser that has it."""
        body = self._bodies.get(key)
        if body is None:
            body = self._bodies[key] = await make()
            while len(self._bodies) > MOST:
                self._bodies.popitem(last=False)
        tag = f'"{hashlib.sha256(body.content).hexdigest()[:16]}"'
        headers = {
            "Cache-Control": f"public, max-age={BROWSER_SECONDS}", "ETag": tag, **dict(body.headers)
        }  # fmt: skip
        if body.status == 200 and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body.content, body.status, headers, body.media_type)
