"""An open page hears of what its person may see, and of nothing else."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.staff.model import Role
from tests.console.served_desk import CENTRAL, OBLAST, VILLAGE, Librarian, ServedDesk
from tests.waiting import PATIENCE

OF_REQUEST = re.compile(r"/desk/stream(\?request=[0-9-]+&amp;seen=[0-9a-f]+)")
SEEN = re.compile(r"/desk/stream\?seen=([0-9a-f]+)")


@dataclass
class Listening:
    """What a stream of events said so far."""

    opened: asyncio.Event = field(default_factory=asyncio.Event)
    changes: list[str] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def hears(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.heard.wait()
        self.heard.clear()


@asynccontextmanager
async def listening(one: Librarian, query: str = "") -> AsyncIterator[Listening]:
    known = Listening()

    async def read() -> None:
        async with one.http.stream("GET", f"/desk/stream{query}") as answer:
            assert answer.status_code == 200
            async for line in answer.aiter_lines():
                if line.startswith("retry"):
                    known.opened.set()
                if line.startswith("data: "):
                    known.changes.append(line)
                    known.heard.set()

    reading = asyncio.create_task(read())
    try:
        async with asyncio.timeout(PATIENCE):
            await known.opened.wait()
        yield known
    finally:
        reading.cancel()


async def test_another_librarys_request_is_silent(served: ServedDesk) -> None:
    theirs = (await served.ask(point=VILLAGE)).number
    oksana = await served.librarian()
    taras = await served.librarian("Тарас", VILLAGE)
    page = f"/desk/requests/{theirs}"
    async with (
        listening(oksana, f"?request={theirs}") as foreign,
        listening(oksana, "?request=0000-0000") as none,
        listening(oksana, "?request=%27%00") as odd,
        listening(oksana) as own,
        listening(taras, f"?request={theirs}") as at_home,
    ):
        await taras.open(page)
        await taras.post(f"{page}/take")
        await at_home.hears()
        await served.ask(point=VILLAGE)
        await served.ask(point=CENTRAL)
        await own.hears()
        assert len(own.changes) == 1  # of three
        assert foreign.changes == none.changes == odd.changes == []


async def test_the_page_tells_nothing_of_others_either(served: ServedDesk) -> None:
    oksana = await served.librarian()

    async def seen() -> str:
        await oksana.open("/desk")
        assert oksana.page
        found = SEEN.search(oksana.page.text)
        assert found
        return found[1]

    before = await seen()
    await served.ask(point=VILLAGE)
    assert await seen() == before
    await served.ask()
    after = await seen()
    assert after != before
    async with (
        listening(oksana, f"?seen={after}") as fresh,
        listening(oksana, f"?seen={before}") as old,
    ):
        await old.hears()  # what came between the page and its stream
        await served.ask()
        await fresh.hears()
        assert len(fresh.changes) == 1


async def test_what_came_between_the_page_of_a_request_and_its_stream_is_heard_of(
    served: ServedDesk,
) -> None:
    number = (await served.ask()).number
    page = f"/desk/requests/{number}"
    oksana = await served.librarian()
    await oksana.open(page)
    assert oksana.page
    found = OF_REQUEST.search(oksana.page.text)
    assert found
    async with listening(oksana, found[1].replace("&amp;", "&")) as fresh:
        await oksana.post(f"{page}/take")
        await fresh.hears()
        async with listening(oksana, found[1].replace("&amp;", "&")) as late:
            await late.hears()  # taken before this stream was there
    assert len(fresh.changes) == 1


async def test_what_leaves_the_library_is_heard_of(served: ServedDesk) -> None:
    number = (await served.ask()).number
    page = f"/desk/requests/{number}"
    oksana = await served.librarian()
    iryna = await served.librarian("Ірина")
    above = await served.librarian("Олег", OBLAST)
    leader = await served.librarian("Марія", OBLAST, Role.COORDINATOR)
    await oksana.open(page)
    await oksana.post(f"{page}/take")
    async with (
        listening(iryna) as here,
        listening(iryna, f"?request={number}") as of_it,
        listening(above) as there,
        listening(leader) as everywhere,
    ):
        await oksana.post(f"{page}/hand_over", to=OBLAST, reason="Книга є лише в обласній")
        for one in (here, of_it, there, everywhere):
            await one.hears()
