"""What a card of ours is near is never refused; what none is near, politely is."""

import pytest

from tests.talk import Talk

OURS = "Допомагаємо з державними послугами"


@pytest.mark.parametrize(
    ("asked", "card"),
    [
        ("графік світла на завтра, мама хвора лежача", "Дороги, освітлення"),
        ("коли ходить автобус з Городка на Сатанів", "Дороги, освітлення"),
        ("автобус із села не їздить третій тиждень", "Дороги, освітлення"),
        ("вкусила собака, хто заплатить за уколи", "Вкусив або подряпав собака"),
        ("шкільна програма 7 клас, чи є Тигролови", "Каталог"),
        ("є у вас Тигролови? на завтра задали", "Каталог"),
        ("podajte knyzhku Zahar Berkut", "Каталог"),
    ],
)
async def test_a_card_near_is_offered(talk_here: Talk, asked: str, card: str) -> None:
    await talk_here.say(asked)
    talk_here.misses(OURS, "З цим не допоможемо")
    assert any(card in one for one in [talk_here.text, *talk_here.buttons]), talk_here


@pytest.mark.parametrize(
    "asked",
    ["рецепт борщу з пампушками", "коли обрізати абрикоси", "яка погода завтра в Деражні",
     "розв'яжи рівняння 2х+5=11", "скільки буде 17 на 24", "чем кормить кроликов",
     "coli sadyty chasnyk", "how to make pancakes"],
)  # fmt: skip
async def test_what_is_nobodys_matter_here_is_refused(talk_here: Talk, asked: str) -> None:
    await talk_here.say(asked)
    assert OURS in talk_here.text or "We help with" in talk_here.text, talk_here


async def test_why_there_is_no_answer_stands_above_the_cards(talk_here: Talk) -> None:
    await talk_here.say("графік відключень світла")
    talk_here.sees("Графіків відключень у нас немає", "Ви про щось із цього?")
