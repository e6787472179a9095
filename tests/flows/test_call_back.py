"""Who asks to be called gives a number with the question; only who answers sees it."""

import pytest

from bot.engine.phones import number_in
from bot.staff.model import Role
from bot.understanding.calling import wants_a_call
from tests.flows.desk_talk import seen_by
from tests.flows.librarian import librarian_of
from tests.flows.librarian import number_in as request_in
from tests.lines.telegram import TelegramLine
from tests.lines.viber import ViberLine
from tests.talk import Talk


async def test_the_number_is_asked_for_told_of_and_sent(talk: Talk) -> None:
    await talk.say("передзвоніть мені будь ласка")
    talk.sees("0382 79-47-31", "Напишіть запитання бібліотекарю")
    await talk.say("чи є у вас книжки великими буквами, я погано бачу")
    await talk.say("будь-яка")
    talk.sees("На який номер зателефонувати?", "Його побачить лише бібліотека, яка відповідає")
    await talk.say("067 12")
    talk.sees("Це не номер телефону.")
    await talk.say("мій +380671234567")
    talk.sees("книжки великими буквами", "Бібліотекар зателефонує на 067 123-45-67.")
    await talk.tap("Надіслати")
    talk.sees("Надіслано.")


async def test_the_number_can_be_shared_by_a_button(talk: Talk) -> None:
    await talk.say("передзвоніть мені будь ласка")
    await talk.say("чи є у вас книжки великими буквами, я погано бачу")
    await talk.say("будь-яка")
    if isinstance(talk.line, ViberLine | TelegramLine):
        assert talk.screen[-1].wants == ("text", "phone")
    await talk.share_phone("380671234567")
    talk.sees("книжки великими буквами", "Бібліотекар зателефонує на 067 123-45-67.")


async def test_a_computer_shares_no_number_and_it_can_be_typed(talk: Talk) -> None:
    await talk.say("передзвоніть мені будь ласка")
    await talk.say("чи є у вас книжки великими буквами, я погано бачу")
    await talk.say("будь-яка")
    if isinstance(talk.line, ViberLine):
        await talk.share_phone("")
    await talk.say("067 123 45 67")
    talk.sees("Бібліотекар зателефонує на 067 123-45-67.")


async def test_only_the_library_that_answers_sees_the_number(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    elsewhere = await librarian_of(talk, point="derazhnia-tsentralna", role=Role.COORDINATOR)
    await talk.say("передзвоніть мені будь ласка")
    await talk.say("чи є у вас книжки великими буквами, я погано бачу")
    await talk.say("будь-яка")
    await talk.say("як оформити субсидію?")
    talk.sees("Житлова субсидія", "На який номер зателефонувати?")
    await talk.say("0671234567")
    await talk.tap("Надіслати")
    number = request_in(talk)
    seen = await seen_by(talk, oksana.person, number)
    assert seen.contact == "067 123-45-67"
    assert "067" not in " ".join(one.words for one in seen.entries)
    assert (await seen_by(talk, elsewhere.person, number)).contact == ""


async def test_without_a_number_the_answer_comes_here(talk: Talk) -> None:
    await talk.say("перезвоните мне пожалуйста")
    await talk.say("чи є у вас книжки великими буквами, я погано бачу")
    await talk.say("будь-яка")
    await talk.tap("Без дзвінка")
    talk.sees("книжки великими буквами")
    talk.misses("зателефонує")


async def test_a_call_can_be_asked_for_at_the_last_look(talk_here: Talk) -> None:
    await talk_here.say("запитати бібліотекаря")
    await talk_here.say("чи є у вас книжки великими буквами, я погано бачу")
    await talk_here.say("будь-яка")
    await talk_here.tap("Передзвоніть мені")
    await talk_here.say("0671234567")
    talk_here.sees("Бібліотекар зателефонує на 067 123-45-67.")


async def test_a_number_before_the_question_is_where_to_call(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    await talk.say("передзвоніть мені, я погано бачу")
    await talk.say("мій номер 0671234567")
    talk.sees("зателефонує на 067 123-45-67", "Напишіть запитання бібліотекарю")
    await talk.say("чи є у вас книжки великими буквами")
    await talk.say("будь-яка")
    talk.misses("На який номер")
    await talk.tap("Надіслати")
    seen = await seen_by(talk, oksana.person, request_in(talk))
    assert seen.contact == "067 123-45-67"
    assert "067" not in " ".join(one.words for one in seen.entries)


async def test_a_number_in_the_first_words_is_where_to_call(talk: Talk) -> None:
    oksana = await librarian_of(talk)
    await talk.say("Передзвоніть мені на 067 123 45 67")
    await talk.say("чи є у вас книжки великими буквами")
    await talk.say("ні, краще 0672223344")
    talk.sees("зателефонує на 067 222-33-44", "З якого ви села чи міста?")
    await talk.say("будь-яка")
    await talk.tap("Надіслати")
    seen = await seen_by(talk, oksana.person, request_in(talk))
    assert seen.contact == "067 222-33-44"
    assert "067" not in " ".join(one.words for one in seen.entries)


@pytest.mark.parametrize(
    "asked",
    ["хай бібліотекарка подзвонить мені 0671234567, хочу книжку додому",
     "хай Оксана передзвонить Марії 067 123 45 67"],
)  # fmt: skip
async def test_who_asks_for_a_call_with_a_number_is_called(talk: Talk, asked: str) -> None:
    await talk.say(asked)
    talk.sees("Напишіть запитання бібліотекарю")
    await talk.say("чи є у вас книжки великими буквами")
    await talk.say("будь-яка")
    talk.sees("зателефонує на 067 123-45-67")
    await talk.say("так надсилайте")
    talk.sees("Надіслано.")


async def test_a_name_beside_the_number_is_no_question(talk: Talk) -> None:
    await talk.say("запитати бібліотекаря")
    await talk.say("прошу подзвонити мені, Марія, 067 123 45 67")
    talk.sees("зателефонує на 067 123-45-67", "Напишіть запитання бібліотекарю")


@pytest.mark.parametrize(
    ("text", "number"),
    [("+38 (067) 123-45-67", "067 123-45-67"), ("0671234567", "067 123-45-67"),
     ("671234567", "067 123-45-67"), ("067 12", ""), ("1975 рік", "")],
)  # fmt: skip
def test_a_phone_is_read_as_people_write_it(text: str, number: str) -> None:
    assert number_in(text).replace("\u00a0", " ") == number


@pytest.mark.parametrize(
    ("text", "wants"),
    [("передзвоніть мені", True), ("перезвоните пожалуйста", True), ("call me back", True),
     ("подзвоніть мені завтра", True), ("куди дзвонити", False), ("дай живу людину", False)],
)  # fmt: skip
def test_a_call_is_asked_for_in_many_words(text: str, wants: bool) -> None:
    assert wants_a_call(text) == wants
