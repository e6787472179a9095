"""What an editor should look at in the examples."""

from bot.understanding.evaluation.review import ExampleLine, review

COMMON = [("id-card", f"посвідчення {word}") for word in ("перше", "друге", "третє", "інше", "моє")]


def messages(*lines: tuple[str, str]) -> list[str]:
    return [one.message for one in review([ExampleLine(owner, text, 0) for owner, text in lines])]


def test_the_same_telling_words_under_two_entries_conflict() -> None:
    (message,) = messages(
        ("alimony", "як подати на аліменти"),
        ("alimony", "подати аліменти як"),
        ("divorce", "хочу подати на аліменти!"),
        ("divorce", "подати на розлучення"),
    )
    assert message == "майже те саме, що «як подати на аліменти» у «alimony». Залиште в одному."


def test_a_word_one_slip_from_a_common_one_is_shown() -> None:
    assert messages(*COMMON, ("id-card", "посведчення втратила")) == [
        "«посведчення» схоже на описку. Перевірте."
    ]


def test_another_form_or_another_word_is_no_slip() -> None:
    assert messages(*COMMON, ("id-card", "посвідченню шість років"), ("kep", "печатка")) == []
