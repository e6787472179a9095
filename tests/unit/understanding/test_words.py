"""Lexicon and typo repair work on beginnings of words."""

import pytest

from bot.understanding.text.alphabet import fold
from bot.understanding.text.lexicon import Lexicon
from bot.understanding.text.preparing import PLACE, mask_places, prepare
from bot.understanding.text.typos import Speller
from tests.unit.understanding.small import ThreeTowns

SPELLER = Speller({fold(stem): n for stem, n in (("паспо", 9), ("субси", 5), ("довід", 4))})


def test_lexicon_takes_the_longest_beginning() -> None:
    lexicon = Lexicon(
        [("дет", "діт"), ("детск", "дитяч"), ("смерт", "смерт"), ("дтп", "аварія дтп")]
    )
    assert lexicon.replace(fold("детский")) == [fold("дитячий")]
    assert lexicon.replace(fold("детям")) == [fold("дітям")]
    assert lexicon.replace("дтп") == [fold("аварія"), "дтп"]
    assert lexicon.replace(fold("смерть")) is None
    assert lexicon.replace(fold("хата")) is None


@pytest.mark.parametrize("typed", ["пспорт", "паспрт", "пасрорт", "апспорт", "павспорт"])
def test_one_slip_is_repaired(typed: str) -> None:
    assert SPELLER.repair(fold(typed)[:5]) == fold("паспо")


@pytest.mark.parametrize("typed", ["паспорт", "погода", "кіт", "12345", "можна"])
def test_known_short_and_far_words_are_left_alone(typed: str) -> None:
    assert SPELLER.repair(fold(typed)[:5]) is None


def test_preparing_tells_what_it_changed() -> None:
    ready = prepare(
        "получить пасрорт в Красилові",
        lexicon=Lexicon([("получ", "отрим")]),
        places=ThreeTowns(),
        speller=SPELLER,
    )
    assert ready.words == (fold("отримить"), fold("паспорт"), "в", PLACE)
    assert [(change.word, change.why) for change in ready.changes] == [
        (fold("получить"), "lexicon"),
        (fold("пасрорт"), "typo"),
    ]
    assert [place.code for place in ready.places] == ["UA1"]


def test_places_become_one_word_each_even_where_spans_overlap() -> None:
    text = "з Красилова до Старого Села й назад"
    assert mask_places(text, [(15, 22), (15, 27), (2, 11), (23, 27)]).split() == [
        "з", PLACE, "до", PLACE, "й", "назад",
    ]  # fmt: skip
    assert mask_places(text, []) == text
