"""Judging a file in a child process, which may be killed: it reads bytes that a stranger chose."""

import asyncio
import contextlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.files.kinds import RISKS

log = structlog.get_logger(__name__)

JUDGE = "bot.files.parsing.judge"
ROOT = Path(__file__).resolve().parents[2]
# Without the environment's own paths, without site-packages: it starts fast and is let into little.
PROGRAM = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {{}}; {{}}.main()"
COMMAND = (sys.executable, "-I", "-S", "-X", "utf8", "-c", PROGRAM.format(*[JUDGE] * 2))
ANSWER_BYTES = 4096
AT_ONCE = 2
SECONDS = 20.0  # by the clock; its processor time is limited by itself
PATIENCE = 60.0  # for one's turn


class NoAnswerError(Exception):
    """Nothing could be found out. `fault` tells that the file itself is the likely reason."""

    def __init__(self, *, fault: bool) -> None:
        super().__init__("the file was not judged")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class FoundKind:
    """What the child said: None for a file we don't take."""

    media_type: str | None
    risks: tuple[str, ...]


class Child:
    """Starts a child for each file, at most `at_once` of them.

    Args:
        command: the program and its arguments.
        at_once: children at a time.
        seconds: after so many a child is killed.
        patience: seconds a file may wait for its turn.
    """

    def __init__(
        self,
        command: tuple[str, ...] = COMMAND,
        *,
        at_once: int = AT_ONCE,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
    ) -> None:
        self._command = command
        self._turns = asyncio.Semaphore(at_once)
        self._seconds = seconds
        self._patience = patience

    async def judge(self, body: bytes, *, is_sheet: bool) -> FoundKind:
        """What the file is. Raises NoAnswerError."""
        try:
            async with asyncio.timeout(self._patience):
                await self._turns.acquire()
        except TimeoutError:
            raise NoAnswerError(fault=False) from None
        try:
            return await self._ask(body, is_sheet)
        finally:
            self._turns.release()

    async def _ask(self, body: bytes, is_sheet: bool) -> FoundKind:
        try:
            child = await _started(self._command)
        except OSError as error:
            log.warning("file.no_child", exc_info=error)
            raise NoAnswerError(fault=False) from error
        try:
            async with asyncio.timeout(self._seconds):
                line = await _said(child, body, is_sheet)
        except TimeoutError:
            log.warning("file.judging_took_too_long", size=len(body))
            raise NoAnswerError(fault=False) from None
        finally:
            await _ended(child)
        found = _read(line)
        if found is None:
            log.warning("file.judging_failed", size=len(body), exit_code=child.returncode)
            raise NoAnswerError(fault=True)
        return found


async def _started(command: tuple[str, ...]) -> asyncio.subprocess.Process:
    """A child. One whose start is cancelled would never be let go by asyncio: it starts, and ends.

    Raises OSError.
    """
    starting = asyncio.create_task(
        asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
            limit=ANSWER_BYTES,
            process_group=0,  # Ctrl-C at a terminal is ours to handle
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await _ended(await starting)
        raise


async def _said(child: asyncio.subprocess.Process, body: bytes, is_sheet: bool) -> bytes:
    """Give it the file; its answer, empty when it has none."""
    assert child.stdout is not None
    giving = asyncio.create_task(_given(child, body, is_sheet))
    try:
        return await child.stdout.readuntil()
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):  # none, or a too long one
        return b""
    finally:
        giving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await giving


async def _given(child: asyncio.subprocess.Process, body: bytes, is_sheet: bool) -> None:
    assert child.stdin is not None
    header = json.dumps({"size": len(body), "sheet": is_sheet}) + "\n"
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has ended already
        child.stdin.write(header.encode())
        child.stdin.write(body)
        await child.stdin.drain()
    child.stdin.close()


async def _ended(child: asyncio.subprocess.Process) -> None:
    """No child outlives its file, whatever has happened."""
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
    await asyncio.shield(_gone(child))


async def _gone(child: asyncio.subprocess.Process) -> None:
    """Wait for its end: asyncio knows of it when what it has said is read away."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.close()
    while await child.stdout.read(ANSWER_BYTES):
        pass
    await child.wait()


def _read(line: bytes) -> FoundKind | None:
    """The answer; None for what is none."""
    try:
        said = json.loads(line)
        media_type, risks = said["media_type"], set(said["risks"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not (media_type is None or isinstance(media_type, str)):
        return None
    return FoundKind(media_type, tuple(one for one in RISKS if one in risks))
