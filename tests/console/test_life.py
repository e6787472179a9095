"""The life of a request at the browser's desk, without JavaScript."""

from sqlalchemy import update

from bot.requests.tables import (
    requests,
)
from tests.console.served_desk import ServedDesk


async def test_from_new_to_answered(served: ServedDesk) -> None:
    request = await served.ask("Де метрика 1913 року?")
    oksana = await served.librarian("Оксана")
    oksana.sees("Звернення", "Нові", "Де метрика 1913 року?", f"№ {request.number}", "до ср 25.11")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    oksana.sees("Чекає", "Довідка", "Найближча бібліотека", f"Читач № {request.number}")
    await oksana.post(f"{page}/take")
    oksana.sees("Звернення ваше.", "У роботі", "Відповідає Оксана")
    await oksana.post(f"{page}/answer", words="Метрика – у держархіві.")
    oksana.sees("Відповідь пішла до читача.", "Є відповідь", "Метрика – у держархіві.")
    (answer,) = await served.told()
    assert f"№ {request.number}" in answer
    assert "Метрика – у держархіві." in answer
    await oksana.open("/desk?list=mine")
    oksana.sees("У роботі немає звернень.")


async def test_who_was_forgotten_is_not_answered_into_the_void(served: ServedDesk) -> None:
    request = await served.ask("Де метрика 1913 року?")
    oksana = await served.librarian("Оксана")
    page = f"/desk/requests/{request.number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    oksana.misses("Читач видалив свої дані")
    async with served.app.database.unit() as unit:
        unit.put(update(requests).values(citizen_id=None))
    await oksana.open(page)
    oksana.sees("Читач видалив свої дані. Відповідь нікому не надійде.")
    assert oksana.page
    assert 'id="answer-words"' not in oksana.page.text
