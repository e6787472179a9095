"""A dialogue that an earlier version left goes on: what its flow knew rests by names."""

import pytest

from tests.talk import BareLine, Talk

ASKED = "Де шукати метричну книгу за 1913 рік?"
FILE = {
    "channel": "bare", "ref": "ref-letter", "name": "лист.jpg", "size": 1000,
    "media_type": "image/jpeg",
}  # fmt: skip
# As they rested before the data of flows had types.
CONFIRM = {
    "at": "hand_over/confirm@1",
    "data": {
        "text": ASKED, "files": [FILE], "message": "4", "holder": "derazhnia-tsentralna",
        "why": "nearest", "km": 0.0, "skipped": [["krasyliv-miska", "busy"]],
        "code": "UA68040150010024820", "codes": ["UA68040150010024820"],
    },
    "shown": [
        {"id": "send", "label": "Надіслати", "to": "hand_in", "words": ["так"]},
        {"id": "place", "label": "Інша бібліотека", "to": "place", "data": {"holder": ""}},
    ],
    "name": "ваше запитання бібліотекарю",
}  # fmt: skip
OFFER = {
    "at": "hand_over/offer@1",
    "data": {"text": ASKED, "message": "4", "why": "twice"},
    "shown": [{"id": "pass", "label": "Передати", "to": "words", "words": ["так"]}],
}
PURPOSE = {
    "at": "document_delivery/purpose@1",
    "data": {"text": "Захар Беркут, с. 3", "files": [], "message": "15"},
    "shown": [
        {"id": "work", "label": "Для роботи", "to": "order", "data": {"purpose": "work"}},
    ],
}  # fmt: skip
FILE_SENT = {
    "at": "ask_question/file@1",
    "data": {"text": "що це", "files": [FILE], "message": "17"},
    "shown": [{"id": "send", "label": "Надіслати бібліотекарю", "to": "send_file"}],
}


async def resting_at(bare: BareLine, *frames: dict[str, object]) -> Talk:
    """A citizen whose dialogue rests at the first of these, the others on the way back."""
    talk = Talk(bare)
    await talk.start()
    now, *before = frames
    state = {"mark": 7, "now": now, "trail": before}

    def rewrite(_state: dict[str, object]) -> dict[str, object]:
        bare.rewrite_state = dict
        return state

    bare.rewrite_state = rewrite
    return talk


async def test_a_question_before_its_sending_is_sent_to_the_same_library(bare: BareLine) -> None:
    talk = await resting_at(bare, CONFIRM)
    await talk.say("так")
    talk.sees("Надіслано", "Звернення зберігаємо для: Деражнянська", "(найближча)")


async def test_another_library_is_chosen_instead(bare: BareLine) -> None:
    talk = await resting_at(bare, CONFIRM)
    await talk.say("Інша бібліотека")
    await talk.say("Будь-яка")
    talk.sees(f"«{ASKED}»", "Разом із 1 файлом", "Хмельницька обласна")


@pytest.mark.parametrize(
    "foreign",
    [{"km": "far"}, {"why": "a reason of tomorrow"}, {"skipped": 3}, {"kind": ["unknown"]},
     {"files": ["x", FILE]}, {"codes": {"a": 1}}, {"tomorrow": {"unknown": True}}],
    ids=str,
)  # fmt: skip
async def test_what_another_version_left_stops_nobody(
    bare: BareLine, foreign: dict[str, object]
) -> None:
    talk = await resting_at(bare, {**CONFIRM, "data": {**CONFIRM["data"], **foreign}})
    await talk.say("так")
    talk.sees("Надіслано", "Деражнянська")


async def test_words_that_a_person_may_have_go_on(bare: BareLine) -> None:
    talk = await resting_at(bare, OFFER)
    await talk.say("так")
    talk.sees("З якого ви села чи міста?")
    await talk.say("Деражня")
    talk.sees(f"«{ASKED}»")


async def test_an_order_of_a_copy_goes_on(bare: BareLine) -> None:
    talk = await resting_at(bare, PURPOSE)
    await talk.say("Для роботи")
    await talk.say("Деражня")
    talk.sees("Захар Беркут, с. 3", "Для роботи.")


async def test_a_file_goes_on(bare: BareLine) -> None:
    talk = await resting_at(bare, FILE_SENT)
    await talk.say("Надіслати бібліотекарю")
    await talk.say("Деражня")
    talk.sees("«що це»", "Разом із 1 файлом")


async def test_the_way_back_leads_through_them(bare: BareLine) -> None:
    talk = await resting_at(bare, FILE_SENT, {**CONFIRM, "shown": []})
    await talk.say("назад")
    talk.sees(f"«{ASKED}»", "Деражнянська")


async def test_what_rests_is_what_differs_from_the_defaults(bare: BareLine) -> None:
    """Earlier programs read it too: by the same names, as plain JSON."""
    talk = await resting_at(bare, CONFIRM)
    await talk.say("меню?")
    await talk.say("людина")
    await talk.say(ASKED)
    await talk.say("Деражня")
    now = bare.state["now"]
    assert now["data"] == {
        "text": ASKED, "message": now["data"]["message"], "holder": "derazhnia-tsentralna",
        "why": "nearest", "km": 0.0, "code": "UA68040150010024820",
    }  # fmt: skip
    changed = {one["id"]: one["data"] for one in now["shown"] if "data" in one}
    assert changed == {"place": {"holder": ""}}


async def test_a_page_of_cards_turns(bare: BareLine) -> None:
    talk = await resting_at(bare, {
        "at": "services/events@1", "data": {"group": "papers"}, "to": "list",
        "shown": [{"id": "identity", "label": "Паспорт, код, ім’я", "to": "list",
                   "data": {"event": "identity", "page": 0}}],
    })  # fmt: skip
    await talk.say("1")
    talk.sees("Паспорт, код, ім’я")
    first = talk.buttons
    if "Далі" in first:
        await talk.tap("Далі")
        assert bare.state["now"]["data"] == {"group": "papers", "event": "identity", "page": 1}


async def test_one_of_two_places_is_chosen(bare: BareLine) -> None:
    codes = ["UA68040150010024820", "UA68040090160068095"]
    talk = await resting_at(bare, {
        "at": "find_library/which@1", "data": {"codes": codes, "service": ""},
        "shown": [{"id": codes[0], "label": "Деражня", "to": "near", "data": {"code": codes[0]}}],
        "wants": ["text", "point"], "to": "given",
    })  # fmt: skip
    await talk.say("1")
    talk.sees("Деражня. Найближчі бібліотеки:", "Деражнянська")


@pytest.mark.parametrize(
    "token",
    [
        "rate__1-1__x",
        "rate__1-1__999999999999999999999999",
        "my_questions_page__0",
        "my_questions_page__x",
        "my_questions_page__" + "9" * 40,
        "help__no-such-card",
    ],
)
async def test_a_link_with_a_foreign_argument_is_answered(bare: BareLine, token: str) -> None:
    talk = Talk(bare)
    await talk.start(token)
    assert talk.screen
