"""An ending stays with the word it belongs to, for every row of the lexicon."""

import pytest

from bot.app.content_index import ContentIndex
from bot.understanding.text.alphabet import fold
from bot.understanding.text.lexicon import Lexicon

ENDINGS = ("а", "ам", "ами", "ець", "ю", "ові", "ого", "ться", "ность")


def test_no_row_glues_an_ending_to_another_word(content_index: ContentIndex) -> None:
    lexicon = content_index.understanding.index.lexicon
    several = {one: told for one, told in lexicon.table.items() if len(told) > 1}
    assert several
    for beginning, told in several.items():
        for ending in ENDINGS:
            became = lexicon.replace(beginning + ending) or []
            if len(became) != len(told):
                continue  # a longer row says it
            for known, word in zip(told, became, strict=True):
                is_form = known[:3] == beginning[:3]
                assert word == known or is_form, (beginning, ending, became)


@pytest.mark.parametrize(
    "word",
    ["питання", "петиція", "заборгованість", "заборонили", "бракує", "скорочення", "скоротили",
     "частина", "останній", "родина", "родичі", "обіди", "помічник", "установа", "постанова",
     "внутрішньо", "запросили", "займається", "домовитися", "бетон", "застава"],
)  # fmt: skip
def test_a_ukrainian_word_that_begins_as_a_russian_one_stays(
    word: str, content_index: ContentIndex
) -> None:
    assert content_index.understanding.index.lexicon.replace(fold(word)) is None


@pytest.mark.parametrize(
    ("word", "became"),
    [("переселенцам", ["переселенцам", "впо"]), ("биржею", ["центр", "зайнятості"]),
     ("юристом", ["юристом", "адвокат"])],
)  # fmt: skip
def test_the_ending_goes_to_its_own_word(word: str, became: list[str]) -> None:
    rows = [
        ("переселен", "переселен впо"),
        ("бирж", "центр зайнятості"),
        ("юрист", "юрист адвокат"),
    ]
    assert Lexicon(rows).replace(fold(word)) == [fold(one) for one in became]
