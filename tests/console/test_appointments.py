"""Appointments at the desk, and what a slip or an adviser's calendar opens."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest

from bot.app.content_index import ContentIndex
from bot.appointments.booking import NewAppointment
from bot.appointments.model import Appointment
from bot.appointments.schedule import Schedules
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from tests.console.served_desk import CENTRAL, ServedDesk, served_desk
from tests.unit.appointments.small import LEGAL, TOPICS, schedule, slot

TUESDAY = "2026-11-24"
TOPIC = "Сім’я"


@pytest.fixture
async def served(database_url: str, content_index: ContentIndex) -> AsyncIterator[ServedDesk]:
    """A desk whose central library has a lawyer on weekday mornings."""
    schedules = Schedules((schedule(library=CENTRAL, walk_ins=1),), TOPICS)
    content = replace(content_index.content, appointments=schedules)
    async with served_desk(database_url, replace(content_index, content=content)) as served:
        yield served


async def booked(
    served: ServedDesk, place: Slot, peer: str = "olena", now: datetime | None = None
) -> Appointment:
    """An appointment that a citizen has booked."""
    citizen, moment = await served.citizen(peer), now or served.clock()
    async with served.app.database.unit() as unit:
        booking = served.app.bind(unit)[Appointments].booking
        new = NewAppointment(kind=LEGAL, topic="family", name="Олена")
        held = await booking.hold(place, new, citizen=citizen, now=moment)
        return await booking.confirm(held.number, citizen=citizen, now=moment)


async def token(served: ServedDesk, one: Appointment) -> str:
    async with served.app.database.reading() as unit:
        return served.app.bind(unit)[Appointments].links.token(one)


async def test_a_slip_opens_in_any_browser_and_tells_nothing_but_when_and_where(
    served: ServedDesk,
) -> None:
    one = await booked(served, slot(TUESDAY, 10))
    path = f"/appointment/{await token(served, one)}"
    anybody = served.browser()
    await anybody.open(path)
    anybody.sees("вт, 24 листопада, 10:00", f"№ {one.number}")
    anybody.misses(TOPIC, "юрист", "Олена")
    await anybody.open(f"{path}/appointment.ics")
    assert anybody.page
    assert anybody.page.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "DTSTART:20261124T080000Z" in anybody.page.text
    anybody.misses(TOPIC, "Олена")
    async with served.app.database.unit() as unit:
        booking = served.app.bind(unit)[Appointments].booking
        await booking.cancel(one.number, citizen=one.citizen_id, now=served.clock())
    await anybody.open(path)
    anybody.sees("Скасовано")
    await anybody.open(path[:-1])
    anybody.sees("більше нічого не відкриває")
    assert anybody.page.status_code == 404


async def test_an_advisers_calendar_is_asked_for_by_a_secret_link(served: ServedDesk) -> None:
    one = await booked(served, slot(TUESDAY, 10))
    oksana = await served.staff("Оксана")
    async with served.app.database.unit() as unit:
        links = served.app.bind(unit)[Appointments].links
        secret = await links.new_feed("lawyer", by=oksana, now=served.clock())
    program = served.browser()
    await program.open(f"/appointments/{secret}/calendar.ics")
    program.sees(one.number, "BEGIN:VEVENT")
    program.misses(TOPIC, "Олена")
    await program.open("/appointments/wrong/calendar.ics")
    assert program.page
    assert program.page.status_code == 404
