"""An answer that did not help is seen at the desk, with what the reader says of it."""

from bot.requests.model import Request
from bot.requests.service import Requests
from bot.staff.model import Role
from tests.console.served_desk import Librarian, ServedDesk


async def rated(served: ServedDesk, rating: int, words: str = "") -> tuple[Librarian, Request]:
    request = await served.ask("Де метричні книги Деражні за 1913 рік?")
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.post(f"{page}/answer", words="Не знаю, пошукайте самі.")
    async with served.app.database.unit() as unit:
        side = served.app.bind(unit)[Requests].citizen
        given = {"citizen": await served.citizen_of(unit), "now": served.clock()}
        await side.rate(request.number, rating, **given)  # type: ignore[arg-type]
        if words:
            await side.comment(request.number, words, **given)  # type: ignore[arg-type]
    return oksana, request


async def test_it_stands_in_a_list_until_somebody_sees_to_it(served: ServedDesk) -> None:
    oksana, request = await rated(served, 1, "Мені треба саме видання 1991 року")
    boss = await served.librarian("Ніна", role=Role.COORDINATOR)
    for one in (oksana, boss):
        await one.open("/desk?list=rated")
        one.sees("Не допомогло 1", request.number, "є слова читача про відповідь")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    oksana.sees("Відповідь не допомогла читачеві", "Мені треба саме видання 1991 року")
    oksana.sees("оцінка: не допомогло")  # the history
    await oksana.post(f"{page}/note", words="Передзвонила, знайшли разом")
    oksana.misses("Відповідь не допомогла читачеві")
    await oksana.open("/desk?list=rated")
    oksana.sees("Не допомогло 0", "Немає читачів")
    await oksana.open("/desk?list=all")
    oksana.sees(request.number, "Не допомогло")  # of the answer it stays true


async def test_a_poor_answer_is_no_ready_text(served: ServedDesk) -> None:
    oksana, _ = await rated(served, 1)
    again = await served.ask("Де метричні книги Деражні за 1914 рік?", peer="petro")
    await oksana.open(f"/desk/requests/{again.number}")
    await oksana.post(f"/desk/requests/{again.number}/take")
    oksana.sees("Почати з готового тексту")
    oksana.misses("пошукайте самі")
