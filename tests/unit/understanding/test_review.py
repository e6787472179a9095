"""What an editor should look at: ways of asking that conflict, slips in what people read."""

import pytest

from bot.understanding.evaluation.review import ExampleLine, conflicts, slips_of_pen

COMMON = [("id-card", f"посвідчення {word}") for word in ("перше", "друге", "третє", "інше", "моє")]


def lines(*told: tuple[str, str]) -> list[ExampleLine[int]]:
    return [ExampleLine(owner, text, 0) for owner, text in told]


def slips(*told: tuple[str, str]) -> list[str]:
    return [one.message for one in slips_of_pen(lines(*COMMON, *told))]


def test_the_same_telling_words_under_two_entries_conflict() -> None:
    (found,) = conflicts(
        lines(
            ("alimony", "як подати на аліменти"),
            ("alimony", "подати аліменти як"),
            ("divorce", "хочу подати на аліменти!"),
            ("divorce", "подати на розлучення"),
        )
    )
    assert (
        found.message == "майже те саме, що «як подати на аліменти» у «alimony». Залиште в одному."
    )


def test_a_word_one_slip_from_a_common_one_is_shown_with_what_may_be_meant() -> None:
    assert slips(("", "посведчиння втрачено")) == []  # two slips
    assert slips(("", "посведчення втрачено")) == [
        "«посведчення» схоже на описку: може, «посвідчення»? Перевірте."
    ]


@pytest.mark.parametrize(
    "text", ["посвідченню шість років", "печатка", "Баварії", "ставці", "страви"]
)
def test_another_form_or_a_word_that_a_dictionary_knows_is_no_slip(text: str) -> None:
    assert slips(("", text), *(("", "справи ставки Баварія"),) * 5) == []
