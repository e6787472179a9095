"""What a head tells in a chat stands in the content a moment later, and she hears of it."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app.content_index import ContentIndex
from bot.content import load
from bot.libraries.card_changes import CardChanges
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from tests.console.served_desk import CENTRAL, ServedDesk, served_desk


@pytest.fixture
async def own(
    own_content: Path, fresh_sqlite: Path, content_index: ContentIndex, tmp_path: Path
) -> AsyncIterator[ServedDesk]:
    """A desk whose content may be written."""
    database = tmp_path / "own.db"
    shutil.copy(fresh_sqlite, database)
    async with served_desk(f"sqlite:///{database}", content_index, content=own_content) as served:
        yield served


async def head_in_a_chat(own: ServedDesk) -> Person:
    """A head whose desk is the chat of «halyna»."""
    citizen = await own.citizen("halyna")
    async with own.app.database.unit() as unit:
        services, now = own.app.bind(unit), own.clock()
        made = await services[Staff].invite(
            "Галина", role=Role.HEAD, point=CENTRAL, now=now, by=None
        )
        return await services[SignIn].link(made.code, citizen=citizen, now=now)


async def tell(own: ServedDesk, person: Person, library: str = CENTRAL, **fields: Any) -> bool:
    async with own.app.database.unit() as unit:
        changes = own.app.bind(unit)[CardChanges]
        return changes.tell(library, fields, by=person, now=own.clock())


async def test_it_stands_in_the_content_with_source_and_date(
    own: ServedDesk, own_content: Path
) -> None:
    head = await head_in_a_chat(own)
    assert await tell(own, head, phone=["03856 2-10-10"], hours="Mo-Fr 09:00-18:00")
    await own.app.housekeeping.tick()
    found = {one.id: one for one in load(own_content).content.access_points}[CENTRAL]
    assert (found.phones, found.hours) == (("03856 2-10-10",), "Mo-Fr 09:00-18:00")
    assert (found.source, found.checked) == ("Дані бібліотеки, 23.11.2026", own.clock().date())
    assert "Деражнянська міська центральна бібліотека: записано." in (await own.told("halyna"))[-1]
    await own.app.housekeeping.tick()  # once
    assert len(await own.told("halyna")) == 1
    olha = await own.librarian("Ольга", role=Role.EDITOR)
    await olha.open("/desk/content/history")
    olha.sees("Галина", "Картка бібліотеки в чаті")


async def test_what_cannot_be_written_is_told_and_nothing_else_stops(
    own: ServedDesk, own_content: Path
) -> None:
    head = await head_in_a_chat(own)
    assert await tell(own, head, phone=["немає"])
    assert await tell(own, head)  # all of it still right
    before = (own_content / "libraries" / "khmelnytskyi.yaml").read_text(encoding="utf-8")
    await own.app.housekeeping.tick()
    wrong, right = await own.told("halyna")
    assert "записати не вдалося" in wrong
    assert "сьогодні все звірено" in right
    after = (own_content / "libraries" / "khmelnytskyi.yaml").read_text(encoding="utf-8")
    assert after != before
    assert "немає" not in set(after.split()) - set(before.split())
    assert not await tell(own, head, library="hounb")  # not hers


async def test_a_year_after_the_check_its_head_is_asked_and_not_each_day(own: ServedDesk) -> None:
    await head_in_a_chat(own)
    await own.app.housekeeping.tick()
    assert await own.told("halyna") == []
    many = []
    for later in (365, 1, 1, 1, 27, 1, 1):
        own.clock.later(days=later)
        await own.app.housekeeping.tick()
        many.append(len(await own.told("halyna")))
    assert many == [0, 1, 1, 1, 1, 2, 2]
    assert "картку ніхто не звіряв уже рік" in (await own.told("halyna"))[-1]
