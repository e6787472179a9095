"""The page of people: what goes with an access that ends."""

from bot.staff.model import Role
from tests.console.served_desk import ServedDesk


async def test_her_requests_go_back_with_a_warning_before_and_a_count_after(
    served: ServedDesk,
) -> None:
    head = await served.librarian("Галина", role=Role.HEAD)
    oksana = await served.librarian("Оксана Мельник")
    for peer in ("olena", "ihor"):
        request = await served.ask(peer=peer)
        await oksana.open(f"/desk/requests/{request.number}")
        await oksana.post(f"/desk/requests/{request.number}/take")
    await oksana.post(f"/desk/requests/{request.number}/ask", words="Яке село?")
    ivan = await served.librarian("Іван")
    await head.open("/desk/people")
    head.sees("Веде 2 звернення: вони повернуться в чергу")
    assert oksana.person
    await head.post("/desk/people/remove", person=oksana.person.id)
    head.sees("Оксана Мельник: доступ закрито.", "2 звернення знову в черзі")
    head.misses("Веде 2 звернення")
    await ivan.open("/desk")
    ivan.sees(request.number, "Нові 2")
    await ivan.open(f"/desk/requests/{request.number}")
    ivan.sees("знову в черзі: Оксана Мельник більше не працює за столом", "Взяти звернення")
