"""The program as an operator runs it: arguments, settings and typed lines in, texts out."""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.app.settings import ROOT

PATIENCE = 120.0
PROGRAM = [sys.executable, "-m", "bot"]


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Its output, each line read as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment(settings: dict[str, str]) -> dict[str, str]:
    """What is round the process: these settings (named without their prefix) and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MISTOK_")}
    # Most programs here ask nothing that needs the sentence model, and loading it takes time.
    settings = {"sentence_model": "off", **settings}
    told = {f"MISTOK_{name.upper()}": value for name, value in settings.items()}
    return kept | told | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def mistok(*arguments: str, cwd: Path, typed: str | bytes = b"", **settings: str) -> Done:
    """Run it to its end. Whatever happens, nobody wants to read a traceback."""
    around = environment(settings)
    entered = typed.encode() if isinstance(typed, str) else typed
    done = _forking().run(arguments, cwd=cwd, around=around, entered=entered)
    assert "Traceback" not in done.out + done.err, done.err
    return done


def mistok_anew(*arguments: str, cwd: Path) -> Done:
    """The same from nothing, as a shell starts it: its imports take a second of a core."""
    ran = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env=environment({}),
        input=b"",
        capture_output=True,
        timeout=PATIENCE,
    )
    return Done(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


class Forking:
    """The test's end of tests/e2e/forked.py."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.forked"],
            cwd=ROOT,
            env=environment({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._line() == "ready"
        atexit.register(self._end)

    def run(
        self, arguments: Sequence[str], *, cwd: Path, around: Mapping[str, str], entered: bytes
    ) -> Done:
        """Run the program with these arguments, environment and typed bytes to its end."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder, name) for name in ("in", "out", "err")]
            for path in streams:
                path.write_bytes(entered if path is streams[0] else b"")
            told = {
                "arguments": arguments,
                "cwd": str(cwd),
                "around": around,
                "streams": [str(path) for path in streams],
            }
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(told) + "\n")
            self._process.stdin.flush()
            late = threading.Timer(PATIENCE, self._end)
            late.start()
            try:
                code = int(self._line())
            finally:
                late.cancel()
            _, out, err = streams
            return Done(code, out.read_text("utf-8"), err.read_text("utf-8"))

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def _end(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@cache
def _forking() -> Forking:
    """One for all tests of a session, from the first that needs it."""
    return Forking()
