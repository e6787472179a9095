"""The real programs as processes: the bot, and the fake Telegram server."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.app.settings import ROOT
from tests.ports import free_port
from tests.waiting import PATIENCE, wait_until


@contextmanager
def bot_process(
    folder: Path, http: httpx.Client, settings: dict[str, str], *, files: int = 0
) -> Iterator[tuple[float, str, subprocess.Popen[bytes]]]:
    """Start it in an empty folder; seconds from exec to ready, its address, the process.

    `files`: so many it may have open, if not 0.
    """
    bounded = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh"] if files else []
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MISTOK_")}
    told = {"MISTOK_PORT": str(port), "MISTOK_DATABASE": f"sqlite:///{folder}/mistok.db"}
    base = f"http://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        began = time.monotonic()
        bot = subprocess.Popen(
            [*bounded, sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=kept | told | settings | {"PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
    try:
        wait_until(lambda: bot.poll() is not None or is_ready(http, base))
        ready = time.monotonic() - began
        assert bot.poll() is None, (folder / "log").read_text(encoding="utf-8")
        yield ready, base, bot
    finally:
        bot.terminate()
        bot.wait(timeout=PATIENCE)


@contextmanager
def fake_telegram_process() -> Iterator[str]:
    fake = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.telegram"], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        assert fake.stdout is not None
        yield fake.stdout.readline().decode().strip()
    finally:
        fake.terminate()
        fake.communicate(timeout=PATIENCE)


def is_ready(http: httpx.Client, base: str) -> bool:
    try:
        return http.get(f"{base}/readyz").status_code == 200
    except httpx.TransportError:
        return False
