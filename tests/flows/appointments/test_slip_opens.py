"""The picture on a slip opens the appointment in any chat, straight in the messenger."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx2

from bot.appointments.booking import NewAppointment
from bot.appointments.model import Came
from bot.appointments.schedule import Kind
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from bot.contracts.services import Services
from tests.flows.appointments.people import kyiv_time
from tests.flows.desk_talk import at, invited
from tests.talk import MONDAY_NOON, Talk
from tests.waiting import PATIENCE

CHATS = {"telegram": "https://t.me/mistok_test_bot?start=", "viber": "viber://pa?chatURI=mistok&"}


async def printed(talk: Talk) -> str:
    """A slip for somebody without a chat; the token in its picture."""
    person, _ = await invited(talk, "Ірина")

    async def book(services: Services) -> str:
        start = kyiv_time(25, 10)
        made = await services[Appointments].at_desk.book(
            Slot(start, start.replace(minute=30), "lawyer-derazhnia"),
            NewAppointment(kind=Kind.LEGAL_AID, name="Ганна"), by=person, came=Came.IN_PERSON,
            now=MONDAY_NOON,
        )  # fmt: skip
        return services[Appointments].links.token(made)

    return await at(talk, book)


async def offered(home: str, token: str) -> list[str]:
    """Where the page that the picture opens leads to."""
    async with httpx2.AsyncClient(base_url=home, trust_env=False, timeout=PATIENCE) as http:
        page = await http.get(f"/appointment/{token}")
    assert page.status_code == 200
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', page.text)]


async def test_the_picture_leads_into_the_messenger_and_the_appointment_is_there(
    talk: Talk,
) -> None:
    token = await printed(talk)
    link = f"appointment_slip__{token}"
    service = getattr(talk.line, "_service", None)
    if service is not None:
        found = await offered(service.web, token)
        assert f"/?start={link}" in found
        # Of the messengers that are on, first.
        chats = [one for one in found if one.startswith(tuple(CHATS.values()))]
        assert len(chats) == 1
        assert found.index(chats[0]) < found.index(f"/?start={link}")
        asked = parse_qs(urlsplit(chats[0]).query)
        assert asked.get("start", asked.get("context")) == [link]
    await talk.start(link)
    talk.sees("Тепер ваш запис у цьому чаті.", "ср, 25 листопада, 10:00", token[:7])
