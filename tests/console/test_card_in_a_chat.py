"""What a head tells in a chat stands in the content a moment later, and she hears of it."""

from pathlib import Path
from typing import Any

from bot.content import load
from bot.content.editing import Writer
from bot.libraries.card_changes import CardChanges
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from tests.console.served_desk import CENTRAL, ServedDesk


async def head_in_a_chat(desk: ServedDesk) -> Person:
    """A head whose desk is the chat of «halyna»."""
    citizen = await desk.citizen("halyna")
    async with desk.app.database.unit() as unit:
        services, now = desk.app.bind(unit), desk.clock()
        made = await services[Staff].invite(
            "Галина", role=Role.HEAD, point=CENTRAL, now=now, by=None
        )
        return await services[SignIn].link(made.code, citizen=citizen, now=now)


async def tell(desk: ServedDesk, person: Person, library: str = CENTRAL, **fields: Any) -> bool:
    async with desk.app.database.unit() as unit:
        changes = desk.app.bind(unit)[CardChanges]
        return changes.tell(library, fields, by=person, now=desk.clock())


async def test_it_stands_in_the_content_with_source_and_date(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await head_in_a_chat(desk)
    assert await tell(desk, head, phone=["03856 2-10-10"], hours="Mo-Fr 09:00-18:00")
    await desk.app.housekeeping.tick()
    found = {one.id: one for one in load(own_content).content.access_points}[CENTRAL]
    assert (found.phones, found.hours) == (("03856 2-10-10",), "Mo-Fr 09:00-18:00")
    assert (found.source, found.checked) == ("Дані бібліотеки, 23.11.2026", desk.clock().date())
    assert "Деражнянська міська центральна бібліотека: записано." in (await desk.told("halyna"))[-1]
    await desk.app.housekeeping.tick()  # once
    assert len(await desk.told("halyna")) == 1
    olha = await desk.librarian("Ольга", role=Role.EDITOR)
    await olha.open("/desk/content/history")
    olha.sees("Галина", "Картка бібліотеки в чаті")


async def test_what_cannot_be_written_is_told_and_nothing_else_stops(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await head_in_a_chat(desk)
    assert await tell(desk, head, phone=["немає"])
    assert await tell(desk, head)  # all of it still right
    before = (own_content / "libraries" / "khmelnytskyi.yaml").read_text(encoding="utf-8")
    await desk.app.housekeeping.tick()
    wrong, right = await desk.told("halyna")
    assert "записати не вдалося" in wrong
    assert "сьогодні все звірено" in right
    after = (own_content / "libraries" / "khmelnytskyi.yaml").read_text(encoding="utf-8")
    assert after != before
    assert "немає" not in set(after.split()) - set(before.split())
    assert not await tell(desk, head, library="hounb")  # not hers


async def test_what_others_wrote_of_offers_meanwhile_stays(
    desk: ServedDesk, own_content: Path
) -> None:
    head = await head_in_a_chat(desk)
    assert await tell(desk, head, has={"wifi": "yes", "toilet": "no"}, email="a@example.org")
    writer = desk.app.program[Writer]
    entry = writer.find("libraries", CENTRAL)
    had = entry.data["capabilities"]
    writer.change(entry, {"capabilities": [*had, "printing"], "lacks": ["shelter"]},
                  by="staff:9", why="Перевірено")  # fmt: skip
    await desk.app.housekeeping.tick()
    found = {one.id: one for one in load(own_content).content.access_points}[CENTRAL]
    assert found.capabilities == {*had, "printing", "wifi"}
    assert (found.lacks, found.email) == ({"shelter", "toilet"}, "a@example.org")
    assert await tell(desk, head, has={"wifi": "", "toilet": "yes"}, email=None)
    await desk.app.housekeeping.tick()
    found = {one.id: one for one in load(own_content).content.access_points}[CENTRAL]
    assert found.capabilities == {*had, "printing", "toilet"}
    assert (found.lacks, found.email) == ({"shelter"}, None)


async def test_a_year_after_the_check_its_head_is_asked_and_not_each_day(desk: ServedDesk) -> None:
    await head_in_a_chat(desk)
    await desk.app.housekeeping.tick()
    assert await desk.told("halyna") == []
    many = []
    for later in (365, 1, 1, 1, 27, 1, 1):
        desk.clock.later(days=later)
        await desk.app.housekeeping.tick()
        many.append(len(await desk.told("halyna")))
    assert many == [0, 1, 1, 1, 1, 2, 2]
    assert "картку ніхто не звіряв уже рік" in (await desk.told("halyna"))[-1]
