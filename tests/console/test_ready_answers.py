"""Ready answers: no variable is ever shown raw, on the page or in an answer."""

import re

from bot.requests.model import RequestKind
from tests.console.served_desk import CENTRAL, VILLAGE, ServedDesk

PLACEHOLDER = re.compile(r"\{\w+\}")
OPEN = "stara-syniava-filiia-ivankivtsi"  # with hours that somebody has dated

HOURS = "працює так – вт–сб 10:00–14:00 (Сторінка без дати. Графік міг змінитися)."


async def test_the_page_shows_them_filled_in(served: ServedDesk) -> None:
    oksana = await served.librarian(point=OPEN)
    await oksana.open("/desk/answers")
    assert oksana.page
    assert not PLACEHOLDER.search(oksana.page.text)
    oksana.sees("Шукаємо. Відповімо до (день строку).")
    oksana.sees(HOURS)
    oksana.sees("про вашу бібліотеку не знаємо: телефон.")


async def test_what_nobody_knows_of_the_library_is_named(served: ServedDesk) -> None:
    oleh = await served.librarian("Олег", VILLAGE)
    await oleh.open("/desk/answers")
    assert oleh.page
    assert not PLACEHOLDER.search(oleh.page.text)
    oleh.sees("Речення пропущено, бо про вашу бібліотеку не знаємо: коли відчинено")


async def test_every_one_that_is_chosen_is_filled_in(served: ServedDesk) -> None:
    oksana = await served.librarian(point=CENTRAL)
    for kind in RequestKind:
        request = await served.ask("Питання", kind=kind, name="Марія")
        page = f"/desk/requests/{request.number}"
        await oksana.open(page)
        await oksana.post(f"{page}/take")
        assert oksana.page
        ids = re.findall(r"insert=(ready\.[\w-]+)", oksana.page.text)
        assert ids
        assert not PLACEHOLDER.search(oksana.page.text)
        for one in ids:
            await oksana.open(f"{page}?insert={one}")
            typed = re.search(r'<textarea id="answer-words"[^>]*>([^<]*)<', oksana.page.text)
            assert typed
            assert typed.group(1).strip()
            assert not PLACEHOLDER.search(typed.group(1))


async def test_in_practice_they_tell_of_the_own_library(served: ServedDesk) -> None:
    oksana = await served.librarian(point=OPEN)
    await oksana.open("/desk/practice")
    await oksana.post("/desk/practice/begin")
    assert oksana.page
    number = re.findall(r"/desk/requests/(\d{4}-\d{4})", oksana.page.text)[0]
    page = f"/desk/requests/{number}"
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    await oksana.open(f"{page}?insert=ready.come-in")
    assert oksana.page
    typed = re.search(r'<textarea id="answer-words"[^>]*>([^<]*)<', oksana.page.text)
    assert typed
    assert HOURS in typed.group(1)
