"""Looking for a request: parts of numbers, filters, libraries by name; nothing is ignored."""

from urllib.parse import quote

import pytest

from bot.staff.model import Role
from tests.console.served_desk import OBLAST, VILLAGE, ServedDesk


async def test_a_part_of_a_number_and_filters_find(served: ServedDesk) -> None:
    here = await served.ask("Де метрика?")
    there = await served.ask("Коли працюєте?", point=VILLAGE, peer="ihor")
    boss = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    await boss.open(f"/desk?text={here.number[2:7]}")
    boss.sees("Де метрика?")
    for library in (VILLAGE, "Загінецька сільська", "загінці"):
        await boss.open(f"/desk?list=all&library={library}")
        boss.sees(there.number)
        boss.misses(here.number)
    await boss.open("/desk?list=all&library=деражня")  # the town, not all of its hromada
    boss.sees(here.number)
    boss.misses(there.number)
    await boss.open("/desk?list=all&since=2026-11-23&until=2026-11-23&came=web")
    boss.sees(there.number, here.number)
    await boss.open("/desk?list=all&until=2026-11-22")
    boss.sees("Нічого не знайшли")
    assert boss.person
    await boss.open(f"/desk?person={boss.person.id}")
    boss.sees("Нічого не знайшли")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("state=answerd", "«answerd»"), ("kind=x", "«x»"), ("list=newest", "«newest»"),
        ("rating=9", "«9»"), ("person=999", "«999»"), ("came=fax", "«fax»"),
        ("since=23.11.2026", "«23.11.2026»"), ("until=2026-02-31", "«2026-02-31»"),
        ("library=Бібліотека", "Не зрозуміло, яка бібліотека «Бібліотека»"),
        ("since=2026-11-24&until=2026-11-23", "Перший день пізніше за останній"),
    ],
)  # fmt: skip
async def test_what_is_not_understood_is_told(served: ServedDesk, asked: str, told: str) -> None:
    await served.ask("Де метрика?")
    boss = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    await boss.open(f"/desk?{asked}")
    assert boss.page
    assert boss.page.status_code == 400
    boss.sees(told, "Тому нічого не показуємо")
    boss.misses("Де метрика?")


@pytest.mark.parametrize(
    "typed", ["067 731-90-54", "0677319054", "+38 (067) 731 90 54", "067‑731‑90‑54"]
)
async def test_a_readers_phone_finds_what_they_asked(served: ServedDesk, typed: str) -> None:
    oksana = await served.librarian()
    await oksana.open("/desk/record")
    given = {"words": "Знайти статтю", "done": "no", "came": "phone"}
    await oksana.post("/desk/record", contact="(067) 7319054", **given)
    await oksana.open("/desk/record")
    await oksana.post("/desk/record", contact="067 731-90-55", **{**given, "words": "Інше"})
    await served.ask("Мій номер 067 731 9054, чекаю", peer="ihor")
    await oksana.open(f"/desk?text={quote(typed)}")
    oksana.sees("Знайти статтю", "чекаю")
    oksana.misses("Інше")


async def test_a_phone_finds_nothing_for_who_may_not_see_it(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await oksana.open("/desk/record")
    await oksana.post("/desk/record", words="Знайти статтю", done="no", contact="olena@ukr.net")
    await oksana.open("/desk?text=Olena@ukr.net")
    oksana.sees("Знайти статтю")
    boss = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    await boss.open("/desk?list=all")
    boss.sees("Знайти статтю")
    await boss.open("/desk?text=olena@ukr.net")
    boss.misses("Знайти статтю")
    boss.sees("Нічого не знайшли")


async def test_filters_go_along_to_the_next_page(served: ServedDesk) -> None:
    for n in range(31):
        await served.ask(f"Питання {n}")
    oksana = await served.librarian()
    await oksana.open("/desk?list=all&since=2026-11-01&came=web&rating=&page=1")
    assert oksana.page
    assert "since=2026-11-01&amp;page=2" in oksana.page.text
    assert "came=web" in oksana.page.text.partition('rel="next"')[0].rpartition("href=")[2]


async def test_a_library_is_typed_by_a_part_of_its_name(served: ServedDesk) -> None:
    """To hand over to, and to invite to."""
    await served.librarian("Галина", OBLAST)
    request = await served.ask()
    oksana = await served.librarian()
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    assert oksana.page
    assert 'list="to-list"' in oksana.page.text
    await oksana.post(f"{page}/hand_over", to="бібліотека", reason="Книга там")
    oksana.sees("Виберіть бібліотеку зі списку")
    assert 'value="бібліотека"' in oksana.page.text
    await oksana.post(f"{page}/hand_over", to="обласна універсальна наукова", reason="Книга там")
    oksana.sees("передано.")
    assert (await served.see(request.number)).holder.point == OBLAST
    admin = await served.librarian("Адмін", OBLAST, Role.ADMIN)
    await admin.open("/desk/people")
    given = {"name": "Іван", "role": "librarian", "point": "деражнянська міська"}
    await admin.post("/desk/people/invite", **given)
    admin.sees("Запрошено: Іван", "Деражнянська міська центральна")
