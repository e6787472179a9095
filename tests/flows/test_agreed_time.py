"""No library has a schedule: a time is asked for in the chat, agreed on, and reminded of."""

from datetime import timedelta

from bot.appointments.admission import NewAppointment
from bot.appointments.schedule import Kind, Mode
from bot.appointments.service import Appointments
from bot.contracts.services import Services
from bot.engine.wording import KYIV
from bot.requests.model import RequestKind, State
from tests.flows.desk_talk import asked, at, linked, seen_by
from tests.flows.librarian import Librarian, done_at, librarian_of, number_in
from tests.talk import MONDAY_NOON, Talk

AT_TEN = (MONDAY_NOON + timedelta(days=2)).astimezone(KYIV).replace(hour=10, minute=0)


async def asked_for_a_time(talk: Talk) -> str:
    """A request for a lawyer's time; its number."""
    await talk.say("треба юрист")
    await talk.tap("Спадщина")
    await talk.tap("Можна почекати")
    talk.sees("Жодна бібліотека ще не повідомила")
    await talk.tap("Попросити про час")
    await talk.tap("Будь-яка бібліотека")
    await talk.tap("Надіслати")
    return number_in(talk)


async def agreed(talk: Talk, oksana: Librarian, number: str, *, kind: Kind = Kind.LEGAL_AID) -> str:
    """The librarian sets Wednesday at ten; the appointment's number."""
    request, _ = await oksana.sees(number)
    assert request.kind is RequestKind.LEGAL_AID

    async def use(services: Services) -> str:
        one = await services[Appointments].agreed.agree(
            AT_TEN, NewAppointment(kind=kind, mode=Mode.IN_PERSON), library=request.holder.point,
            by=oksana.person, now=MONDAY_NOON, citizen=request.citizen_id,
        )  # fmt: skip
        return one.number

    return await done_at(talk, use)


async def test_what_was_agreed_is_told_with_what_can_be_done(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    number = await agreed(talk, oksana, await asked_for_a_time(talk))
    talk.sees("Вас записано.", "ср, 25 листопада, 10:00", number)
    talk.misses("юрист", "Спадщина")
    assert {"Перенести", "Скасувати запис"} <= set(talk.buttons)
    await talk.say("мої записи")
    talk.sees("На вас чекають:", "ср, 25 листопада, 10:00", number)
    await talk.tap("Перенести")  # no schedule to choose from: a librarian is asked
    talk.sees(f"Прошу перенести мій запис № {number}, ср, 25 листопада, 10:00, на інший час.")
    assert "Надіслати" in talk.buttons


async def test_it_is_cancelled_in_two_taps_and_asked_for_anew(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    await agreed(talk, oksana, await asked_for_a_time(talk))
    await talk.tap("Скасувати запис")
    await talk.tap("Так, скасувати")
    talk.sees("Скасовано: ср, 25 листопада, 10:00")
    await talk.tap("Записатися знову")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("Прошу домовитися про час консультації юриста.")


async def test_a_librarian_sets_the_time_in_the_chat(talk: Talk) -> None:
    iryna = await linked(talk)
    number = await asked(talk, "Прошу домовитися про час", kind=RequestKind.LEGAL_AID)
    await talk.start(f"desk_do__{number}__take")
    await talk.tap("Призначити час")
    talk.sees("Напишіть день і час")
    await talk.say("якось потім")
    talk.sees("Напишіть день і час, наприклад")
    await talk.say("в середу о 10:00, телефоном")
    talk.sees("Ваш час: ср, 25 листопада, 10:00", "По телефону")
    await talk.tap("Інший час")
    await talk.say("27.11 о 15:30")
    talk.sees("Ваш час: пт, 27 листопада, 15:30", "Особисто")
    await talk.tap("Призначити")
    talk.sees("Час призначено: пт, 27 листопада, 15:30", number)
    opened = await seen_by(talk, iryna, number)
    assert opened.request.state is State.ANSWERED
    assert "Ваш час: пт" in opened.entries[-1].words

    async def on_friday(services: Services) -> int:
        day = (MONDAY_NOON + timedelta(days=4)).date()
        return len((await services[Appointments].desk.on_day(day, by=iryna)).appointments)

    assert await at(talk, on_friday) >= 1


async def test_a_question_of_another_kind_is_answered_with_words(talk: Talk) -> None:
    await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_do__{number}__take")
    assert "Призначити час" not in talk.buttons
    await talk.start(f"desk_time__{number}")
    talk.sees("Це вже неможливо")
