"""The desk while PostgreSQL is restarted: words on each page, and recovery by itself."""

import asyncio

from bot.staff.model import Role
from tests.console.served_desk import Librarian, served_desk
from tests.postgres_server import own_postgres
from tests.waiting import PATIENCE

PAGES = (
    "/desk", "/desk/requests/{number}", "/desk/people", "/desk/audit", "/desk/account",
    "/desk/problems", "/desk/record", "/desk/practice", "/desk/sign-in",
)  # fmt: skip
POSTED = ("note", "take", "answer")


async def is_told(admin: Librarian, number: str) -> None:
    """Every page says it in words, with when to come again; none is a bare 500."""
    for page in PAGES:
        await admin.open(page.format(number=number))
        assert admin.page is not None
        assert admin.page.status_code in {200, 503, 404}, (page, admin.page.status_code, admin.text)
        if admin.page.status_code == 503:
            assert "Зараз" in admin.text, (page, admin.text)
            assert admin.page.headers["retry-after"], page


async def test_postgres_restarted_and_back(content_index) -> None:
    with own_postgres() as server:
        async with served_desk(server.url, content_index) as served:
            request = await served.ask()
            admin = await served.librarian(role=Role.ADMIN)
            number = request.number
            page = f"/desk/requests/{number}"
            await admin.open(page)
            server.stop()
            for _ in range(2):
                await is_told(admin, number)
            for act in POSTED:
                await admin.post(f"{page}/{act}", words="Довга відповідь, яку шкода")
                assert admin.page is not None
                assert admin.page.status_code == 503, act
                admin.sees("ваш текст там лишився")
            server.start()
            async with asyncio.timeout(PATIENCE):
                while True:
                    await admin.open(page)
                    assert admin.page is not None
                    if admin.page.status_code == 200:
                        break
            admin.sees(number)
