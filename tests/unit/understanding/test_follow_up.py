"""Short messages that go on with what was just talked about."""

import pytest

from bot.understanding.follow_up import LIBRARY_ASPECTS, follow_up


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
    found = follow_up(typed)
    assert found.is_bare
    assert next(one for one in found.aspects if one not in LIBRARY_ASPECTS) == aspect


@pytest.mark.parametrize(
    ("typed", "aspect"),
    [
        ("а телефон який", "phone"),
        ("дайте номер", "phone"),
        ("а в неділю працюєте", "hours"),
        ("в субботу открыто?", "hours"),
        ("в них є комп’ютер?", "equipment"),
        ("а адреса?", "way"),
        ("is it open on Sunday", "hours"),
    ],
)
def test_a_question_about_the_library(typed: str, aspect: str) -> None:
    found = follow_up(typed)
    assert found.is_bare
    assert found.aspects[0] == aspect


@pytest.mark.parametrize(
    "typed",
    [
        "скільки коштує закордонний паспорт",
        "субсидія",
        "добрий день",
        "які документи треба для оформлення спадщини після смерті батька",
    ],
)
def test_a_question_of_its_own(typed: str) -> None:
    assert not follow_up(typed).is_bare


def test_a_place_is_nothing_of_its_own() -> None:
    assert follow_up("а в Шепетівці?", [(4, 13)]).is_bare


@pytest.mark.parametrize(
    ("typed", "corrects"), [("ні, закордонний", True), ("нет", True), ("а ще", False)]
)
def test_an_answer_is_denied(typed: str, corrects: bool) -> None:
    assert follow_up(typed).corrects is corrects


@pytest.mark.parametrize(("typed", "again"), [("а в Шепетівці?", True), ("в Шепетівці", False)])
def test_going_on_begins_with_and(typed: str, again: bool) -> None:
    assert follow_up(typed).again is again


@pytest.mark.parametrize(
    "typed",
    [
        "а гроші пропадуть",
        "а на роботі мусять взять",
        "з батьками йти",
        "6 місяців вже пройшло",
        "а якщо не заплатять",
        "а если нет денег",
        "а брата можна вписати",
        "а як часто прийдуть",
        "а на комуналку",
        "no contract",
    ],
)
def test_a_word_that_may_ask_asks_nothing_by_itself(typed: str) -> None:
    assert follow_up(typed).aspects == ()


@pytest.mark.parametrize("typed", ["no contract", "нема договору", "без прописки"])
def test_what_is_lacking_is_told_and_corrects_nothing(typed: str) -> None:
    found = follow_up(typed)
    assert found.tells
    assert not found.corrects


def test_no_before_a_pause_corrects() -> None:
    assert follow_up("no, a passport").corrects
    assert follow_up("ні, до школи").corrects


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [("а скільки", True), ("скільки грошей дають", True), ("а скільки коштує", False)],
)
def test_how_much_may_ask_what_is_given(typed: str, *, is_asked: bool) -> None:
    assert follow_up(typed).asks_amount is is_asked
