"""`python -m tests.crash.bot_process`: the real bot, to be killed and started again in a moment.

The content is read once. Then each line on stdin, {"settings": {…}, "point": …, "nth": …}, is one
life: a process forked before anything was opened, which runs the whole App until it is killed,
or kills itself when it passes the named point for the nth time. Its pid is printed, and how it
ended: a signal's number below zero, else the exit code. SIGTERM ends it in peace.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from typing import Any

# What every life would otherwise import anew.
import aiosmtplib  # noqa: F401
import anyio._backends._asyncio  # noqa: F401
import httpcore  # noqa: F401
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite.pysqlite  # noqa: F401
import uvicorn.lifespan.off  # noqa: F401

import bot.app.content_writer
import bot.channels.email.channel
import bot.channels.telegram.channel
import bot.channels.telegram.polling
import bot.channels.telegram.send
import bot.channels.viber.channel
import bot.channels.viber.send
import bot.channels.viber.webhook
import bot.storage.postgres
import bot.storage.sqlite  # noqa: F401
from bot.app.content_index import ContentIndex, cache_folder, learn
from bot.app.logs import set_up_logs
from bot.app.server import Server, configured, listen
from bot.app.settings import Settings
from bot.app.wiring import App, ignore
from bot.web.bounds import Bounds
from tests.ports import free_port

REHEARSED = "a-secret-of-a-life-that-no-test-looks-at"


def dies_at(point: str, nth: int) -> Callable[[str], None]:
    """A watcher of named points: passing `point` for the nth time is the end, with no goodbye."""
    passed = 0

    def passing(name: str) -> None:
        nonlocal passed
        passed += name == point
        if passed == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return passing


def tell_tasks() -> None:
    """What everybody is waiting for, to the log."""
    for task in asyncio.all_tasks():
        task.print_stack(file=sys.stderr)


async def live(life: dict[str, Any], content_index: ContentIndex) -> None:
    """Run the App until SIGTERM, or until who started us is gone."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    loop.add_reader(sys.stdin, ended.set)
    loop.add_signal_handler(signal.SIGUSR1, tell_tasks)
    passing = dies_at(life["point"], life["nth"]) if life.get("point") else ignore
    settings = Settings(**life["settings"])
    app = App(settings, content_index=content_index, passing=passing)
    async with served(app) if settings.viber_token else app.running():
        await ended.wait()


@asynccontextmanager
async def served(app: App) -> AsyncIterator[None]:
    """The App with its web server, for messengers that post."""
    with listen(app.settings) as door:
        server = Server(configured(app, Bounds()), app.end_streams)
        async with app.running():
            # Not serve(), which would take over the process's signals.
            serving = asyncio.create_task(server._serve([door]))
            yield
            server.should_exit = True
            await serving


def fork(life: dict[str, Any], content_index: ContentIndex) -> int:
    """Start one life; its pid."""
    if pid := os.fork():
        return pid
    code = 1
    try:
        asyncio.run(live(life, content_index))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


async def rehearse(folder: str, content_index: ContentIndex) -> None:
    """A short life, so that what is made once a process is made before all others begin."""
    told = {"database": f"sqlite:///{folder}/mistok.db", "secret": REHEARSED, "port": free_port()}
    settings = Settings(**told)  # type: ignore[arg-type]
    async with served(App(settings, content_index=content_index)):
        await asyncio.sleep(0)


def main() -> None:
    set_up_logs("text")
    content = Settings().content
    content_index = learn(content, cache=cache_folder(content))
    content_index.gazetteer.warm()
    with TemporaryDirectory() as folder:
        asyncio.run(rehearse(folder, content_index))
    assert threading.active_count() == 1, "a fork has no other thread than its own"
    gc.collect()
    gc.freeze()  # who looks through it writes to it, and each life would copy it all
    print("ready", flush=True)
    for line in sys.stdin:
        pid = fork(json.loads(line), content_index)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
