"""Appointments at the desk, and what a slip or an adviser's calendar opens."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.app.content_index import ContentIndex
from bot.appointments.booking import NewAppointment
from bot.appointments.model import Appointment, Outcome, State
from bot.appointments.schedule import Schedules
from bot.appointments.service import Appointments
from bot.appointments.slots import Slot
from bot.staff.model import Role, staff
from bot.storage.tables import outbox
from tests.console.served_desk import CENTRAL, OBLAST, Librarian, ServedDesk, served_desk
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
    anybody.sees("Відкрити в чаті")
    assert anybody.page
    assert f'"/?start=appointment_slip__{await token(served, one)}"' in anybody.page.text
    await anybody.open(f"{path}/appointment.ics")
    assert anybody.page.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "DTSTART:20261124T080000Z" in anybody.page.text
    anybody.misses(TOPIC, "Олена")
    async with served.app.database.unit() as unit:
        booking = served.app.bind(unit)[Appointments].booking
        await booking.cancel(one.number, citizen=one.citizen_id, now=served.clock())
    await anybody.open(path)
    anybody.sees("Скасовано")
    anybody.misses("Відкрити в чаті")
    await anybody.open(path[:-1])
    anybody.sees("більше нічого не відкриває")
    assert anybody.page.status_code == 404
    anybody.http.headers["accept-language"] = "en-GB"
    await anybody.open(path[:-1])
    anybody.sees("opens nothing any more")


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


LIST = "/desk/appointments"


def named(place: Slot) -> str:
    return f"{place.schedule}@{int(place.starts_at.timestamp())}"


async def at_counter(one: Librarian, place: Slot, **given: str) -> str:
    """Book for a visitor; the number."""
    await one.open(f"{LIST}/book?slot={named(place)}")
    await one.post(f"{LIST}/book", slot=named(place), **given)
    found = re.search(r"\d{3}-\d{3}", one.text)
    assert found, one.text
    return found.group()


async def test_a_visitor_without_a_phone_is_booked_and_gets_a_slip(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await oksana.open(f"{LIST}?day={TUESDAY}")
    assert oksana.text.index("Звернення") < oksana.text.index(" Прийом ")  # it stands last
    oksana.sees("вт, 24 листопада", "На цей день ніхто не записаний", "10:00", "12:30")
    number = await at_counter(
        oksana, slot(TUESDAY, 10), name="Ганна Петрівна", contact="067 731-90-54", topic="family"
    )
    oksana.sees("Записано", "Ганна Петрівна", TOPIC, "Чату з нами немає")
    await oksana.open(f"{LIST}/{number}/slip")
    oksana.sees("вт, 24 листопада, 10:00", f"№ {number}", "/appointment/")
    oksana.misses(TOPIC, "Ганна", "067")  # a slip is seen by others
    assert oksana.page
    assert "data:image/svg+xml" in oksana.page.text
    link = re.search(r"/appointment/[\w-]+", oksana.page.text)
    assert link
    anybody = served.browser()
    await anybody.open(link.group())
    anybody.sees(number)
    await oksana.open(f"{LIST}?day={TUESDAY}")
    oksana.sees("Ганна Петрівна", "067 731-90-54", number)


async def test_a_name_is_needed_and_a_taken_time_names_others(served: ServedDesk) -> None:
    oksana = await served.librarian()
    place = named(slot(TUESDAY, 10))
    await oksana.open(f"{LIST}/book?slot={place}")
    await oksana.post(f"{LIST}/book", slot=place, name=" ")
    oksana.sees("Напишіть, як звертатися")
    await booked(served, slot(TUESDAY, 10))
    await oksana.post(f"{LIST}/book", slot=place, name="Ганна")
    oksana.sees("щойно зайняли", "вт, 24 листопада, 10:30")
    for wrong in ("", "lawyer@", "lawyer@99999999999", "nobody@1", "lawyer@" + "9" * 30):
        await oksana.post(f"{LIST}/book", slot=wrong, name="Ганна")
        assert oksana.page
        assert oksana.page.status_code == 409, wrong


async def test_what_came_of_it_is_noted_in_a_tap_and_the_next_one_too(served: ServedDesk) -> None:
    one = await booked(served, slot(TUESDAY, 10))
    served.clock.now = one.starts_at
    oksana = await served.librarian()
    await oksana.open(f"{LIST}?day={TUESDAY}")
    await oksana.post(f"{LIST}/{one.number}/outcome", state="came", outcome="advised")
    oksana.sees("Позначено: були", "Роз’яснили", "вт, 1 грудня, 10:00")
    await oksana.post(f"{LIST}/{one.number}/again", slot=named(slot("2026-12-01", 10)))
    oksana.sees("Наступний прийом записано", "вт, 1 грудня, 10:00")
    assert "Вас записано." in (await served.told())[-1]
    assert TOPIC not in (await served.told())[-1]


async def test_the_desk_moves_and_cancels_and_the_citizen_is_told(served: ServedDesk) -> None:
    one = await booked(served, slot(TUESDAY, 10))
    oksana = await served.librarian()
    await oksana.open(f"{LIST}/{one.number}")
    await oksana.post(f"{LIST}/{one.number}/move", slot=named(slot(TUESDAY, 11)))
    oksana.sees("Перенесено", "вт, 24 листопада, 11:00")
    assert "Бібліотека перенесла ваш прийом" in (await served.told())[-1]
    await oksana.post(f"{LIST}/{one.number}/cancel")
    oksana.sees("Скасовано")
    assert "не відбудеться" in (await served.told())[-1]
    await oksana.post(f"{LIST}/{one.number}/move", slot=named(slot(TUESDAY, 12)))
    oksana.sees("минув або скасований")


async def test_another_library_sees_nothing_of_it(served: ServedDesk) -> None:
    one = await booked(served, slot(TUESDAY, 10))
    far = await served.librarian("Ніна", "zahintsi-silska")
    for path in ("", "/slip"):
        await far.open(f"{LIST}/{one.number}{path}")
        assert far.page
        assert far.page.status_code == 404
    await far.open(f"{LIST}?day={TUESDAY}&library={CENTRAL}")
    far.misses(one.number, "Олена")
    far.sees("ще немає розкладу")
    await far.post(f"{LIST}/{one.number}/cancel")
    far.sees("Такого запису тут немає")
    boss = await served.librarian("Марія", OBLAST, Role.COORDINATOR)
    await boss.open(f"{LIST}?day={TUESDAY}&library={CENTRAL}")
    boss.sees(one.number)
    stranger = served.browser()
    await stranger.open(f"{LIST}?day={TUESDAY}")
    stranger.misses(one.number)


async def test_a_day_off_warns_first_and_then_offers_to_move(served: ServedDesk) -> None:
    one = await booked(served, slot(TUESDAY, 10))
    oksana = await served.librarian()
    await oksana.open(f"{LIST}/days?day={TUESDAY}")
    given = {"schedule": "lawyer", "day": TUESDAY}
    await oksana.post(f"{LIST}/days", **given, hours="чотири")
    oksana.sees("Напишіть години так")
    await oksana.post(f"{LIST}/days", **given, off="1")
    oksana.sees("Поки нічого не змінено", one.number)
    await oksana.open(f"{LIST}?day={TUESDAY}")
    oksana.sees("10:30")
    await oksana.open(f"{LIST}/days?day={TUESDAY}")
    await oksana.post(f"{LIST}/days", **given, off="1", sure="1")
    oksana.sees("День змінено", "оберіть кожному новий", "ср, 25 листопада, 10:00", "вихідний")
    await oksana.post(f"{LIST}/{one.number}/move", slot=named(slot("2026-11-25", 10)))
    oksana.sees("Перенесено")
    await oksana.open(f"{LIST}/days")
    await oksana.post(f"{LIST}/days/undo", **given)
    oksana.sees("День знову звичайний")
    await oksana.post(f"{LIST}/days", **given, hours="11:00–12:00")
    oksana.sees("День змінено", "11:00–12:00")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"day": "30.11.2026", "off": "1"}, "«30.11.2026» – не день"),
        ({"day": "", "off": "1"}, "Виберіть день."),
        ({"day": "2031-01-01", "off": "1"}, "Виберіть ближчий."),
        ({"off": "1", "hours": "10:00-12:00"}, "Виберіть одне"),
        ({"hours": "10:00Z-13:00"}, "Напишіть години так"),
        ({"hours": "10:00-12:00+02:00"}, "Напишіть години так"),
        ({"hours": "10:00-13:00, 12:00-14:00"}, "Напишіть години так"),
    ],
)
async def test_what_is_no_day_or_no_hours_changes_nothing(
    served: ServedDesk, given: dict[str, str], told: str
) -> None:
    oksana = await served.librarian()
    await oksana.open(f"{LIST}/days")
    await oksana.post(f"{LIST}/days", **{"schedule": "lawyer", "day": TUESDAY, **given})
    assert oksana.page
    assert oksana.page.status_code == 422
    oksana.sees(told)
    await oksana.open(f"{LIST}/days")
    oksana.misses("Змінені дні")


async def test_hours_are_read_as_people_write_them(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await oksana.open(f"{LIST}/days")
    given = {"schedule": "lawyer", "day": TUESDAY, "hours": "9-11.30, 14:00 – 16"}
    await oksana.post(f"{LIST}/days", **given)
    oksana.sees("День змінено", "09:00–11:30, 14:00–16:00")


@pytest.mark.parametrize("page", ["?day=", "/report?first=", "/report?last="])
async def test_what_is_no_day_is_told(served: ServedDesk, page: str) -> None:
    oksana = await served.librarian()
    await oksana.open(f"{LIST}{page}31.11.2026")
    oksana.sees("«31.11.2026» – не день")
    await oksana.open(f"{LIST}{page}0001-01-01")
    oksana.sees("«0001-01-01» – не день")


async def test_the_link_of_a_calendar_is_made_at_the_desk(served: ServedDesk) -> None:
    one = await booked(served, slot(TUESDAY, 10))
    oksana = await served.librarian()
    await oksana.open(f"{LIST}/days")
    await oksana.post(f"{LIST}/days/feed", schedule="lawyer")
    assert oksana.page
    link = re.search(r"/appointments/[\w-]+/calendar\.ics", oksana.page.text)
    assert link
    program = served.browser()
    await program.open(link.group())
    program.sees(one.number)


async def test_who_saw_a_days_list_is_in_the_log(served: ServedDesk) -> None:
    oksana = await served.librarian()
    await oksana.open(f"{LIST}?day={TUESDAY}")
    await oksana.open(f"{LIST}?day={TUESDAY}")
    boss = await served.librarian("Марія", OBLAST, Role.ADMIN)
    await boss.open("/desk/audit")
    assert boss.text.count("переглянули, хто записаний") == 2  # one line, and one to choose


async def test_the_staff_hear_of_a_booking_without_its_topic(served: ServedDesk) -> None:
    oksana = await served.staff("Оксана")
    async with served.app.database.unit() as unit:
        unit.put(
            update(staff).where(staff.c.id == oksana.id).values(
                citizen_id=await served.citizen_of(unit, "oksana")
            )
        )  # fmt: skip
    one = await booked(served, slot(TUESDAY, 10))
    (told,) = await served.told("oksana")
    assert one.number in told
    assert TOPIC not in told
    assert await served.told() == []  # their own doing is answered where they do it


async def test_what_it_came_to_is_counted_and_small_numbers_are_not_told(
    served: ServedDesk,
) -> None:
    oksana = await served.staff("Оксана")
    for number, minute in enumerate((0, 30, 60, 90, 120, 150)):
        place = slot(TUESDAY if number < 5 else "2026-11-25", 10 + minute // 60, minute % 60)
        one = await booked(served, place, peer=f"c{number}")
        async with served.app.database.unit() as unit:
            await served.app.bind(unit)[Appointments].desk.outcome(
                one.number, State.ABSENT if number == 5 else State.CAME, by=oksana,
                now=one.ends_at, outcome=Outcome.ADVISED,
            )  # fmt: skip
    nina = await served.librarian("Ніна")
    await nina.open(f"{LIST}/report?first={TUESDAY}&last=2026-11-30")
    nina.sees("Консультація юриста: 6", "були 5", "не прийшли менше ніж 5", "Роз’яснили 5")
    await nina.open(f"{LIST}/report?first=2030-01-01&last=нісенітниця")
    nina.sees("записів не було")
    far = await served.librarian("Олег", "zahintsi-silska")
    await far.open(f"{LIST}/report?first={TUESDAY}&last=2026-11-30&library={CENTRAL}")
    far.sees("записів не було")


async def test_a_reminder_is_discreet_and_goes_with_what_was_cancelled(
    served: ServedDesk,
) -> None:
    one = await booked(served, slot("2026-11-26", 12))
    served.clock.now = datetime(2026, 11, 25, 10, tzinfo=UTC)
    await served.app.housekeeping.tick()
    await served.app.housekeeping.tick()
    (told,) = await served.told()
    assert told.splitlines()[0] == "Нагадуємо: вас чекають."
    assert TOPIC not in told
    assert "юрист" not in told
    async with served.app.database.unit() as unit:  # as if the channel could not be reached
        unit.put(update(outbox).values(state="queued", sent_at=None))
        booking = served.app.bind(unit)[Appointments].booking
        await booking.cancel(one.number, citizen=one.citizen_id, now=served.clock())
    async with served.app.database.reading() as unit:
        (letter,) = await unit.all(select(outbox.c.state))
    assert letter.state == "dropped"


async def test_a_move_to_another_library_is_told_there_and_here(
    database_url: str, content_index: ContentIndex
) -> None:
    two = (schedule(library=CENTRAL), schedule("other", OBLAST))
    content = replace(content_index.content, appointments=Schedules(two, TOPICS))
    async with served_desk(database_url, replace(content_index, content=content)) as served:
        for name, point in (("oksana", CENTRAL), ("nina", OBLAST)):
            person = await served.staff(name, point)
            async with served.app.database.unit() as unit:
                own = await served.citizen_of(unit, name)
                unit.put(update(staff).where(staff.c.id == person.id).values(citizen_id=own))
        one = await booked(served, slot(TUESDAY, 10))
        async with served.app.database.unit() as unit:
            await served.app.bind(unit)[Appointments].booking.move(
                one.number, slot(TUESDAY, 11, of="other"), citizen=one.citizen_id,
                now=served.clock(),
            )  # fmt: skip
        for name in ("oksana", "nina"):
            assert (await served.told(name))[-1].startswith("Перенесено"), name
