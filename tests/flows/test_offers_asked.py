"""Everything that a library's card may tell is asked for in people's own words, place and all."""

import pytest

from bot.app.content_index import ContentIndex
from tests.flows.made_up_libraries import talk_among
from tests.talk import BareLine


@pytest.mark.parametrize(
    ("asked", "needed"),
    [
        (["де є сканер у Сербинові", "где сканер Сербинов", "de vidskanuvaty u Serbynovi"],
         "сканування"),
        (["бібліотека з пандусом у Сербинові", "biblioteka z pandusom Serbyniv"],
         "вхід без сходів"),
        (["де укриття у Сербинові", "де бомбоубєжище Сербинів", "de ukryttia Serbyniv"],
         "укриття"),
        (["бібліотека з генератором Сербинів", "библиотека с генератором Сербинов"], "генератор"),
        (["де є інтернет без світла у Сербинові", "старлінк у Сербинові",
          "где есть интернет когда нет света Сербинов"], "інтернет, коли немає світла"),
        (["бібліотека де допоможуть з е-послугами Сербинів"], "допомога з е-послугами"),
    ],
)  # fmt: skip
async def test_what_nobody_has_told_is_said_by_its_name(
    bare: BareLine, content_index: ContentIndex, asked: list[str], needed: str
) -> None:
    for one in asked:
        talk = await talk_among(bare, content_index)
        await talk.say(one)
        talk.sees(needed)
        talk.misses("Ви про щось із цього?")


@pytest.mark.parametrize(
    "asked",
    ["де є туалет у Сербинові", "где туалет Сербинов", "de tualet Serbyniv",
     "де в туалет сходити Сербинів", "де є вай-фай Сербинів"],
)  # fmt: skip
async def test_what_is_there_is_found_first(
    bare: BareLine, content_index: ContentIndex, asked: str
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say(asked)
    talk.sees("1. Сербинівська бібліотека-філія", "Є: комп’ютери, Wi-Fi, туалет.")


@pytest.mark.parametrize(
    "asked",
    ["де роспечатати документ Сербинів", "de rozdrukuvaty Serbyniv",
     "де зробити ксерокопію у Сербинові", "де є вайфай і принтер у Сербинові"],
)  # fmt: skip
async def test_who_prints_is_not_sent_where_there_is_no_printer(
    bare: BareLine, content_index: ContentIndex, asked: str
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say(asked)
    talk.sees("Тут цього немає (друк): Сербинівська бібліотека-філія")


@pytest.mark.parametrize("asked", ["де притулок для жінок", "де безоплатний юрист"])
async def test_a_matter_is_no_thing_of_a_library(
    bare: BareLine, content_index: ContentIndex, asked: str
) -> None:
    talk = await talk_among(bare, content_index)
    await talk.say(asked)
    talk.misses("Де ви?", "Чи є там потрібне")
