"""The real process: seconds until it is ready, and its memory after an answer."""

import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.fakes.telegram.state import TOKEN
from tests.processes import bot_process, fake_telegram_process
from tests.waiting import wait_until


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as folder, httpx.Client(timeout=10) as http:
        with bot_process(Path(folder), http, {}) as (first, _, _):
            pass
        with bot_process(Path(folder), http, {}) as (second, base, bot):
            _chat(http, base)
            web = _megabytes(bot)
        with fake_telegram_process() as api:
            settings = {"MISTOK_TELEGRAM_TOKEN": TOKEN, "MISTOK_TELEGRAM_API": api}
            with bot_process(Path(folder), http, settings) as (third, base, bot):
                _write(http, api)
                _chat(http, base)
                telegram = _megabytes(bot)
    return [
        f"web: ready after {second:.1f} s (goal ≤ 3 s), the very first time {first:.1f} s",
        f"web: {web:.0f} MB after an answer (goal ≤ 150 MB)",
        f"with Telegram: ready after {third:.1f} s, {telegram:.0f} MB (goal ≤ 200 MB)",
    ]


def _chat(http: httpx.Client, base: str) -> None:
    """Ask one question in the web chat and wait for its answer."""
    session = http.post(f"{base}/chat/session").raise_for_status().json()["session"]
    mine = {"Authorization": f"Bearer {session}"}
    message = {"id": str(uuid.uuid4()), "text": "як оформити субсидію"}
    http.post(f"{base}/chat/messages", json=message, headers=mine).raise_for_status()
    wait_until(lambda: '"message"' in http.get(f"{base}/chat/history", headers=mine).text)


def _write(http: httpx.Client, api: str) -> None:
    """Ask one question in Telegram and wait for its answer."""

    def tell(command: str, body: dict[str, Any]) -> Any:
        return http.post(f"{api}/fake/{command}", json=body).raise_for_status().json()

    tell("meet", {"user": {"id": 1001}})
    tell("write", {"chat": 1001, "content": {"text": "як оформити субсидію"}})
    wait_until(lambda: any(one["from_bot"] for one in tell("look", {"chat": 1001})["messages"]))


def _megabytes(bot: subprocess.Popen[bytes]) -> float:
    return psutil.Process(bot.pid).memory_info().rss / 1e6
