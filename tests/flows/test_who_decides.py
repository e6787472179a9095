"""«Куди йти з тим» after a card: the body that decides, not a list of libraries."""

import pytest

from tests.talk import Talk

LIBRARIES = "Найближчі бібліотеки:"
UNKNOWN = "за якою адресою йти, ми не знаємо. Спитайте в раді своєї громади чи в ЦНАП"


@pytest.mark.parametrize(
    "said",
    [
        "я з Зінькова, куди мені їхати з тими бумагами",
        "куди йти в Зінькові",
        "де це оформити, Зіньків",
        "куда подать, я в Зинькове",
        "kudy ity v Zinkovi",
    ],
)
async def test_where_to_go_in_a_place_is_who_decides_the_matter(talk_here: Talk, said: str) -> None:
    await talk_here.say("хочу оформити пенсію за віком")
    await talk_here.say(said)
    talk_here.sees("Надає: Пенсійний фонд України.", "Телефонуйте: 0 800 503 753")
    talk_here.sees("Приймають у будь-якому сервісному центрі", UNKNOWN, "Зіньків")
    talk_here.misses(LIBRARIES)
    assert {"Уся картка", "Допоможіть із цим"} <= set(talk_here.buttons)


async def test_the_village_is_asked_once_and_kept(talk: Talk) -> None:
    await talk.say("як оформити субсидію")
    await talk.say("куди йти")
    talk.sees("Надає: Пенсійний фонд України.", "Напишіть своє село чи місто")
    await talk.say("Летичів")
    talk.sees("Сервісні центри Пенсійного фонду")
    talk.sees("Подати онлайн допоможуть у бібліотеці. Поруч (Летичів): Летичівська бібліотека")
    talk.misses(LIBRARIES)
    await talk.say("то куди мені з тими паперами")
    talk.sees("Сервісні центри Пенсійного фонду")
    talk.misses("Напишіть своє село чи місто")


async def test_an_office_that_is_known_there_is_named_and_nothing_else_is_said_of_it(
    talk_here: Talk,
) -> None:
    await talk_here.start("service__legal-aid-free")
    await talk_here.say("куди йти в Летичеві")
    talk_here.sees("Найближче бюро правничої допомоги: Летичівське бюро")
    talk_here.misses("ми не знаємо. Спитайте", LIBRARIES)


async def test_a_body_of_which_nothing_is_known_is_said_with_whom_to_ask(talk_here: Talk) -> None:
    await talk_here.say("паспорт старий, мені 52, фото не вклеїла в 45")
    await talk_here.say("де це зробити, Волочиськ")
    talk_here.sees("Надає: Державна міграційна служба України.", UNKNOWN, "Волочиськ")
    talk_here.misses("ібліотека-філія")


@pytest.mark.parametrize(
    "said", ["а бібліотека де в Летичеві", "а хто поможе з цим у Летичеві", "я з Летичева"]
)
async def test_who_asks_for_a_library_or_for_help_gets_libraries(
    talk_here: Talk, said: str
) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say(said)
    talk_here.sees("Летичівська бібліотека")
    talk_here.misses(UNKNOWN)


async def test_of_places_of_one_name_one_is_chosen(talk_here: Talk) -> None:
    await talk_here.say("хочу оформити пенсію за віком")
    await talk_here.say("де це оформити в Кузьмині")
    await talk_here.tap("Кузьмин, Городоцька громада")
    talk_here.sees("Надає: Пенсійний фонд України.", "Сервісні центри Пенсійного фонду")
