"""Letters to the staff by a real mail server: asked for, confirmed, at once or once a day."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.app.content_index import ContentIndex
from bot.requests.reader_key import key_of
from bot.requests.service import Requests
from bot.staff.mailboxes import MOST_CODES, Mailboxes
from bot.staff.model import Role, staff_mail
from bot.storage import citizens, inbox
from bot.storage.tables import outbox
from handlers.shared.mail import digests_due
from tests.console.served_desk import Librarian, ServedDesk, served_desk
from tests.fakes.mail import PostOffice, post_office
from tests.privacy.traces import raw

READER = "olena@ukr.net"
ADDRESS = "oksana@library.example"
WORDS = "Де метрика прадіда Квазімодослава?"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
async def served(
    database_url: str, content_index: ContentIndex, office: PostOffice
) -> AsyncIterator[ServedDesk]:
    async with served_desk(
        database_url, content_index, smtp_host="127.0.0.1", smtp_port=office.port,
        smtp_security="none", smtp_from="mistok@library.example",
    ) as served:  # fmt: skip
        yield served


async def with_mailbox(
    served: ServedDesk, office: PostOffice, *, wish: str = "each", address: str = ADDRESS
) -> Librarian:
    """A librarian who has asked for letters and confirmed the address."""
    one = await served.librarian("Оксана")
    await one.open("/desk/account")
    await one.post("/desk/account/email", address=address, wish=wish)
    await served.app.rest()
    found = re.search(r"Код: (\d{6})", office.to(address)[-1])
    assert found
    await one.post("/desk/account/email/code", code=found[1])
    one.sees("Готово: короткі листи приходитимуть")
    office.letters.clear()
    return one


async def test_only_who_reads_there_gets_letters(served: ServedDesk, office: PostOffice) -> None:
    oksana = await served.librarian("Оксана")
    await oksana.open("/desk/account")
    await oksana.post("/desk/account/email", address="не адреса", wish="each")
    oksana.sees("Це не електронна адреса")
    await oksana.post("/desk/account/email", address=f" {ADDRESS} ", wish="each")
    oksana.sees("Лист із кодом", ADDRESS)
    await served.ask(WORDS)
    await served.app.rest()
    (letter,) = office.letters  # the code alone: nothing else goes there yet
    assert letter["Subject"] == "Місток: код для листів"
    for _ in range(MOST_CODES):
        await oksana.post("/desk/account/email/code", code="000000")
        oksana.sees("Це не код із листа")
    await oksana.post("/desk/account/email/code", code="000000")
    oksana.sees("Забагато спроб із кодами листів")


async def test_what_waits_is_told_at_once_without_a_readers_word(
    served: ServedDesk, office: PostOffice
) -> None:
    oksana = await with_mailbox(served, office)
    request = await served.ask(WORDS, name="Марія")
    await served.app.rest()
    (letter,) = office.letters
    assert letter["Subject"] == f"Місток: звернення № {request.number}"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["From"] == "Місток <mistok@library.example>"
    text = letter.get_content()
    assert f"Нове звернення № {request.number}" in text
    assert f"{served.app.settings.address}/desk/requests/{request.number}" in text
    for secret in ("метрика", "Квазімодослава", "Марія", "Оксана"):
        assert secret not in letter.as_string() + text
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    async with served.app.database.unit() as unit:
        await served.app.bind(unit)[Requests].citizen.add(
            request.number, "Ще слова", citizen=await served.citizen_of(unit), now=served.clock()
        )
    await served.app.rest()
    assert "читач дописав" in office.to(ADDRESS)[-1]
    await oksana.open("/desk/account")
    await oksana.post("/desk/account/email/off")
    await served.ask(WORDS, peer="petro")
    await served.app.rest()
    assert len(office.letters) == 2
    async with served.app.database.reading() as unit:
        assert await unit.all(select(staff_mail)) == []


async def test_once_a_day_if_anything_waits(served: ServedDesk, office: PostOffice) -> None:
    oksana = await with_mailbox(served, office, wish="daily")
    assert oksana.person
    person = oksana.person.id
    served.clock.now = datetime.fromisoformat("2026-11-24T05:59:00+00:00")  # 7:59 in Kyiv

    async def morning() -> list[int]:
        async with served.app.database.unit() as unit:
            due = list(await Mailboxes(unit).due(served.clock()))
        for one in due:
            async with served.app.database.unit() as unit:
                await digests_due(served.app.bind(unit), one, served.clock())
        await served.app.rest()
        return due

    assert await morning() == []
    served.clock.later(minutes=2)
    assert await morning() == [person]
    assert office.letters == []  # nothing waits: no letter
    served.clock.later(days=1)
    await served.ask(WORDS)
    await served.ask(WORDS, peer="petro")
    assert await morning() == [person]
    assert await morning() == []
    (text,) = office.to(ADDRESS)
    assert "Нових, яких ніхто не взяв: 2" in text
    assert "Квазімодослава" not in text
    assert f"{served.app.settings.address}/desk" in text


async def test_a_server_that_is_busy_or_away_gets_each_letter_once(
    served: ServedDesk, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.email.client.AGAIN", 0.05)
    await with_mailbox(served, office)
    office.answers += ["451 later", "rcpt 450 greylisted", "421 busy"]
    request = await served.ask(WORDS)
    await served.app.rest()
    assert [request.number in one for one in office.to(ADDRESS)] == [True]


@pytest.mark.parametrize("answer", ["554 no", "rcpt 550 no such mailbox"])
async def test_a_refused_letter_ends_and_holds_up_no_other(
    served: ServedDesk, office: PostOffice, answer: str
) -> None:
    await with_mailbox(served, office)
    office.answers.append(answer)
    await served.ask(WORDS)
    await served.app.rest()
    assert office.letters == []
    later = await served.ask(WORDS, peer="petro")
    await served.app.rest()
    assert [later.number in one for one in office.to(ADDRESS)] == [True]
    async with served.app.database.reading() as unit:
        rows = await unit.all(select(outbox).where(outbox.c.channel == "email"))
    failed = [row for row in rows if row.state == "failed"]
    assert [ADDRESS in row.reason for row in failed] == [False]
    assert all(row.peer is None for row in rows)  # the address goes with the sending


async def test_addresses_rest_sealed(
    served: ServedDesk, office: PostOffice, database_url: str
) -> None:
    await with_mailbox(served, office)
    await served.ask(WORDS)
    await served.app.rest()
    assert ADDRESS.encode() not in raw(database_url)


async def test_who_works_here_no_more_gets_no_letters(
    served: ServedDesk, office: PostOffice
) -> None:
    oksana = await with_mailbox(served, office)
    boss = await served.librarian("Ніна", role=Role.ADMIN)
    assert oksana.person
    async with served.app.database.unit() as unit:
        departures = served.app.bind(unit)[Requests].departures
        await departures.end_access(oksana.person.id, by=boss.person, now=served.clock())  # type: ignore[arg-type]
    await served.ask(WORDS)
    await served.app.rest()
    assert office.letters == []


async def left_by_reader(served: ServedDesk) -> tuple[Librarian, str, str]:
    """A question whose reader has left an address and closed the chat."""
    request = await served.ask(WORDS)
    async with served.app.database.unit() as unit:
        side = served.app.bind(unit)[Requests].citizen
        reader = await served.citizen_of(unit)
        await side.leave_mail(request.number, READER, citizen=reader)
    async with served.app.database.unit() as unit:
        citizens.mark_unreachable(unit, key=inbox.peer_key(unit, "web", "olena"))
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    return oksana, page, request.number


async def test_a_reader_who_closed_the_chat_gets_one_letter_without_a_word_of_it(
    served: ServedDesk, office: PostOffice
) -> None:
    oksana, page, number = await left_by_reader(served)
    oksana.sees("Читач закрив чат і просив лист")
    await oksana.post(f"{page}/answer", words="Метрика у фонді 315")
    oksana.misses("Не дійшло")
    await served.app.rest()
    (letter,) = office.letters
    text = letter.get_content()
    assert letter["To"] == READER
    assert letter["Subject"] == f"Бібліотека: № {number}"
    assert f"{served.app.settings.address}/request?number={number}" in text
    key = key_of(served.app.database.vault, number)
    for secret in ("метрика", "Метрика", "315", "Квазімодослава", "Оксана", key):
        assert secret not in text


async def test_a_letter_that_is_refused_is_told_to_who_wrote(
    served: ServedDesk, office: PostOffice
) -> None:
    oksana, page, _ = await left_by_reader(served)
    office.answers.append("rcpt 550 no such mailbox")
    await oksana.post(f"{page}/answer", words="Фонд 315")
    await served.app.rest()
    await oksana.open(page)
    oksana.sees("Не дійшло", "поштова скринька не прийняла листа", "Зателефонуйте читачеві")


async def test_a_readers_address_rests_sealed_and_is_shown_to_nobody(
    served: ServedDesk, office: PostOffice, database_url: str
) -> None:
    oksana, page, _ = await left_by_reader(served)
    await oksana.post(f"{page}/answer", words="Фонд 315")
    await served.app.rest()
    oksana.misses(READER)
    assert READER.encode() not in raw(database_url)


async def test_what_was_written_before_a_stop_is_sent_after_the_start_once(
    database_url: str, content_index: ContentIndex
) -> None:
    with post_office() as office:
        mail = {"smtp_host": "127.0.0.1", "smtp_security": "none", "smtp_from": "m@lib.example"}
        async with served_desk(database_url, content_index, smtp_port=office.port, **mail) as one:
            await with_mailbox(one, office)
            office.answers += ["421 going down"] * 3
            request = await one.ask(WORDS)
        assert office.letters == []
        office.answers.clear()
        async with served_desk(database_url, content_index, smtp_port=office.port, **mail) as two:
            await two.app.rest()
            assert [request.number in text for text in office.to(ADDRESS)] == [True]
