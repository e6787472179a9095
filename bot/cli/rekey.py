"""`mistok rekey`: seal everything anew with the newest secret."""

import asyncio
import json
from typing import Annotated

import typer

import bot.app.features  # noqa: F401 -- all that is sealed
from bot.app.kept_secrets import KEY_FILE
from bot.app.settings import Settings, read_settings
from bot.cli.keys_told import numbers
from bot.cli.opened import known_vault, opened
from bot.storage.migrate import check_is_served
from bot.storage.rekey import Rekeyed, rekey
from bot.storage.vault import Vault


def rekey_(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Seal all anew with the newest secret, so that older ones can be left out; it may be killed.

    First restart the service with the new secret after the older one; it may run meanwhile.
    """
    settings = read_settings()
    vault = known_vault(settings)
    done = asyncio.run(_rekey(settings, vault))
    if as_json:
        told = {
            "cells": done.cells, "closed": done.closed, "retired": done.retired,
            "newest": vault.newest.hex(),
        }  # fmt: skip
        typer.echo(json.dumps(told))
    else:
        _tell(done, vault, "MISTOK_SECRET" if settings.secret else str(KEY_FILE.absolute()))
    if done.closed:
        raise typer.Exit(1)


def _tell(done: Rekeyed, vault: Vault, place: str) -> None:
    newest = numbers([vault.newest.hex()])
    typer.echo(f"Перешифровано ключем {newest}, найновішим (останній у {place}): {done.cells}.")
    if done.retired:
        typer.echo(
            "Старі ключі більше не потрібні. Залиште в MISTOK_SECRET лише новий, приберіть "
            "MISTOK_OLD_SECRETS і перезапустіть."
        )
    elif not done.cells:
        typer.echo(f"Ключем {newest} уже зашифровано все, змінювати нічого не треба.")
        others = numbers(one.hex() for one in vault.ids if one != vault.newest)
        if others:
            typer.echo(
                f"Тут названо ще ключ {others}: ним у базі нічого не зашифровано. Якщо він старий, "
                "приберіть його. Якщо саме він новий, поставте його останнім, перезапустіть службу "
                "й повторіть."
            )
    for column, number in done.closed.items():
        typer.echo(f"Не відкрити жодним ключем: {column}, {number}. Залишено як є.", err=True)


async def _rekey(settings: Settings, vault: Vault) -> Rekeyed:
    check_is_served(settings.database, vault)
    async with opened(settings) as database:
        return await rekey(database)
