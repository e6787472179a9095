"""Backups of a PostgreSQL database, by its own tools: pg_dump and pg_restore."""

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.storage.backup import (
    Backup,
    BackupError,
    Passing,
    Restored,
    check_target,
    check_version,
    ignore,
    name_it,
    part_of,
)
from bot.storage.keys import check_key, key_ids
from bot.storage.migrate import migrate, sync_engine, version_of
from bot.storage.vault import Vault

MAINTENANCE = "postgres"  # a database that every server has
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def backup_postgres(
    url: str, target: Path, *, force: bool = False, passing: Passing = ignore
) -> Backup:
    """Write pg_dump's own format; the service may run. Raises BackupError."""
    dump, restore = _tool("pg_dump"), _tool("pg_restore")
    check_target(target, force=force)
    version, keys = _look(url)
    with part_of(target) as part:
        passing("begun")
        _run(url, [dump, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}"])
        _run(url, [restore, "--list", str(part)], connects=False)
        size = part.stat().st_size
        passing("checked")
        name_it(part, target, force=force)
    return Backup(target, size, keys, version)


def restore_postgres(
    url: str, source: Path, vault: Vault, *, now: datetime, passing: Passing = ignore
) -> Restored:
    """Restore into a new database, check it, then exchange the names in one transaction.

    The role needs CREATEDB. Killed at any moment it leaves the old database or the new one under
    the name. Raises BackupError.
    """
    restore = _tool("pg_restore")
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    given = conninfo_to_dict(url)
    name = str(given.get("dbname") or given.get("user") or "")
    fresh, kept = f"{name}_restoring", f"{name}_before_{now:%Y%m%d_%H%M%S}"
    try:
        with psycopg.connect(_to(url, MAINTENANCE), autocommit=True) as server:
            _alone(server, name)
            server.execute(_named("DROP DATABASE IF EXISTS {}", fresh))
            server.execute(_named("CREATE DATABASE {}", fresh))
            try:
                version = _filled(url, source, vault, restore, fresh)
                passing("prepared")
                _alone(server, name)
                with server.transaction():
                    server.execute(_named("ALTER DATABASE {} RENAME TO {}", name, kept))
                    server.execute(_named("ALTER DATABASE {} RENAME TO {}", fresh, name))
            except BaseException:
                server.execute(_named("DROP DATABASE IF EXISTS {}", fresh))
                raise
    except psycopg.Error as error:
        raise BackupError(
            f"PostgreSQL refused ({str(error).strip()}). The user of MISTOK_DATABASE must own the "
            "database and may make databases (ALTER ROLE … CREATEDB). Nothing was changed."
        ) from error
    return Restored(kept, version)


def _filled(url: str, source: Path, vault: Vault, restore: str, fresh: str) -> str:
    """Restore into the new database and bring it up to date; its version."""
    told = [restore, "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={fresh}"]
    _run(_to(url, fresh), [*told, str(source)])
    made = make_url(url, fresh)
    _look(made, vault, file=str(source))
    migrate(made, vault=vault)
    return _look(made, vault)[0]


def make_url(url: str, name: str) -> str:
    """The same server and user, another database."""
    head, _, query = url.partition("?")
    scheme, _, rest = head.partition("://")
    host = rest.partition("/")[0]
    return f"{scheme}://{host}/{name}" + (f"?{query}" if query else "")


def _look(url: str, vault: Vault | None = None, *, file: str = "") -> tuple[str, tuple[str, ...]]:
    engine = sync_engine(url)
    with engine.connect() as connection:
        version = version_of(connection)
        check_version(file or "The database", version)
        if vault is not None:
            check_key(connection, vault)
        return version, key_ids(connection)


def _alone(server: "psycopg.Connection[Any]", name: str) -> None:
    found = server.execute(_OTHERS, (name,)).fetchone()
    others = found[0] if found else 0
    if others:
        raise BackupError(
            f"The database {name} is in use ({others} connections). Stop the service and every "
            "other mistok command, then restore. Nothing was changed."
        )


def _named(text: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))


def _to(url: str, name: str) -> str:
    return make_conninfo(url, dbname=name)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupError(
            f"{name} is not on the PATH. Install PostgreSQL's client tools (on Debian: "
            "apt-get install postgresql-client) of at least the server's version."
        )
    return found


def _run(url: str, command: list[str], *, connects: bool = True) -> None:
    """Run a tool; what it needs to connect goes by its environment, never by its arguments."""
    around = dict(os.environ)
    if connects:
        names = {"dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD"}
        for key, value in conninfo_to_dict(url).items():
            around[names.get(key, f"PG{key.replace('_', '').upper()}")] = str(value)
    done = subprocess.run(command, env=around, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupError(
            f"{Path(command[0]).name} failed: {done.stderr.strip()}. Its version must be at least "
            "the server's. Nothing was changed."
        )
