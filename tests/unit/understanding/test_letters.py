"""Letters: what nobody sees goes, what people mix up is one."""

import unicodedata

import pytest

from bot.understanding.text.alphabet import (
    MAX_LENGTH,
    clean,
    fold,
    undo_look_alikes,
    word_pieces,
    words,
)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("", ""),
        ("  два \n\t слова  ", "два слова"),
        ("суб\u200bси\u00adдія", "субсидія"),
        ("\x00пас\x00порт", "паспорт"),
        ("\u202eпаспорт\u202c", "паспорт"),
        ("па\ud800спорт", "паспорт"),
        ("за\u0301мок", "замок"),
        ("ｐａｓｓ", "pass"),
        ("ім'я ім`я ім‘я", "ім’я ім’я ім’я"),
        ("и\u0306", "й"),
    ],
)
def test_clean_leaves_what_a_person_sees(typed: str, seen: str) -> None:
    assert clean(typed) == seen


def test_clean_is_bounded_even_where_letters_unfold() -> None:
    assert len(clean("\ufdfa" * MAX_LENGTH)) <= MAX_LENGTH


def test_fold_joins_letters_that_people_mix_up() -> None:
    assert fold("Її Єдиний ґанок") == fold("Ии Эдыный ганок")
    assert fold("сім’я") == fold("сімя")
    assert fold("звернення") == fold("звернення".replace("нн", "н"))
    assert fold("ЗАЯВА") != fold("заявка")


def test_fold_keeps_digits_apart() -> None:
    assert words(fold("форма 1122")) == ["форма", "1122"]


def test_latin_look_alikes_inside_words_become_cyrillic() -> None:
    assert undo_look_alikes("cубсидiя в ceлi") == "субсидія в селі"
    assert undo_look_alikes("прийшов i спитав") == "прийшов і спитав"
    assert undo_look_alikes("BankID і Дія") == "BankID і Дія"
    assert undo_look_alikes("a cap") == "a cap"


def test_word_pieces_mark_the_edges() -> None:
    assert list(word_pieces("дія")) == [" ді", "дія", "ія ", " дія", "дія "]
    assert list(word_pieces("я")) == [" я "]


def test_folding_survives_composed_forms() -> None:
    assert fold(clean(unicodedata.normalize("NFD", "їжак"))) == fold("їжак")
