"""Two who answer at once are told of each other; what was sent can be set right."""

import asyncio

import pytest

from bot.staff.model import Role
from tests.console.served_desk import CSRF, OBLAST, ServedDesk


async def test_the_second_reads_the_first_before_hers_goes(served: ServedDesk) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    boss = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    for one in (oksana, boss):
        await one.open(page)
    assert oksana.page
    seen = oksana.page.text.partition('name="seen" value="')[2].partition('"')[0]
    await boss.post(f"{page}/answer", words="У фонді 315.", seen=seen)
    boss.sees("Відповідь пішла до читача.")
    await oksana.post(f"{page}/answer", words="У фонді 230.", seen=seen)
    assert oksana.page.status_code == 409
    oksana.sees("Тим часом відповідь надіслала інша людина", "У фонді 315.", "У фонді 230.")
    assert len(await served.told()) == 1
    seen = oksana.page.text.partition('name="seen" value="')[2].partition('"')[0]
    await oksana.post(f"{page}/answer", words="У фонді 230.", seen=seen)
    first, second = await served.told()
    assert "– Хмельницька обласна" in first  # each signs with her own library
    assert "– Деражнянська міська" in second


@pytest.mark.parametrize("act", ["answer", "correct", "ask", "note"])
async def test_a_form_that_is_sent_twice_says_it_once(served: ServedDesk, act: str) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    if act == "correct":
        await oksana.post(f"{page}/answer", words="У фонді 230.")
    assert oksana.page
    csrf = CSRF.search(oksana.page.text)
    assert csrf
    form = {"csrf": csrf.group(1), "words": "Зошит 315 чи 316."}
    answers = await asyncio.gather(
        *(oksana.http.post(f"{page}/{act}", data=form) for _ in range(3))
    )
    assert {one.status_code for one in answers} == {200}
    await oksana.open(page)
    assert oksana.text.count("Зошит 315 чи 316.") == 1
    told = [one for one in await served.told() if "Зошит 315 чи 316." in one]
    assert len(told) == (0 if act == "note" else 1)
    served.clock.later(minutes=3)  # later it is meant so
    await oksana.post(f"{page}/note", words="Нагадати.")
    served.clock.later(minutes=3)
    await oksana.post(f"{page}/note", words="Нагадати.")
    assert oksana.text.count("Нагадати.") == 2


async def test_a_file_that_is_sent_twice_goes_once(served: ServedDesk) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    scan, other = (
        ("files", (name, b"%PDF-1.4 x", "application/pdf")) for name in ("a.pdf", "b.pdf")
    )
    for files in ([scan], [scan], [scan, other]):
        await oksana.open(page)
        await oksana.post(f"{page}/answer", words="Ось скан.", files=files)
        oksana.sees("Відповідь пішла до читача.")
    assert len([one for one in await served.told() if "Ось скан." in one]) == 2


async def test_a_correction_goes_as_one(served: ServedDesk) -> None:
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    oksana.misses("Уточнити відповідь")
    await oksana.post(f"{page}/answer", words="У фонді 230.")
    oksana.sees("Уточнити відповідь")
    await oksana.post(f"{page}/correct", words="Не 230, а 315.")
    oksana.sees("Уточнення пішло до читача.", "відповідь уточнено")
    told = (await served.told())[-1]
    assert f"Уточнення до відповіді на звернення № {request.number}" in told
    assert "Не 230, а 315." in told


async def test_what_the_reader_asked_before_is_at_hand_only_where_it_may_be_seen(
    served: ServedDesk,
) -> None:
    before = await served.ask("Чи є у вас «Тигролови»?")
    elsewhere = await served.ask("Звернення до іншої бібліотеки", point=OBLAST)
    request = await served.ask("Де метрика?")
    oksana = await served.librarian()
    await oksana.open(f"/desk/requests/{request.number}")
    oksana.sees("Що ще запитував цей читач", before.number, "«Тигролови»")
    oksana.misses(elsewhere.number)


async def test_the_village_that_the_reader_named_is_on_the_page(served: ServedDesk) -> None:
    named = await served.ask(settlement="UA68040150110021670")
    unknown = await served.ask(peer="petro", settlement="UA00000000000000000")
    nowhere = await served.ask(peer="maria")
    oksana = await served.librarian()
    await oksana.open(f"/desk/requests/{named.number}")
    oksana.sees("Село чи місто Загінці, Деражнянська")
    for one in (unknown, nowhere):
        await oksana.open(f"/desk/requests/{one.number}")
        oksana.sees(one.number)
        oksana.misses("Село чи місто")
