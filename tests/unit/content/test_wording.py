"""Hints beside a form: words of offices, long sentences."""

import pytest

from bot.content.wording import LONG, Hint, HintKind, hints


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
    assert told(text) == [Hint("слово слово слово слово", words=LONG + 1, kind=HintKind.LONG)]
    assert told(" ".join(["слово"] * LONG)) == []


def kinds(text: str, lang: str = "uk") -> list[tuple[HintKind, str]]:
    return [(one.kind, one.text) for one in told(text, lang)]


def test_spaces_and_letters_that_belong_elsewhere_are_told() -> None:
    assert kinds("Паспорт , код") == [(HintKind.SPACED, "Паспорт ,")]
    assert kinds("Прийдіть .") == [(HintKind.SPACED, "Прийдіть .")]
    assert kinds("Візьміть  паспорт") == [(HintKind.TWICE, "Візьміть  паспорт")]
    assert kinds("паспорт,код") == [(HintKind.TOGETHER, "паспорт,код")]
    assert kinds("\u0441убсидiя") == [(HintKind.LATIN, "субсидiя")]  # a Latin i
    assert told("Заявлєние з документы") == [Hint("документы", "ы", kind=HintKind.FOREIGN)]
    assert kinds("документы", "en") == []


@pytest.mark.parametrize(
    "text",
    [
        "Сайт my.diia.gov.ua, порталі e-mail: olena@ukr.net.",
        "Wi-Fi, PDF і QR-код. Від 10,5 до 11 грн; пн–пт 09:00–18:00.",
        "Подивіться на hoe.com.ua «Відключення за адресою».",
        "Рядок\n\nдругий рядок:\n– третій",
        "п. 3 ст. 20, 0 800 213 103 …",
    ],
)
def test_addresses_numbers_and_lines_are_left_alone(text: str) -> None:
    assert told(text) == []
