"""Work on a stranger's bytes in a child process: bounded in time, memory and answer, killable."""

import asyncio
import contextlib
import json
from collections.abc import Mapping

import structlog

log = structlog.get_logger(__name__)

PIECE = 4096  # bytes of what nobody reads any more


class NoAnswerError(Exception):
    """Nothing could be found out. `fault` tells that the file itself is the likely reason."""

    def __init__(self, *, fault: bool) -> None:
        super().__init__("the file was not judged")
        self.fault = fault


class BoundedChild:
    """Starts a child for each file, at most `at_once` of them.

    Args:
        command: the program and its arguments. It reads a line of JSON, with the "size" of the
            file that follows it, and answers with a line.
        at_once: children at a time.
        seconds: after so many a child is killed.
        patience: seconds a file may wait for its turn.
        answer_bytes: no longer answer is heard.
        env: its environment.
    """

    def __init__(
        self,
        command: tuple[str, ...],
        *,
        at_once: int,
        seconds: float,
        patience: float,
        answer_bytes: int,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._command = command
        self._turns = asyncio.Semaphore(at_once)
        self._seconds = seconds
        self._patience = patience
        self._answer_bytes = answer_bytes
        self._env = env or {}

    async def ask(self, header: Mapping[str, object], body: bytes) -> bytes:
        """Its answer, a line. Raises NoAnswerError."""
        try:
            async with asyncio.timeout(self._patience):
                await self._turns.acquire()
        except TimeoutError:
            raise NoAnswerError(fault=False) from None
        try:
            return await self._answer(header, body)
        finally:
            self._turns.release()

    async def _answer(self, header: Mapping[str, object], body: bytes) -> bytes:
        try:
            child = await _started(self._command, self._env, self._answer_bytes)
        except OSError as error:
            log.warning("file.no_child", exc_info=error)
            raise NoAnswerError(fault=False) from error
        given = json.dumps({"size": len(body), **header}) + "\n"
        try:
            async with asyncio.timeout(self._seconds):
                line = await _said(child, given.encode(), body)
        except TimeoutError:
            log.warning("file.judging_took_too_long", size=len(body))
            raise NoAnswerError(fault=False) from None
        finally:
            await _ended(child)
        if not line:
            log.warning("file.judging_failed", size=len(body), exit_code=child.returncode)
            raise NoAnswerError(fault=True)
        return line


async def _started(
    command: tuple[str, ...], env: Mapping[str, str], most: int
) -> asyncio.subprocess.Process:
    """A child. One whose start is cancelled would never be let go by asyncio: it starts, and ends.

    Raises OSError.
    """
    starting = asyncio.create_task(
        asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(env),
            limit=most,
            process_group=0,  # Ctrl-C at a terminal is ours to handle
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await _ended(await starting)
        raise


async def _said(child: asyncio.subprocess.Process, header: bytes, body: bytes) -> bytes:
    """Give it the file; its answer, empty when it has none."""
    assert child.stdout is not None
    giving = asyncio.create_task(_given(child, header, body))
    try:
        return await child.stdout.readuntil()
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):  # none, or a too long one
        return b""
    finally:
        giving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await giving


async def _given(child: asyncio.subprocess.Process, header: bytes, body: bytes) -> None:
    assert child.stdin is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has ended already
        child.stdin.write(header)
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
    while await child.stdout.read(PIECE):
        pass
    await child.wait()
