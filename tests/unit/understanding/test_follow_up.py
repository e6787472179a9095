"""Short messages that go on with what was just talked about."""

import pytest

from bot.understanding.follow_up import follow_up


@pytest.mark.parametrize(
    ("typed", "aspect"),
    [
        ("а скільки коштує?", "cost"),
        ("сколько это стоит", "cost"),
        ("а це платно?", "cost"),
        ("how much does it cost?", "cost"),
        ("скільки часу чекати", "term"),
        ("сколько по времени", "term"),
        ("довго чекати?", "term"),
        ("які документи треба", "documents"),
        ("а документи які брати з собою", "documents"),
        ("what documents do I need", "documents"),
        ("а хто має право", "who"),
        ("а кому положено", "who"),
        ("а онлайн можна?", "steps"),
        ("як це зробити", "steps"),
        ("куди йти", "where"),
        ("де це", "where"),
    ],
)
def test_a_question_about_the_same_thing(typed: str, aspect: str) -> None:
    assert follow_up(typed).aspect == aspect


@pytest.mark.parametrize(
    "typed",
    [
        "скільки коштує закордонний паспорт",
        "де бібліотека",
        "субсидія",
        "хто ти",
        "добрий день",
        "допоможіть",
        "",
        "які документи треба для оформлення спадщини після смерті батька",
    ],
)
def test_a_question_of_its_own(typed: str) -> None:
    assert follow_up(typed).aspect is None


@pytest.mark.parametrize(("typed", "again"), [("а в Шепетівці?", True), ("в Шепетівці", False)])
def test_going_on_begins_with_and(typed: str, again: bool) -> None:
    assert follow_up(typed).again is again
