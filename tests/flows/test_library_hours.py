"""The hours of one library, day by day, when they are asked for; a library called by its name."""

from dataclasses import replace

import pytest

from bot.app.content_index import ContentIndex
from bot.catalogue.model import Text
from tests.flows.made_up_libraries import BRANCH, CENTRAL, talk_among
from tests.talk import BareLine

WEEK = "По днях: пн–пт 09:00–18:00, обід 13:00–14:00; сб 10:00–15:00; нд вихідний."
NAME = "Сербинівська бібліотека-філія"


@pytest.mark.parametrize(
    "asked",
    ["який у них графік роботи на тиждень", "о котрій зачиняється?", "графік", "а коли працює?"],
)
async def test_the_week_is_told_of_the_library_on_screen(
    bare: BareLine, content_index: ContentIndex, asked: str
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("бібліотека в Сербинові")
    await talk.say(asked)
    talk.sees(NAME, "Зараз відчинено, до 13:00.", WEEK)
    talk.misses("Цього не знаємо")


async def test_one_day_is_told_of_one_day(bare: BareLine, content_index: ContentIndex) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("бібліотека в Сербинові")
    await talk.say("а по суботах?")
    talk.sees("сб, 28 листопада: відчинено 10:00–15:00.")
    talk.misses("По днях")


@pytest.mark.parametrize(
    "asked",
    [
        "Сербинівська бібліотека графік роботи",
        "коли працює Сербинівська бібліотека",
        "до котрої відчинена Сербинівська філія бібліотеки?",
        "графік роботи Сербинівської бібліотеки",
    ],
)
async def test_a_library_called_by_name_needs_no_place(
    bare: BareLine, content_index: ContentIndex, asked: str
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say(asked)
    talk.sees(NAME, WEEK)
    talk.misses("Де ви?")


async def test_another_one_may_be_called_by_name(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("бібліотека в Сербинові")
    await talk.say("а Волочиська бібліотека який телефон має?")
    talk.sees("Волочиська міська бібліотека", "03845 2-00-03")
    talk.misses("2-00-01")


async def test_by_name_where_a_place_was_asked_for(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("знайти бібліотеку")
    talk.sees("Де ви?")
    await talk.say("Сербинівська бібліотека")
    talk.sees(NAME, WEEK, "Телефон: 03845 2-00-01")


async def test_its_card_and_a_list_that_was_asked_for_hours_have_the_week(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("графік роботи бібліотеки в Сербинові")
    talk.sees(f"1. {NAME}", WEEK)
    await talk.say("бібліотека в Сербинові")
    talk.misses("По днях")
    await talk.tap(NAME)
    talk.sees(WEEK)


async def test_hours_that_are_no_week_are_told_for_the_coming_days(
    bare: BareLine, content_index: ContentIndex
) -> None:
    of_season = replace(BRANCH, hours="Sep-May Tu-Fr 09:30-17:45; Jun-Aug Tu 10:00-12:00")
    undated = replace(CENTRAL, hours="Mo-Fr 09:00-18:00", checked=None)
    talk = await talk_among(bare, content_index, (of_season, undated))
    await talk.say("графік роботи Сербинівської бібліотеки")
    talk.sees("Найближчими днями: пн, 23 листопада: зачинено;")
    talk.sees("вт, 24 листопада – пт, 27 листопада: 09:30–17:45;")
    talk.misses("Sep", "Tu")
    await talk.say("графік роботи Волочиської бібліотеки")
    talk.misses("По днях")


async def test_a_matter_of_its_own_is_no_library(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say("чи допоможе Сербинівська бібліотека оформити субсидію")
    talk.sees("Житлова субсидія")


TWIN = replace(
    BRANCH, id="made-twin", settlement="UA68040090200082164", settlement_name="Інше",
    name=Text({"uk": "Бібліотека-філія імені Грабовського", "en": "Hrabovskyi branch"}),
)  # fmt: skip
TWINS = (
    TWIN,
    replace(TWIN, id="made-other-twin", settlement=CENTRAL.settlement,
            settlement_name="Волочиськ", hours="Mo-Fr 10:00-17:00; Sa-Su off"),
)  # fmt: skip


async def test_a_name_of_libraries_in_several_places_asks_which(
    bare: BareLine, content_index: ContentIndex
) -> None:
    talk = await talk_among(bare, content_index, (BRANCH, *TWINS))
    await talk.say("бібліотека Грабовського графік роботи")
    talk.sees("Так називаються кілька бібліотек. Яка саме?")
    talk.misses("Де ви?")
    await talk.tap("Волочиськ: Бібліотека-філія імені Грабовського")
    talk.sees("По днях: пн–пт 10:00–17:00; сб, нд вихідний.")
    await talk.say("бібліотека імені Грабовського")
    await talk.say("Інше")
    talk.sees("По днях: пн–пт 09:00–18:00, обід 13:00–14:00; сб 10:00–15:00; нд вихідний.")
