"""`mistok clock`: which date this machine and the database know; say that it is right."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.app.settings import Settings, read_settings, secret_of
from bot.storage.clock import JUMP, confirm, known_moments
from bot.storage.database import Database
from bot.storage.migrate import migrate
from bot.storage.vault import Vault


def clock(
    right: Annotated[
        bool, typer.Option("--confirm", help="This machine's date is right: delete by it again.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Say which date is known; after a jump nothing old is deleted until it is confirmed."""
    now = datetime.now(UTC)
    known, doubted = asyncio.run(_look(read_settings(), now=now, right=right))
    if as_json:
        moments = {"now": now, "known": known, "doubted_since": doubted}
        told = {name: moment and moment.isoformat() for name, moment in moments.items()}
        typer.echo(json.dumps(told))
        return
    typer.echo(f"Зараз за цим комп’ютером: {_shown(now)}.")
    if known is not None and not right:
        typer.echo(f"База востаннє бачила дату: {_shown(known)}.")
    if doubted is not None or (known is not None and abs(now - known) > JUMP):
        typer.echo(
            "Дата стрибнула, тому старе поки не видаляється. Якщо вона правильна, виконайте "
            "mistok clock --confirm. Якщо ні, поставте правильну: решта зробиться сама."
        )
    elif right:
        typer.echo("Дату підтверджено: старе знову видаляється вчасно.")


async def _look(
    settings: Settings, *, now: datetime, right: bool
) -> tuple[datetime | None, datetime | None]:
    vault = Vault(secret_of(settings))
    migrate(settings.database, vault=vault)
    database = Database(settings.database, vault=vault)
    await database.open()
    try:
        if right:
            async with database.unit() as unit:
                confirm(unit, now)
        return await known_moments(database)
    finally:
        await database.close()


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone():%d.%m.%Y %H:%M}"
