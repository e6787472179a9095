"""What few words rule out of what something is about."""

import pytest

from bot.understanding.opposites import rules_out, without_not


@pytest.mark.parametrize(
    ("said", "of"),
    [
        ("та вона ще жива", "Людина померла, спадок"),
        ("не загубив", "Загубили чи вкрали"),
        ("вона вже оформлена", "Оформити вперше"),
        ("she is alive", "Somebody has died"),
    ],
)
def test_what_cannot_be_meant(said: str, of: str) -> None:
    assert rules_out(said, of)


@pytest.mark.parametrize(
    ("said", "of"),
    [
        ("ще не отримала", "Отримати статус"),  # it is still to be got
        ("не загубив, а вкрали", "Загубили чи вкрали"),
        ("нє, закрить", "Закрити"),  # the first word is a whole answer
        ("оформити", "Оформити вперше"),
        ("не моя", "Мала, перерахувати"),
    ],
)
def test_what_may_be_meant_still(said: str, of: str) -> None:
    assert not rules_out(said, of)


def test_what_is_denied_is_left_out() -> None:
    assert without_not("та не загубив, просто старий") == "та просто старий"
    assert without_not("нє, закрить хочу") == "нє закрить хочу"
