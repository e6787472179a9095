"""Several processes start at once, or one after another, on one database."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import select

from bot.app.settings import Settings
from bot.cli.staff import first_admin_link
from bot.staff.model import staff_invitations
from bot.staff.rules import StaffError
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage.database import Database, DatabaseError
from bot.storage.exclusive import only_process
from tests.conftest import in_database
from tests.e2e.command import PATIENCE, PROGRAM, environment

STARTS = 3
NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)


@pytest.fixture
def empty_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a single table."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server, name = request.getfixturevalue("postgres_server"), f"empty_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        yield in_database(server, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def test_all_that_start_on_an_empty_database_come_up(empty_url: str, tmp_path: Path) -> None:
    around = environment({"database": empty_url})
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    starts = [
        subprocess.Popen([*PROGRAM, "migrate"], cwd=tmp_path, env=around, **pipes)
        for _ in range(STARTS)
    ]
    said = sorted(one.communicate(timeout=PATIENCE)[0] for one in starts)
    assert [one.returncode for one in starts] == [0] * STARTS, said
    up_to_date = ["The database is up to date.\n"] * (STARTS - 1)
    assert said == sorted([*up_to_date, "The database is upgraded.\n"])


def test_a_sqlite_file_serves_one_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/deeper/mistok.db"
    with only_process(url):
        told = r"Another process \(\d+\) .*MISTOK_DATABASE"
        with pytest.raises(DatabaseError, match=told), only_process(url):
            pass
        with only_process(f"sqlite:///{tmp_path}/other.db"):
            pass
    with only_process(url):
        pass
    assert (tmp_path / "deeper" / "mistok.db").stat().st_mode & 0o077 == 0


def test_what_a_dead_process_left_keeps_nobody_off(tmp_path: Path) -> None:
    (tmp_path / "mistok.db.lock").write_text("4194304\n")
    with only_process(f"sqlite:///{tmp_path}/mistok.db"), only_process("postgresql:///any"):
        pass


@pytest.mark.parametrize("used", [0, 1])
async def test_each_start_shows_the_first_administrator_a_link_that_works(
    database: Database, used: int
) -> None:
    settings = Settings(_env_file=None)  # type: ignore[call-arg]

    async def starts(now: datetime = NOW) -> str:
        link = await first_admin_link(database, settings, point="hounb", now=now)
        assert link is not None
        return link.rpartition("/")[2]

    await starts(NOW - timedelta(days=365))
    links = [await starts(), await starts()]
    async with database.unit() as unit:
        assert len(await unit.all(select(staff_invitations.c.id))) == 2  # what ran out is gone
        person, _ = await SignIn(unit).enter(links[used], now=NOW)
        assert [one.id for one in await Staff(unit).active()] == [person.id]
    for link in links:  # neither works again
        async with database.unit() as unit:
            with pytest.raises(StaffError):
                await SignIn(unit).enter(link, now=NOW)
    assert await first_admin_link(database, settings, point="hounb", now=NOW) is None
