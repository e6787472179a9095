"""The librarians' desk inside a chat, on every line; and whom it stays shut to."""

import re
from datetime import timedelta

import pytest

from bot.contracts.services import Services
from bot.requests.model import Did, RequestKind, Said
from bot.requests.service import Requests
from bot.staff.acts import Act, Wanted
from bot.staff.model import Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from tests.flows.desk_talk import (
    CENTRAL,
    GONE,
    SHUT,
    WORDS,
    asked,
    at,
    invited,
    linked,
    seen_by,
)
from tests.talk import MONDAY_NOON, BareLine, Talk


async def test_a_code_opens_the_desk_once(talk: Talk) -> None:
    _, code = await invited(talk, "Ірина")
    await talk.say("стіл")
    talk.sees(SHUT)
    await talk.say(f"код {code.lower().replace('-', ' ')}")
    talk.sees("Ірина, тепер цей чат – ваш робочий стіл.", "Ірина, бібліотекар. Деражнянська")
    await talk.say("/desk")
    talk.sees("Ірина, бібліотекар.")
    await talk.tap("Вийти зі столу")
    await talk.tap("Вийти зі столу")
    talk.sees("цей чат знову звичайний")
    await talk.start(f"staff__{code}")
    talk.sees("Цей код уже використано", SHUT)


async def test_a_stranger_is_not_trapped(talk: Talk) -> None:
    await talk.say("робочий стіл")
    await talk.say("AAAA-BBBB")
    talk.sees("Такого посилання чи коду не знаємо", SHUT)
    await talk.say("не хочу жити")
    talk.sees("7333")
    await talk.say("скільки коштує закордонний паспорт")
    talk.sees("Закордонний паспорт")
    talk.misses(SHUT)
    await talk.say("стіл")
    await talk.tap("Я читач")
    talk.sees("Чим допомогти?")


@pytest.mark.parametrize(
    "token",
    ["desk", "desk_list__all__1", "desk_browser", "desk_notices__off", "desk_leave", "desk_record"]
    + [f"desk_{one}__%s" for one in ("request", "over")]
    + ["desk_do__%s__take", "desk_words__%s__answer"],
)
async def test_a_citizens_desk_links_lead_to_the_door(talk: Talk, token: str) -> None:
    number = await asked(talk)
    await talk.start(token % number if "%" in token else token)
    talk.sees(SHUT)
    talk.misses(number, WORDS)


async def test_read_take_answer_close(talk: Talk) -> None:
    person = await linked(talk)
    number = await asked(talk, name="Олена")
    await talk.start(f"desk_request__{number}")
    talk.sees(f"№ {number}", "Чекає, Довідка", "Деражнянська", "Ще ніхто не взяв.", "Олена: ")
    talk.sees(WORDS, "До ср 25.11.", "Найближча")
    assert "Відповісти читачеві" not in talk.buttons
    await talk.tap("Взяти звернення")
    talk.sees("Звернення ваше.", "Його ведете ви.")
    talk.misses(WORDS)
    await talk.tap("Відповісти читачеві")
    await talk.say("Фонд 230, опис 1.\n\nЗалізничний архів.")
    talk.sees("Читач отримає", "Фонд 230, опис 1.")
    await talk.tap("Змінити слова")
    await talk.say("Фонд 230, опис 2.")
    await talk.tap("Надіслати")
    talk.sees("перекажіть йому самі", "Є відповідь")
    opened = await seen_by(talk, person, number)
    assert [one.words for one in opened.entries if one.said is Said.ANSWER] == ["Фонд 230, опис 2."]
    await talk.tap("Закрити звернення")
    talk.sees(f"Звернення № {number} закрито.", "Закрите")
    await talk.tap("Відкрити знову")
    talk.sees("Звернення знову відкрите.", "Ще ніхто не взяв.")


async def test_every_showing_is_in_the_log(talk: Talk) -> None:
    person = await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_request__{number}")
    await talk.start(f"desk_request__{number}")
    await talk.start("desk_list__new__1")
    await talk.say("назад")
    talk.sees(f"№ {number}")
    log = await at(talk, lambda services: services[Staff].acts.of_request(number))
    assert [(one.by, one.did.value) for one in log] == [(person.id, "read")] * 3
    await talk.start(f"desk_do__{number}__take")
    await talk.start("desk_list__mine__1")  # the list of new ones may be long
    day = timedelta(days=1)
    wanted = Wanted(MONDAY_NOON - day, MONDAY_NOON + day, person=person.id, did=Act.LISTED)
    line, _ = await at(talk, lambda services: services[Staff].acts.find(wanted, many=9, skip=0))
    assert number in line.facts["numbers"]


@pytest.mark.parametrize(
    ("button", "said", "state"),
    [
        ("Запитати читача", Said.QUESTION, "asking"),
        ("Назвати умови копії", Said.OFFER, "offered"),
        ("Неможливо виконати", Said.ANSWER, "answered"),
    ],
)
async def test_other_words_for_the_reader(talk: Talk, button: str, said: Said, state: str) -> None:
    person = await linked(talk)
    number = await asked(talk, kind=RequestKind.DOCUMENT_DELIVERY)
    await talk.start(f"desk_do__{number}__take")
    await talk.tap(button)
    await talk.say("Ось що скажемо.")
    await talk.tap("Надіслати")
    opened = await seen_by(talk, person, number)
    assert (opened.request.state.value, opened.entries[-1].said) == (state, said)
    assert opened.entries[-1].words == "Ось що скажемо."


async def test_a_note_needs_no_second_look(talk: Talk) -> None:
    person = await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_words__{number}__note")
    await talk.say("Спитати в архіві.")
    talk.sees("Читач її не бачить.")
    opened = await seen_by(talk, person, number)
    assert (opened.entries[-1].said, opened.entries[-1].words) == (Said.NOTE, "Спитати в архіві.")


async def test_back_to_the_queue(talk: Talk) -> None:
    await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_do__{number}__take")
    await talk.tap("Повернути в чергу")
    talk.sees("Ще ніхто не взяв.", "Чекає")


async def test_to_the_library_above(talk: Talk) -> None:
    person = await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_do__{number}__take")
    await talk.tap("Передати іншій бібліотеці")
    await talk.say("1")
    talk.sees("Кому: Хмельницька обласна", "Чому передаєте?")
    await talk.say("Метричні книги там")
    talk.sees(f"Звернення № {number} передано", "Ірина, бібліотекар")
    assert await at(talk, lambda services: services[Requests].lists.open(person, number)) is None
    await talk.start(f"desk_request__{number}")
    talk.sees(f"№ {number} тепер має інша бібліотека: Хмельницька обласна", "Стан: Чекає")
    assert WORDS not in talk.text


async def test_to_a_library_by_its_name(talk: Talk) -> None:
    await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_do__{number}__take")
    await talk.tap("Передати іншій бібліотеці")
    await talk.say("Неіснуюча")
    talk.sees("Такої бібліотеки не знаємо.", "Якій бібліотеці передати?")
    await talk.say("міська")
    talk.sees("Яка саме?")
    await talk.say("шепетівка центральна")
    talk.sees("Чому передаєте?", "Шепетівська")
    await talk.tap("Назад до звернення")
    talk.sees(f"№ {number}", "Його ведете ви.")


async def test_a_file_goes_through_the_browser(talk: Talk) -> None:
    await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_do__{number}__take")
    await talk.tap("Відповісти читачеві")
    await talk.send_file("скан.jpg", "Ось скан")
    talk.sees("Ще нічого не надіслано: файли додають до відповіді у браузері.")
    await talk.tap("Відкрити в браузері")
    talk.sees("один раз, протягом 15 хвилин")


async def test_the_browsers_link_signs_in_once(talk: Talk) -> None:
    person = await linked(talk)
    await talk.say("стіл")
    await talk.tap("Відкрити в браузері")
    found = re.search(r"/desk/enter/([\w-]+)", " ".join((talk.text, *talk.urls)))
    assert found
    now = talk.line.now if isinstance(talk.line, BareLine) else MONDAY_NOON
    entered, _ = await at(talk, lambda services: services[SignIn].enter(found[1], now=now))
    assert entered.id == person.id


async def test_notices_off_and_on(talk: Talk) -> None:
    person = await linked(talk)

    async def wanted() -> bool:
        found = await at(talk, lambda services: services[Staff].get(person.id))
        assert found
        return found.notices

    await talk.tap("Не повідомляти")
    assert not await wanted()
    await talk.tap("До столу")
    await talk.tap("Повідомляти")
    assert await wanted()


async def test_asked_in_person_in_three_taps(talk: Talk) -> None:
    await linked(talk)
    await talk.tap("Записати звернення")
    assert talk.buttons[:4] == ["Особисто", "По телефону", "Електронною поштою", "Листом"]
    await talk.tap("Особисто")
    await talk.tap("Допомога з е-послугою")
    await talk.tap("Так, відповіли одразу")
    talk.sees("Записано: № ")
    number = re.search(r"\d{4}-\d{4}", talk.text)
    assert number
    await talk.start(f"desk_request__{number[0]}")
    talk.sees("Закрите, Допомога з е-послугою, Особисто")


@pytest.mark.parametrize("words", ["Розклад автобусів", "без слів"])
async def test_asked_by_phone_and_still_to_do(talk: Talk, words: str) -> None:
    await linked(talk)
    await talk.tap("Записати звернення")
    await talk.tap("По телефону")
    await talk.tap("Довідка")
    await talk.tap("Ні, ще попрацюю")
    await talk.say(words)
    talk.sees("Записано: № ", "У роботі, Довідка, По телефону", "Його ведете ви.")
    assert (words in talk.text) == (words != "без слів")


async def test_a_librarian_is_a_citizen_too(talk: Talk) -> None:
    await linked(talk)
    await talk.say("скільки коштує закордонний паспорт")
    talk.sees("Закордонний паспорт")
    await talk.say("меню")
    talk.sees("Чим допомогти?")
    await talk.say("не хочу жити")
    talk.sees("7333")


async def test_another_librarys_and_a_forged_number_look_the_same(talk: Talk) -> None:
    await linked(talk)
    number = await asked(talk, point=CENTRAL)
    for token in (f"desk_request__{number}", "desk_request__0000-0000", "desk_request__x"):
        await talk.start(token)
        talk.sees(GONE)
        talk.misses(WORDS)
    for act in ("take", "close", "steal"):
        await talk.start(f"desk_do__{number}__{act}")
        talk.misses(WORDS, "Звернення ваше.")
    await talk.start(f"desk_words__{number}__answer")
    talk.sees(GONE)
    await talk.start(f"desk_over__{number}")
    talk.sees(GONE)


async def test_who_is_removed_is_out_at_once(talk: Talk) -> None:
    person = await linked(talk)
    number = await asked(talk)
    await talk.start(f"desk_do__{number}__take")
    await talk.tap("Відповісти читачеві")
    await talk.say("Відповідь, яка не піде")
    await at(talk, lambda services: services[Staff].remove(person.id, now=MONDAY_NOON, by=None))
    await talk.tap("Надіслати")
    talk.sees(SHUT)
    talk.misses(number)
    boss, _ = await invited(talk, "Марія", role=Role.ADMIN)
    opened = await seen_by(talk, boss, number)
    assert [one.said for one in opened.entries] == [Said.WORDS]


async def test_taken_by_another_meanwhile(talk: Talk) -> None:
    await linked(talk)
    other, _ = await invited(talk, "Оксана")
    number = await asked(talk)
    await talk.start(f"desk_request__{number}")
    await at(talk, lambda services: services[Requests].work.take(number, by=other, now=MONDAY_NOON))
    await talk.tap("Взяти звернення")
    talk.sees("Оксана", "Домовтеся", "Його веде: Оксана.")
    await talk.start(f"desk_words__{number}__answer")
    talk.sees("Домовтеся")


async def test_lost_while_the_answer_was_written(talk: Talk) -> None:
    person = await linked(talk)
    other, _ = await invited(talk, "Оксана")
    number = await asked(talk)
    await talk.start(f"desk_do__{number}__take")
    await talk.tap("Відповісти читачеві")
    await talk.say("Запізніла відповідь")

    async def change(services: Services) -> None:
        await services[Requests].work.release(number, by=person, now=MONDAY_NOON)
        await services[Requests].work.take(number, by=other, now=MONDAY_NOON)

    await at(talk, change)
    await talk.tap("Надіслати")
    talk.sees("Домовтеся", "Його веде: Оксана.")
    opened = await seen_by(talk, person, number)
    assert [one.said for one in opened.entries] == [Said.WORDS]


@pytest.mark.parametrize("role", [Role.HEAD, Role.COORDINATOR])
async def test_who_leads_answers_for_others(talk: Talk, role: Role) -> None:
    await linked(talk, "Марія", role=role)
    other, _ = await invited(talk, "Оксана")
    number = await asked(talk)
    await at(talk, lambda services: services[Requests].work.take(number, by=other, now=MONDAY_NOON))
    await talk.start(f"desk_words__{number}__answer")
    await talk.say("Відповідь керівниці")
    await talk.tap("Надіслати")
    talk.sees("Його веде: Оксана.", "Є відповідь")


async def test_what_has_not_reached_the_reader_is_said_with_what_to_do(talk: Talk) -> None:
    person = await linked(talk)
    number = await asked(talk, name="Олена")
    await talk.start(f"desk_do__{number}__take")
    await talk.start(f"desk_words__{number}__answer")
    await talk.say("Фонд 315")
    await talk.tap("Надіслати")
    opened = await seen_by(talk, person, number)
    line = next(one.id for one in opened.events if one.did is Did.ANSWERED)

    async def lost(services: Services) -> None:
        letters = services[Requests].letters
        for part in (0, 1):  # known once, though a file is lost too
            await letters.lost(f"desk.{line}.c.1.{part}", why="gone", now=MONDAY_NOON)

    await at(talk, lost)
    await talk.start(f"desk_request__{number}")
    talk.sees(
        "Не дійшло. Читач закрив чат із ботом. Зателефонуйте читачеві", "не дійшло): Фонд 315"
    )
    await talk.start("desk_list__mine__1")
    talk.sees(number, "Не дійшло, ")
    opened = await seen_by(talk, person, number)
    assert [one.did for one in opened.events].count(Did.UNDELIVERED) == 1
    await talk.start(f"desk_words__{number}__note")
    await talk.say("Зателефонувала")
    await talk.start(f"desk_request__{number}")
    talk.misses("Зателефонуйте читачеві")
