"""Who may close the chat before the answer comes can leave an e-mail address for one letter."""

import pytest
from sqlalchemy import select

from bot.app.content_index import ContentIndex, providers
from bot.app.features import FEATURES
from bot.contracts.services import Site
from bot.requests.repository import request_rows
from bot.requests.tables import requests
from tests.flows.librarian import ask
from tests.talk import BareLine, Talk

ADDRESS = "olena@ukr.net"
BUTTON = "Сповістити на пошту"


@pytest.fixture
def mailing(bare: BareLine, content_index: ContentIndex) -> BareLine:
    """A service that sends letters."""
    site = Site("https://bot.example", mails=True)
    bare.services = providers(content_index, FEATURES, site).bind
    return bare


async def addresses(bare: BareLine) -> list[str]:
    async with bare.database.reading() as unit:
        rows = await unit.all(select(requests))
        return [request_rows.email_in(unit, row) for row in rows]


async def test_an_address_is_left_with_consent_and_taken_back(
    mailing: BareLine, talk_here: Talk
) -> None:
    number = await ask(talk_here)
    await talk_here.tap(BUTTON)
    talk_here.sees(
        "Напишіть свою електронну адресу", "жодного слова", "видалимо разом із запитанням"
    )
    await talk_here.say("olena ukr@net")
    talk_here.sees("Це не електронна адреса")
    await talk_here.say(f"<{ADDRESS}>")
    talk_here.sees(f"на {ADDRESS}", "Ключ збережіть", number)
    assert await addresses(mailing) == [ADDRESS]
    await talk_here.tap(BUTTON)
    await talk_here.tap("Без листів")
    assert await addresses(mailing) == [""]


async def test_it_goes_with_who_leaves(mailing: BareLine, talk_here: Talk) -> None:
    await ask(talk_here)
    await talk_here.tap(BUTTON)
    await talk_here.say(ADDRESS)
    await talk_here.say("забудь мене")
    await talk_here.say("так")
    async with mailing.database.reading() as unit:
        rows = await unit.all(select(requests))
    assert [row.email for row in rows] == [None]


async def test_another_question_is_answered_first(mailing: BareLine, talk_here: Talk) -> None:
    await ask(talk_here)
    await talk_here.tap(BUTTON)
    await talk_here.say("скільки коштує закордонний паспорт")
    talk_here.sees("Напишіть свою електронну адресу")
    assert await addresses(mailing) == [""]


async def test_nobody_is_asked_where_no_letters_are_sent(talk_here: Talk) -> None:
    number = await ask(talk_here)
    assert BUTTON not in talk_here.buttons
    await talk_here.press(f"leave_mail__{number}")
    talk_here.sees("Листів тут не надсилають")


async def test_only_of_ones_own_request(mailing: BareLine, talk_here: Talk) -> None:
    number = await ask(talk_here)
    mailing.peer = "petro"
    other = Talk(mailing)
    await other.start()
    await other.press(f"leave_mail__{number}")
    other.sees("Не знаємо такого вашого звернення")
