"""One citizen can't send without end, in any channel; who is told, what passes all the same."""

import pytest
from sqlalchemy import func, select

from bot.channels.contract import Event, TooManyError
from bot.limits import Rate
from bot.storage.database import Database
from bot.storage.tables import inbox
from bot.turns.limits import Rates
from tests.dispatch.village import Radio, Village

NEVER = 1e-9
FEW = Rates(Rate(5, NEVER), Rate(50, NEVER), Rate(2, NEVER), Rate(1, NEVER))
TOLD = "Too many messages at once"


def flood(many: int, peer: str = "olena", text: str = "") -> list[tuple[str, str, str]]:
    return [(f"{peer}{n}", peer, text or f"m{n}") for n in range(many)]


async def test_what_is_too_much_is_not_work_and_its_citizen_is_told_once(
    database: Database,
) -> None:
    village = Village(database, Radio(), rates=FEW)
    for event in flood(200):
        await village.hears(event)
    await village.hears(("i1", "ivan", "добридень"))
    await village.rests()
    answered = [text for text in village.told("olena") if text.startswith("echo")]
    (told,) = [text for text in village.told("olena") if not text.startswith("echo")]
    assert answered == [f"echo m{n}" for n in range(5)]
    assert told.startswith(TOLD)
    assert village.told("ivan") == ["echo добридень"]
    async with database.reading() as unit:
        (row,) = await unit.all(select(func.count().label("n")).select_from(inbox))
    assert row.n == 6


async def test_a_batch_is_sifted_citizen_by_citizen(database: Database) -> None:
    village = Village(database, Radio(), rates=FEW)
    await village.hears(*flood(50), *flood(3, "ivan"))
    await village.rests()
    assert village.told("ivan") == ["echo m0", "echo m1", "echo m2"]
    assert len(village.told("olena")) == 6


async def test_a_channel_that_answers_at_once_refuses_with_the_seconds_to_wait(
    database: Database,
) -> None:
    radio = Radio()
    radio.answers_at_once = True  # type: ignore[attr-defined]
    rates = Rates(Rate(1, 0.5), Rate(1, 1), Rate(1, 1), Rate(1, 1))
    village = Village(database, radio, rates=rates)
    await village.hears(("1", "olena", "раз"))
    with pytest.raises(TooManyError) as refused:
        await village.hears(("2", "olena", "два"))
    await village.rests()
    assert 1 <= refused.value.after <= 2
    assert village.told("olena") == ["echo раз"]


async def test_danger_is_heard_beyond_the_limit_but_is_no_way_round_it(
    database: Database,
) -> None:
    village = Village(database, Radio(), rates=FEW)
    await village.hears(*flood(20))
    await village.hears(*[(f"d{n}", "olena", "у нас пожежа") for n in range(20)])
    await village.rests()
    assert village.told("olena").count("echo у нас пожежа") == 2


async def test_staff_may_send_more_and_leaving_is_always_heard(database: Database) -> None:
    village = Village(database, Radio(), rates=FEW, staff={"oksana"})
    await village.hears(*flood(30, "oksana"))
    await village.hears(*flood(9))
    await village.dispatcher.accept(
        "web", [Event("left", "olena", {"peer": "olena", "kind": "left"})]
    )
    await village.rests()
    assert len(village.told("oksana")) == 30
    async with database.reading() as unit:
        rows = await unit.all(select(inbox.c.id).where(inbox.c.state == "done"))
    assert len(rows) == 30 + 5 + 1


async def test_an_album_counts_as_one_message(database: Database) -> None:
    village = Village(database, Radio(), rates=FEW)
    for album in range(4):
        parts = [
            Event(f"{album}.{n}", "olena", {"peer": "olena", "text": f"{album}.{n}"}, str(album))
            for n in range(10)
        ]
        await village.dispatcher.accept("web", parts)
    await village.rests()
    assert len(village.told("olena")) == 40


async def test_an_endless_album_is_no_way_round(database: Database) -> None:
    village = Village(database, Radio(), rates=FEW)
    for n in range(100):
        event = Event(f"{n}", "olena", {"peer": "olena", "text": f"{n}"}, "album")
        await village.dispatcher.accept("web", [event])
    await village.rests()
    assert len([one for one in village.told("olena") if one.startswith("echo")]) == 50


async def test_the_terminal_is_not_limited(database: Database) -> None:
    radio = Radio()
    radio.is_local = True  # type: ignore[attr-defined]
    village = Village(database, radio, rates=FEW)
    await village.hears(*flood(40))
    await village.rests()
    assert len(village.told("olena")) == 40
