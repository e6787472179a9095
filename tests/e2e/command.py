"""The program as an operator runs it: arguments, settings and typed lines in, texts out."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
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
    told = {f"MISTOK_{name.upper()}": value for name, value in settings.items()}
    return kept | told | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def mistok(*arguments: str, cwd: Path, typed: str | bytes = b"", **settings: str) -> Done:
    """Run it to its end. Whatever happens, nobody wants to read a traceback."""
    ran = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env=environment(settings),
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        timeout=PATIENCE,
    )
    done = Done(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
    assert "Traceback" not in done.out + done.err, done.err
    return done
