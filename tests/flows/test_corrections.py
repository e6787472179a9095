"""Short words that correct a card or a choice are read together with what was asked."""

import pytest

from tests.talk import Talk


@pytest.mark.parametrize(
    ("first", "then", "stays"),
    [
        ("як подати на розлучення", "ні, не я, а мама", "Розлучення"),
        ("запис у садочок", "ні, державний", "Черга до дитячого садка"),
        ("довідка про несудимість", "ні, за кордон", "Довідка про несудимість"),
        ("yak oformyty pensiyu", "ni, ne meni a mami", "пенсію за віком"),
        ("довідка про склад сім’ї", "ні, для суду", "Витяг з реєстру"),
        ("як отримати субсидію", "не мені, сусідці", "Житлова субсидія"),
    ],
)
async def test_for_whom_and_which_is_no_other_matter(
    talk_here: Talk, first: str, then: str, stays: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    assert stays in talk_here.text.partition("\n")[0]
    assert "Уся картка" in talk_here.buttons


@pytest.mark.parametrize(
    ("first", "then", "card"),
    [
        ("як оформити паспорт", "ні, за кордон", "Закордонний паспорт"),
        ("паспорт", "та не загубив, просто старий уже", "Паспорт громадянина України"),
        ("як оформити ФОП", "ні, закрити", "Закриття ФОП"),
        ("як оформити ФОП", "нє, закрить хочу", "Закриття ФОП"),
        ("як отримати довідку впо", "ні, виплати", "Допомога на проживання"),
    ],
)
async def test_what_is_meant_instead_is_shown(
    talk_here: Talk, first: str, then: str, card: str
) -> None:
    await talk_here.say(first)
    await talk_here.say(then)
    assert talk_here.text.startswith(card)


@pytest.mark.parametrize("then", ["та вона ще жива", "бабуся жива ще", "ні, вона живая"])
async def test_what_the_words_rule_out_is_offered_no_more(talk_here: Talk, then: str) -> None:
    await talk_here.say("спадок після бабусі")
    talk_here.sees("Спадщина")
    await talk_here.say(then)
    assert "Скласти заповіт" in talk_here.buttons
    assert "Людина померла, спадок" not in talk_here.buttons
    talk_here.misses("підтвердження особи")


async def test_what_is_ruled_out_stays_out_of_the_choice(talk_here: Talk) -> None:
    await talk_here.say("пенсія")
    assert "Оформити вперше" in talk_here.buttons
    await talk_here.say("вона вже оформлена")
    assert "Оформити вперше" not in talk_here.buttons
    await talk_here.say("ми з Теофіполя")
    talk_here.sees("Теофіполь")
    assert "Оформити вперше" not in talk_here.buttons


async def test_few_words_of_somebody_are_no_other_card(talk_here: Talk) -> None:
    await talk_here.say("хто отримає хату бабусі")
    assert "Не те" in talk_here.buttons
    await talk_here.say("бабуся жива ще")
    talk_here.misses("підтвердження особи")
    assert "Не те" in talk_here.buttons


async def test_ones_own_new_matter_is_another_card(talk_here: Talk) -> None:
    await talk_here.say("як оформити субсидію")
    await talk_here.say("мене пес покусав")
    assert "Вкусив або подряпав собака, кіт чи звір: сказ" in talk_here.buttons


async def test_a_correction_of_more_words_is_not_of_the_card(talk_here: Talk) -> None:
    await talk_here.say("треба коляска")
    talk_here.sees("крісла колісні")
    await talk_here.say("нє, не інвалідна, звичайна для немовляти")
    talk_here.misses("Відповіді на це ми в картці не знайшли.")
