"""Who asks for something written gets the letter there is, or who helps to write one."""

import pytest

from tests.talk import Talk


@pytest.mark.parametrize("asked", ["напишіть мені заяву", "дайте зразок", "dajte zrazok zayavy"])
async def test_a_letter_of_the_card_on_screen(talk: Talk, asked: str) -> None:
    await talk.say("зарплату не платять")
    await talk.say("Трудові спори")
    await talk.say(asked)
    talk.sees("Не платять зарплату", "Ви вже писали роботодавцеві?")


async def test_a_complaint_is_the_letter_of_who_was_refused(talk: Talk) -> None:
    await talk.say("відстрочка від мобілізації студенту")
    await talk.say("дайте зразок заяви")
    talk.sees("Готового листа про це в нас немає. Написати допоможе бібліотека.")
    assert "Допоможіть із цим" in talk.buttons
    await talk.say("а скаргу як написати")
    talk.sees("Скарга", "Прошу переглянути рішення")


async def test_another_matter_with_a_letter_stands_by_itself(talk: Talk) -> None:
    await talk.say("закордонний паспорт")
    await talk.say("заява на субсидію")
    talk.sees("субсиді")
