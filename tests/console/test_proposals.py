"""What librarians found out that cards lack stands in a list of its own, for who edits cards."""

from bot.staff.model import Role
from tests.console.served_desk import ServedDesk


async def test_the_list_shows_the_card_what_it_lacks_and_the_answer(served: ServedDesk) -> None:
    request = await served.ask("Скільки коштує КЕП?", service="kep", lacks=("cost",))
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words="У податковій – безоплатно.")
    boss = await served.librarian("Ніна", role=Role.COORDINATOR)
    await boss.open("/desk/proposals")
    boss.sees("Для карток", "Кваліфікований електронний підпис", "kep", "cost", request.number)
    boss.sees("У податковій – безоплатно.")
    await oksana.open("/desk")
    oksana.misses("Для карток")
