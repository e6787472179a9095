"""PostgreSQL behind PgBouncer in transaction mode, a real one where it is installed."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from sqlalchemy import text

from bot.storage import inbox, outbox
from bot.storage.database import Database
from bot.storage.migrate import check_is_there, migrate
from bot.storage.vault import Vault
from tests.conftest import emptied, in_database
from tests.ports import free_port
from tests.waiting import PATIENCE, wait_until

MISSING = "no pgbouncer here (apt-get install pgbouncer)"
INI = """
[databases]
behind = host={host} port=5432 dbname=tests user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
ignore_startup_parameters = extra_float_digits
logfile = {folder}/log
"""


@pytest.fixture
def pooled(postgres_server: str) -> Iterator[str]:
    """The address of the tests' database through PgBouncer."""
    binary = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if binary is None:
        pytest.skip(MISSING)
    direct = in_database(postgres_server, "tests")
    emptied(direct)
    host = parse_qs(urlsplit(direct).query)["host"][0]
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="mistok-pgbouncer-"))
    (folder / "ini").write_text(INI.format(host=host, port=port, folder=folder))
    owner = Path(host).stat().st_uid  # it refuses to be run by root
    for one in (folder, folder / "ini"):
        os.chown(one, owner, -1)
    process = subprocess.Popen(
        [binary, str(folder / "ini")], user=owner, cwd="/", stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"postgresql://postgres@127.0.0.1:{port}/behind"
    try:
        wait_until(lambda: _answers(url, process, folder))
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)
        shutil.rmtree(folder)


def _answers(url: str, process: subprocess.Popen[bytes], folder: Path) -> bool:
    assert process.poll() is None, (folder / "log").read_text()
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


async def test_many_transactions_share_few_connections(pooled: str, vault: Vault) -> None:
    check_is_there(pooled)
    migrate(pooled, vault=vault)
    assert not migrate(pooled, vault=vault)
    database = Database(pooled, vault=vault)
    await database.open()
    try:

        async def work() -> None:
            for _ in range(12):  # a statement is prepared from its sixth time on
                async with database.unit() as unit:
                    await inbox.by_state(unit)
                    await outbox.by_state(unit)
                    await unit.all(text("SELECT 1 AS one"))

        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(work() for _ in range(8)))
            for _ in range(8):
                async with database.probe() as unit:
                    await inbox.by_state(unit)
    finally:
        await database.close()
