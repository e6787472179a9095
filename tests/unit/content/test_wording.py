"""Hints beside a form: words of offices, long sentences."""

from bot.content.wording import LONG, Hint, hints


def told(text: str, lang: str = "uk") -> list[Hint]:
    return list(hints(text, lang))


def test_a_plainer_word_is_named_in_any_form_and_case() -> None:
    assert told("Здійснюється прийом.") == [Hint("Здійснюється", "робити")]
    assert told("На протязі місяця") == [Hint("На протязі", "протягом")]
    assert told("Надані дані. Завданий клопіт.") == []
    assert told("You must utilize it", "en") == [Hint("utilize", "use")]
    assert told("Здійснюється прийом.", "pl") == []


def test_a_sentence_that_wants_another_breath_is_told_by_how_it_begins() -> None:
    text = "Прийдіть до бібліотеки. " + " ".join(["слово"] * (LONG + 1)) + ". Коротко."
    assert told(text) == [Hint("слово слово слово слово", words=LONG + 1)]
    assert told(" ".join(["слово"] * LONG)) == []
