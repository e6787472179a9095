"""Brings the database to this version's tables, from empty or from any earlier version."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot.storage.database import DatabaseError
from bot.storage.keys import check_key, has_key, key_ids, settle, unsettled
from bot.storage.sqlite_file import make_folder, sqlite_path, wipe
from bot.storage.unit import lock_number

if TYPE_CHECKING:
    from alembic.config import Config

    from bot.storage.vault import Vault

MIGRATIONS = Path(__file__).parent / "migrations"
WAIT = 60.0  # seconds for another process that upgrades the same file


def newest_version() -> str:
    """The number of the last migration, "0001": files are `NNNN_what.py`."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))[:4]


def migrate(url: str, *, vault: "Vault | None" = None) -> bool:
    """Create or upgrade all tables; True when something changed. Raises DatabaseError.

    With a vault its key is checked first, before anything is written (WrongKeyError), and what
    the database keeps of keys is brought up to date. Without one only a database that holds
    nothing to be sealed can be upgraded.
    """
    is_sqlite = url.startswith("sqlite")
    if is_sqlite:
        make_folder(sqlite_path(url))
    try:
        # Without a level of its own the driver would commit before each CREATE TABLE.
        engine = sync_engine(
            url, **({"isolation_level": None, "timeout": WAIT} if is_sqlite else {})
        )
        with engine.connect() as connection:
            if not _lacks(connection, vault):
                return False
        with engine.begin() as connection:
            _wait_for_others(connection)
            before = version_of(connection)
            changed = _bring_up(connection, vault)
        if changed and before and is_sqlite:
            wipe(sqlite_path(url))
        return changed
    except OperationalError as error:
        raise DatabaseError(
            f"The database can't be opened or written ({error.orig}). Check MISTOK_DATABASE, "
            "that the disk is writable and, for PostgreSQL, that it runs."
        ) from error
    except SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or error
        raise DatabaseError(
            f"The database could not be upgraded ({reason}). Check that MISTOK_DATABASE names "
            "a database of this program."
        ) from error


def _lacks(connection: Connection, vault: "Vault | None") -> bool:
    """Whether there is something to write; the version and the key are checked before."""
    _check_is_not_newer(connection)
    if vault is not None:
        check_key(connection, vault)
    if version_of(connection) != newest_version():
        return True
    return vault is not None and unsettled(connection, vault)


def _check_is_not_newer(connection: Connection) -> None:
    """Raise DatabaseError for the tables of a later version, which this one would spoil."""
    found = version_of(connection)
    if found > newest_version():
        raise DatabaseError(
            f"The database belongs to a newer version of Mistok (its tables are {found}, this "
            f"program knows {newest_version()}). Start the newer version, or restore the backup "
            "made before the upgrade. Nothing was changed."
        )


def _bring_up(connection: Connection, vault: "Vault | None") -> bool:
    """Upgrade, and settle the keys; whether tables changed."""
    if not _lacks(connection, vault):  # another process has done it meanwhile
        return False
    changed = version_of(connection) != newest_version()
    if changed:
        _upgrade(connection, vault)
    if vault is not None and unsettled(connection, vault):
        settle(connection, vault)
    return changed


def check_is_served(url: str, vault: "Vault") -> None:
    """Raise DatabaseError when the database has cells, but has not been opened with the newest key.

    A service that does not know this key yet could not read what is sealed with it.
    """
    if not has_data(url):
        return
    with sync_engine(url).connect() as connection:
        _check_is_not_newer(connection)
        check_key(connection, vault)
        known = version_of(connection) == newest_version() and key_ids(connection)
    if not known or vault.newest.hex() not in known:
        raise DatabaseError(
            "Restart the service with the new secret first, after the older one in MISTOK_SECRET: "
            "until then it can't read what is sealed anew. Then run `mistok rekey`, while it runs "
            "or stopped. Nothing was changed."
        )


def check_is_there(url: str) -> None:
    """Raise DatabaseError when there is no database of this program; makes nothing."""
    if url.startswith("sqlite"):
        path = Path(sqlite_path(url)).absolute()
        if is_nothing(path):
            raise no_database(path)
        return
    try:
        with sync_engine(url).connect() as connection:
            is_empty = not version_of(connection)
    except SQLAlchemyError:
        return  # who opens it next tells why
    if is_empty:
        raise DatabaseError(
            "There is no database of Mistok at the address of MISTOK_DATABASE: it has no tables. "
            "Check the address; `mistok migrate` or `mistok run` makes them. Nothing was changed."
        )


def is_nothing(path: Path) -> bool:
    """Whether there is no file of SQLite's, or one without a byte in it or in its log."""
    beside = [path, Path(f"{path}-wal")]
    return not path.exists() or not any(one.exists() and one.stat().st_size for one in beside)


def no_database(path: Path) -> DatabaseError:
    """There is no such file: most often the command was started in another folder."""
    return DatabaseError(
        f"There is no database {path.absolute()}. Start this command in the folder where the "
        "service runs and with its settings, or set MISTOK_DATABASE with a whole path; "
        "`mistok run` or `mistok migrate` makes a new one. Nothing was changed."
    )


def has_data(url: str) -> bool:
    """Whether there is a database that belongs to a key; False when it can't be looked into."""
    if url.startswith("sqlite") and not Path(sqlite_path(url)).exists():
        return False
    try:
        with sync_engine(url).connect() as connection:
            return has_key(connection)
    except SQLAlchemyError:
        return False  # who opens it next tells why


def sync_url(url: str) -> str:
    """The address as SQLAlchemy's synchronous engine reads it."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def sync_engine(url: str, **connect: Any) -> Engine:
    """An engine for a few statements, each on a connection of its own.

    PostgreSQL's are never prepared: behind PgBouncer another connection may have the same names.
    """
    if not url.startswith("sqlite"):
        connect["prepare_threshold"] = None
    return create_engine(sync_url(url), poolclass=NullPool, connect_args=connect)


def alembic_config(connection: Connection, vault: "Vault | None" = None) -> "Config":
    """Alembic's settings without an ini file; migrations find the vault in its attributes."""
    from alembic.config import Config  # loaded only when there is something to do

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    config.attributes["vault"] = vault
    return config


def _wait_for_others(connection: Connection) -> None:
    """Of several processes that start at once, one upgrades at a time, and whole."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        lock = text("SELECT pg_advisory_xact_lock(:number)")
        connection.execute(lock, {"number": lock_number("migrate")})


def _upgrade(connection: Connection, vault: "Vault | None") -> None:
    from alembic import command

    command.upgrade(alembic_config(connection, vault), "head")


def version_of(connection: Connection) -> str:
    """The version of the tables, "" when there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
