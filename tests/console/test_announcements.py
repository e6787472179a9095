"""/desk/announcements: the oblast library tells librarians, wherever each of them reads."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.announcements.service import Announcements
from bot.app.content_index import ContentIndex
from bot.staff.model import Role
from bot.staff.repository import people
from bot.storage import citizens, inbox
from bot.storage.tables import outbox
from tests.console.served_desk import OBLAST, VILLAGE, Librarian, ServedDesk, served_desk
from tests.console.test_letters import ADDRESS, office, with_mailbox
from tests.fakes.mail import PostOffice
from tests.fakes.viber.account import TOKEN
from tests.fakes.viber.citizen import Citizen, local
from tests.fakes.viber.fixtures import viber
from tests.fakes.viber.server import Running
from tests.waiting import until

__all__ = ["office", "viber"]
PATH = "/desk/announcements"
PUBLIC = "https://mistok.test"
NEWS = "У середу о 10:00 навчання: як приймати заяви в «Дії»."
RAION = "Хмельницький"  # where Деражня and Загінці are


@pytest.fixture
async def served(
    database_url: str, content_index: ContentIndex, office: PostOffice
) -> AsyncIterator[ServedDesk]:
    """With a mail server."""
    async with served_desk(
        database_url, content_index, smtp_host="127.0.0.1", smtp_port=office.port,
        smtp_security="none", smtp_from="mistok@library.example",
    ) as served:  # fmt: skip
        yield served


@pytest.fixture
async def with_viber(
    database_url: str, content_index: ContentIndex, viber: Running
) -> AsyncIterator[ServedDesk]:
    """With a bot in Viber."""
    given = {"viber_token": TOKEN, "viber_api": viber.api, "public_url": PUBLIC}
    async with served_desk(database_url, content_index, **given) as served:
        viber.fake.leads[PUBLIC] = served.address
        await until(lambda: viber.fake.webhook)
        yield served


async def made(served: ServedDesk) -> None:
    """Announced to all; browsers know no https here."""
    by = await served.staff("Ніна", OBLAST, Role.COORDINATOR)
    async with served.app.database.unit() as unit:
        await served.app.bind(unit)[Announcements].make(NEWS, "", by=by, now=served.clock())


async def announced(by: Librarian, text: str = NEWS, raion: str = "") -> None:
    await by.open(PATH)
    await by.post(PATH, text=text, raion=raion)


async def in_viber(served: ServedDesk, viber: Running, name: str) -> Citizen:
    """A librarian whose conversation in Viber is linked."""
    person, chat = await served.staff(name), Citizen(local(viber.fake), name=name)
    await chat.says("меню")
    await until(lambda: chat.heard)
    async with served.app.database.unit() as unit:
        row = await unit.first(citizens.known, {"peer_key": inbox.peer_key(unit, "viber", chat.id)})
        people.link(unit, person.id, row.id)
    return chat


async def test_read_at_the_desk_by_those_it_is_for(served: ServedDesk) -> None:
    leader = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    near = await served.librarian("Оксана", VILLAGE)
    far = await served.librarian("Галина", "shepetivka-tsentralna")
    await announced(leader, raion=RAION)
    leader.sees("Оголошення вже в дорозі", NEWS, f"{RAION} район", "Прочитали 1 з 2", "Ніна")
    await near.open(PATH)
    near.sees(NEWS, "нове", "Ніна")
    near.misses("Прочитали", "Оголосити")
    await near.open(PATH)
    near.sees(NEWS)
    near.misses("нове")
    await far.open(PATH)
    far.sees("Оголошень ще немає")
    await leader.open(PATH)
    leader.sees("Прочитали 2 з 2")
    await announced(leader)
    await far.open(PATH)
    far.sees("Усі бібліотеки", NEWS)


async def test_what_can_not_be_announced_keeps_what_was_typed(served: ServedDesk) -> None:
    leader = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    await announced(leader, "   ")
    leader.sees("Напишіть, що бібліотекарям треба знати")
    await announced(leader, "а" * 2001)
    leader.sees("більше ніж 2000 літер")
    assert leader.page
    assert "а" * 2001 in leader.page.text
    await announced(leader, NEWS, "Одеський")
    leader.sees("Наших бібліотек там немає", NEWS)
    await announced(leader)
    await announced(leader)
    leader.sees("Це щойно оголошено")
    assert leader.text.count(NEWS) == 2  # announced once, and typed still
    head = await served.librarian("Оксана", role=Role.HEAD)
    await announced(head)
    assert head.page
    assert head.page.status_code == 403


async def test_in_viber_it_is_one_message_to_many_and_each_reading_is_known(
    with_viber: ServedDesk, viber: Running
) -> None:
    chats = [await in_viber(with_viber, viber, f"Бібліотекарка {number}") for number in range(8)]
    await made(with_viber)
    await with_viber.app.rest()
    assert all(NEWS in chat.heard[-1] for chat in chats)
    called = [len(body["broadcast_list"]) for name, body in viber.fake.calls if "broad" in name]
    assert sum(called) == 8
    assert called == [8]
    letters = select(outbox.c.read_at).where(outbox.c.key.like("announcement.%"))

    async def all_read() -> bool:
        async with with_viber.app.database.reading() as unit:
            return all(row.read_at for row in await unit.all(letters))

    await until(all_read)


async def test_a_bot_without_broadcasts_tells_each_by_itself(
    with_viber: ServedDesk, viber: Running
) -> None:
    chats = [await in_viber(with_viber, viber, f"Бібліотекарка {number}") for number in range(2)]
    local(viber.fake)("fail", {"method": "broadcast_message", "status": 20, "times": 9})
    await made(with_viber)
    await until(lambda: all(NEWS in chat.heard[-1] for chat in chats))


async def test_a_letter_tells_that_there_is_one_and_no_word_of_it(
    served: ServedDesk, office: PostOffice
) -> None:
    await with_mailbox(served, office, wish="daily")
    leader = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    await announced(leader)
    await served.app.rest()
    (letter,) = office.to(ADDRESS)
    assert PATH in letter
    assert NEWS not in letter
