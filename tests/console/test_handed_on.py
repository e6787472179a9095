"""What a library has handed on: it still sees where it went and how it stands, and no more."""

from bot.requests.service import Requests
from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, OBLAST, VILLAGE, Librarian, ServedDesk

WORDS = "Шукаю метрику прадіда"
HANDED = "/desk/handed"


async def handed(served: ServedDesk, by: Librarian) -> str:
    """The number of a request that this librarian has handed to the oblast library."""
    request = await served.ask(WORDS, name="Квазімодослава")
    page = f"/desk/requests/{request.number}"
    await by.open(page)
    await by.post(f"{page}/take")
    await by.post(f"{page}/hand_over", to=OBLAST, reason="Метрики там")
    return request.number


async def test_who_has_handed_it_over_sees_where_it_went_and_how_it_stands(
    served: ServedDesk,
) -> None:
    oksana = await served.librarian()
    boss = await served.librarian("Ніна", OBLAST)
    number = await handed(served, oksana)
    await oksana.open("/desk")
    assert oksana.page
    assert HANDED in oksana.page.text
    for one in (oksana, await served.librarian("Галина")):  # and her colleague
        await one.open(HANDED)
        one.sees(number, "Хмельницька обласна", "Чекає", "Оксана", "Відповідь – до")
        one.misses(WORDS, "Квазімодослава", "Метрики там")
        assert one.page
        assert f"/desk/requests/{number}" not in one.page.text
    page = f"/desk/requests/{number}"
    await boss.open(page)
    await boss.post(f"{page}/take")
    await boss.post(f"{page}/answer", words="Фонд 315")
    await oksana.open(HANDED)
    oksana.sees(number, "Є відповідь")
    await oksana.open(page)
    assert oksana.page.status_code == 404
    oksana.sees("тепер в іншій бібліотеці", "Хмельницька обласна", "Є відповідь")
    oksana.misses(WORDS, "Квазімодослава", "Фонд 315")


async def test_others_see_nothing_of_it(served: ServedDesk) -> None:
    number = await handed(served, await served.librarian())
    stranger = await served.librarian("Олег", VILLAGE)
    await stranger.open(HANDED)
    stranger.sees("За цей час ваша бібліотека нічого не передала.")
    stranger.misses(number)
    await stranger.open(f"/desk/requests/{number}")
    stranger.sees("Такого звернення за вашим столом немає")
    boss = await served.librarian("Ніна", OBLAST)
    await boss.open(HANDED)
    boss.misses(number)  # she has it


async def test_what_the_clock_has_passed_up_is_seen_too(served: ServedDesk) -> None:
    request = await served.ask(WORDS, point=VILLAGE)
    oleh = await served.librarian("Олег", VILLAGE)
    await served.librarian("Оксана", CENTRAL)
    served.clock.later(hours=6)
    async with served.app.database.unit() as unit:
        runner = served.app.bind(unit)[Requests].sla_runner
        await runner.look(request.id, served.clock())
    assert oleh.person
    await oleh.enter(await served.link(oleh.person))
    await oleh.open(HANDED)
    oleh.sees(request.number, "Деражнянська", "ніхто не взяв вчасно")
    oleh.misses(WORDS)


async def test_a_coordinator_opens_what_they_have_handed_on(served: ServedDesk) -> None:
    boss = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    request = await served.ask(WORDS)
    page = f"/desk/requests/{request.number}"
    await boss.open(page)
    await boss.post(f"{page}/hand_over", to=VILLAGE, reason="Ваше село")
    await boss.open(HANDED)
    assert boss.page
    assert f'href="{page}"' in boss.page.text
