"""Who works here no more stays who answered: by name as long as it is kept, then as a colleague."""

from sqlalchemy import delete

from bot.requests.service import Requests
from bot.staff.model import Role, staff
from tests.console.served_desk import CENTRAL, Librarian, ServedDesk


async def answered_and_gone(served: ServedDesk) -> tuple[Librarian, str]:
    """A colleague's browser, and the number of what somebody gone has answered."""
    request = await served.ask("Де метрика?")
    gone = await served.librarian("Оксана Мельник")
    page = f"/desk/requests/{request.number}"
    await gone.open(page)
    await gone.post(f"{page}/take")
    await gone.post(f"{page}/answer", words="Фонд 315")
    boss = await served.librarian("Ніна", role=Role.HEAD)
    async with served.app.database.unit() as unit:
        departures = served.app.bind(unit)[Requests].departures
        assert gone.person
        assert boss.person
        await departures.end_access(gone.person.id, by=boss.person, now=served.clock())
    return boss, request.number


async def test_her_name_stays_in_lists_filters_and_on_the_page(served: ServedDesk) -> None:
    boss, number = await answered_and_gone(served)
    await boss.open("/desk?list=all")
    boss.sees("Було в роботі: Оксана Мельник")
    assert boss.page
    assert ">Оксана Мельник</option>" in boss.page.text
    await boss.open(f"/desk/requests/{number}")
    boss.sees("Хто відповів Оксана Мельник", "Відповідь , Оксана Мельник", "Оксана Мельник: взято")
    boss.misses("ще ніхто")


async def test_when_her_name_is_gone_too_a_colleague_has_answered(served: ServedDesk) -> None:
    boss, number = await answered_and_gone(served)
    served.clock.later(days=1)
    async with served.app.database.unit() as unit:
        unit.put(delete(staff).where(staff.c.point == CENTRAL, staff.c.state == "removed"))
    boss = await served.librarian("Олена", role=Role.HEAD)
    await boss.open(f"/desk/requests/{number}")
    former = "хтось із колишніх колег"
    boss.sees(f"Хто відповів {former}", f"Відповідь , {former}", f"{former}: взято")
    boss.misses("ще ніхто")
