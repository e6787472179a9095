"""The start, the menu, the language, about, leaving."""

import pytest
from sqlalchemy import select

from bot.app.content_index import ContentIndex
from bot.storage.database import Database
from bot.storage.schema import keep_of, metadata
from bot.storage.tables import citizens, dialogues, inbox, outbox
from tests.flows.conftest import KEEPS_HISTORY
from tests.talk import BareLine, Talk, plain

MENU = ["Знайти бібліотеку", "Е-послуги", "Правова допомога", "Запитати бібліотекаря"]


async def test_the_first_message_says_who_runs_this_and_how_to_leave(talk: Talk) -> None:
    talk.sees("Це Місток", "Хмельницька обласна універсальна наукова бібліотека")
    talk.sees("зберігаємо", "«забудь мене»", "Чим допомогти?")
    assert talk.buttons[:4] == MENU
    await talk.start()
    talk.misses("Це Місток")


async def test_the_start_screen_says_at_its_top_whose_this_is(talk: Talk) -> None:
    first, *others = (plain(one.text) for one in talk.history)
    about = first if others else first.partition("Чим допомогти?")[0]
    whose, runs, *_ = about.splitlines()
    assert whose == "Це Місток. Помічник публічних бібліотек Хмельниччини."
    assert runs == "Відповідає: Хмельницька обласна універсальна наукова бібліотека."
    assert "Чим допомогти?" in plain(talk.history[-1].text)


@pytest.mark.parametrize("word", ["меню", "/menu", "допомога", "/help", "ДОПОМОГА!", "menu"])
async def test_the_menu_opens_by_word_and_command(talk: Talk, word: str) -> None:
    await talk.say(word)
    assert talk.buttons[:4] == MENU


@pytest.mark.parametrize("word", ["привіт", "Добрий день!", "/start", "хелоу, здрасьте"])
async def test_a_greeting_is_returned(talk: Talk, word: str) -> None:
    await talk.say(word)
    assert talk.buttons[:4] == MENU


@pytest.mark.parametrize("word", ["дякую", "Спасибо!", "щиро дякую", "дякую за відповідь"])
async def test_thanks_are_answered(talk: Talk, word: str) -> None:
    await talk.say(word)
    talk.sees("Будь ласка.")


@pytest.mark.parametrize("asked", ["Хто ти?", "хто ви", "кто ты", "/about"])
async def test_who_are_you_is_answered_with_who_runs_this(talk: Talk, asked: str) -> None:
    await talk.say(asked)
    talk.sees("Відповідає: Хмельницька обласна", "0382 79-47-31")


async def test_numbers_choose_from_the_menu(talk: Talk) -> None:
    await talk.say("2")
    talk.sees("Про що йдеться?")


async def test_the_language_is_changed_and_kept(talk: Talk, content_index: ContentIndex) -> None:
    await talk.tap("English")
    talk.sees("From now on we write in English.", "How can we help?")
    await talk.say("скільки коштує закордонний паспорт")
    talk.misses("Сайт: dmsu.gov.ua")
    await talk.say("мова")
    await talk.tap("Українська")
    talk.sees("Тепер пишемо українською.")


async def test_a_question_in_english_is_answered_in_english(talk: Talk) -> None:
    await talk.say("how do I get a passport for travel abroad?")
    assert "Не те" not in talk.buttons
    assert {"Not that", "Site: dmsu.gov.ua"} & set(talk.buttons)
    await talk.say("скільки коштує закордонний паспорт")
    assert {"Не те", "Сайт: dmsu.gov.ua"} & set(talk.buttons)


async def test_about_tells_what_is_stored_and_for_how_long(talk: Talk) -> None:
    await talk.say("про бота")
    await talk.tap("Що зберігаєте")
    for table in (outbox, dialogues, citizens, metadata.tables["requests"]):
        talk.sees(f"{keep_of(table).days} дн")
    assert keep_of(inbox).days == keep_of(outbox).days  # one line tells of both
    await talk.say("про бота")
    await talk.tap("Звідки дані")
    talk.sees("OCHA", "MIT")


async def test_forget_me_asks_once_and_meets_anew(talk: Talk) -> None:
    await talk.start("save_library__hounb")
    await talk.say("Забудь мене!")
    talk.sees("Видалити все про вас?")
    await talk.tap("Видалити все")
    talk.sees("усе про вас видалено")
    await talk.say("меню")
    talk.sees("Це Місток")
    assert "Моя бібліотека" not in talk.buttons


async def test_forget_me_deletes_every_row(bare: BareLine, database: Database) -> None:
    talk = Talk(bare)
    await talk.start()
    await talk.say("людина")
    await talk.say("Хто написав «Кобзар» уперше?")
    await talk.tap("Будь-яка бібліотека")
    await talk.tap("Надіслати")
    await talk.say("Забудь мене!")
    await talk.tap("Видалити все")
    async with database.reading() as unit:
        assert await unit.all(select(citizens.c.id)) == []
        assert await unit.all(select(dialogues.c.citizen_id)) == []
        row = await unit.first(select(metadata.tables["requests"]))
        entry = await unit.first(select(metadata.tables["request_entries"]))
        assert await unit.all(select(metadata.tables["request_terms"])) == []
    assert (row.name, row.citizen_id, row.state) == (None, None, "withdrawn")
    assert (entry.words, entry.files) == (None, None)


async def test_forget_me_can_be_declined(talk: Talk) -> None:
    await talk.say("/forget")
    await talk.tap("Залишити")
    talk.sees("нічого не видалено")


async def test_whoever_leaves_a_messenger_is_told_that_it_keeps_the_rest(
    talk: Talk, line_name: str
) -> None:
    await talk.say("забудь мене")
    await talk.tap("Видалити все")
    talk.sees("усе про вас видалено")
    kept = "Те, що показує ваш месенджер"
    (talk.sees if line_name in KEEPS_HISTORY else talk.misses)(kept)
