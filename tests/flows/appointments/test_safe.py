"""Safe mode: danger first in every step, nothing told to who looks over a shoulder, leaving."""

from dataclasses import replace

import pytest

from bot.appointments.service import Appointments
from tests.flows.appointments.people import IN_DANGER, People, book, hold, to_lawyers_times
from tests.talk import Talk

BEATEN = "чоловік мене б’є, боюся за дітей"
STEPS: dict[str, tuple[str, ...]] = {
    "what": ("запишіть мене",),
    "topic": ("треба юрист",),
    "urgency": ("треба юрист", "спадщина"),
    "advice": ("треба юрист", "спадщина", "ні"),
    "for whom": ("треба юрист", "спадщина", "ні", "Кому адвокат безоплатно"),
    "times": ("треба юрист", "спадщина", "ні", "записатися"),
    "none": ("треба юрист", "спадщина", "ні", "записатися", "Жоден не підходить"),
    "confirm": ("треба юрист", "спадщина", "ні", "записатися", "1"),
    "name": ("треба юрист", "спадщина", "ні", "записатися", "1", "Вказати ім’я"),
    "booked": ("треба юрист", "спадщина", "ні", "записатися", "1", "Підтвердити"),
    "move": ("треба юрист", "спадщина", "ні", "записатися", "1", "Підтвердити", "перенести запис"),
    "cancel": ("треба юрист", "спадщина", "ні", "записатися", "1", "так", "скасуйте мій запис"),
}


@pytest.mark.parametrize("said", STEPS.values(), ids=STEPS.keys())
async def test_danger_in_any_step_has_its_numbers_first(
    people: People, said: tuple[str, ...]
) -> None:
    olena = await people.comes("olena")
    for one in said:
        await olena.say(one)
        olena.misses("Не зрозуміли")
    await olena.say(BEATEN)
    assert olena.text.splitlines()[0].startswith("102"), olena
    await olena.say("мої записи")
    assert olena.text.splitlines()[0].startswith("102"), olena


async def test_who_asks_for_a_lawyer_after_danger_keeps_the_numbers(people: People) -> None:
    olena = await people.comes("olena")
    await olena.say(BEATEN)
    await olena.say("треба юрист")
    for said in ("записатися", "щось таке", "завтра о 10:00", "так"):
        assert olena.text.splitlines()[0].startswith("102"), olena
        await olena.say(said)
    assert olena.text.splitlines()[0].startswith("102"), olena
    olena.sees("Записали.")


async def test_forget_me_in_the_middle_gives_the_held_time_back(people: People) -> None:
    olena, petro = await people.comes("olena"), await people.comes("petro")
    await hold(olena)
    await to_lawyers_times(petro)
    assert "вт, 24 листопада, 10:00" not in petro.buttons
    await olena.say("забудь мене")
    await olena.tap("Видалити все")
    free = await people.do(
        lambda services: services[Appointments].finding.free_of(
            "lawyer-derazhnia", now=people.now, many=1
        )
    )
    assert free[0].slot.starts_at.hour == 8
    await people.wait(hours=20)
    await people.hears_nothing(olena)


async def test_a_shared_computer_says_to_write_the_number_down(people: People) -> None:
    talk = Talk(replace(people.line, peer="kiosk", shared=True, state={}))
    await talk.start()
    await book(talk)
    talk.sees("Запишіть номер")


async def test_nothing_that_comes_by_itself_tells_what_it_is_about(people: People) -> None:
    olena = await people.comes("olena")
    await book(olena, topic=IN_DANGER)
    await people.wait(hours=20, minutes=30)
    await people.hears(olena, "Нагадуємо: вас чекають.")
    olena.misses("юрист", "небезпечно", "102", "насильств")
