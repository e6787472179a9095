"""Who looks for warmth or power, and who does not."""

import pytest

from bot.understanding.warmth import wants_warmth


@pytest.mark.parametrize(
    "text",
    [
        "нема світла, де зарядити телефон",
        "де погрітись",
        "де можна зігрітися в деражні",
        "пункт незламності",
        "нет света где зарядить телефон",
        "где погреться",
        "холодно вдома нема опалення куди піти погрітися",
        "де зарядити павербанк",
        "світла нема третій день, куди піти",
        "де є генератор",
        "підкажіть де тепло і можна посидіти",
        "where can I charge my phone",
        "where to warm up",
    ],
)
def test_warmth_is_asked_for(text: str) -> None:
    assert wants_warmth(text)


@pytest.mark.parametrize(
    "text",
    [
        "субсидія на опалення",
        "нема світла, коли дадуть",
        "як подати показники світла",
        "зарядити транспортну картку",
        "зарядка для пенсіонерів",
        "графік відключень світла",
        "кредит на генератор",
        "книжка про обігрів теплиць",
    ],
)
def test_other_talk_of_light_and_heat_is_not(text: str) -> None:
    assert not wants_warmth(text)
