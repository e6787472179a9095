"""One act of a person in Telegram, as the several updates that it is on the wire."""

from collections.abc import AsyncIterator

import pytest

from tests.flows.coming_back import answered_while_away, comes_back, gets_all_and_one_menu
from tests.flows.conftest import open_telegram
from tests.flows.desk_talk import asked, dismiss_everybody, linked, seen_by
from tests.flows.librarian import ask, librarian_of
from tests.talk import Talk

BOT = {"id": 4242424242, "is_bot": True, "first_name": "Місток"}


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def talk(request: pytest.FixtureRequest) -> AsyncIterator[Talk]:
    async with open_telegram(request) as line:
        talk = Talk(line)
        await talk.start()
        yield talk
        await dismiss_everybody(talk)


def photo(talk: Talk, name: str) -> dict:
    file = talk.line._do("add_file", {"name": name, "size": 1000, "content": ""})
    return {"photo": [file | {"width": 90, "height": 90}]}


async def send(talk: Talk, *contents: dict) -> None:
    for content in contents:
        await talk.line.citizen.sends(content)
    talk.receive(await talk.line._answers())


async def test_an_album_of_three_with_a_caption_is_one_answer(talk: Talk) -> None:
    parts = [photo(talk, f"{one}.jpg") | {"media_group_id": "7"} for one in range(3)]
    parts[0]["caption"] = "Що тут написано?"
    await send(talk, *parts)
    assert len(talk.screen) == 1
    talk.sees("«Що тут написано?»", "Файли отримали.")
    await talk.tap("Надіслати бібліотекарю")
    await talk.tap("Будь-яка бібліотека")
    talk.sees("«Що тут написано?»", "Разом із 3 файлами.")


async def test_a_text_that_the_app_has_parted_is_one_question(talk: Talk) -> None:
    await talk.say("людина")
    await send(talk, {"text": "слово " * 682 + "кінь"}, {"text": "Деражня була повітом тоді"})
    talk.sees("Додали до вашого запитання", "З якого ви села чи міста?")


async def test_a_swipe_reply_to_a_notice_opens_the_request(talk: Talk) -> None:
    iryna = await linked(talk)
    number = await asked(talk)
    talk.receive(await talk.line.letters())
    talk.sees(number)
    notice = {"message_id": int(talk.screen[-1].ref), "date": 1, "from": BOT,
              "chat": {"id": talk.line.citizen.id, "type": "private", "first_name": "О"},
              "text": talk.screen[-1].text}  # fmt: skip
    await send(talk, {"text": "Фонд 315, опис 1.", "reply_to_message": notice})
    talk.sees("«Фонд 315, опис 1.»", number)
    await talk.tap("Надіслати")
    opened = await seen_by(talk, iryna, number)
    assert opened.entries[-1].words == "Фонд 315, опис 1."


async def test_a_forward_to_the_person_who_answers(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    number = await ask(talk)
    await oksana.take(number)
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Тарас"}
    await send(talk, {"text": "Метрику бачив у Кам’янці", "forward_origin": origin})
    talk.sees(f"Передали до звернення № {number}.")
    _, entries = await oksana.sees(number)
    assert entries[-1].words == "Переслано від Тарас:\nМетрику бачив у Кам’янці"


async def test_who_comes_back_gets_what_was_written_meanwhile_and_one_menu(talk: Talk) -> None:
    citizen = talk.line.citizen
    await gets_all_and_one_menu(talk, citizen.blocks, citizen.unblocks)


async def test_a_letter_that_found_the_citizen_gone_goes_out_when_they_are_back(talk: Talk) -> None:
    async def blocks_unheard() -> None:
        talk.line._service.ask(lambda: _block(talk))

    oksana, number = await answered_while_away(talk, blocks_unheard)
    await comes_back(talk, oksana, number, talk.line.citizen.unblocks)


def _block(talk: Talk) -> None:
    talk.line._service.telegram.fake.chats[talk.line.citizen.id].blocked = True


async def test_who_is_forgotten_sees_nothing_more_of_what_the_bot_said(talk: Talk) -> None:
    await talk.say("бібліотека в Деражні")
    await talk.tap(talk.buttons[0])
    await talk.say("забудь мене")
    await talk.tap("Видалити все")
    talk.sees("усе про вас видалено", "зникнуть і з цього чату", "Те, що показує ваш месенджер")
    chat = talk.line._service.ask(talk.line._chat)
    (last,) = [one.body for one in chat.values() if one.from_bot]
    assert "усе про вас видалено" in last["text"]
    await talk.say("меню")
    talk.sees("Чим допомогти?")
