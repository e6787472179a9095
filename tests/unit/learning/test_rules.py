"""What editors see of a question has nothing personal in it; alike questions come together."""

from datetime import UTC, datetime

import pytest

from bot.learning.model import Unclear, UnclearReason
from bot.learning.rules import group, scrub


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("мій номер 067 123 45 67, передзвоніть", "мій номер …, передзвоніть"),
        ("пошта oksana@example.com не приходить", "пошта … не приходить"),
        ("паспорт КС 123456 загубила", "паспорт … загубила"),
        ("код 1234567890 не приймає", "код … не приймає"),
        ("народилась 12.03.1961, яка пенсія", "народилась …, яка пенсія"),
        ("я Ковальчук Марія Іванівна хочу пільгу", "я … хочу пільгу"),
        ("ковальчук марія іванівна пенсія", "… пенсія"),
        ("мене звати Оля, де довідка", "мене звати …, де довідка"),
        ("сусід Петро Бойко шумить", "сусід … шумить"),
        ("живу на вул. Шевченка, 12 кв. 5 затопили", "живу на … затопили"),
        ("див. https://example.com/a?b=1 ось", "див. … ось"),
        ("як оформити субсидію на 2026 рік", "як оформити субсидію на … рік"),
    ],
)
def test_what_is_personal_is_taken_out(said: str, kept: str) -> None:
    assert scrub(said) == kept


def test_places_are_taken_out_and_long_stories_cut() -> None:
    assert scrub("живу в Понінці сама", places=[(7, 14)]) == "живу в … сама"
    assert len(scrub("слово " * 500)) <= 400


def unclear(number: int, words: str, chosen: str | None = None) -> Unclear:
    return Unclear(
        number, words, UnclearReason.NONE, (), chosen, datetime(2026, 11, 23, tzinfo=UTC)
    )


def test_alike_questions_come_together_the_most_frequent_first() -> None:
    groups = group(
        [
            unclear(1, "де мій лист"),
            unclear(2, "чому зменшили субсидію"),
            unclear(3, "чому мені зменшили субсидію", "housing-subsidy"),
            unclear(4, "Чому зменшили субсидію взимку", "housing-subsidy"),
        ]
    )
    assert [[one.id for one in each.questions] for each in groups] == [[2, 3, 4], [1]]
    assert [each.guess for each in groups] == ["housing-subsidy", None]
