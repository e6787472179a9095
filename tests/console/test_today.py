"""Today in the library at the desk: told in two taps, of many by a coordinator, taken back."""

import re

from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, OBLAST, Librarian, ServedDesk

CARD = "Деражнянська міська центральна бібліотека"
TELL = "/desk/library/tell"


def back(one: Librarian) -> str:
    """The number behind the first «take back»."""
    assert one.page
    found = re.search(r'name="state" value="(\d+)"', one.page.text)
    assert found
    return found.group(1)


async def test_her_library_and_no_other(served: ServedDesk) -> None:
    oksana = await served.librarian("Оксана Мельник")
    await oksana.open("/desk/library")
    oksana.sees(CARD, "Нічого особливого", "Зачинено", "на 3 години")
    assert oksana.text.index("Чому, якщо") < oksana.text.index("на 3 години")  # a tap tells it
    await oksana.post(TELL, kind="no_power", term="3h", note="Відключення за графіком")
    oksana.sees("Повідомлено.", "Немає світла: Відключення за графіком – до 15:00")
    oksana.sees("Оксана Мельник, пн 23.11, 12:00")
    number = back(oksana)
    await oksana.post(TELL, kind="closed", term="today", whom=f"library:{OBLAST}")
    assert oksana.page
    assert oksana.page.status_code == 422
    await oksana.post(TELL, kind="closed", term="", until="2026-11-20", note="Ремонт")
    oksana.sees("Цей день уже минув.")
    assert 'value="Ремонт"' in oksana.page.text
    await oksana.post(TELL, kind="closed", term="")
    oksana.sees("Виберіть, на який час.")
    await oksana.post(TELL, kind="moved", term="7d")
    oksana.sees("Напишіть, куди переїхала бібліотека")
    ivan = await served.librarian("Іван", point=OBLAST)
    await ivan.open("/desk/library")
    await ivan.post("/desk/library/back", state=number)
    ivan.sees("Повідомляти можна лише про свою бібліотеку")
    await oksana.open("/desk/library")
    await oksana.post("/desk/library/back", state=number)
    oksana.sees("Скасовано: читачі цього більше не бачать.", "Нічого особливого", "Скасовано пн 23")
    await oksana.post("/desk/library/back", state=number)
    oksana.sees("Це вже хтось скасував.")


async def test_a_coordinator_tells_it_of_many_and_the_history_says_who(served: ServedDesk) -> None:
    olha = await served.librarian("Ольга", point=OBLAST, role=Role.COORDINATOR)
    oksana = await served.librarian("Оксана")
    await olha.open("/desk/library?whom=Деражнянська громада")
    await olha.post(
        TELL, kind="closed", until="2026-11-25", whom="Деражнянська громада", note="Мороз"
    )
    olha.sees("Повідомлено.", "Деражнянська громада", "Зачинено: Мороз – до ср, 25 листопада")
    number = back(olha)
    await oksana.open("/desk/library")
    oksana.sees("Зачинено: Мороз", "Уся громада. Ольга")
    await oksana.post("/desk/library/usual", whom="")
    oksana.sees("працює як завжди", "Нічого особливого")
    await olha.open("/desk/library?whom=нема такої")
    olha.sees("Не зрозуміло, яка бібліотека")
    olha.misses("Повідомити читачів", "Нічого особливого")
    await olha.open("/desk/library?whom=Деражнянська")
    olha.sees("Деражнянська громада", "Зачинено: Мороз")
    olha.misses("Не зрозуміло")
    await olha.open(f"/desk/library?whom=library:{CENTRAL}")
    olha.sees("Нічого особливого")
    await olha.post("/desk/library/back", state=number)
    olha.sees("Скасовано")
    await oksana.open("/desk/library")
    oksana.sees("Історія", "Скасовано пн 23.11, 12:00, Ольга.")
