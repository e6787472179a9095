"""Sequels in words of other cards: told to be of the card on screen or not by what is likeliest."""

import pytest

from tests.talk import Talk


@pytest.mark.parametrize(
    ("talked", "card"),
    [
        (
            ["мама хоче хату переписати на мене, як краще дарча чи заповіт",
             "нотаріуса в селі нема, мама не ходить", "а якщо брат потім буде судитись"],
            "Заповіт",
        ),
        (
            ["чоловік покійний, хочу отримувати його пенсію, він шахтар був",
             "мені самій 59 і я ще не на пенсії", "ми були розписані 30 год"],
            "Пенсія у зв’язку з втратою годувальника",
        ),
        (
            ["хочу продавати домашні торти на замовлення що треба",
             "ну торти пекти дома. чи треба мені якась санстанція"],
            "Реєстрація ФОП",
        ),
        (
            ["прийшла бумага шо треба пройти ідентифікацію в пенсійному",
             "телефон в мене кнопочний"],
            "підтвердження особи",
        ),
    ],
)  # fmt: skip
async def test_they_stay_with_the_matter(talk_here: Talk, talked: list[str], card: str) -> None:
    for said in talked:
        await talk_here.say(said)
    assert card in f"{talk_here.text.partition(chr(10))[0]} {talk_here.buttons[0]}"


@pytest.mark.parametrize(
    ("talked", "card"),
    [
        (["як оформити субсидію", "а паспорт закордонний дитині, три роки"], "Закордонний паспорт"),
        (["загубив паспорт", "і ще, як стати на облік в центрі зайнятості"], "безробітн"),
    ],
)
async def test_they_move_to_another(talk_here: Talk, talked: list[str], card: str) -> None:
    for said in talked:
        await talk_here.say(said)
    assert card in f"{talk_here.text.partition(chr(10))[0]} {talk_here.buttons[0]}"


async def test_beside_a_card_that_goes_on_the_other_is_offered(talk_here: Talk) -> None:
    await talk_here.say("як знайти працю сторожем")
    await talk_here.say("а мені 67, мене візьмуть?")
    assert talk_here.text.startswith("Пошук роботи і вакансії")
    assert talk_here.buttons[1:] == ["Уся картка", "Запитати бібліотекаря"]
