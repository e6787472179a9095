"""What any webhook must do: check the signature, store the body durably, say 200."""

import hashlib
import hmac
import multiprocessing
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.viber.account import PATH
from bot.channels.viber.webhook import SIGNATURE_HEADER
from tests.fakes.viber.account import TOKEN
from tests.ports import free_port
from tests.processes import is_ready
from tests.waiting import wait_until


@contextmanager
def bare_webhook(folder: Path) -> Iterator[tuple[str, int]]:
    """It listens in a process of its own: its address and pid."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(str(folder / "bare.db"), port)
    )
    process.start()
    assert process.pid is not None
    base = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(timeout=10) as http:
            wait_until(lambda: is_ready(http, base))
        yield base, process.pid
    finally:
        process.terminate()
        process.join()


def _serve(path: str, port: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE events (body BLOB)")

        def store(raw: bytes) -> None:
            database.execute("INSERT INTO events VALUES (?)", (raw,))

        async def take(request: Request) -> Response:
            raw = await request.body()
            expected = hmac.new(TOKEN.encode(), raw, hashlib.sha256).hexdigest()
            if not hmac.compare_digest(request.headers[SIGNATURE_HEADER], expected):
                return Response(status_code=401)
            await run_in_threadpool(store, raw)
            return Response(status_code=200)

        async def ready(_request: Request) -> Response:
            return Response(status_code=200)

        routes = [Route(PATH, take, methods=["POST"]), Route("/readyz", ready)]
        uvicorn.run(Starlette(routes=routes), port=port, log_level="error", access_log=False)
