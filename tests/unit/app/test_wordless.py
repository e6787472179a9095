"""Of an exception the log tells kind, place and frames, whoever logs it; never its text."""

import asyncio
import json
import logging
import sqlite3
import subprocess
import sys
import threading
from typing import Any

import pytest
import structlog
from sqlalchemy import create_engine, text

from tests.unit.app.logged import logged_lines

WORD = "таємниця"


def fail(words: str) -> None:
    secret = words  # a value in the frame
    raise ValueError(f"can't read {secret}")


def chained(words: str) -> None:
    try:
        fail(words)
    except ValueError as error:
        raise KeyError(words) from error


def grouped(words: str) -> None:
    try:
        fail(words)
    except ValueError as error:
        raise BaseExceptionGroup(words, [error, OSError(28, words)]) from None


def deep(n: int) -> None:
    if n:
        deep(n - 1)
    else:
        fail(WORD)


def told(lines: list[str]) -> dict[str, Any]:
    assert WORD not in "\n".join(lines)
    (line,) = lines
    found: dict[str, Any] = json.loads(line)
    assert WORD not in repr(found)
    return found


def test_ours() -> None:
    with logged_lines("json") as lines:
        log = structlog.get_logger()
        try:
            chained(WORD)
        except KeyError:
            log.exception("it.broke", request=5)
        found = told(lines())
    assert (found["event"], found["level"], found["request"]) == ("it.broke", "error", 5)
    assert found["error"] == "KeyError"
    assert found["place"].startswith(f"{__name__}:chained:")
    first, before = found["trace"]
    assert first.startswith(f"KeyError: {__name__}:test_ours:")
    assert before.startswith(f"from ValueError: {__name__}:chained:")
    assert f" > {__name__}:fail:" in before


def test_what_a_library_logs() -> None:
    with logged_lines("json") as lines:
        try:
            grouped(WORD)
        except BaseExceptionGroup:
            logging.getLogger("uvicorn.error").exception("Exception at %s", WORD)
        found = told(lines())
    assert (found["event"], found["error"]) == ("uvicorn.error", "ExceptionGroup")
    assert [one.partition(":")[0] for one in found["trace"]] == [
        "ExceptionGroup",
        "with ValueError",
        "with OSError",
    ]


def test_what_a_library_only_says() -> None:
    with logged_lines("json") as lines:
        logging.getLogger("sse_starlette").warning("sent %s", WORD)
        found = told(lines())
    assert (found["event"], found["level"]) == ("sse_starlette", "warning")
    assert found["place"].startswith("test_wordless:test_what_a_library_only_says:")


async def test_a_task_that_nobody_waited_for() -> None:
    loop = asyncio.get_running_loop()
    with logged_lines("json") as lines:
        task = loop.create_task(asyncio.to_thread(fail, WORD))
        await asyncio.wait([task])
        loop.call_exception_handler({"message": WORD, "exception": task.exception(), "task": task})
        found = told(lines())
    assert (found["event"], found["error"]) == ("asyncio", "ValueError")


def test_a_database_says_its_code_and_no_value() -> None:
    engine = create_engine("sqlite://")
    with logged_lines("json") as lines, engine.connect() as connection:
        connection.execute(text("CREATE TABLE a (b TEXT UNIQUE)"))
        try:
            for _ in range(2):
                connection.execute(text("INSERT INTO a VALUES (:b)"), {"b": WORD})
        except Exception:
            structlog.get_logger().exception("turn.failed")
        found = told(lines())
    assert found["error"] == "IntegrityError"
    with logged_lines("json") as lines, sqlite3.connect(":memory:") as plain:
        try:
            plain.execute(f"SELECT {WORD}")
        except sqlite3.Error:
            structlog.get_logger().exception("turn.failed")
        found = told(lines())
    plain.close()
    assert (found["error"], found["code"]) == ("OperationalError", "SQLITE_ERROR")


def test_a_recursion_is_short() -> None:
    with logged_lines("json") as lines:
        try:
            deep(200)
        except ValueError as error:
            structlog.get_logger().error("it.broke", exc_info=error)
        (line,) = told(lines())["trace"]
    assert line.count(" > ") < 40
    assert line.split(" > ")[-1].startswith(f"{__name__}:fail:")


def test_for_people_the_frames_stand_below() -> None:
    with logged_lines("text") as lines:
        try:
            chained(WORD)
        except KeyError:
            structlog.get_logger().exception("it.broke")
        first, *more = lines()
    assert WORD not in "\n".join([first, *more])
    assert "it.broke" in first
    assert "KeyError" in first
    assert [one.split(":")[0] for one in more] == ["    KeyError", "    from ValueError"]


COMMAND = """
import structlog, bot.cli.command as command

def broken(words="таємниця"):
    try:
        raise KeyError(words)
    except KeyError:
        structlog.get_logger().exception("it.broke")

command.app = broken
command.main()
"""


@pytest.mark.slow
def test_a_command_tells_on_stderr_and_no_value_of_a_frame() -> None:
    done = subprocess.run([sys.executable, "-c", COMMAND], capture_output=True, encoding="utf-8")
    assert done.stdout == ""
    assert "it.broke" in done.stderr
    assert "__main__:broken:" in done.stderr
    assert WORD not in done.stderr


def test_a_thread_that_ends_by_an_exception() -> None:
    with logged_lines("json") as lines:
        thread = threading.Thread(target=fail, args=(WORD,))
        thread.start()
        thread.join()
        found = told(lines())
    assert (found["event"], found["error"]) == ("thread.broke", "ValueError")


@pytest.mark.parametrize("kind", [RuntimeError, SystemError])
def test_a_program_that_ends_by_an_exception(kind: type[Exception]) -> None:
    with logged_lines("json") as lines:
        sys.excepthook(kind, kind(WORD), None)
        found = told(lines())
    assert (found["event"], found["error"], found["trace"]) == (
        "program.broke", kind.__name__, [kind.__name__],
    )  # fmt: skip
