"""Message -> the exact requests."""

import json

import pytest

from bot.channels.telegram.calls import Call, Purpose
from bot.channels.telegram.limits import TEXT_UNITS
from bot.channels.telegram.render import render
from bot.channels.text import cut, split, units
from bot.engine.model import Key, Message, Pin
from bot.engine.turn import Point
from tests.channels.telegram.common import UKRAINIAN
from tests.fakes.telegram.checks import check_markup, check_text, read_params

CHAT = "380501"
BASE = {"chat_id": CHAT, "link_preview_options": {"is_disabled": True}}
GONE = {"remove_keyboard": True}
INLINE = {"inline_keyboard": [[{"text": "Знайти", "callback_data": "1:find"}]]}
FIND = ((Key("Знайти", token="1:find"),),)
RIVNE = Point(50.6199, 26.2516)
LOCATION = {"text": "Надіслати моє місце", "request_location": True}


def drawn(message: Message, *, keyboard: bool = False) -> list[Call]:
    calls = render(message, chat=CHAT, text=UKRAINIAN.__getitem__, keyboard=keyboard)
    for call in calls:  # aiogram's models and the limits agree
        params = read_params(call.method, json.loads(json.dumps(call.params)))
        check_markup(params.get("reply_markup"), editing=call.method.startswith("edit"))
        if "text" in params:
            check_text(params)
    return calls


def pin(*, approximate: bool = False, title: str = "Бібліотека", address: str = "вул. Миру, 1"):
    return Pin(RIVNE, title, address, approximate=approximate)


TABLE = {
    "a plain text": (
        Message("Добрий день"),
        [("sendMessage", BASE | {"text": "Добрий день", "reply_markup": GONE})],
    ),
    "a title is bold, counted in UTF-16": (
        Message("Що далі?", title="Місток 🌉"),
        [
            (
                "sendMessage",
                BASE
                | {
                    "text": "Місток 🌉\nЩо далі?",
                    "entities": [{"type": "bold", "offset": 0, "length": 9}],
                    "reply_markup": GONE,
                },
            )
        ],
    ),
    "what is to be copied is copied by a tap": (
        Message("До [орган] 🌉", to_copy=True),
        [
            (
                "sendMessage",
                BASE
                | {
                    "text": "До [орган] 🌉",
                    "entities": [{"type": "pre", "offset": 0, "length": 13}],
                    "reply_markup": GONE,
                },
            )
        ],
    ),
    "details are folded": (
        Message("Що.", title="Назва", details="Кроки.\nДалі."),
        [
            (
                "sendMessage",
                BASE
                | {
                    "text": "Назва\nЩо.\n\nКроки.\nДалі.",
                    "entities": [
                        {"type": "bold", "offset": 0, "length": 5},
                        {"type": "expandable_blockquote", "offset": 11, "length": 12},
                    ],
                    "reply_markup": GONE,
                },
            )
        ],
    ),
    "a telephone that the text has needs no line": (
        Message(
            "Телефонуйте: 0\xa0800\xa0213\xa0103.",
            rows=((Key("Подзвонити: 0\xa0800\xa0213\xa0103", url="tel:0800213103"),),),
        ),
        [
            (
                "sendMessage",
                BASE | {"text": "Телефонуйте: 0\xa0800\xa0213\xa0103.", "reply_markup": GONE},
            )
        ],
    ),
    "rows of buttons": (
        Message(
            "Що зробити?",
            rows=(
                (Key("Так", token="a:yes"), Key("Ні", token="a:no")),
                (Key("Сайт", url="https://diia.gov.ua/x"),),
            ),
        ),
        [
            (
                "sendMessage",
                BASE
                | {
                    "text": "Що зробити?",
                    "reply_markup": {
                        "inline_keyboard": [
                            [
                                {"text": "Так", "callback_data": "a:yes"},
                                {"text": "Ні", "callback_data": "a:no"},
                            ],
                            [{"text": "Сайт", "url": "https://diia.gov.ua/x"}],
                        ]
                    },
                },
            )
        ],
    ),
    "what can't be a button is said in the text": (
        Message(
            "Зателефонуйте",
            rows=(
                (Key("Телефон", url="tel:0800213103"),),
                (Key("Довга", token="x" * 65), Key("Тут", token="1:here")),
                (Key("Сервер", url="http://localhost/a"),),
            ),
        ),
        [
            (
                "sendMessage",
                BASE
                | {
                    "text": "Зателефонуйте\n\nТелефон: 0800213103\n– Довга\n"
                    "Сервер: http://localhost/a",
                    "reply_markup": {
                        "inline_keyboard": [[{"text": "Тут", "callback_data": "1:here"}]]
                    },
                },
            )
        ],
    ),
    "a location is asked for under the field": (
        Message(
            "Де ви?",
            wants=("text", "point"),
            rows=(
                (Key("Моя бібліотека", token="2:mine"), Key("Інша", token="2:other")),
                (Key("Карта", url="https://example.org/map"),),
            ),
        ),
        [
            (
                "sendMessage",
                BASE
                | {
                    "text": "Де ви?\n\nКарта: https://example.org/map",
                    "reply_markup": {
                        "keyboard": [[LOCATION], [{"text": "Моя бібліотека"}, {"text": "Інша"}]],
                        "resize_keyboard": True,
                        "one_time_keyboard": True,
                    },
                },
            )
        ],
    ),
    "a press edits its message": (
        Message("Ось вона", rows=FIND, replace="17"),
        [
            (
                "editMessageText",
                BASE | {"text": "Ось вона", "message_id": 17, "reply_markup": INLINE},
            )
        ],
    ),
    "an edit without buttons takes them away": (
        Message("Гаразд", replace="17"),
        [("editMessageText", BASE | {"text": "Гаразд", "message_id": 17})],
    ),
    "a location can't be asked for by an edit": (
        Message("Де ви?", wants=("point",), replace="17"),
        [
            (
                "sendMessage",
                BASE
                | {
                    "text": "Де ви?",
                    "reply_markup": {
                        "keyboard": [[LOCATION]],
                        "resize_keyboard": True,
                        "one_time_keyboard": True,
                    },
                },
            ),
            ("editMessageReplyMarkup", {"chat_id": CHAT, "message_id": 17}),
        ],
    ),
    "a pin follows the text": (
        Message("Найближча", pin=pin(), rows=FIND),
        [
            ("sendMessage", BASE | {"text": "Найближча", "reply_markup": INLINE}),
            (
                "sendVenue",
                {
                    "chat_id": CHAT,
                    "latitude": 50.6199,
                    "longitude": 26.2516,
                    "disable_notification": True,
                    "title": "Бібліотека",
                    "address": "вул. Миру, 1",
                },
            ),
        ],
    ),
    "an approximate pin says so": (
        Message("", pin=pin(approximate=True)),
        [
            (
                "sendVenue",
                {
                    "chat_id": CHAT,
                    "latitude": 50.6199,
                    "longitude": 26.2516,
                    "disable_notification": True,
                    "title": "Бібліотека",
                    "address": "вул. Миру, 1, приблизне місце",
                },
            )
        ],
    ),
    "a pin without words is a location": (
        Message("", pin=pin(title=" ", address="")),
        [
            (
                "sendLocation",
                {
                    "chat_id": CHAT,
                    "latitude": 50.6199,
                    "longitude": 26.2516,
                    "disable_notification": True,
                },
            )
        ],
    ),
    "buttons alone": (
        Message("", rows=FIND),
        [("sendMessage", BASE | {"text": "…", "reply_markup": INLINE})],
    ),
}


@pytest.mark.parametrize(("message", "requests"), TABLE.values(), ids=TABLE.keys())
def test_requests(message: Message, requests: list[tuple[str, dict]]) -> None:
    assert [(call.method, call.params) for call in drawn(message)] == requests


def test_an_edit_that_is_refused_is_sent_anew():
    (call,) = drawn(Message("Ось", replace="17"))
    assert call.instead == Call("sendMessage", BASE | {"text": "Ось", "reply_markup": GONE})


class TestAnOpenKeyboard:
    def test_goes_with_a_message_without_buttons(self):
        (call,) = drawn(Message("Гаразд"), keyboard=True)
        assert call.params["reply_markup"] == GONE

    def test_goes_with_the_pin_of_a_message_with_buttons(self):
        text, venue = drawn(Message("Ось", rows=FIND, pin=pin()), keyboard=True)
        assert text.params["reply_markup"] == INLINE
        assert venue.params["reply_markup"] == GONE

    def test_goes_with_a_fleeting_message_after_one_with_buttons(self):
        text, fleeting = drawn(Message("Ось", rows=FIND), keyboard=True)
        assert text.params["reply_markup"] == INLINE
        assert fleeting == Call(
            "sendMessage",
            {
                "chat_id": CHAT,
                "text": "Кнопку місця прибрано.",
                "disable_notification": True,
                "reply_markup": GONE,
            },
            Purpose.FLEETING,
        )

    def test_goes_after_an_edit(self):
        edit, fleeting = drawn(Message("Гаразд", replace="17"), keyboard=True)
        assert edit.method == "editMessageText"
        assert fleeting.purpose is Purpose.FLEETING

    def test_stays_when_the_next_question_wants_it(self):
        (call,) = drawn(Message("Ще раз: де ви?", wants=("point",)), keyboard=True)
        assert "keyboard" in call.params["reply_markup"]


class TestLongTexts:
    def test_end_at_paragraphs(self):
        paragraph = "Речення. " * 300
        calls = drawn(Message(f"{paragraph}\n\n{paragraph}", title="Назва", rows=FIND))
        texts = [call.params["text"] for call in calls]
        assert texts == [f"Назва\n{paragraph.strip()}", paragraph.strip()]
        assert ["entities" in call.params for call in calls] == [True, False]
        assert "reply_markup" not in calls[0].params
        assert calls[1].params["reply_markup"] == INLINE

    def test_edit_the_first_part_and_send_the_rest(self):
        calls = drawn(Message("слово " * 1500, replace="5"))
        assert [call.method for call in calls] == ["editMessageText"] + ["sendMessage"] * 2

    def test_end_at_sentences(self):
        first, second = split("Перше речення. Друге речення.", 20)
        assert (first, second) == ("Перше речення.", "Друге речення.")

    @pytest.mark.parametrize("letter", ["я", "🌉", "a"])
    def test_without_a_break_are_cut_hard(self, letter: str):
        parts = list(split(letter * 10_000, TEXT_UNITS))
        assert "".join(parts) == letter * 10_000
        assert max(map(units, parts)) == 4096

    def test_lose_no_word(self):
        text = " ".join(f"слово{n}🌉" for n in range(5000))
        assert " ".join(split(text, TEXT_UNITS)).split() == text.split()

    def test_labels_are_cut_to_fit(self):
        (call,) = drawn(Message("?", rows=((Key("бібліотека " * 20, token="1:a"),),)))
        label = call.params["reply_markup"]["inline_keyboard"][0][0]["text"]
        assert label.endswith("…")
        assert units(label) <= 64
        assert cut("🌉" * 40, 9) == "🌉🌉🌉🌉…"


def test_halves_of_surrogate_pairs_are_replaced():
    (call,) = drawn(Message("а\ud83cб", title="т\udf09"))
    assert call.params["text"] == "т?\nа?б"


def test_nothing_to_say_is_no_call():
    assert drawn(Message("  ", pin=None, rows=())) != []
    assert drawn(Message("", pin=pin(), replace="4"))[0].method == "sendVenue"
