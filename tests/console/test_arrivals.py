"""The desk sees how far an answer has come: not delivered yet, delivered, read."""

import pytest
from sqlalchemy import select, update

from bot.conversation.transcript import Transcript
from bot.storage import citizens
from bot.storage.inbox import peer_key
from bot.storage.outbox import open_body
from bot.storage.tables import outbox
from tests.console.served_desk import ServedDesk
from tests.lines.quick import clock
from tests.talk import MONDAY_NOON

WORDS = "Метрика лежить у фонді 315"


async def test_an_answer_on_a_closed_page_is_not_read_before_it_is_shown(
    served: ServedDesk,
) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words=WORDS)
    await served.app.rest()
    await oksana.open(page)
    oksana.sees(WORDS, "Читачеві: ще не доставлено")
    database = served.app.database
    async with database.reading() as unit:
        reader = await citizens.by_id(unit, request.citizen_id or 0)
        ids = [row.id for row in await unit.all(select(outbox.c.id))]
    assert reader is not None
    shown = Transcript(database, clock).shown
    await shown("web", "somebody else", ids)
    await oksana.open(page)
    oksana.sees("Читачеві: ще не доставлено")
    await shown("web", reader.known.peer, ids)
    await oksana.open(page)
    oksana.sees("Читачеві: прочитано")


async def test_an_answer_that_nobody_sees_there_goes_to_the_readers_other_chat(
    served: ServedDesk,
) -> None:
    request = await served.ask()
    home = request.citizen_id or 0
    database = served.app.database
    async with database.unit() as unit:
        key = peer_key(unit, "telegram", "olena")
        citizens.add(unit, "telegram", "olena", key=key, lang="uk", now=MONDAY_NOON)
        linked = await unit.first(citizens.known, {"peer_key": key})
        citizens.set_home(unit, linked.id, home)  # answers go to the page, as they chose
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words=WORDS)
    await served.app.rest()

    async def told() -> list[str]:
        async with database.reading() as unit:
            query = select(outbox).where(outbox.c.peer_key == key)
            return [open_body(unit, row)["text"] for row in await unit.all(query)]

    served.clock.later(minutes=9)
    await served.app.housekeeping.tick(served.clock())
    assert await told() == []
    served.clock.later(minutes=2)
    for _ in range(2):
        await served.app.housekeeping.tick(served.clock())
    (answer,) = await told()
    assert WORDS in answer
    await oksana.open(page)
    oksana.sees("Читачеві: ще не доставлено")
    async with database.unit() as unit:
        there = outbox.c.peer_key == key
        unit.put(update(outbox).where(there).values(state="sent"))
    await oksana.open(page)
    oksana.sees("Читачеві: доставлено")
    assert WORDS in "".join(await served.told())  # the page shows it too


@pytest.mark.parametrize(
    ("channel", "values", "told"),
    [
        ("telegram", {}, "Читачеві: доставлено"),
        ("viber", {}, "Читачеві: ще не доставлено"),
        ("viber", {"delivered_at": MONDAY_NOON}, "Читачеві: доставлено"),
        ("viber", {"delivered_at": MONDAY_NOON, "read_at": MONDAY_NOON}, "Читачеві: прочитано"),
        ("telegram", {"state": "queued"}, "Читачеві: ще не доставлено"),
    ],
)
async def test_each_messenger_tells_what_it_can(
    served: ServedDesk, channel: str, values: dict[str, object], told: str
) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words=WORDS)
    await served.app.rest()
    async with served.app.database.unit() as unit:
        answer = outbox.c.key.like("desk.%")
        unit.put(update(outbox).where(answer).values(channel=channel, **values))
    await oksana.open(page)
    oksana.sees(told)
