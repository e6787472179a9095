"""`python -m tests.e2e.forked`: the program, imported once, to be run many times in a moment.

Each line on stdin, {"arguments": […], "cwd": …, "around": {…}, "streams": [in, out, err]}, is one
run: a process forked before anything was opened, with those files as its streams. How it ended is
printed: its exit code, a signal's number below zero.
"""

import io
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

# What a run would otherwise import anew.
import anyio._backends._asyncio  # noqa: F401
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite.aiosqlite  # noqa: F401
import uvicorn  # noqa: F401

import bot.app.server
import bot.app.wiring
import bot.channels.telegram.send
import bot.storage.postgres
import bot.storage.sqlite
from bot.cli.command import main

NAME = str(Path(bot.__file__).with_name("__main__.py"))
FLAGS = (os.O_RDONLY, os.O_WRONLY | os.O_TRUNC, os.O_WRONLY | os.O_TRUNC)


def run(told: dict[str, Any]) -> int:
    """The exit code of the program in this process, which becomes the one that was asked for."""
    for number, (path, flags) in enumerate(zip(told["streams"], FLAGS, strict=True)):
        os.dup2(os.open(path, flags), number)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0)), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w")), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w")),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=True,
    )
    os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["around"])
    sys.argv[:] = [NAME, *told["arguments"]]
    sys.modules["__main__"].__package__ = "bot"  # its help calls itself `python -m bot`
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def fork(told: dict[str, Any]) -> int:
    """How a run ended."""
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        code = run(told)
    finally:
        os._exit(code)


if __name__ == "__main__":
    print("ready", flush=True)
    for line in sys.stdin:
        print(fork(json.loads(line)), flush=True)
