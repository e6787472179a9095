"""Danger is found in every reading, and near-misses are not danger."""

import pytest

from bot.understanding import DangerPatterns, find_danger
from tests.cpu import cpu_ms
from tests.unit.understanding.small import Alarm


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Хочу померти", "suicide"),
        ("я хочу просто вже померти", "suicide"),
        ("hochu pomerty", "suicide"),
        ("[jxe gjvthnb", "suicide"),
        ("хo\u200bчу пoмерти", "suicide"),
        ("думаю про самогубство", "suicide"),
        ("гОРИТЬ у сусіда хата!!!", "fire"),
        ("пожежа, і хочу померти", "suicide"),
        ("роман, але я хочу померти", "suicide"),
    ],
)
def test_danger_is_found(alarms: DangerPatterns, typed: str, kind: str) -> None:
    assert find_danger(typed, alarms) == kind


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "👍",
        "померти хочу як герой книги в кінці",
        "хочу знати, що робити, коли треба буде померти",
        "чи є роман про самогубство",
        "довідка про пожежу",
        "самокат",
    ],
)
def test_near_misses_are_not_danger(alarms: DangerPatterns, typed: str) -> None:
    assert find_danger(typed, alarms) is None


def test_a_word_without_a_star_is_whole() -> None:
    patterns = DangerPatterns([Alarm("mine", always=("міна", "розтяж*"))])
    assert find_danger("тут міна", patterns) == "mine"
    assert find_danger("мінарет", patterns) is None
    assert find_danger("розтяжка в лісі", patterns) == "mine"


def test_no_patterns_find_nothing() -> None:
    assert find_danger("хочу померти", DangerPatterns()) is None


def test_looking_for_danger_is_cheap(alarms: DangerPatterns) -> None:
    typed = "доброго дня, підкажіть будь ласка як оформити субсидію, якщо прописана в іншому місці"
    assert cpu_ms(lambda: [find_danger(typed, alarms) for _ in range(20)], enough=10) <= 10
