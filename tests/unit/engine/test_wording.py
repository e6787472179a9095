"""How things are written for people."""

from bot.engine.wording import alphabetical


def test_the_ukrainian_alphabet() -> None:
    names = [
        "Сільська", "Бібліотека-філія", "Їдальня", "Славутська", "Богдановецька", "Ґанок",
        "Гай", "Ірпінь", "Єва", "Ера", "10 клас", "бук",
    ]  # fmt: skip
    assert sorted(names, key=alphabetical) == [
        "10 клас", "Бібліотека-філія", "Богдановецька", "бук", "Гай", "Ґанок", "Ера", "Єва",
        "Ірпінь", "Їдальня", "Сільська", "Славутська",
    ]  # fmt: skip
