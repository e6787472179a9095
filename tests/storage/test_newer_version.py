"""A database of a later version is left alone, and it is said in words."""

import pytest
from sqlalchemy import text

from bot.storage.database import DatabaseError
from bot.storage.migrate import migrate, newest_version, sync_engine, version_of
from bot.storage.vault import Vault

LATER = "9999"


def test_a_newer_database_is_told_in_words_and_not_touched(database_url: str, vault: Vault) -> None:
    engine = sync_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        for work in (
            lambda: migrate(database_url),
            lambda: migrate(database_url, vault=vault),
        ):
            with pytest.raises(DatabaseError) as told:
                work()
            for words in ("newer version", LATER, newest_version(), "Nothing was changed"):
                assert words in str(told.value)
        with engine.connect() as connection:
            assert version_of(connection) == LATER
    finally:
        with engine.begin() as connection:
            connection.execute(
                text("UPDATE alembic_version SET version_num = :known"), {"known": newest_version()}
            )
    assert not migrate(database_url)
