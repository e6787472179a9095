"""What comes by itself: a reminder, a move by the library; each has what can be done, in taps."""

from datetime import timedelta

from bot.appointments.booking import NewAppointment
from bot.appointments.model import Came
from bot.appointments.schedule import Kind
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from bot.contracts.services import Services
from bot.libraries.live import LiveDesk
from bot.libraries.live_rules import NewState
from bot.places.live import ALL, LiveKind, of_library
from bot.staff.model import Person, Role
from tests.flows.appointments.conftest import NEAR
from tests.flows.appointments.people import People, book, kyiv_time
from tests.flows.appointments.taps import booked
from tests.flows.desk_talk import at, invited
from tests.talk import Talk

DAY_BEFORE, TWO_HOURS = kyiv_time(24, 10, 0), kyiv_time(25, 8, 0)
ON_WEDNESDAY = "в середу о 10:00"


async def reminded(talk: Talk, number: str) -> None:
    """The time of a reminder has come."""

    person, _ = await invited(talk, "Ірина")

    async def look(services: Services) -> None:
        appointments = services[Appointments]
        one = await appointments.booking.by_number(number, by=person)
        assert one is not None
        await appointments.clock.look(one.id, one.starts_at - timedelta(hours=2))

    await at(talk, look)
    talk.receive(await talk.line.letters())


async def test_who_is_reminded_says_that_they_come(people: People) -> None:
    olena = await people.comes("olena")
    number = await book(olena, ON_WEDNESDAY)
    await people.hears_nothing(olena)
    await people.wait_until(DAY_BEFORE)
    await people.hears(olena, "Нагадуємо: вас чекають.", "ср, 25 листопада, 10:00", number)
    assert olena.buttons == ["Буду", "Перенести", "Скасувати запис"]
    olena.misses("юрист", "Спадщина", "паспорт")
    await olena.tap("Буду")
    olena.sees("Чекаємо на вас: ср, 25 листопада, 10:00")
    await people.wait_until(TWO_HOURS)
    await people.hears(olena, "Нагадуємо: вас чекають.")
    await people.wait_until(kyiv_time(25, 9, 59))
    await people.hears_nothing(olena)


async def test_a_reminder_says_that_the_library_will_be_closed(people: People) -> None:
    olena = await people.comes("olena")
    await book(olena, ON_WEDNESDAY)
    coordinator, _ = await invited(olena, "Ольга", role=Role.COORDINATOR)
    new = NewState(ALL, LiveKind.CLOSED, kyiv_time(26, 0, 0), "Мороз")

    async def tell(services: Services) -> None:
        await services[LiveDesk].tell(new, by=coordinator, now=people.now)

    await at(olena, tell)
    await people.wait_until(DAY_BEFORE)
    await people.hears(olena, "Нагадуємо: вас чекають.", "Зачинено до ср, 25 листопада", "Мороз")


async def test_who_is_expected_hears_at_once_that_the_library_is_closed(people: People) -> None:
    olena, petro = await people.comes("olena"), await people.comes("petro")
    await book(olena, ON_WEDNESDAY)
    await book(petro, "у четвер о 10:00")
    coordinator, _ = await invited(olena, "Ольга", role=Role.COORDINATOR)

    async def tell(services: Services) -> int:
        new = NewState(of_library(NEAR), LiveKind.CLOSED, kyiv_time(26, 0, 0), "Мороз")
        return (await services[LiveDesk].tell(new, by=coordinator, now=people.now)).id

    told = await people.do(tell)
    await people.hears(
        olena, "Ваш запис: ср, 25 листопада, 10:00, Деражнянська", "Зачинено до ср", "Мороз"
    )
    assert olena.buttons == ["Перенести", "Скасувати запис"]
    olena.misses("юрист", "Спадщина")
    await people.hears_nothing(petro)  # his day comes after it
    await people.do(
        lambda services: services[LiveDesk].take_back(told, by=coordinator, now=people.now)
    )
    await people.hears(olena, "Бібліотека знову працює як завжди")
    await people.hears_nothing(petro)


async def test_a_reminder_of_last_week_still_leads_on(people: People) -> None:
    olena = await people.comes("olena")
    await book(olena, ON_WEDNESDAY)
    await people.wait_until(DAY_BEFORE)
    await people.hears(olena, "Нагадуємо")
    old = olena.screen[0]
    await olena.tap("Скасувати запис")
    await olena.tap("Так, скасувати")
    olena.sees("Скасовано: ср, 25 листопада, 10:00")
    await people.wait_until(TWO_HOURS)
    await people.hears_nothing(olena)
    await olena.tap_on(old, "Буду")
    olena.sees("минув або скасований")
    await olena.tap_on(old, "Перенести")
    olena.sees("минув або скасований")


async def test_a_reminder_is_moved_from(people: People) -> None:
    olena = await people.comes("olena")
    number = await book(olena, ON_WEDNESDAY)
    await people.wait_until(DAY_BEFORE)
    await people.hears(olena, "Нагадуємо")
    await olena.tap("Перенести")
    await olena.say("в четвер о 12")
    olena.sees("Перенесли.", number, "чт, 26 листопада, 12:00")
    await people.wait_until(TWO_HOURS)
    await people.hears_nothing(olena)
    await people.wait_until(kyiv_time(25, 12))
    await people.hears(olena, "Нагадуємо", "чт, 26 листопада, 12:00")


async def librarian(people: People) -> Person:
    return (await invited(Talk(people.line), "Ірина"))[0]


async def test_what_the_library_moves_and_cancels_is_told_with_what_to_do(people: People) -> None:
    olena, iryna = await people.comes("olena"), await librarian(people)
    number = await book(olena, ON_WEDNESDAY)

    async def move(services: Services) -> None:
        free = await services[Appointments].finding.free_of(
            "lawyer-derazhnia", now=people.now, many=30
        )
        to = next(one.slot for one in free if one.slot.starts_at == kyiv_time(26, 11))
        await services[Appointments].booking.move(number, to, by=iryna, now=people.now)

    async def cancel(services: Services) -> None:
        await services[Appointments].booking.cancel(number, by=iryna, now=people.now)

    await people.do(move)
    await people.hears(
        olena, "Бібліотека перенесла ваш прийом. Був ср, 25 листопада, 10:00", "чт, 26 листопада"
    )
    assert olena.buttons == ["Перенести", "Скасувати запис"]
    await people.do(cancel)
    await people.hears(olena, "чт, 26 листопада, 11:00 не відбудеться")
    await olena.tap("Записатися знову")
    olena.sees("Найближчий вільний час:")
    await olena.say("в п’ятницю о 10")
    await olena.tap("Підтвердити")
    olena.sees("Записали.", "пт, 27 листопада, 10:00")


async def test_an_appointment_made_at_the_desk_is_taken_into_the_chat(people: People) -> None:
    iryna = await librarian(people)

    async def at_the_desk(services: Services) -> str:
        start = kyiv_time(25, 10)
        place = Slot(start, start.replace(minute=30), "lawyer-derazhnia")
        made = await services[Appointments].at_desk.book(
            place, NewAppointment(kind=Kind.LEGAL_AID, topic="family", name="Ганна Петрівна"),
            by=iryna, came=Came.IN_PERSON, now=people.now,
        )  # fmt: skip
        return services[Appointments].links.token(made)

    token = await people.do(at_the_desk)
    hanna = await people.comes("hanna", f"appointment_slip__{token}")
    hanna.sees("Тепер ваш запис у цьому чаті.", "ср, 25 листопада, 10:00", token[:7])
    hanna.misses("юрист", "Сім’я")
    await people.wait_until(DAY_BEFORE)
    await people.hears(hanna, "Нагадуємо: вас чекають.")
    await hanna.start(f"appointment_slip__{token}")
    hanna.sees("Тепер ваш запис у цьому чаті.")
    other = await people.comes("petro", f"appointment_slip__{token}")
    other.sees("Такого вашого запису ми не знаємо.")
    other.misses("ср, 25 листопада")
    await hanna.say(f"https://mistok.test/appointment/{token}")
    hanna.sees("Тепер ваш запис у цьому чаті.")
    await hanna.say(token[:7])
    hanna.sees("На вас чекають:", "ср, 25 листопада, 10:00")
    await other.say(token[:7])
    other.misses("ср, 25 листопада")
    wrong = await people.comes("ivan", "appointment_slip__482-915-aaaaaaaaaaaa")
    wrong.sees("Такого вашого запису ми не знаємо.")


async def test_a_reminder_comes_over_every_channel_with_its_buttons(talk: Talk) -> None:
    number = await booked(talk)
    await reminded(talk, number)
    talk.sees("Нагадуємо: вас чекають.", number)
    assert talk.buttons[:3] == ["Буду", "Перенести", "Скасувати запис"]
    await talk.tap("Буду")
    talk.sees("Чекаємо на вас")
