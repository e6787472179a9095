"""A running bot, its surroundings and its database."""

import signal
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from bot.storage import inbox
from bot.storage.keys import check_key
from bot.storage.vault import Vault
from tests.channels.web.served_chat import Reading, Visitor
from tests.e2e.telegram import Telegram
from tests.fakes.telegram.account import TOKEN
from tests.fakes.telegram.citizen import Citizen, Seen
from tests.processes import bot_process
from tests.waiting import until

METRICS_TOKEN = "figures-of-the-tests-0123456789"
FIGURES = {"Authorization": f"Bearer {METRICS_TOKEN}"}
SECRET = "a-secret-of-the-tests-as-long-as-settings-want"
STOP_SECONDS = 12.0


@dataclass(slots=True)
class Deployment:
    """One life of the bot."""

    process: subprocess.Popen[bytes]
    base: str
    telegram: Telegram | None
    folder: Path
    ready: float  # seconds from exec to the first good answer

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What its database holds."""
        return rows(self.folder, query, *values)

    def known_as(self, channel: str, event: int) -> str:
        """How an event rests in the database: a digest by the database's own key."""
        vault = Vault([SECRET])
        engine = create_engine(f"sqlite:///{self.folder / 'mistok.db'}", poolclass=NullPool)
        with engine.connect() as connection:
            check_key(connection, vault)
        return inbox.event_key(SimpleNamespace(vault=vault), channel, str(event))  # type: ignore[arg-type]

    async def rests(self) -> None:
        """Wait until all that was written to it is answered, and every answer sent or given up."""
        await until(self._is_at_rest)

    def _is_at_rest(self) -> bool:
        assert self.telegram is not None
        left = self.rows(
            "SELECT state FROM inbox WHERE state = 'new'"
            " UNION ALL SELECT state FROM outbox WHERE state = 'queued'"
        )
        return not left and not self.telegram.do("received", {})["pending"]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else can write to the database meanwhile."""
        with closing(sqlite3.connect(self.folder / "mistok.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    def stops(self, number: signal.Signals) -> int:
        """Send it the signal; its exit code. It must not take long."""
        began = time.monotonic()
        self.process.send_signal(number)
        code = self.process.wait(timeout=2 * STOP_SECONDS)
        assert time.monotonic() - began < STOP_SECONDS
        return code

    def log(self) -> str:
        """All it has logged."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def log_is_calm(self) -> None:
        """Nothing broke."""
        log = self.log()
        assert "Traceback" not in log, log
        assert "error" not in log, log


def at_home(folder: Path, prepared: Path) -> Path:
    """A folder to run in, where what is made ready from the content is ready."""
    (folder / "var").mkdir()
    (folder / "var" / "cache").symlink_to(prepared)
    return folder


@contextmanager
def living(
    folder: Path,
    http: httpx.Client,
    *,
    telegram: Telegram | None = None,
    files: int = 0,
    **settings: str,
) -> Iterator[Deployment]:
    """A bot in `folder`, until the block ends. `settings` are without their prefix."""
    told = {"MISTOK_SECRET": SECRET, "MISTOK_METRICS_TOKEN": METRICS_TOKEN}
    if telegram:
        told |= {"MISTOK_TELEGRAM_TOKEN": TOKEN, "MISTOK_TELEGRAM_API": telegram.api}
    told |= {f"MISTOK_{name.upper()}": value for name, value in settings.items()}
    with bot_process(folder, http, told, files=files) as (ready, base, process):
        yield Deployment(process, base, telegram, folder, ready)


@asynccontextmanager
async def page(deployment: Deployment) -> AsyncIterator[tuple[Visitor, Reading]]:
    """A person who opened the web chat."""
    here = SimpleNamespace(address=deployment.base)
    async with Visitor(here) as visitor, visitor.stream() as stream:
        await visitor.post(start="")
        for _ in range(2):
            await stream.next()
        yield visitor, stream


async def told(citizen: Citizen, text: str) -> Seen:
    """The next message with this text; what comes before is passed over."""
    while True:
        (seen,) = await citizen.hears()
        if text in seen.whole:
            return seen


def rows(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What the database in this folder holds."""
    with closing(sqlite3.connect(folder / "mistok.db")) as database:
        return database.execute(query, values).fetchall()
