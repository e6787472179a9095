"""The fake over HTTP: the API, files, and /fake/… for tests in other processes."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.viber import methods, people
from tests.fakes.viber.account import TOKEN
from tests.fakes.viber.checks import BODY_BYTES, RefusedError
from tests.fakes.viber.hooks import Poster
from tests.fakes.viber.state import FakeViber


@dataclass(slots=True)
class Running:
    """A fake that listens."""

    fake: FakeViber
    address: str
    poster: Poster

    @property
    def api(self) -> str:
        """As MISTOK_VIBER_API."""
        return f"{self.address}/pa"


def application(fake: FakeViber, poster: Poster) -> Starlette:
    """The fake as an ASGI application."""

    async def call(request: Request) -> Response:
        name = request.path_params["method"]
        raw = await request.body()
        try:
            found = await _call(fake, poster, name, raw, request.headers)
        except RefusedError as refused:
            if refused.status < 0:  # a proxy on the way
                return Response("<html>Bad Gateway</html>", 502, media_type="text/html")
            if refused.status in {1, 3, 4, 13, 14}:
                fake.refusals.append(f"{name}: {refused.message}")
            return JSONResponse(refused.body())
        return JSONResponse({"status": 0, "status_message": "ok", **found})

    async def media(request: Request) -> Response:
        found = fake.media.get(request.path_params["name"])
        return Response(found) if found is not None else Response(status_code=404)

    async def person(request: Request) -> Response:
        return JSONResponse(people.run(fake, request.path_params["command"], await request.json()))

    return Starlette(
        routes=[
            Route("/pa/{method}", call, methods=["POST"]),
            Route("/media/{name}", media),
            Route("/fake/{command}", person, methods=["POST"]),
        ]
    )


async def _call(fake: FakeViber, poster: Poster, name: str, raw: bytes, headers) -> dict:
    try:
        body = json.loads(raw)
    except ValueError:
        raise RefusedError(3) from None
    # Clients of others write the token into the body.
    shown = headers.get("x-viber-auth-token") or body.pop("auth_token", "")
    if shown != fake.token:
        raise RefusedError(2)
    if len(raw) > BODY_BYTES:
        raise RefusedError(3, "request size exceeds 30KB")
    if name not in methods.METHODS:
        raise RefusedError(3, "unknown method")
    fake.calls.append((name, body))
    fake.fails(name)
    return await methods.METHODS[name](fake, body, poster.ring)


@contextlib.asynccontextmanager
async def running(token: str = TOKEN, *, port: int = 0) -> AsyncIterator[Running]:
    """The fake on 127.0.0.1, in this event loop; a free port when none is given."""
    fake = FakeViber(token)
    poster = Poster(fake)
    with socket.create_server(("127.0.0.1", port)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            application(fake, poster),
            log_config=None,
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server._serve([listener]))
        posting = asyncio.create_task(poster.run())
        try:
            yield Running(fake, f"http://127.0.0.1:{listener.getsockname()[1]}", poster)
        finally:
            fake.closing = True
            fake.wake()
            posting.cancel()
            await asyncio.gather(posting, return_exceptions=True)
            server.should_exit = True
            await serving
