"""A transaction is never held while something heavy goes on."""

import asyncio

import pytest

from bot.staff import passwords
from bot.storage.database import Database
from bot.storage.held import UnitHeldError, needs_no_unit


async def test_heavy_work_within_a_transaction_is_refused(database: Database) -> None:
    needs_no_unit("nothing is open")
    async with database.unit():
        with pytest.raises(UnitHeldError, match="hashed"):
            await passwords.hashed("три довгі слова")
        with pytest.raises(UnitHeldError):
            await passwords.fits(None, "три довгі слова")
    async with database.reading():
        with pytest.raises(UnitHeldError):
            needs_no_unit("the reader is one too")
    needs_no_unit("all are closed again")


async def test_other_tasks_are_free_even_those_begun_inside(database: Database) -> None:
    inside, outside = asyncio.Event(), asyncio.Event()

    async def other() -> None:
        await inside.wait()
        needs_no_unit("the other task's own work")
        outside.set()

    before = asyncio.create_task(other())
    async with database.unit():
        within = asyncio.create_task(other())
        inside.set()
        await outside.wait()
        await asyncio.gather(before, within)


async def test_a_failed_transaction_lets_go(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.unit():
            raise ZeroDivisionError
    needs_no_unit("it is rolled back")
