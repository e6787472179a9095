"""A card that is likely and not sure is shown at once, with the one that is likely if it isn't."""

import pytest

from tests.talk import Talk

QUIT = "мене сьогодні на роботі сказали пиши заяву по власному"
CHILD = "чоловік хоче забрати сина собі при розлученні каже що в мене нема житла"


async def test_a_card_that_leads_is_shown_and_says_that_it_is_a_guess(talk: Talk) -> None:
    await talk.say(QUIT)
    talk.sees("Трудові спори", "Мабуть, ви про це.", "Що зробити зараз:")
    talk.misses("Ви про щось із цього?")
    await talk.tap(next(one for one in talk.buttons if one.startswith("Не про це?")))
    talk.sees("Пошук роботи і вакансії", "Надає:")
    talk.misses("Мабуть, ви про це.")
    assert not any(one.startswith("Не про це?") for one in talk.buttons)


@pytest.mark.parametrize("said", ["ні", "інше", "ні, інше", "а розлучення"])
async def test_the_other_card_is_called_in_words(talk_here: Talk, said: str) -> None:
    await talk_here.say(CHILD)
    talk_here.sees("З ким живе дитина", "Мабуть, ви про це.")
    await talk_here.say(said)
    assert talk_here.text.startswith("Розлучення (розірвання шлюбу)\n")


async def test_the_other_card_stays_beside_what_is_asked_of_a_guess(talk_here: Talk) -> None:
    await talk_here.say(CHILD)
    await talk_here.say("а скільки коштує")
    assert "Не про це? Розлучення (розірвання шлюбу)" in talk_here.buttons
    await talk_here.say("як оформити субсидію")
    await talk_here.say("ні")
    talk_here.misses("Розлучення (розірвання шлюбу)\n")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("прийшов лист", "Ви про щось із цього?"),  # too little to guess by
        ("пенсія", "Що саме з пенсією?"),  # one question tells which
        ("переїхали до Понінки, куди йти", "Ви про щось із цього?"),  # a place is asked
    ],
)
async def test_what_is_open_is_asked(talk_here: Talk, said: str, asked: str) -> None:
    await talk_here.say(said)
    talk_here.sees(asked)
    talk_here.misses("Мабуть, ви про це.")


async def test_a_card_far_less_likely_than_the_first_is_not_offered(talk_here: Talk) -> None:
    await talk_here.say("переїхали до Понінки, куди йти")
    cards = [one for one in talk_here.buttons if one != "Не те"]
    assert cards == [
        "Довідка переселенця (ВПО)",
        "Найближча бібліотека – пункт доступу громадян",
    ]
