"""A draft in the web chat that is opened anew later: what shows nobody's words is still there."""

from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.staff.model import Role
from tests.channels.web.served_chat import Visitor
from tests.flows.desk_talk import asked, dismiss_everybody, linked
from tests.lines.quick import clock
from tests.lines.service import Service
from tests.lines.web import WebLine
from tests.talk import Talk

LATER = timedelta(minutes=13)


class Page:
    """Somebody of the staff at the page of the chat."""

    def __init__(self, service: Service, visitor: Visitor, talk: Talk) -> None:
        self._service = service
        self._visitor = visitor
        self.talk = talk

    async def opened_later(self) -> str:
        """All that it shows when it is opened again."""
        await self._service.do(self._service.app.housekeeping.erase(clock() + LATER))
        return str(await self._visitor.history())


@pytest.fixture
async def page(service: Service) -> AsyncIterator[Page]:
    async with Visitor(SimpleNamespace(address=service.web)) as visitor, visitor.stream() as stream:
        talk = Talk(WebLine(service, visitor, stream))
        await linked(talk, "Галина", role=Role.HEAD)
        yield Page(service, visitor, talk)
        await dismiss_everybody(talk)


async def test_a_card_that_is_told_stays_with_its_buttons(page: Page) -> None:
    await page.talk.tap("Картка бібліотеки")
    await page.talk.tap("Інша адреса")
    await page.talk.say("вул. Вигадана, 5")
    await asked(page.talk)  # and a notice comes of a reader’s question
    shown = await page.opened_later()
    assert "вул. Вигадана, 5" in shown
    assert "Так, записати" in shown


async def test_words_of_readers_do_not(page: Page) -> None:
    number = await asked(page.talk, "Де метрика Квазімодослава?")
    await page.talk.start(f"desk_request__{number}")
    page.talk.sees("Квазімодослава")
    assert "Квазімодослава" not in await page.opened_later()
