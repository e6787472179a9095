"""Who comes today, in a chat of the staff: no topic, no name in the list; noted in a tap."""

from datetime import timedelta

import pytest

from bot.appointments.booking import NewAppointment
from bot.appointments.context import AppointmentContext
from bot.appointments.model import Appointment, Came, State
from bot.appointments.schedule import Schedules
from bot.appointments.service import Appointments
from bot.contracts.services import Services
from bot.staff.acts import Act, Wanted
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from tests.flows.desk_talk import HERE, SHUT, at, dismiss_everybody, linked
from tests.talk import MONDAY_NOON, Talk
from tests.unit.appointments.small import LEGAL, TOPICS, schedule, slot

TODAY = "2026-11-23"


async def expected(talk: Talk, person: Person, minute: int = 30) -> Appointment:
    """Somebody who comes half an hour from now."""

    async def use(services: Services) -> Appointment:
        schedules = Schedules((schedule(library=HERE, capacity=9),), TOPICS)
        context = AppointmentContext(services.unit, schedules, {}, services[Staff])
        new = NewAppointment(kind=LEGAL, topic="family", name="Ганна Петрівна")
        return await Appointments(context).at_desk.book(
            slot(TODAY, 12, minute), new, by=person, came=Came.IN_PERSON, now=MONDAY_NOON
        )

    return await at(talk, use)


async def test_today_is_told_by_numbers_and_noted_in_a_tap(talk: Talk) -> None:
    try:
        person = await linked(talk)
        one = await expected(talk, person)
        await talk.say("хто сьогодні прийде")
        talk.sees("Сьогодні, пн, 23", f"12:30 № {one.number}", "чекаємо")
        talk.misses("Ганна", "Сім’я")
        await talk.tap(f"12:30 № {one.number}")
        talk.sees("Ганна Петрівна", "Особисто")
        talk.misses("Сім’я")
        await talk.tap("Не прийшли")
        talk.sees("Прийом ще не почався")
        await talk.start(f"desk_appointment__{one.number}")
        await talk.tap("Були")
        talk.sees("Позначено", "були")

        async def found(services: Services) -> Appointment | None:
            return await services[Appointments].booking.by_number(one.number, by=person)

        noted = await at(talk, found)
        assert noted is not None
        assert noted.state is State.CAME
    finally:
        await dismiss_everybody(talk)


async def test_nobody_comes_and_who_looked_is_in_the_log(talk_here: Talk) -> None:
    person = await linked(talk_here)
    await talk_here.start("desk_today")
    talk_here.sees("Сьогодні ніхто не записаний")
    await expected(talk_here, person)
    await talk_here.start("desk_today")

    async def seen(services: Services) -> int:
        soon = MONDAY_NOON + timedelta(days=1)
        wanted = Wanted(MONDAY_NOON, soon, did=Act.APPOINTMENTS_SEEN)
        return await services[Staff].acts.count(wanted)

    assert await at(talk_here, seen) == 1


@pytest.mark.parametrize(
    "token", ["desk_today", "desk_appointment__482-915", "desk_note__482-915__came"]
)
async def test_it_is_shut_to_strangers(talk_here: Talk, token: str) -> None:
    await talk_here.start(token)
    talk_here.sees(SHUT)


async def test_another_librarys_is_as_unknown_as_none(talk_here: Talk) -> None:
    one = await expected(talk_here, Person(0, "", Role.ADMIN, HERE))
    await linked(talk_here, "Ніна", point="zahintsi-silska")
    for token in (f"desk_appointment__{one.number}", f"desk_note__{one.number}__came"):
        await talk_here.start(token)
        talk_here.sees("Такого запису немає")
        talk_here.misses("Ганна")
    await talk_here.start(f"desk_note__{one.number}__нісенітниця")
    await talk_here.start(f"desk_note__{one.number}__held")
    talk_here.misses("Ганна")
