"""How soon Viber's callbacks are confirmed, 200 a second, beside a webhook that only stores them.

The bot is the real program, with the fake Viber behind it; all callbacks come from one address.
Who posts keeps its hour: a callback's time begins when it is due, even when others still wait.
"""

import asyncio
import json
import math
import random
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from bot.app.content_index import cache_folder, learn
from bot.app.settings import Settings
from bot.channels.viber.account import PATH
from bot.channels.viber.webhook import SIGNATURE_HEADER, signature_of
from tests.benchmarks.bare_webhook import bare_webhook
from tests.e2e.viber import Viber, fake_viber
from tests.fakes.viber.account import FIRST_TOKEN, TOKEN
from tests.processes import bot_process
from tests.waiting import wait_until

PUBLIC = "https://bot.example.org"
A_SECOND = 200
SECONDS = 15
PEOPLE = 1000  # each within the limit of one citizen
# Of a hundred callbacks: each message of ours is told of twice.
MIX = {"receipt": 40, "tap": 30, "question": 25, "opened": 5}
QUESTIONS = ("як оформити субсидію", "де бібліотека в Деражні", "хочу до юриста", "паспорт дитині")
PARTS = {"p50": 0.5, "p99": 0.99, "longest": 1.0}
PORT_WAIT = 30.0


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as folder, fake_viber() as viber:
        with bare_webhook(Path(folder)) as (base, pid):
            bare = asyncio.run(_measured(base, pid))
        with _bot(Path(folder), viber) as (base, pid):
            ours = asyncio.run(_measured(base, pid))
            turns = _turns_left(Path(folder))
    return [
        *bare.told("stores only"),
        *ours.told("ours"),
        f"ours / stores only, p99: {_beside(ours, bare)} (goal: p99 ≤ 100 ms)",
        turns,
    ]


@dataclass(slots=True)
class Measured:
    """What was answered, and how soon in milliseconds; CPU seconds of the process meanwhile."""

    waits: list[float] = field(default_factory=list)
    by_kind: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    cpu: float = 0.0

    def at(self, part: float, waits: list[float] | None = None) -> float:
        """The wait within which this part of all were answered."""
        found = sorted(self.waits if waits is None else waits)
        return found[min(len(found) - 1, math.ceil(part * len(found)) - 1)]

    def told(self, name: str) -> list[str]:
        kinds = (f"{kind} {self.at(0.99, waits):.0f}" for kind, waits in self.by_kind.items())
        parts = (f"{told} {self.at(part):.1f} ms" for told, part in PARTS.items())
        return [
            f"{name:12} {', '.join(parts)}; CPU {self.cpu / SECONDS:.0%}; {dict(self.statuses)}",
            f"{'':12} p99 in ms: {', '.join(kinds)}",
        ]


def _beside(ours: Measured, bare: Measured) -> str:
    """How many times as long, of all and of each kind."""
    kinds = (
        f"{kind} {ours.at(0.99, waits) / bare.at(0.99, bare.by_kind[kind]):.1f}"
        for kind, waits in ours.by_kind.items()
    )
    return ", ".join((f"{ours.at(0.99) / bare.at(0.99):.1f}", *kinds))


def _turns_left(folder: Path) -> str:
    """Turns may be late where confirmations are not: how many are, and how late."""
    began = time.perf_counter()
    with closing(sqlite3.connect(f"file:{folder}/mistok.db?mode=ro", uri=True)) as database:

        def left() -> int:
            query = "SELECT count(*) FROM inbox WHERE state = 'new'"
            return int(database.execute(query).fetchone()[0])

        waited = left()
        wait_until(lambda: not left())
    return (
        f"turns left after the last one: {waited}, done {time.perf_counter() - began:.1f} s later"
    )


@contextmanager
def _bot(folder: Path, viber: Viber) -> Iterator[tuple[str, int]]:
    settings = {
        "MISTOK_VIBER_TOKEN": TOKEN, "MISTOK_VIBER_API": viber.api, "MISTOK_PUBLIC_URL": PUBLIC,
    }  # fmt: skip
    content = Settings(_env_file=None).content
    learn(content, cache=folder / "var" / "cache" / cache_folder(content).name)  # that takes long
    viber.server.fake.receipts = False  # they are posted here
    for number in range(PEOPLE):
        viber.do("meet", {"user": {"id": _person(number)}})
        viber.do("change", {"id": _person(number), "now": {"subscribed": True}})
    with (
        httpx.Client(timeout=PORT_WAIT) as http,
        bot_process(folder, http, settings) as (_, base, bot),
    ):
        viber.do("lead", {"public": PUBLIC, "url": base})
        wait_until(lambda: viber.do("account", {})["webhook"])
        yield base, bot.pid


async def _measured(base: str, pid: int) -> Measured:
    """Post so many a second, for so long, over connections that stay open."""
    process = psutil.Process(pid)
    measured = Measured()
    async with _connections(base) as ask:
        for kind in ("opened", "tap", "question", "receipt"):  # what is made at the first time
            await ask(_callback(kind, random.Random(1), 0))
        spent = sum(process.cpu_times()[:2])
        chance = random.Random(20261129)
        kinds = chance.choices([*MIX], [*MIX.values()], k=A_SECOND * SECONDS)
        began = time.perf_counter() + 0.2
        async with asyncio.TaskGroup() as group:
            for number, kind in enumerate(kinds, 1):
                due = began + number / A_SECOND
                raw = _callback(kind, chance, number)
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                group.create_task(_one(ask, kind, raw, due, measured))
        measured.cpu = sum(process.cpu_times()[:2]) - spent
    return measured


async def _one(ask: Any, kind: str, raw: bytes, due: float, measured: Measured) -> None:
    try:
        status = await ask(raw)
    except (OSError, asyncio.IncompleteReadError):  # no answer at all
        status = 0
    wait = 1000 * (time.perf_counter() - due)
    measured.statuses[status] += 1
    measured.waits.append(wait)
    measured.by_kind.setdefault(kind, []).append(wait)


@asynccontextmanager
async def _connections(base: str) -> AsyncIterator[Any]:
    """Posts a signed body; the status. A free connection is taken, or a new one made."""
    host, port = base.removeprefix("http://").split(":")
    free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(raw: bytes) -> int:
        while free and free[-1][0].at_eof():  # the server has let it go
            free.pop()[1].close()
        reader, writer = free.pop() if free else await asyncio.open_connection(host, int(port))
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
            f"{SIGNATURE_HEADER}: {signature_of(raw, TOKEN)}\r\nContent-Length: {len(raw)}\r\n\r\n"
        )
        writer.write(head.encode() + raw)
        told = await reader.readuntil(b"\r\n\r\n")
        headers = dict(line.split(b": ", 1) for line in told.lower().split(b"\r\n")[1:-2])
        await reader.readexactly(int(headers.get(b"content-length", b"0")))
        free.append((reader, writer))
        return int(told.split()[1])

    yield ask
    for _, writer in free:
        writer.close()


def _person(number: int) -> str:
    return f"person{number % PEOPLE:04}="


def _callback(kind: str, chance: random.Random, number: int) -> bytes:
    """One callback as it comes over the network."""
    token = FIRST_TOKEN + 10_000_000 + number
    user = {"id": _person(number), "name": "Оксана", "language": "uk", "api_version": 10}
    moment = {"timestamp": int(1000 * time.time()), "message_token": token}
    match kind:
        case "receipt":
            sent = FIRST_TOKEN + chance.randrange(1 + number)
            body = {"event": "delivered", "user_id": user["id"], **moment, "message_token": sent}
        case "opened":
            body = {"event": "conversation_started", "type": "open", "user": user, **moment}
        case _:
            text = "меню" if kind == "tap" else chance.choice(QUESTIONS)
            said = {"type": "text", "text": text}
            body = {"event": "message", "sender": user, "message": said, **moment}
    return json.dumps(body, ensure_ascii=False).encode()
