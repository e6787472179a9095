"""What somebody needs of a library is heard: nobody is sent first where it surely is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app.content_index import ContentIndex
from bot.places.access import AccessPoints
from bot.places.live import LiveKind, LiveState, LiveStates, of_library
from tests.flows.conftest import services_of
from tests.flows.made_up_libraries import BRANCH, CENTRAL, LIBRARIES, talk_among
from tests.talk import MONDAY_NOON, BareLine

NAME, OTHER = "Сербинівська бібліотека-філія", "Волочиська міська бібліотека"
NO_PRINTER = f"Тут цього немає (друк): {NAME} – 100 м."
THERE = f"Найближча, де це точно є (друк): {OTHER} – 14 км, 03845 2-00-03."


@pytest.mark.parametrize(
    "said",
    [
        ["де роздрукувати документ, я з Сербинова"],
        ["шукаю бібліотеку з принтером біля Сербинова"],
        ["де можна роздрукувати?", "Сербинів"],
        ["бібліотека з принтером", "Сербинів"],
    ],
)
async def test_a_library_that_lacks_it_comes_last(
    bare: BareLine, content_index: ContentIndex, said: list[str]
) -> None:
    talk = await talk_among(bare, content_index)
    for one in said:
        await talk.say(one)
    talk.sees(f"1. {OTHER}", NO_PRINTER, THERE)
    talk.misses(f"1. {NAME}", "комп’ютери, інтернет) точно")


async def test_the_need_stays_in_another_place_and_ends_with_another_question(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("де роздрукувати документ, я з Волочиська")
    await talk.say("а в Сербинові?")
    talk.sees(NO_PRINTER)
    await talk.say("бібліотека в Сербинові")
    talk.sees(f"1. {NAME}")
    talk.misses("Тут цього немає")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("а роздрукувати там можна?", "Ні, немає: друк."),
        ("мені треба надрукувати заяву", "Ні, немає: друк."),
        ("а вай-фай є?", "Так, є: Wi-Fi."),
        ("а інтернет там є?", "Так, є: інтернет."),
        ("чи є у них пандус?", "Не знаємо, чи є: вхід без сходів."),
        ("а юрист там буває?", "Не знаємо, чи є: консультація юриста."),
        ("а зарядити телефон там можна?", "Не знаємо, чи є: де зарядити телефон."),
        ("а комп'ютери й сканер там є?", "Так, є: комп’ютери.\nНе знаємо, чи є: сканування."),
    ],
)
async def test_yes_no_or_not_known_is_told_of_what_was_asked(
    bare: BareLine, content_index: ContentIndex, asked: str, told: str
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("бібліотека в Сербинові")
    await talk.say(asked)
    talk.sees(NAME, told)
    talk.misses("Є: комп’ютери, Wi-Fi, туалет.")
    if told.startswith("Ні"):
        talk.sees(THERE)
    if "Не знаємо" in told:
        talk.sees("Зателефонуйте й запитайте: 03845 2-00-01")


async def test_what_does_not_work_today_is_told_so(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("бібліотека в Сербинові")
    dark = LiveState(
        1, of_library(BRANCH.id), LiveKind.NO_POWER, MONDAY_NOON, MONDAY_NOON + timedelta(hours=3)
    )
    live = LiveStates([dark], lambda one: frozenset({of_library(one.id)}))
    points = AccessPoints(LIBRARIES).with_live(live)
    content = replace(content_index.content, access_points=LIBRARIES)
    bare.services = services_of(content_index, content=content, access_points=points)
    await talk.say("а комп'ютери там є?")
    talk.sees("Немає світла до 15:00", "Є, та зараз не працює: комп’ютери.", OTHER)


async def test_only_what_is_not_known_is_asked_about(
    bare: BareLine, content_index: ContentIndex
) -> None:
    half = replace(CENTRAL, capabilities=frozenset({"computers"}))
    talk = await talk_among(
        bare, content_index, (replace(BRANCH, capabilities=half.capabilities), half)
    )
    await talk.start("help__library-internet")
    await talk.say("Сербинів")
    talk.sees("Чи є там потрібне (інтернет), не знаємо")


async def test_a_card_says_what_there_is_not(bare: BareLine, content_index: ContentIndex) -> None:
    talk = await talk_among(bare, content_index)
    await talk.start(f"library__{BRANCH.id}")
    talk.sees("Є: комп’ютери, Wi-Fi, туалет.", "Немає: друк.")


async def test_where_none_has_it_nobody_is_named_for_it(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index, (BRANCH,))
    await talk.say("де роздрукувати документ, я з Сербинова")
    talk.sees(NO_PRINTER)
    talk.misses(f"1. {NAME}", "Найближча, де це точно є")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("телефон не відповідає", "кілька номерів, спробуйте інший: 03845 2-00-01, 067 000-00-02."),
        ("номер 0670000002 не відповідає", "Спробуйте інший її номер: 03845 2-00-01."),
    ],
)
async def test_a_phone_that_is_not_answered_has_its_other_number_first(
    bare: BareLine, content_index: ContentIndex, said: str, told: str
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("бібліотека в Сербинові")
    await talk.say(said)
    talk.sees(told, f"Поки що зателефонуйте сюди: {OTHER}", "Передати це")
    assert talk.text.index(told) < talk.text.index("Поки що")


@pytest.mark.parametrize(
    ("said", "need"),
    [
        (["де роздрукувати документ, я з Волочиська"], "друк"),
        (["бібліотека з принтером", "Волочиськ"], "друк"),
        (["бібліотека без сходів у Волочиську"], "вхід без сходів"),
    ],
)
async def test_another_place_keeps_what_is_needed(
    bare: BareLine, content_index: ContentIndex, said: list[str], need: str
) -> None:
    talk = await talk_among(bare, content_index)
    for one in said:
        await talk.say(one)
    await talk.tap("Інше місце")
    talk.sees(f"Шукаємо: {need}.", "Де ви?")
    await talk.say("Сербинів")
    talk.sees(NO_PRINTER if need == "друк" else f"Чи є там потрібне ({need})")
    await talk.tap("Інше місце")
    talk.sees(f"Шукаємо: {need}.")


async def test_another_place_to_warm_up_is_to_warm_up(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("де погрітись у Волочиську")
    await talk.tap("Інше місце")
    await talk.say("Сербинів")
    talk.sees("Пункт незламності")


async def test_what_is_dealt_with_stays_in_another_place(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.start("help__housing-subsidy")
    await talk.say("Волочиськ")
    talk.sees("Житлова субсидія")
    await talk.tap("Інше місце")
    await talk.say("Сербинів")
    talk.sees("Житлова субсидія", f"1. {NAME}")


@pytest.mark.parametrize(
    ("kind", "told"), [(LiveKind.NO_POWER, "Немає світла"), (LiveKind.CLOSED, "Зачинено до")]
)
async def test_an_outage_in_the_evening_sends_nobody_far_away(
    bare: BareLine, content_index: ContentIndex, kind: LiveKind, told: str
) -> None:
    """It ends before the library opens: tomorrow it is there, and nearer than what is unknown."""
    prints = replace(BRANCH, lacks=frozenset(), capabilities=frozenset({"printing", "computers"}))
    far = replace(CENTRAL, capabilities=frozenset())
    talk = await talk_among(bare, content_index, (prints, far))
    evening = MONDAY_NOON + timedelta(hours=6, minutes=15)  # it closed at 18:00

    def told_until(hours: float) -> None:
        dark = LiveState(
            1, of_library(BRANCH.id), kind, bare.now, bare.now + timedelta(hours=hours)
        )
        points = AccessPoints((prints, far)).with_live(
            LiveStates([dark], lambda one: frozenset({of_library(one.id)}))
        )
        content = replace(content_index.content, access_points=(prints, far))
        bare.services = services_of(content_index, content=content, access_points=points)

    bare.now = evening
    told_until(2.5)
    await talk.say("де роздрукувати документ, я з Сербинова")
    talk.sees(f"1. {NAME}", "вт, 24 листопада, 09:00", "Є: комп’ютери, друк")
    talk.misses("Зараз не йдіть сюди", "комп’ютери й принтер не працюють")
    await talk.say("а роздрукувати там можна?")
    talk.sees("Так, є: друк.")
    bare.now = evening - timedelta(hours=2)
    told_until(3)
    await talk.say("де роздрукувати документ, я з Сербинова")
    talk.sees(f"1. {NAME}", told, "Те, що вам треба, знову там буде: вт, 24 листопада, 09:00.")
    talk.misses("Зараз не йдіть сюди")
