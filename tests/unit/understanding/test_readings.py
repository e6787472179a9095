"""Readings: keyboard slips and Latin letters are undone only when that makes sense."""

import pytest

from bot.understanding.index.index import Index
from bot.understanding.text.alphabet import clean
from bot.understanding.text.language import language
from bot.understanding.text.readings import Reading, candidates, choose, transliterate


@pytest.mark.parametrize(
    ("typed", "kind", "lang"),
    [
        ("закордонний паспорт", "as_is", "uk"),
        ("как записаться в библиотеку", "as_is", "ru"),
        ("zakordonnyj pasport", "translit", "translit"),
        ("de najblyzhcha biblioteka", "translit", "translit"),
        ("pfrjhljyybq gfcgjhn", "layout", "uk"),
        (",s,ksjntrf d rhfcbkjds", "layout", "uk"),
        ("rfr pfgbcfnmcz d ,b,kbjntre", "layout", "ru"),
        ("how to get a foreign passport", "as_is", "en"),
        ("where is the nearest library", "as_is", "en"),
    ],
)
def test_the_reading_is_the_one_that_looks_like_language(
    index: Index, typed: str, kind: str, lang: str
) -> None:
    reading = choose(candidates(clean(typed)), index.trigrams)
    assert reading.kind == kind
    assert language(reading) == lang


def test_ukrainian_on_a_latin_layout_is_read_back(index: Index) -> None:
    reading = choose(candidates("jajhvbnb ce,cbls."), index.trigrams)
    assert reading.text == "оформити субсидію"


def test_only_latin_words_of_a_mixed_message_change(index: Index) -> None:
    reading = choose(candidates("як оформити subsydiju на газ"), index.trigrams)
    assert reading.text == "як оформити субсидію на газ"


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("shcho", "що"),
        ("pasport", "паспорт"),
        ("zhytlo", "житло"),
        ("kharkiv", "харків"),
        ("yak", "як"),
        ("jak", "як"),
    ],
)
def test_transliteration_knows_the_usual_schemes(latin: str, cyrillic: str) -> None:
    assert transliterate(latin) == cyrillic


def test_h_is_heard_either_way(index: Index) -> None:
    texts = {reading.text for reading in candidates("hroshi hochu")}
    assert {"гроші гочу", "хроші хочу"} <= texts
    assert choose(candidates("hroshi na dytynu, hochu staty chytachem"), index.trigrams).text == (
        "гроші на дитину, хочу стати читачем"
    )


@pytest.mark.parametrize(
    ("typed", "lang"),
    [
        ("не отдают трудовую книжку при увольнении", "ru"),
        ("учусь на заочном, дадут отсрочку?", "ru"),
        ("где выдают справки", "ru"),
        ("запис у ЦНАП онлайн", "uk"),
        ("у нас у селі нема лікаря", "uk"),
        ("шо робить, хазяїн не платить", "uk"),
        ("паспорт", "uk"),
        ("my passport", "en"),
        ("🙂", "uk"),
    ],
)
def test_the_language_is_told_by_what_only_it_has(typed: str, lang: str) -> None:
    assert language(Reading("as_is", typed)) == lang
