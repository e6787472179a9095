"""While a person answers, the bot is silent; a changed message reaches who has the question."""

from bot.requests.model import CITIZEN, Said, State
from tests.flows.librarian import ASKED, Librarian, answered, ask, number_in
from tests.talk import BareLine, Talk

PASSPORT = "скільки коштує закордонний паспорт"
MEGABYTE = 1024 * 1024


async def test_while_a_person_answers_the_bot_is_silent(talk_here: Talk, oksana: Librarian) -> None:
    number = await ask(talk_here)
    await talk_here.say(PASSPORT)
    talk_here.sees("Закордонний паспорт")  # nobody has taken it yet
    await oksana.take(number)
    await talk_here.say("Дід народився в Божиківцях")
    assert talk_here.text == f"Передали до звернення № {number}. Відповість бібліотекар."
    assert talk_here.buttons == ["Це про інше", "Меню"]
    await talk_here.send_file("лист.jpg")
    talk_here.sees(f"Передали до звернення № {number}.")
    await talk_here.send_file("скан.pdf", size=50 * MEGABYTE)
    talk_here.sees("Файл завеликий")
    await talk_here.tap("Меню")
    talk_here.sees("Чим допомогти?")
    await talk_here.say("послуги")
    talk_here.misses("Передали")
    _, entries = await oksana.sees(number)
    assert [one.words for one in entries] == [ASKED, "Дід народився в Божиківцях", ""]
    assert entries[-1].files[0].name == "лист.jpg"


async def test_in_danger_both_speak(bare: BareLine, talk_here: Talk, oksana: Librarian) -> None:
    number = await ask(talk_here)
    await talk_here.say("не хочу жити")
    talk_here.misses("бібліотекар")  # nobody has taken it yet
    await oksana.take(number)
    await talk_here.say("не хочу жити")
    talk_here.sees("7333", f"Ваші слова отримав і бібліотекар, у зверненні № {number}.")
    talk_here.receive(await bare.edit("не хочу більше жити"))
    talk_here.sees("7333", number)
    await talk_here.say("112")  # numbers asked for are no words for the librarian
    talk_here.misses(number)
    _, entries = await oksana.sees(number)
    assert [one.words for one in entries[1:]] == ["не хочу жити", "не хочу більше жити"]
    assert entries[2].replaces == entries[1].id


async def test_about_something_else_goes_to_the_bot(talk_here: Talk, oksana: Librarian) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await talk_here.say(PASSPORT)
    talk_here.sees("Передали до звернення", "Це про інше? Натисніть кнопку")
    await talk_here.tap("Це про інше")
    talk_here.sees("Закордонний паспорт")
    _, entries = await oksana.sees(number)
    assert entries[-1].said is Said.NOTE
    assert "про інше" in entries[-1].words
    await talk_here.press(f"request__{number}")
    talk_here.misses("про інше")
    await talk_here.press(f"about_other__{number}__{entries[-2].id}")
    talk_here.sees("Закордонний паспорт")
    assert len((await oksana.sees(number))[1]) == len(entries)  # told once


async def test_about_something_else_can_be_typed(talk_here: Talk, oksana: Librarian) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await talk_here.say("це про інше")
    talk_here.sees("Передали до звернення")  # nothing else was said: it is for the librarian
    await talk_here.say(PASSPORT)
    await talk_here.say("це про інше")
    talk_here.sees("Закордонний паспорт")
    _, entries = await oksana.sees(number)
    assert [one.words for one in entries[:3]] == [ASKED, "це про інше", PASSPORT]


async def test_the_buttons_of_a_page_can_be_typed(talk_here: Talk, oksana: Librarian) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await talk_here.say("мої звернення")
    await talk_here.say(f"відкрити № {number}")
    talk_here.sees("Бібліотекар уже працює")
    await talk_here.say("1")  # a number is words for the librarian here, not a button
    talk_here.sees("Передали до звернення")
    await talk_here.press(f"request__{number}")
    await talk_here.say("відкликати")
    talk_here.sees(f"Відкликати звернення № {number}?")


async def test_a_file_about_something_else_is_asked_about(
    talk_here: Talk, oksana: Librarian
) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await talk_here.send_file("лист.jpg", "Що тут написано?")
    await talk_here.tap("Це про інше")
    talk_here.sees("Файл отримали: лист.jpg.")
    await talk_here.tap("Надіслати бібліотекарю")
    talk_here.sees("З якого ви села чи міста?")


async def test_a_forged_entry_is_not_ones_own_words(talk_here: Talk, oksana: Librarian) -> None:
    number = await answered(oksana, talk_here)
    _, entries = await oksana.sees(number)
    for entry in (entries[-1].id, 999999, "x"):
        await talk_here.press(f"about_other__{number}__{entry}")
        talk_here.sees("Не знаємо такого вашого звернення")
        talk_here.misses("Фонд 315, опис 1.")


async def test_a_released_question_gives_the_bot_its_voice_back(
    talk_here: Talk, oksana: Librarian
) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await oksana.release(number)
    await talk_here.say(PASSPORT)
    talk_here.sees("Закордонний паспорт")


async def test_what_is_asked_back_is_answered_by_plain_words(
    talk_here: Talk, oksana: Librarian
) -> None:
    number = await ask(talk_here)
    await oksana.take(number)
    await oksana.ask(number, "Яка губернія?")
    talk_here.sees("Бібліотекар уточнює", "Яка губернія?")
    await talk_here.press(f"request__{number}")
    talk_here.sees("Бібліотекар чекає вашої відповіді.", "Строк зупинено, поки ви не відповісте.")
    await talk_here.say("так")  # to a question, yes is words
    request, entries = await oksana.sees(number)
    assert (request.state, entries[-1].words) == (State.TAKEN, "так")


# Changed messages


async def test_a_changed_message_reaches_the_librarian(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number = await ask(talk_here)
    talk_here.receive(await bare.edit("Де метрична книга за 1914 рік?"))
    talk_here.sees(f"Бібліотекар бачить вашу правку у зверненні № {number}.")
    _, entries = await oksana.sees(number)
    assert [one.words for one in entries] == [ASKED, "Де метрична книга за 1914 рік?"]
    assert entries[1].replaces == entries[0].id
    assert entries[1].author == CITIZEN
    await talk_here.press(f"request__{number}")
    talk_here.sees("Ви: Де метрична книга за 1914 рік?")


async def test_a_question_that_the_bot_passed_on_can_be_changed_too(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    await talk_here.say("щось зі справами")
    await talk_here.tap("Не те")
    await talk_here.tap("Передати")
    await talk_here.tap("Будь-яка бібліотека")
    await talk_here.tap("Надіслати")
    number = number_in(talk_here)
    talk_here.receive(await bare.edit("Де шукати метрику?"))
    talk_here.sees(f"Бібліотекар бачить вашу правку у зверненні № {number}.")


async def test_a_changed_message_of_anothers_question_is_ones_own(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number = await ask(talk_here)
    mark = bare._typed
    bare.peer = "petro"
    other = Talk(bare)
    await other.start()
    assert bare._typed == mark  # the channel names Petro's message as it named Olena's
    other.receive(await bare.edit(PASSPORT))
    other.misses("правку")
    _, entries = await oksana.sees(number)
    assert [one.words for one in entries] == [ASKED]


async def test_a_question_stays_open_while_a_message_is_changed(
    bare: BareLine, talk_here: Talk
) -> None:
    await ask(talk_here)
    await talk_here.press("person")
    talk_here.receive(await bare.edit("Де метрична книга за 1914 рік?"))
    talk_here.sees("Бібліотекар бачить вашу правку")
    await talk_here.say("Інше запитання")
    talk_here.sees("З якого ви села чи міста?")


async def test_a_change_that_belongs_to_no_question_is_taken_as_new(
    bare: BareLine, talk_here: Talk
) -> None:
    await talk_here.say("абракадабра")
    talk_here.receive(await bare.edit(PASSPORT))
    talk_here.sees("Закордонний паспорт")


async def test_a_change_after_the_end_is_told_honestly(
    bare: BareLine, talk_here: Talk, oksana: Librarian
) -> None:
    number = await answered(oksana, talk_here)
    talk_here.receive(await bare.edit("Де метрична книга за 1914 рік?"))
    talk_here.sees("зміна до нього не потрапила")
    _, entries = await oksana.sees(number)
    assert len(entries) == 2
    await talk_here.tap("Переглянути")
    assert "Відкрити знову" in talk_here.buttons
