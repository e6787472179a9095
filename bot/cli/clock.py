"""`mistok clock`: which date this machine and the database know; say that it is right."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.app.settings import Settings, read_settings
from bot.cli.opened import opened
from bot.engine.wording import kyiv_time
from bot.storage.clock import JUMP, confirm, known_moments


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
    typer.echo(f"За цим комп’ютером зараз {kyiv_time(now)}.")
    if known is not None and not right:
        typer.echo(f"База востаннє бачила дату: {kyiv_time(known)}.")
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
    async with opened(settings) as database:
        if right:
            async with database.unit() as unit:
                confirm(unit, now)
        return await known_moments(database)
