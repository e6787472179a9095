"""The test's end of tests/crash/bot_process.py: starts lives, kills them, learns how they ended."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from bot.app.settings import ROOT
from tests.waiting import PATIENCE


class Life:
    """One process of the bot."""

    def __init__(self, pid: int, ended: "asyncio.Future[str]") -> None:
        self.pid = pid
        self._ended = ended

    @property
    def over(self) -> bool:
        return self._ended.done()

    async def ends(self) -> int:
        """How it ended: a signal's number below zero, else the exit code."""
        try:
            async with asyncio.timeout(PATIENCE):
                return int(await asyncio.shield(self._ended))
        except TimeoutError:
            os.kill(self.pid, signal.SIGUSR1)  # the log tells what it waits for
            await asyncio.sleep(0.5)
            return 99

    async def killed(self) -> int:
        return await self._ended_by(signal.SIGKILL)

    async def asked_to_stop(self) -> int:
        return await self._ended_by(signal.SIGTERM)

    async def _ended_by(self, number: int) -> int:
        if not self.over:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)
        return await self.ends()


class Keeper:
    """Keeps the process that forks bots; one life at a time. Close it in the end.

    `prepared` is what was made of the content already.
    """

    def __init__(self, folder: Path, *, prepared: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if "MISTOK_" not in name}
        self.log = folder / "log"
        self.prepared = prepared
        (folder / "var").mkdir()
        (folder / "var" / "cache").symlink_to(prepared)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.crash.bot_process"],
                cwd=folder,
                env=kept | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        assert self._line() == "ready", self.log.read_text(encoding="utf-8")

    async def begins(self, settings: Mapping[str, str], *, point: str = "", nth: int = 1) -> Life:
        """Start a life that dies at the nth passing of `point`, or lives on without one."""
        assert self._process.stdin is not None
        told = {"settings": dict(settings), "point": point, "nth": nth}
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        pid = int(await asyncio.to_thread(self._line))
        return Life(pid, asyncio.ensure_future(asyncio.to_thread(self._line)))

    def close(self) -> None:
        """End it and the bot that runs."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()
