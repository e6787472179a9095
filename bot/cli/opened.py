"""The database as commands open it: the one that is there; none is made by mistake."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.kept_secrets import secret_of
from bot.app.settings import Settings
from bot.storage.database import Database
from bot.storage.migrate import check_is_there, migrate
from bot.storage.vault import Vault


def known_vault(settings: Settings) -> Vault:
    """The vault of the database that is there. Makes neither; raises DatabaseError, SettingsError.

    Only `run`, `migrate`, `chat` and `restore` may begin a database: whoever types another command
    in a wrong folder would get an empty one, with a key that opens nothing else.
    """
    check_is_there(settings.database)
    return Vault(secret_of(settings, make=False))


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database that is there, with this version's tables. Raises as `known_vault`."""
    vault = known_vault(settings)
    migrate(settings.database, vault=vault)
    database = Database(settings.database, vault=vault)
    await database.open()
    try:
        yield database
    finally:
        await database.close()
