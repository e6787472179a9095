"""The fake over HTTP: the Bot API, files, and /fake/… for tests in other processes."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.telegram import methods, people
from tests.fakes.telegram.checks import RefusedError, read_params
from tests.fakes.telegram.hooks import Poster
from tests.fakes.telegram.state import TOKEN, FakeTelegram


@dataclass(slots=True)
class Running:
    """A fake server that listens."""

    fake: FakeTelegram
    api: str  # base address, as MISTOK_TELEGRAM_API
    poster: Poster


def application(fake: FakeTelegram) -> Starlette:
    """The fake as an ASGI application."""

    async def call(request: Request) -> Response:
        name = request.path_params["method"]
        try:
            result = await _call(fake, name, request)
        except RefusedError as refused:
            if refused.code == 400:
                fake.refusals.append(f"{name}: {refused.description}")
            if refused.code >= 500:
                return Response("<html>Bad Gateway</html>", refused.code, media_type="text/html")
            return JSONResponse(refused.body(), refused.code)
        answer = JSONResponse({"ok": True, "result": result})
        if fake.spoilt:
            answer.body = fake.spoil(bytes(answer.body))
            answer.headers["content-length"] = str(len(answer.body))
        return answer

    async def download(request: Request) -> Response:
        for path, _, content in fake.files.values():
            if path == request.path_params["path"] and request.path_params["token"] == fake.token:
                return Response(content, media_type="application/octet-stream")
        return JSONResponse(RefusedError(404, "Not Found").body(), 404)

    async def person(request: Request) -> Response:
        return JSONResponse(people.run(fake, request.path_params["command"], await request.json()))

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", download),
            Route("/fake/{command}", person, methods=["POST"]),
        ]
    )


async def _call(fake: FakeTelegram, name: str, request: Request) -> object:
    if request.path_params["token"] != fake.token:
        raise RefusedError(401, "Unauthorized")
    if name.casefold() not in methods.METHODS:
        raise RefusedError(404, "Not Found")
    given: dict[str, object] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        given |= json.loads(await request.body() or b"{}")
    elif request.method == "POST":
        async with request.form() as form:
            given |= _attached({name: await _field(value) for name, value in form.items()})
    params = read_params(name, given)
    listed = {
        # In a list of calls that travels as JSON a file is its name and size.
        key: [value[0], len(value[1])] if isinstance(value, tuple) else value
        for key, value in params.items()
    }
    fake.calls.append((name, listed))
    return await methods.run(fake, name, params)


async def _field(value: str | UploadFile) -> object:
    """A text, or an uploaded file's name and bytes."""
    return value if isinstance(value, str) else (value.filename or "", await value.read())


def _attached(fields: dict[str, object]) -> dict[str, object]:
    """A file may stand in the field itself, or in another that it names as attach://…"""
    named = {
        name: value.removeprefix("attach://")
        for name, value in fields.items()
        if isinstance(value, str) and value.startswith("attach://")
    }
    files = {name: fields.get(part) for name, part in named.items()}
    return {name: value for name, value in fields.items() if name not in named.values()} | files


@contextlib.asynccontextmanager
async def running(token: str = TOKEN, *, port: int = 0) -> AsyncIterator[Running]:
    """The fake on 127.0.0.1, in this event loop; a free port when none is given."""
    fake = FakeTelegram(token)
    poster = Poster(fake)
    with socket.create_server(("127.0.0.1", port)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # for each connection
        config = uvicorn.Config(
            application(fake),
            log_config=None,
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(config)
        # Without serve(), which would take over the process's signals. Calls that come before
        # it has started wait in the listener.
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
