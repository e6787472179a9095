"""A question to a librarian: nothing typed is lost, and who answers by when is told."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.requests.model import FILES, WORDS
from bot.requests.numbers import is_number
from bot.staff.model import Role
from bot.storage.database import Database
from bot.storage.schema import metadata
from tests.flows.librarian import clock_strikes, librarian_of, number_in
from tests.talk import BareLine, Talk

MEGABYTE = 1024 * 1024
ASKED = "Де шукати метричну книгу за 1913 рік?"
requests = metadata.tables["requests"]
request_entries = metadata.tables["request_entries"]


async def ask(talk: Talk, place: str = "Деражня") -> None:
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.say(place)


async def test_from_the_words_to_the_number(talk: Talk) -> None:
    await librarian_of(talk, point="derazhnia-tsentralna")
    await ask(talk)
    talk.sees(f"«{ASKED}»", "Відповідатиме: Деражнянська", "(найближча)")
    talk.sees("Відповідь – до ср, 25 листопада.", "не ваш акаунт")
    await talk.tap("Надіслати")
    talk.sees("Відповідає: Деражнянська")
    talk.sees("Відповідь – до ср, 25 листопада (2 робочі дні: вт 24.11, ср 25.11).")
    found = re.search(r"\d{4}-\d{4}", talk.text)
    assert found
    assert is_number(found.group())
    await talk.tap("Мої звернення")
    talk.sees(found.group(), ASKED[:20], "Деражнянська")
    await talk.say("меню")
    assert "Мої звернення" in talk.buttons


async def test_what_is_sent_is_kept_for_its_holder(bare: BareLine, database: Database) -> None:
    talk = Talk(bare)
    await talk.start()
    await ask(talk)
    await talk.tap("Надіслати")
    async with database.reading() as unit:
        row = await unit.first(select(requests))
        entry = await unit.first(select(request_entries))
        words = unit.vault.open(entry.words, column=WORDS, row=row.number)
    assert row.number in talk.text
    assert (row.holder, words) == ("derazhnia-tsentralna", ASKED)
    assert row.why["why"] == "nearest"


async def test_sent_twice_by_a_double_tap_is_sent_once(bare: BareLine, database: Database) -> None:
    talk = Talk(bare)
    await talk.start()
    await ask(talk)
    confirm = talk.screen[-1]
    await talk.tap_on(confirm, "Надіслати")
    await talk.tap_on(confirm, "Надіслати")
    talk.sees("Ця кнопка – від попереднього запитання.")
    async with database.reading() as unit:
        assert len(await unit.all(select(requests.c.id))) == 1


async def test_my_library_is_offered_and_chosen(talk: Talk) -> None:
    await librarian_of(talk)
    await talk.start("save_library__hounb")
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.say("моя")
    talk.sees("Відповідатиме: Хмельницька обласна", "(ваша бібліотека)")


async def test_the_village_is_offered_with_the_next_question(talk: Talk) -> None:
    await ask(talk)
    await talk.tap("Надіслати")
    await talk.say("людина")
    await talk.say("А де метрика прабаби?")
    assert "Деражня" in talk.buttons
    await talk.say("там само")
    talk.sees("«А де метрика прабаби?»", "Деражнянська")
    await talk.tap("Надіслати")
    talk.sees("Номер звернення")


async def test_without_a_place_the_oblast_library_answers(talk: Talk) -> None:
    await librarian_of(talk)
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.tap("Будь-яка бібліотека")
    talk.sees("Відповідатиме: Хмельницька обласна")


async def test_a_location_finds_the_library_and_is_not_kept(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start()
    await librarian_of(talk, point="derazhnia-tsentralna")
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.share(49.271234, 27.431234)
    talk.sees("Відповідатиме: Деражнянська")
    assert "27.43" not in str(bare.state)


async def test_a_place_of_several_is_asked_about(talk: Talk) -> None:
    await librarian_of(talk, point="derazhnia-tsentralna")
    await ask(talk, place="Іванківці")
    talk.sees("Місць із такою назвою кілька")
    await talk.say("Деражнянська громада")
    talk.sees("Відповідатиме:", "(найближча, приблизно")


async def test_the_words_can_be_changed_and_the_library_too(talk: Talk) -> None:
    await ask(talk)
    await talk.tap("Змінити слова")
    await talk.say("Де метрика прадіда?")
    talk.sees("«Де метрика прадіда?»", "Деражнянська")
    await talk.tap("Інша бібліотека")
    talk.sees("З якого ви села чи міста?")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("«Де метрика прадіда?»", "Хмельницька обласна")


async def test_a_digression_in_the_form_and_back(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.say("скільки коштує закордонний паспорт")
    talk.sees("Закордонний паспорт", "Повертаємося: ваше запитання бібліотекарю")
    await talk.say("Деражня")
    talk.sees(f"«{ASKED}\nскільки коштує закордонний паспорт»")
    await talk.tap("Без останніх слів")
    talk.sees(f"«{ASKED}»")
    await talk.say("де взяти довідку про несудимість")
    talk.sees("Довідка про несудимість", "Повертаємося")
    talk.sees(f"«{ASKED}\nде взяти довідку про несудимість»")
    await talk.tap("Надіслати")
    talk.sees("Номер звернення")


async def test_danger_in_the_form_leaves_it_as_it_is(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say("не хочу жити")
    talk.sees("7333")
    talk.misses("З якого ви")
    await talk.say(ASKED)
    talk.sees("З якого ви")


@pytest.mark.parametrize("steps", range(4))
@pytest.mark.parametrize(
    ("word", "sees"),
    [("скасувати", "Чим допомогти?"), ("меню", "Чим допомогти?"), ("людина", "Напишіть запитання")],
)
async def test_the_way_out_is_open_in_every_step(
    bare: BareLine, database: Database, steps: int, word: str, sees: str
) -> None:
    talk = Talk(bare)
    await talk.start()
    for said in ("людина", ASKED, "Іванківці", "Деражнянська громада")[: steps + 1]:
        await talk.say(said)
    await talk.say(word)
    talk.sees(sees)
    async with database.reading() as unit:
        assert await unit.all(select(requests.c.id)) == []


@pytest.mark.parametrize("steps", range(1, 4))
async def test_back_returns_to_the_question_before(talk: Talk, steps: int) -> None:
    seen = []
    for said in ("людина", ASKED, "Іванківці", "Деражнянська громада")[: steps + 1]:
        await talk.say(said)
        seen.append(talk.screen[-1].text)
    await talk.say("назад")
    assert talk.screen[-1].text == seen[-2]


async def test_a_restart_in_the_middle_loses_nothing(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start()
    await ask(talk)
    bare.restart()
    await talk.tap("Надіслати")
    talk.sees("Номер звернення")


async def test_a_file_out_of_nowhere_is_asked_about(bare: BareLine, database: Database) -> None:
    talk = Talk(bare)
    await talk.start()
    await talk.send_file("лист.jpg")
    talk.sees("Файл отримали: лист.jpg.")
    await talk.tap("Надіслати бібліотекарю")
    await talk.say("Що тут написано?")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("«Що тут написано?»", "Разом із 1 файлом.")
    await talk.tap("Надіслати")
    async with database.reading() as unit:
        row = await unit.first(select(requests))
        entry = await unit.first(select(request_entries))
        (file,) = unit.vault.open_json(entry.files, column=FILES, row=row.number)
    assert file["name"] == "лист.jpg"


async def test_a_file_with_words_needs_no_second_asking(talk: Talk) -> None:
    await talk.send_file("лист.jpg", "Що тут написано?")
    await talk.tap("Надіслати бібліотекарю")
    talk.sees("З якого ви села чи міста?")


async def test_a_file_can_be_dropped(talk: Talk) -> None:
    await talk.send_file("лист.jpg")
    await talk.tap("Нічого")
    talk.sees("нікуди його не надсилаємо")


async def test_a_file_in_the_form_is_added(talk: Talk) -> None:
    await talk.say("людина")
    await talk.send_file("1.jpg")
    talk.sees("Що запитати про цей файл?")
    await talk.say(ASKED)
    await talk.tap("Будь-яка бібліотека")
    talk.sees("Разом із 1 файлом.")


async def test_a_signed_document_is_told_what_it_is(talk: Talk) -> None:
    await talk.say("людина")
    await talk.send_file("Витяг.pdf.p7s")
    talk.sees("з електронним підписом", "Що запитати про цей файл?")


async def test_a_file_that_nobody_could_fetch_is_told_kindly(talk: Talk) -> None:
    await talk.send_file("скан.pdf", size=50 * MEGABYTE)
    talk.sees("Файл завеликий: передати можемо до 20 МБ.")
    await talk.say("людина")
    await talk.send_file("скан.pdf", "Чий це підпис?", size=50 * MEGABYTE)
    talk.sees("Файл завеликий", "З якого ви села чи міста?")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("«Чий це підпис?»")
    talk.misses("Разом із")


async def test_a_card_that_needs_a_person_hands_over_its_subject(
    bare: BareLine, database: Database
) -> None:
    talk = Talk(bare)
    await talk.start("service__library-edd")
    await talk.tap("Замовити копію")
    await talk.say("Стаття з «Поділля» № 3 за 1995 рік")
    await talk.tap("Для науки")
    await talk.tap("Будь-яка бібліотека")
    await talk.tap("Надіслати")
    async with database.reading() as unit:
        row = await unit.first(select(requests))
    assert (row.kind, row.service) == ("document_delivery", "library-edd")


NOBODY_YET = "Бібліотекаря, який відповів би в цьому чаті, ще немає"
NO_PROMISE = ("Відповідь – до", "Відповідає:", "Відповідатиме:")
CALL = "Швидше зателефонувати: 0"
GONE_SOON = "Запишіть номер зараз: ця розмова зникне з комп’ютера."


def is_honest(talk: Talk) -> None:
    """Nobody could keep a promise: none is made, and there is a phone."""
    talk.sees(NOBODY_YET, "Звернення зберігаємо для:", CALL)
    talk.misses(*NO_PROMISE)


async def test_before_anybody_came_to_the_desk_nothing_is_promised(talk: Talk) -> None:
    await ask(talk)
    is_honest(talk)
    talk.sees("Деражнянська", "(найближча)")
    await talk.tap("Надіслати")
    talk.sees("Номер звернення", "Щойно бібліотекар візьметься за звернення")
    is_honest(talk)
    await talk.tap("Мої звернення")
    is_honest(talk)
    await talk.tap(next(one for one in talk.buttons if one.startswith("Відкрити №")))
    talk.sees("Чекає на бібліотекаря.")
    is_honest(talk)


async def test_no_copy_is_promised_before_anybody_came_to_the_desk(talk: Talk) -> None:
    await talk.say("замовити копію")
    await talk.say("Стаття з «Поділля» № 3 за 1995 рік")
    await talk.tap("Для науки")
    await talk.tap("Будь-яка бібліотека")
    is_honest(talk)
    await talk.tap("Надіслати")
    is_honest(talk)


async def test_no_legal_aid_is_promised_before_anybody_came_to_the_desk(talk: Talk) -> None:
    await talk.say("правова допомога")
    await talk.tap("Запитати бібліотекаря")
    await talk.say("Чи положений мені адвокат?")
    await talk.tap("Будь-яка бібліотека")
    is_honest(talk)
    await talk.tap("Надіслати")
    is_honest(talk)


async def test_a_library_that_nobody_at_any_desk_sees_promises_nothing(bare: BareLine) -> None:
    """One village has a librarian; who names no place comes to the oblast, where nobody is."""
    talk = Talk(bare)
    await talk.start()
    await librarian_of(talk, point="derazhnia-tsentralna")
    await ask(talk)
    talk.misses(NOBODY_YET)
    await talk.tap("Інша бібліотека")
    await talk.tap("Будь-яка бібліотека")
    is_honest(talk)
    await librarian_of(talk, point="derazhnia-tsentralna", role=Role.COORDINATOR)
    await talk.tap("Надіслати")
    talk.sees("Відповідає: Хмельницька обласна", "Відповідь – до")


async def test_nothing_was_promised_so_nothing_is_said_to_be_broken(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start()
    await ask(talk)
    await talk.tap("Надіслати")
    number = number_in(talk)
    for _ in range(5):
        bare.now += timedelta(days=2)
        await clock_strikes(talk)
        talk.misses("Ми обіцяли", "не взялася вчасно", *NO_PROMISE)
        talk.sees(NOBODY_YET) if talk.screen else None
    await talk.press(f"request__{number}")
    is_honest(talk)


async def test_once_somebody_came_to_any_desk_it_is_said_no_more(talk: Talk) -> None:
    await librarian_of(talk)
    await ask(talk)
    talk.misses(NOBODY_YET)
    await talk.tap("Надіслати")
    talk.sees("Номер звернення", "Відповідь надійде сюди.")
    talk.misses(NOBODY_YET)


async def test_at_a_shared_computer_the_number_is_to_be_written_down(bare: BareLine) -> None:
    bare.shared = True
    talk = Talk(bare)
    await talk.start()
    await librarian_of(talk)
    await ask(talk)
    await talk.tap("Надіслати")
    talk.sees(GONE_SOON, "По відповідь зателефонуйте до бібліотеки й назвіть номер: 0")
    talk.misses("Відповідь надійде сюди")


async def test_at_ones_own_computer_the_answer_comes_here(bare: BareLine) -> None:
    talk = Talk(bare)
    await talk.start()
    await librarian_of(talk)
    await ask(talk)
    await talk.tap("Надіслати")
    talk.sees("Відповідь надійде сюди.")
    talk.misses(GONE_SOON)


async def test_sixteen_libraries_without_anybody_hide_none_with_somebody(bare: BareLine) -> None:
    talk = Talk(bare)
    await librarian_of(talk, point="derazhnia-tsentralna")
    await librarian_of(talk, point="hounb")
    await talk.start()
    await ask(talk, "Загінці")
    talk.sees("Відповідатиме: Деражнянська", "(найближча")


async def test_the_own_hromada_comes_before_a_nearer_library_of_another(bare: BareLine) -> None:
    talk = Talk(bare)
    await librarian_of(talk, point="derazhnia-tsentralna")
    await librarian_of(talk, point="vinkivtsi-filiia-yasnoziria")
    await talk.start()
    await ask(talk, "Загінці")
    talk.sees("Відповідатиме: Деражнянська", "(найближча у вашій громаді чи районі)")
