"""Whatever was said in a request tells what it is: at the desk, in the chat, to its reader."""

import pytest

from bot.requests.model import Request, RequestKind
from bot.requests.service import Requests
from bot.staff.model import Role
from tests.console.served_desk import OBLAST, Librarian, ServedDesk


async def taken(served: ServedDesk, **given: object) -> tuple[Librarian, str, Request]:
    request = await served.ask("Де метричні книги Деражні за 1913 рік?", **given)  # type: ignore[arg-type]
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    return oksana, page, request


async def test_a_correction_is_no_answer(served: ServedDesk) -> None:
    oksana, page, request = await taken(served)
    await oksana.post(f"{page}/answer", words="Фонд 315")
    served.clock.later(minutes=5)
    await oksana.post(f"{page}/correct", words="Не 315, а 316")
    oksana.sees("Відповідь , Оксана", "Уточнення до відповіді , Оксана", "Не 315, а 316")
    async with served.app.database.unit() as unit:
        side = served.app.bind(unit)[Requests].citizen
        _, entries = await side.one(request.number, citizen=await served.citizen_of(unit))
    assert [one.did and one.did.value for one in entries] == ["handed_in", "answered", "corrected"]


async def test_of_one_moment_each_is_its_own(served: ServedDesk) -> None:
    """The clock stands: what is told of one second is told in its order."""
    oksana, page, _ = await taken(served)
    for words, act in (("Перша", "answer"), ("Друга", "answer"), ("Третя", "correct")):
        await oksana.post(f"{page}/{act}", words=words)
    text = oksana.text
    assert text.count("Відповідь , Оксана") == 2
    assert text.index("Друга") < text.index("Уточнення до відповіді , Оксана") < text.index("Третя")


@pytest.mark.parametrize(
    ("act", "given", "label"),
    [
        ("refuse", {"words": "Такої книги немає"}, "Чому це неможливо , Оксана"),
        ("hand_over", {"to": OBLAST, "reason": "Книга там"}, "Передано. Чому – так сказано"),
        ("close", {"words": "Читач відмовився"}, "Закрито. Чому – так сказано"),
        ("ask", {"words": "Яке село?"}, "Запитання до читача , Оксана"),
        ("offer", {"words": "5 грн"}, "Умови копії , Оксана"),
        ("note", {"words": "Передзвонити"}, "Нотатка"),
    ],
)
async def test_every_act_is_told(
    served: ServedDesk, act: str, given: dict[str, str], label: str
) -> None:
    _, page, _ = await taken(served, kind=RequestKind.DOCUMENT_DELIVERY)
    boss = await served.librarian("Ніна", OBLAST, Role.COORDINATOR)
    oksana = served.browsers[0]
    await oksana.post(f"{page}/{act}", **given)
    await boss.open(page)
    boss.sees(label)


async def test_the_readers_words_say_what_they_answer(served: ServedDesk) -> None:
    oksana, page, request = await taken(served, kind=RequestKind.DOCUMENT_DELIVERY)
    for act in ("ask", "offer"):
        await oksana.post(f"{page}/{act}", words="Так?")
        async with served.app.database.unit() as unit:
            side = served.app.bind(unit)[Requests].citizen
            given = {"citizen": await served.citizen_of(unit), "now": served.clock()}
            does = side.add if act == "ask" else side.agree
            await does(request.number, "Так", **given)  # type: ignore[arg-type]
            await side.add(request.number, "І ще", **given)  # type: ignore[arg-type]
    await oksana.open(page)
    oksana.sees("Читач відповідає", "Читач погоджується на умови", "Читач додає")


async def test_a_corrected_answer_is_suggested_with_its_correction(served: ServedDesk) -> None:
    oksana, page, _ = await taken(served)
    await oksana.post(f"{page}/answer", words="Фонд 315, опис 1, справа 7000")
    served.clock.later(minutes=5)
    await oksana.post(f"{page}/correct", words="Не 315, а 316")
    again = await served.ask("Де метричні книги Деражні за 1914 рік?", peer="petro")
    await oksana.open(f"/desk/requests/{again.number}")
    await oksana.post(f"/desk/requests/{again.number}/take")
    oksana.sees("опис 1, справа 7000 Не 315, а 316")
