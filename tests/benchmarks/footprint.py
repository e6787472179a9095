"""The real process: seconds until it is ready, and its memory after an answer."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from bot.config import ROOT
from tests.fakes.telegram.state import TOKEN

PATIENCE = 60.0


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as folder, httpx.Client(timeout=10) as http:
        with _bot(Path(folder), http, {}) as (first, _, _):
            pass
        with _bot(Path(folder), http, {}) as (second, base, bot):
            _chat(http, base)
            web = _megabytes(bot)
        with _fake_telegram() as api:
            settings = {"MISTOK_TELEGRAM_TOKEN": TOKEN, "MISTOK_TELEGRAM_API": api}
            with _bot(Path(folder), http, settings) as (third, base, bot):
                _write(http, api)
                _chat(http, base)
                telegram = _megabytes(bot)
    return [
        f"web: ready after {second:.1f} s (goal ≤ 3 s), the very first time {first:.1f} s",
        f"web: {web:.0f} MB after an answer (goal ≤ 150 MB)",
        f"with Telegram: ready after {third:.1f} s, {telegram:.0f} MB (goal ≤ 200 MB)",
    ]


@contextmanager
def _bot(
    folder: Path, http: httpx.Client, settings: dict[str, str]
) -> Iterator[tuple[float, str, subprocess.Popen[bytes]]]:
    """Start it in an empty folder; seconds from exec to ready, its address, the process."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MISTOK_")}
    told = {"MISTOK_PORT": str(port), "MISTOK_DATABASE": f"sqlite:///{folder}/mistok.db"}
    base = f"http://127.0.0.1:{port}"
    with (folder / "log").open("wb") as log:
        began = time.monotonic()
        bot = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=kept | told | settings | {"PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
    try:
        _until(lambda: bot.poll() is not None or _is_ready(http, base))
        ready = time.monotonic() - began
        assert bot.poll() is None, (folder / "log").read_text(encoding="utf-8")
        yield ready, base, bot
    finally:
        bot.terminate()
        bot.wait(timeout=20)


@contextmanager
def _fake_telegram() -> Iterator[str]:
    fake = subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.telegram"], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        assert fake.stdout is not None
        yield fake.stdout.readline().decode().strip()
    finally:
        fake.terminate()
        fake.communicate(timeout=20)


def _chat(http: httpx.Client, base: str) -> None:
    """Ask one question in the web chat and wait for its answer."""
    session = http.post(f"{base}/chat/session").raise_for_status().json()["session"]
    mine = {"Authorization": f"Bearer {session}"}
    message = {"id": str(uuid.uuid4()), "text": "як оформити субсидію"}
    http.post(f"{base}/chat/messages", json=message, headers=mine).raise_for_status()
    _until(lambda: '"message"' in http.get(f"{base}/chat/history", headers=mine).text)


def _write(http: httpx.Client, api: str) -> None:
    """Ask one question in Telegram and wait for its answer."""

    def tell(command: str, body: dict[str, Any]) -> Any:
        return http.post(f"{api}/fake/{command}", json=body).raise_for_status().json()

    tell("meet", {"user": {"id": 1001}})
    tell("write", {"chat": 1001, "content": {"text": "як оформити субсидію"}})
    _until(lambda: any(one["from_bot"] for one in tell("look", {"chat": 1001})["messages"]))


def _is_ready(http: httpx.Client, base: str) -> bool:
    try:
        return http.get(f"{base}/readyz").status_code == 200
    except httpx.TransportError:
        return False


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"nothing after {PATIENCE} s"
        time.sleep(0.02)


def _megabytes(bot: subprocess.Popen[bytes]) -> float:
    return psutil.Process(bot.pid).memory_info().rss / 1e6


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
