"""«Мої звернення»: seen, added to, withdrawn, rated, re-opened; a person isn't talked over."""

from datetime import timedelta

import pytest

from bot.requests.model import CITIZEN, Did, Said, State
from bot.requests.service import Requests
from bot.storage import citizens, inbox
from tests.flows.librarian import (
    ASKED,
    Librarian,
    answered,
    ask,
    librarian_of,
    number_in,
    requests,
)
from tests.talk import BareLine, Talk

PASSPORT = "скільки коштує закордонний паспорт"
MEGABYTE = 1024 * 1024


async def profile(bare: BareLine) -> dict[str, object]:
    async with bare.database.reading() as unit:
        key = inbox.peer_key(unit, "bare", bare.peer)
        row = await unit.first(citizens.known, {"peer_key": key})
        return citizens.read_known(unit, row, key=key).profile


# The list and one question


async def test_nothing_asked_yet_leads_to_a_librarian(talk: Talk) -> None:
    await talk.say("мої звернення")
    talk.sees("Ви ще не запитували бібліотекаря")
    await talk.tap("Запитати бібліотекаря")
    talk.sees("Напишіть запитання")


async def test_from_the_list_to_one_question_and_back(talk: Talk) -> None:
    await librarian_of(talk)
    number = await ask(talk)
    await talk.tap("Мої звернення")
    talk.sees(f"№ {number}. «{ASKED}»", "Чекає на бібліотекаря.", "Відповідь – до ср, 25 листопада")
    await talk.tap(f"Відкрити № {number}")
    talk.sees(f"«{ASKED}»", "Відповідає: Хмельницька обласна", "(2 робочі дні: вт 24.11, ср 25.11)")
    assert talk.buttons == ["Дописати", "Відкликати", "Усі мої звернення"]
    await talk.tap("Усі мої звернення")
    talk.sees(number)


async def test_five_on_a_page_newest_first(bare: BareLine, talk_here: Talk) -> None:
    talk = talk_here
    numbers = [await ask(talk, f"Питання про книгу номер {one}?") for one in range(7)]
    await talk.say("мої звернення")
    opening = [f"Відкрити № {one}" for one in reversed(numbers)]
    assert talk.buttons == [*opening[:5], "Давніші"]
    await talk.tap("Давніші")
    assert talk.buttons == opening[5:]
    await talk.press("my_questions_page__99999999")
    assert talk.buttons[:5] == opening[:5]
    await talk.press("my_questions_page__90")
    assert talk.buttons == opening[5:]


async def test_what_was_said_since_and_who_has_it_now(talk_here: Talk, oksana: Librarian) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await oksana.ask(number, "Яка губернія?")
    await talk_here.say("Подільська")
    await oksana.hand_over(number, to="derazhnia-tsentralna", reason="Книга там")
    await talk_here.tap("Переглянути")
    talk_here.sees("Бібліотекар: Яка губернія?", "Ви: Подільська", "Деражнянська")
    talk_here.sees("(передала попередня бібліотека)", "Бібліотекар: Книга там")


@pytest.mark.parametrize(
    "link",
    ["request", "add_words", "withdraw", "agree", "decline", "reopen", "rate", "about_other"],
)
async def test_anothers_number_is_unknown(
    bare: BareLine, talk_here: Talk, oksana: Librarian, link: str
) -> None:
    number = await answered(oksana, talk_here)
    bare.peer = "petro"
    other = Talk(bare)
    await other.start()
    last = {"rate": "__3", "about_other": "__1"}.get(link, "")
    await other.press(f"{link}__{number}{last}")
    other.sees("Не знаємо такого вашого звернення", "Ви ще не запитували бібліотекаря")
    other.misses(ASKED)
    request, _ = await oksana.sees(number)
    assert (request.state, request.rating) == (State.ANSWERED, None)


async def test_a_mistyped_number_is_unknown_too(talk: Talk) -> None:
    await ask(talk)
    await talk.start("request__0000-0000")
    talk.sees("Не знаємо такого вашого звернення", "Мої звернення", ASKED)


async def test_in_english(bare: BareLine, talk_here: Talk, oksana: Librarian) -> None:
    talk = talk_here
    await talk.tap("English")
    await talk.say("librarian")
    await talk.say("Where can I find a register of 1913?")
    await talk.tap("Any library")
    await talk.tap("Send")
    number = number_in(talk)
    await oksana.take(number)
    await talk.say("It is about Bozhykivtsi")
    talk.sees(f"Passed on to question No. {number}. The librarian will answer.")
    await oksana.answer(number, "Fond 315.")
    await talk.tap("It did not help")
    talk.sees("What was missing?")
    await talk.tap("Open it again")
    talk.sees(f"Question No. {number} is open again.", "Waits for a librarian.")


# Adding


async def test_words_and_files_are_added_any_time(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number = await ask(talk_here)
    await talk_here.press(f"add_words__{number}")
    await talk_here.say("Село Божиківці")
    talk_here.sees(f"Додали до звернення № {number}.")
    await talk_here.press(f"add_words__{number}")
    await talk_here.send_file("лист.jpg", "і ось лист")
    talk_here.sees(f"Додали до звернення № {number}.")
    await talk_here.press(f"add_words__{number}")
    await talk_here.send_file("скан.pdf", size=50 * MEGABYTE)
    talk_here.sees("Файл завеликий", "Напишіть, що додати")
    await talk_here.tap("Нічого не додавати")
    talk_here.sees("Ви: Село Божиківці", "Ви: і ось лист + лист.jpg")
    _, entries = await oksana.sees(number)
    assert [one.words for one in entries] == [ASKED, "Село Божиківці", "і ось лист"]
    (file,) = entries[-1].files
    assert (file.channel, file.ref) == ("bare", "ref-лист.jpg")


async def test_more_about_an_answered_question_opens_it_again(
    talk_here: Talk, oksana: Librarian
) -> None:
    number = await answered(oksana, talk_here)
    await talk_here.tap("Запитати ще")
    await talk_here.say("А де цей фонд?")
    talk_here.sees(f"Додали до звернення № {number}.", "Чекає на бібліотекаря.")
    request, _ = await oksana.sees(number)
    assert request.state is State.NEW


async def test_after_the_term_nothing_can_be_typed_in_vain(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number = await answered(oksana, talk_here)
    bare.now += timedelta(days=15)
    for link in ("add_words", "reopen"):
        await talk_here.press(f"{link}__{number}")
        talk_here.sees("Відкрити знову вже не можна: строк минув", "Відповідь є.")
        assert "Відкрити знову" not in talk_here.buttons
    await talk_here.say("А де цей фонд?")
    request, entries = await oksana.sees(number)
    assert (request.state, len(entries)) == (State.ANSWERED, 2)


# Withdrawing


async def test_withdrawing_asks_once(talk: Talk) -> None:
    number = await ask(talk)
    await talk.start(f"withdraw__{number}")
    talk.sees(f"Відкликати звернення № {number}?")
    await talk.tap("Залишити")
    talk.sees("Чекає на бібліотекаря.")
    await talk.tap("Відкликати")
    await talk.say("так")
    talk.sees(f"Звернення № {number} відкликано.")
    await talk.start(f"withdraw__{number}")
    talk.sees("Цього вже не зробити", "Відкликано.")


async def test_an_answered_question_can_t_be_withdrawn(talk_here: Talk, oksana: Librarian) -> None:
    number = await ask(talk_here)
    await talk_here.press(f"withdraw__{number}")
    confirm = talk_here.screen[-1]
    await oksana.take(number)
    await oksana.answer(number, "Фонд 315.")
    await talk_here.tap_on(confirm, "Відкликати")
    talk_here.sees("Цього вже не зробити", "Відповідь є.", "Фонд 315.")
    assert "Відкликати" not in talk_here.buttons


# Rating


async def test_two_taps_and_words_if_one_likes(talk_here: Talk, oksana: Librarian) -> None:
    number = await answered(oksana, talk_here)
    talk_here.sees(f"№ {number}", "Фонд 315, опис 1.")
    letter = talk_here.screen[-1]
    await talk_here.tap("Допомогло")
    talk_here.sees("Дякуємо. Хочете додати кілька слів?")
    await talk_here.tap("Ні")
    talk_here.sees("Дякуємо. Пишіть будь-коли.")
    await talk_here.tap_on(letter, "Частково")
    await talk_here.say("Хотілося б ще адресу архіву.")
    talk_here.sees("Дякуємо, у бібліотеці це прочитають.")
    request, entries = await oksana.sees(number)
    assert (request.rating, request.state) == (2, State.ANSWERED)
    assert (entries[-1].said, entries[-1].words) == (Said.RATING, "Хотілося б ще адресу архіву.")


async def test_a_low_rating_offers_to_go_on(talk_here: Talk, oksana: Librarian) -> None:
    number = await answered(oksana, talk_here)
    await talk_here.tap("Не допомогло")
    talk_here.sees("Чого забракло?")
    await talk_here.tap("Відкрити знову")
    talk_here.sees(f"Звернення № {number} знову відкрите.", "Напишіть, що додати")
    await talk_here.say("Це не той рік")
    talk_here.sees(f"Додали до звернення № {number}.")
    request, entries = await oksana.sees(number)
    assert (request.state, entries[-1].words) == (State.NEW, "Це не той рік")


async def test_a_low_rating_after_the_term_offers_no_opening(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await answered(oksana, talk_here)
    bare.now += timedelta(days=20)
    await talk_here.tap("Не допомогло")
    talk_here.sees("Чого забракло?")
    assert talk_here.buttons == ["Ні"]


async def test_a_new_question_is_no_comment(talk_here: Talk, oksana: Librarian) -> None:
    number = await answered(oksana, talk_here)
    await talk_here.tap("Допомогло")
    await talk_here.say("Скільки коштує закордонний паспорт?")
    talk_here.sees("Закордонний паспорт")
    _, entries = await oksana.sees(number)
    assert entries[-1].said is Said.ANSWER


async def test_a_question_without_an_answer_is_not_rated(talk: Talk) -> None:
    number = await ask(talk)
    for rating in ("3", "7", "x"):
        await talk.start(f"rate__{number}__{rating}")
        talk.sees("Чекає на бібліотекаря.")
        talk.misses("Дякуємо")


async def test_who_asked_not_to_be_asked_is_not(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await answered(oksana, talk_here)
    await talk_here.press("no_follow_up")
    before = len(talk_here.history)
    for days in (15, 7):
        bare.now += timedelta(days=days)
        await oksana.clock_strikes()
    assert len(talk_here.history) == before
    talk_here.misses("Чи допомогла відповідь?")


async def test_weeks_later_we_ask_unless_told_not_to(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await answered(oksana, talk_here)
    second = await answered(oksana, talk_here)
    for days in (15, 7):
        bare.now += timedelta(days=days)
        await oksana.clock_strikes()
    talk_here.sees("Чи допомогла відповідь?")
    await talk_here.tap("Більше не питайте")
    talk_here.sees("більше не питатимемо")
    assert (await profile(bare))["no_follow_up"] is True
    await talk_here.tap("Нехай питають")
    assert "no_follow_up" not in await profile(bare)
    await talk_here.press("no_follow_up")
    await talk_here.press(f"rate__{second}__3")
    request, _ = await oksana.sees(second)
    assert (request.state, request.rating) == (State.CLOSED, 3)


# Who asks, and who was passed over


async def test_signing_is_a_choice(talk: Talk) -> None:
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.tap("Будь-яка бібліотека")
    talk.sees("але не ваш акаунт")
    await talk.tap("Додати ім’я")
    talk.sees("Як до вас звертатися?", "«Читач № …»")
    await talk.say("  Олена\nІванівна ")
    talk.sees("Олена Іванівна", f"«{ASKED}»")
    await talk.tap("Додати ім’я")
    await talk.tap("Без імені")
    talk.misses("Олена")


async def test_the_name_goes_with_this_and_later_questions(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await talk_here.say("людина")
    await talk_here.say(ASKED)
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Додати ім’я")
    await talk_here.say("Олена Іванівна")
    await talk_here.tap("Надіслати")
    first = number_in(talk_here)
    second = await ask(talk_here)
    for number in (first, second):
        request, _ = await oksana.sees(number)
        assert request.name == "Олена Іванівна"
    assert (await profile(bare))["name"] == "Олена Іванівна"


async def test_why_ones_own_library_is_passed_over(talk_here: Talk, oksana: Librarian) -> None:
    await talk_here.start("save_library__derazhnia-tsentralna")
    await talk_here.say("людина")
    await talk_here.say(ASKED)
    await talk_here.say("моя")
    talk_here.sees("Відповідатиме: Хмельницька обласна")
    talk_here.sees("Ваша бібліотека не відповість: там у чаті ще ніхто не відповідає.")
    await talk_here.tap("Надіслати")
    request, _ = await oksana.sees(number_in(talk_here))
    assert ("derazhnia-tsentralna", "no_staff") in request.holder.skipped


async def test_every_citizens_act_is_in_the_history(
    talk_here: Talk, oksana: Librarian, bare: BareLine
) -> None:
    number = await answered(oksana, talk_here)
    await talk_here.press(f"rate__{number}__1")
    await talk_here.tap("Відкрити знову")
    await talk_here.say("Ще раз, будь ласка")
    await talk_here.press(f"withdraw__{number}")
    await talk_here.say("так")
    async with bare.database.unit() as unit:
        opened = await bare.services(unit)[Requests].lists.open(oksana.person, number)
    assert [one.did for one in opened.events if one.actor == CITIZEN] == [
        Did.HANDED_IN, Did.RATED, Did.REOPENED, Did.ADDED, Did.WITHDRAWN,
    ]  # fmt: skip
    async with bare.database.reading() as unit:
        (row,) = await unit.all(requests.select())
    assert row.state == "withdrawn"


# What did not help


async def test_what_was_missing_opens_the_question_again(
    talk_here: Talk, oksana: Librarian
) -> None:
    """Typing is the natural act: it needs no button, and a question in it is no other question."""
    number = await answered(oksana, talk_here)
    await talk_here.tap("Не допомогло")
    await talk_here.say("Скільки коштує закордонний паспорт?")
    talk_here.sees(f"Додали до звернення № {number}: воно знову відкрите.", "Відповідає:")
    request, entries = await oksana.sees(number)
    assert (request.state, entries[-1].words) == (
        State.NEW, "Скільки коштує закордонний паспорт?",
    )  # fmt: skip
    await talk_here.tap("Це про інше")
    talk_here.sees("Закордонний паспорт")


async def test_a_photo_of_what_was_meant_goes_with_it(talk_here: Talk, oksana: Librarian) -> None:
    number = await answered(oksana, talk_here)
    await talk_here.tap("Не допомогло")
    await talk_here.send_file("сторінка.jpg", "мені треба ця")
    talk_here.sees("воно знову відкрите")
    request, entries = await oksana.sees(number)
    assert (request.state, entries[-1].files[0].name) == (State.NEW, "сторінка.jpg")


async def test_partly_with_a_question_is_gone_on_with_by_one_tap(
    talk_here: Talk, oksana: Librarian
) -> None:
    number = await answered(oksana, talk_here)
    await talk_here.tap("Частково")
    await talk_here.say("а можна ще сторінку 4?")
    talk_here.sees("у бібліотеці це прочитають", "Відкрийте звернення знову")
    await talk_here.tap("Відкрити знову")
    talk_here.sees(f"Звернення № {number} знову відкрите.")
    request, entries = await oksana.sees(number)
    assert (request.state, entries[-1].words) == (State.NEW, "а можна ще сторінку 4?")


async def test_after_the_term_there_is_a_way_to_a_librarian(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number = await answered(oksana, talk_here)
    bare.now += timedelta(days=20)
    await talk_here.tap("Не допомогло")
    await talk_here.say("Це не той рік")
    talk_here.sees("Дякуємо")
    assert talk_here.buttons == ["Запитати бібліотекаря"]
    _, entries = await oksana.sees(number)
    assert (entries[-1].said, entries[-1].words) == (Said.RATING, "Це не той рік")
