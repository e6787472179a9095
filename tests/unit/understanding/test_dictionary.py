"""What is a word of Ukrainian or Russian is mended into no other; slips still are."""

from pathlib import Path

import pytest

from bot.understanding import follow_up
from bot.understanding.text.alphabet import fold
from bot.understanding.text.dictionary import Dictionary, common_forms, made_of, shipped
from bot.understanding.text.typos import Speller


@pytest.mark.parametrize(
    "word",
    ["зарубає", "водку", "грабёж", "переселенцам", "сокирою", "топором", "задушив", "загрожує",
     "квитанцію", "отравила", "погреба", "підвал", "кухонним", "ударила", "закривав"],
)  # fmt: skip
def test_words_of_both_languages_are_known(word: str) -> None:
    assert fold(word) in shipped()


@pytest.mark.parametrize("slip", ["субсидея", "довітка", "пнсія", "жаліцця", "паспрот", "загубае"])
def test_slips_are_not(slip: str) -> None:
    assert fold(slip) not in shipped()


def test_a_word_is_left_as_it_is_and_a_slip_is_mended() -> None:
    speller = Speller({"загуб": 9, "субсі": 5}, Dictionary(made_of(["зарубае"])))
    assert speller.mend("зарубае") is None
    assert speller.mend("сувсідія") == "субсідія"


def test_a_dictionary_is_made_of_all_forms_of_common_words(tmp_path: Path) -> None:
    (tmp_path / "x.dic").write_text("3\nкнига/a\nОлена/a\nписати\n", encoding="utf-8")
    (tmp_path / "x.aff").write_text(
        "SFX a Y 2\nSFX a а у [^з]а\nSFX a га зі га\n", encoding="utf-8"
    )
    assert list(common_forms(tmp_path / "x.dic")) == ["кніга", "кнігу", "кнізі", "пісаті"]


@pytest.mark.parametrize(
    ("typed", "aspect"),
    [("а скілки чекти", "term"), ("а докумнти які", "documents"), ("а коштуэ скльки", "cost")],
)
def test_a_sequel_may_be_misspelt(typed: str, aspect: str) -> None:
    found = follow_up(typed)
    assert found.is_bare
    assert aspect in found.aspects


def test_a_word_that_looks_like_an_aspect_is_none() -> None:
    assert not follow_up("а якщо в мене довіра").is_bare
