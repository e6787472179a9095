"""`mistok rekey`: seal everything anew with the newest secret."""

import asyncio
import json
from typing import Annotated

import typer

import bot.storage.migrations.tables  # noqa: F401 -- all that is sealed
from bot.app.settings import Settings, read_settings, secret_of
from bot.storage.database import Database
from bot.storage.migrate import check_is_served, migrate
from bot.storage.rekey import Rekeyed, rekey
from bot.storage.vault import Vault


def rekey_(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Seal all anew with the newest secret, so that older ones can be left out; it may be killed.

    First restart the service with the new secret after the older one; it may run meanwhile.
    """
    done = asyncio.run(_rekey(read_settings()))
    if as_json:
        told = {"cells": done.cells, "closed": done.closed, "retired": done.retired}
        typer.echo(json.dumps(told))
    else:
        _tell(done)
    if done.closed:
        raise typer.Exit(1)


def _tell(done: Rekeyed) -> None:
    typer.echo(f"Перешифровано новим ключем: {done.cells}.")
    if done.retired:
        typer.echo(
            "Старі ключі більше не потрібні. Залиште в MISTOK_SECRET лише новий, приберіть "
            "MISTOK_OLD_SECRETS і перезапустіть."
        )
    elif not done.cells:
        typer.echo("Інших ключів ця база не знає, змінювати нічого не треба.")
    for column, number in done.closed.items():
        typer.echo(f"Не відкрити жодним ключем: {column}, {number}. Залишено як є.", err=True)


async def _rekey(settings: Settings) -> Rekeyed:
    vault = Vault(secret_of(settings))
    check_is_served(settings.database, vault)
    migrate(settings.database, vault=vault)
    database = Database(settings.database, vault=vault)
    await database.open()
    try:
        return await rekey(database)
    finally:
        await database.close()
