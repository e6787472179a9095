"""What happens between several people: one place, a hold that ends, a freed time passed along."""

from datetime import time

import pytest

from bot.app.content_index import ContentIndex
from bot.appointments.model import State
from bot.appointments.service import Appointments
from bot.catalogue.model import Text
from bot.contracts.services import Services
from bot.storage.database import Database
from tests.flows.appointments.conftest import schedule, with_schedules
from tests.flows.appointments.people import (
    People,
    book,
    hold,
    kyiv_time,
    to_lawyers_times,
)
from tests.flows.conftest import bare_line
from tests.flows.desk_talk import invited
from tests.talk import Talk

CENTRE = "0 800 213 103"


async def test_a_time_taken_meanwhile_gives_the_next_ones(people: People) -> None:
    olena, petro = await people.comes("olena"), await people.comes("petro")
    for talk in (olena, petro):
        await to_lawyers_times(talk)
    await olena.tap("вт, 24 листопада, 10:00")
    await petro.tap("вт, 24 листопада, 10:00")
    petro.sees("Цей час щойно зайняли", "10:30")
    assert "вт, 24 листопада, 10:00" not in petro.buttons
    await petro.tap("вт, 24 листопада, 10:30")
    await petro.tap("Підтвердити")
    petro.sees("Записали")


async def test_a_hold_that_is_over_is_said_so(people: People) -> None:
    olena, petro = await people.comes("olena"), await people.comes("petro")
    await hold(olena)
    olena.sees("Тримаємо")
    await people.wait(minutes=11)
    await hold(petro)
    await petro.tap("Підтвердити")
    petro.sees("Записали")
    await olena.tap("Підтвердити")
    olena.sees("Довше тримати цей час ми не могли", "10:30")


async def test_a_question_beside_the_confirmation_is_answered_and_it_returns(
    people: People,
) -> None:
    olena = await people.comes("olena")
    await hold(olena)
    await olena.say("як оформити субсидію")
    olena.sees("субсиді", "Повертаємося: запис", "Тримаємо")
    await olena.say("а краще об 11")
    olena.sees("Тримаємо", "11:00")


async def test_for_a_relative(people: People) -> None:
    olena = await people.comes("olena")
    await hold(olena)
    await olena.say("для мами")
    olena.sees("Для іншої людини")
    await olena.say("Вказати ім’я")
    await olena.say("Ганна Петрівна")
    olena.sees("Прийде: Ганна Петрівна.")
    await olena.tap("Підтвердити")
    olena.sees("Записали")


async def test_nothing_is_booked_when_they_want_none(people: People) -> None:
    olena = await people.comes("olena")
    await hold(olena)
    await olena.tap("Не записувати")
    olena.sees("нічого не записано")
    await olena.say("мої записи")
    olena.sees("Записів у вас немає.")


async def test_forget_me_cancels_what_is_booked(people: People) -> None:
    olena = await people.comes("olena")
    await hold(olena)
    await olena.tap("Підтвердити")
    await olena.say("забудь мене")
    await olena.tap("Видалити все")
    free = await people.do(
        lambda services: services[Appointments].finding.free_of(
            "lawyer-derazhnia", now=people.now, many=1
        ),
    )
    assert free[0].slot.starts_at.isoformat() == "2026-11-24T08:00:00+00:00"


async def test_where_no_library_receives_a_librarian_is_asked_for_a_time(
    database: Database, content_index: ContentIndex
) -> None:
    talk = Talk(bare_line(database, with_schedules(content_index)))
    await talk.start()
    await talk.say("запишіть мене до юриста на завтра після обіду")
    await talk.tap("Житло й земля")
    await talk.tap("Є строк або дата")
    talk.sees(CENTRE, "Жодна бібліотека ще не повідомила")
    talk.misses("Бюро", "центр безоплатної")
    await talk.tap("Попросити про час")
    await talk.tap("Будь-яка бібліотека")
    talk.sees(
        "Прошу домовитися про час консультації юриста.",
        "Житло й земля",
        "вт, 24 листопада, після 13:00",
    )
    await talk.tap("Надіслати")
    talk.sees("Надіслано. Номер звернення")


async def test_an_hour_of_help_is_asked_for_with_what_it_is_about(
    database: Database, content_index: ContentIndex
) -> None:
    talk = Talk(bare_line(database, with_schedules(content_index)))
    await talk.start()
    await talk.say("допоможіть заповнити")
    talk.sees("Жодна бібліотека ще не повідомила", "Із чим допомогти?")
    await talk.say("заява на пенсію для мами")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("Прошу домовитися про час, коли мені допоможуть.", "заява на пенсію для мами")
    await talk.tap("Надіслати")
    talk.sees("Надіслано. Номер звернення")


async def test_no_topic_of_danger_goes_to_the_desk(
    database: Database, content_index: ContentIndex
) -> None:
    talk = Talk(bare_line(database, with_schedules(content_index)))
    await talk.start()
    await talk.say("треба юрист")
    await talk.tap("Мені небезпечно")
    await talk.tap("Попросити про час")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("Прошу домовитися про час консультації юриста.")
    talk.misses("Ідеться про", "небезпечно")


async def test_the_waiting_list_is_joined_and_left(
    database: Database, content_index: ContentIndex
) -> None:
    busy = schedule("lawyer-derazhnia", hours=((),) * 7)
    talk = Talk(bare_line(database, with_schedules(content_index, busy)))
    await talk.start()
    await hold(talk, "Напишіть мені")
    talk.sees("Ви в черзі.")
    await talk.say("мої записи")
    talk.sees("Ви чекаєте на вільний час.")
    await talk.tap("Вийти з черги")
    talk.sees("у черзі вас більше немає")
    await talk.say("мої записи")
    talk.sees("Записів у вас немає.")


# A freed time is passed along the list


async def waits(talk: Talk, topic: str = "Спадщина") -> None:
    """They wait for a time tomorrow: all are taken."""
    await to_lawyers_times(talk, topic)
    await talk.say("завтра")
    await talk.tap("Жоден не підходить")
    await talk.tap("Напишіть мені")
    talk.sees("Ви в черзі.")


@pytest.fixture
def one_place(database: Database, content_index: ContentIndex) -> People:
    """One lawyer who receives one person a day."""
    short = (((time(10), time(10, 30)),),) * 5 + ((), ())
    lawyer = schedule("lawyer-derazhnia", hours=short, bring=(Text("паспорт"),))
    return People(bare_line(database, with_schedules(content_index, lawyer)))


async def test_a_freed_time_is_passed_along_until_somebody_takes_it(one_place: People) -> None:
    people = one_place
    olena, petro, hanna = [await people.comes(name) for name in ("olena", "petro", "hanna")]
    await book(olena)
    await waits(petro)
    await people.wait(minutes=1)
    await waits(hanna)
    await olena.say("мої записи")
    await olena.tap("Скасувати запис")
    await olena.tap("Так, скасувати")
    await people.wait(seconds=30)
    await people.hears(
        petro,
        "Звільнився час: вт, 24 листопада, 10:00",
        "Тримаємо його для вас до 12:3",
    )
    assert petro.buttons == ["Беру", "Не треба"]
    await people.hears_nothing(hanna)
    await petro.tap("Не треба")
    petro.sees("цей час дістанеться іншим. Ви й далі в черзі.")
    await people.wait(seconds=30)
    await people.hears(hanna, "Звільнився час: вт, 24 листопада, 10:00")
    await hanna.tap("Беру")
    hanna.sees("Записали. Номер – ", "вт, 24 листопада, 10:00", "паспорт")
    await hanna.say("мої записи")
    hanna.sees("На вас чекають:")
    hanna.misses("Ви чекаєте на вільний час")
    await people.hears_nothing(petro)
    await petro.say("мої записи")
    petro.sees("Ви чекаєте на вільний час.")


async def test_an_offer_that_nobody_answers_goes_on(one_place: People) -> None:
    people = one_place
    olena, petro, hanna = [await people.comes(name) for name in ("olena", "petro", "hanna")]
    await book(olena)
    await waits(petro)
    await people.wait(minutes=1)
    await waits(hanna)
    await olena.say("мої записи")
    await olena.tap("Скасувати запис")
    await olena.tap("Так, скасувати")
    await people.wait(seconds=30)
    await people.hears(petro, "Звільнився час")
    offer = petro.screen[0]
    await petro.say("мої записи")
    petro.sees("Тримаємо цей час для вас. Берете?")
    assert petro.buttons == ["Беру", "Не треба"]
    await people.wait(minutes=31)
    await people.hears(petro, "пропонуємо наступній людині", "Ви лишаєтеся в черзі")
    assert petro.buttons == ["Мої записи"]
    await people.wait(seconds=30)
    await people.hears(hanna, "Звільнився час")
    await hanna.tap("Беру")
    hanna.sees("Записали.")
    await petro.tap_on(offer, "Беру")
    petro.sees("Довше тримати цей час ми не могли")
    petro.misses("Записали")


async def test_who_waited_in_vain_is_told_whom_to_call(one_place: People) -> None:
    people = one_place
    olena, petro = await people.comes("olena"), await people.comes("petro")
    await book(olena)
    await waits(petro)
    await people.wait_until(kyiv_time(25, 3))
    await people.hears_nothing(petro)  # at night nobody is woken
    await people.wait_until(kyiv_time(25, 9))
    await people.hears(petro, "вільного часу для вас не з’явилося", CENTRE)
    assert petro.buttons == ["Записатися", "Запитати бібліотекаря"]
    await petro.tap("Записатися")
    petro.sees("Про що йдеться?")


# Fairness


async def test_after_three_times_away_a_call_comes_first(people: People) -> None:
    olena = await people.comes("olena")
    iryna, _ = await invited(Talk(people.line), "Ірина")
    for day in (24, 25, 26):
        number = await book(olena, "завтра о 10:00")
        await people.wait_until(kyiv_time(day, 13))

        async def did_not_come(services: Services, number: str = number) -> None:
            await services[Appointments].desk.outcome(
                number, State.ABSENT, by=iryna, now=people.now
            )

        await people.do(did_not_come)
    await to_lawyers_times(olena)
    olena.sees("Кілька разів прийти не вийшло, так буває.", CENTRE, "На який номер зателефонувати")
    olena.misses("вільний час")
    await olena.say("067 123 45 67")
    await olena.tap("Будь-яка бібліотека")
    olena.sees("Прошу домовитися про час консультації юриста.", "067 123-45-67")
    await olena.tap("Надіслати")
    olena.sees("Надіслано. Номер звернення")
