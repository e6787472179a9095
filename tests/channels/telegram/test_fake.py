"""The fake itself: aiogram drives it as a second client, and it is strict."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
)

from tests.fakes.telegram.citizen import Citizen, local, remote
from tests.fakes.telegram.server import Running
from tests.fakes.telegram.state import TOKEN
from tests.waiting import PATIENCE, until


def client(api: str, token: str = TOKEN) -> Bot:
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))


@pytest.fixture
async def bot(telegram: Running) -> AsyncIterator[Bot]:
    bot = client(telegram.api)
    yield bot
    await bot.session.close()


def buttons(data: str = "1:a") -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(text="Далі", callback_data=data)
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


async def test_aiogram_talks_with_a_citizen(bot: Bot, citizen: Citizen) -> None:
    assert (await bot.get_me()).is_bot
    await citizen.starts("library__1")
    await citizen.shares(50.6, 26.2)
    first, second = await bot.get_updates(timeout=1)
    assert first.message.text == "/start library__1"
    assert second.message.location.latitude == 50.6
    bold = MessageEntity(type="bold", offset=0, length=6)
    await bot.send_message(citizen.id, "Місток\nДалі?", entities=[bold], reply_markup=buttons())
    (seen,) = await citizen.hears()
    assert (seen.title, seen.text, seen.buttons) == ("Місток", "Далі?", ("Далі",))
    await citizen.taps("Далі")
    (pressed,) = await bot.get_updates(offset=second.update_id + 1, timeout=1)
    assert pressed.callback_query.data == "1:a"
    assert await bot.answer_callback_query(pressed.callback_query.id)
    assert not citizen.spinning
    edited = await bot.edit_message_text("Готово", chat_id=citizen.id, message_id=seen.id)
    assert edited.edit_date
    (seen,) = await citizen.hears()
    assert (seen.text, seen.buttons, seen.edited) == ("Готово", (), True)
    await bot.send_venue(citizen.id, 50.6, 26.2, "Бібліотека", "вул. Миру, 1")
    (seen,) = await citizen.hears()
    assert seen.pin == (50.6, 26.2, "Бібліотека", "вул. Миру, 1")
    assert await bot.send_chat_action(citizen.id, "typing")
    assert await bot.set_my_commands([BotCommand(command="menu", description="Меню")])
    assert (await bot.get_my_commands())[0].description == "Меню"
    assert await bot.set_my_description("Про бібліотеки", language_code="uk")
    assert (await bot.get_my_description(language_code="uk")).description == "Про бібліотеки"


async def test_a_keyboard_under_the_field(bot: Bot, citizen: Citizen) -> None:
    key = KeyboardButton(text="Не знаю")
    markup = ReplyKeyboardMarkup(keyboard=[[key]], one_time_keyboard=True)
    await bot.send_message(citizen.id, "Де ви?", reply_markup=markup)
    await citizen.taps("Не знаю")
    assert citizen.keyboard == []
    with pytest.raises(TelegramBadRequest, match="can't be edited"):
        await bot.edit_message_text("Ні", chat_id=citizen.id, message_id=citizen.sees[0].id)
    with pytest.raises(AssertionError, match="no button"):
        await citizen.taps("Не знаю")


REFUSED = {
    "an empty text": ({"text": " "}, "text is empty"),
    "a long text": ({"text": "я" * 4097}, "too long"),
    "a long text of pairs": ({"text": "🌉" * 2049}, "too long"),
    "long data": ({"text": "а", "reply_markup": buttons("я" * 33)}, "BUTTON_DATA_INVALID"),
    "an unknown tag": ({"text": "<blink>а</blink>", "parse_mode": "HTML"}, "can't parse entities"),
    "an open tag": ({"text": "<b>а", "parse_mode": "HTML"}, "can't parse entities"),
    "an unknown mode": ({"text": "а", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    "an entity outside": (
        {"text": "а", "entities": [MessageEntity(type="bold", offset=0, length=2)]},
        "can't parse entities",
    ),
    "an unknown entity": (
        {"text": "а", "entities": [MessageEntity(type="huge", offset=0, length=1)]},
        "can't parse entities",
    ),
}


@pytest.mark.parametrize(("params", "reason"), REFUSED.values(), ids=REFUSED.keys())
async def test_messages_that_are_refused(
    bot: Bot, citizen: Citizen, params: dict, reason: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=reason):
        await bot.send_message(citizen.id, **params)
    assert citizen.sees == []


async def test_calls_that_are_refused(bot: Bot, citizen: Citizen, telegram: Running) -> None:
    sent = await bot.send_message(citizen.id, "а", reply_markup=buttons())
    same = {"chat_id": citizen.id, "message_id": sent.message_id, "reply_markup": buttons()}
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("а", **same)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(**same)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query("never")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(5, "а")
    local(telegram.fake)("fail", {"method": "sendMessage", "code": 429, "retry_after": 4})
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(citizen.id, "а")
    assert caught.value.retry_after == 4
    await citizen.blocks()
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await bot.send_message(citizen.id, "а")
    (update,) = await bot.get_updates()
    assert update.my_chat_member.new_chat_member.status == "kicked"
    await citizen.unblocks()
    assert await bot.send_message(citizen.id, "а")
    wrong = client(telegram.api, "1:x")
    with pytest.raises(TelegramUnauthorizedError):
        await wrong.get_me()
    await wrong.session.close()


async def test_parameters_nobody_knows_are_refused(telegram: Running, citizen: Citizen) -> None:
    async with httpx.AsyncClient(
        base_url=f"{telegram.api}/bot{TOKEN}/", trust_env=False, timeout=PATIENCE
    ) as http:
        body = {"chat_id": citizen.id, "text": "а", "disable_preview": True}
        answer = (await http.post("sendMessage", json=body)).json()
        assert (answer["error_code"], "disable_preview" in answer["description"]) == (400, True)
        assert (await http.post("sendMessage", json={"text": "а"})).status_code == 400
        assert (await http.post("noSuchMethod")).status_code == 404


async def test_updates_and_webhook_exclude_each_other(
    bot: Bot, citizen: Citizen, telegram: Running
) -> None:
    await citizen.says("а")
    (first,) = await bot.get_updates()
    (again,) = await bot.get_updates()
    assert first == again, "unconfirmed updates come again"
    assert await bot.get_updates(offset=first.update_id + 1) == []
    polls = telegram.fake.poll
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await until(lambda: telegram.fake.poll > polls)
    assert await bot.get_updates() == []
    with pytest.raises(TelegramConflictError, match="other getUpdates"):
        await waiting
    await bot.set_webhook("https://bot.example.org/hook", secret_token="s")
    telegram.fake.webhook["url"] = "http://127.0.0.1:9/hook"  # nobody listens there
    with pytest.raises(TelegramConflictError, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url
    await bot.delete_webhook()
    with pytest.raises(TelegramBadRequest, match="HTTPS"):
        await bot.set_webhook("http://bot.example.org/hook")


async def test_files(bot: Bot, citizen: Citizen, telegram: Running) -> None:
    file = local(telegram.fake)("add_file", {"name": "a.txt", "content": "0LDQsQ=="})
    found = await bot.get_file(file["file_id"])
    assert (await bot.download_file(found.file_path)).read().decode() == "аб"
    await citizen.sends_file("скан.zip", size=50 * 1024 * 1024)
    (update,) = await bot.get_updates()
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(update.message.document.file_id)
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await bot.get_file("никакой")


async def test_every_kind_of_citizens_news_is_an_update(bot: Bot, citizen: Citizen) -> None:
    await citizen.says("раз")
    await citizen.corrects("два")
    await citizen.shares_contact("380501234567")
    await citizen.sends({"dice": {"emoji": "🎲", "value": 2}})
    kinds = [(update.event_type, update.event.text) for update in await bot.get_updates()]
    assert kinds == [
        ("message", "раз"),
        ("edited_message", "два"),
        ("message", None),
        ("message", None),
    ]


async def test_documents_go_both_ways(bot: Bot, citizen: Citizen) -> None:
    sent = BufferedInputFile(b"%PDF-1.7", "Стаття.pdf")
    message = await bot.send_document(citizen.id, sent, caption="Ось", reply_markup=buttons())
    assert message.document.file_name == "Стаття.pdf"
    (seen,) = await citizen.hears()
    assert (seen.file, seen.text, seen.buttons) == ("Стаття.pdf", "Ось", ("Далі",))
    assert await citizen.downloads(seen) == b"%PDF-1.7"
    await citizen.sends_file("Скан.pdf", content=b"%PDF-1.4")
    (update,) = await bot.get_updates(timeout=1)
    assert (await bot.download(update.message.document)).read() == b"%PDF-1.4"


@pytest.mark.parametrize(
    ("body", "caption"), [(b"", "Ось"), (b"%PDF", "я" * 1025)], ids=["empty", "long caption"]
)
async def test_documents_that_telegram_refuses(
    bot: Bot, citizen: Citizen, body: bytes, caption: str
) -> None:
    with pytest.raises(TelegramBadRequest):
        await bot.send_document(citizen.id, BufferedInputFile(body, "a.pdf"), caption=caption)
    with pytest.raises(TelegramBadRequest):
        await bot.send_document(citizen.id, "a forged file_id")


async def test_updates_that_are_none_are_refused(telegram: Running) -> None:
    with pytest.raises(ValueError):
        telegram.fake.push({"message": {"text": "а"}})
    with pytest.raises(AssertionError):
        telegram.fake.push({"telepathy": {}})


@pytest.mark.slow
async def test_the_fake_as_a_process() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.fakes.telegram",
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    assert process.stdout
    try:
        api = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
        citizen = Citizen(remote(api))
        bot = client(api)
        await citizen.says("чути?")
        (update,) = await bot.get_updates(timeout=5)
        await bot.send_message(update.message.chat.id, "Чути.", reply_markup=buttons())
        (seen,) = await citizen.hears()
        assert seen.text == "Чути."
        await citizen.taps("Далі")
        assert citizen.spinning
        await bot.session.close()
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
