"""A choice is typed with other endings than its button has."""

import pytest

from bot.engine.answers import Ordinals, find_shown
from bot.engine.dialogue import Shown

LABELS = ("Нараховано, але не прийшло", "Не нараховано", "Не можу додзвонитися", "Уся картка",
          "Загубили чи вкрали", "Так")  # fmt: skip
SHOWN = [Shown(id=str(at), label=label) for at, label in enumerate(LABELS)]
ORDINALS = Ordinals({})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("нараховано, але не прийшла", "Нараховано, але не прийшло"),
        ("НАРАХОВАНА АЛЕ НЕ ПРИЙШЛА", "Нараховано, але не прийшло"),
        ("не нарахована", "Не нараховано"),
        ("не можу додзвонитись", "Не можу додзвонитися"),
        ("загубила чи вкрали", "Загубили чи вкрали"),
        ("усю картку", ""),
        ("нараховано", "Нараховано, але не прийшло"),
        ("пенсія не прийшла", ""),
        ("та", ""),
        ("не нараховано пенсію", ""),
    ],
)
def test_the_words_of_a_button_may_end_otherwise(typed: str, meant: str) -> None:
    found = find_shown(typed, SHOWN, ORDINALS)
    assert (found.label if found else "") == meant
