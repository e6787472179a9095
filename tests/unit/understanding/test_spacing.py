"""Words with their letters apart, struck through or without spaces are read as any others."""

import unicodedata
from collections.abc import Callable

import pytest

from bot.app.content_index import ContentIndex
from bot.understanding.text.alphabet import clean, undo_digits
from bot.understanding.text.spacing import Parter
from bot.understanding.text.stems import STEM

SUBSIDY = "як оформити субсидію"
DANGER = ["не хочу жити", "хочу повіситись", "у нас пожежа"]


def apart(between: str) -> Callable[[str], str]:
    return lambda text: "   ".join(between.join(word) for word in text.split())


def struck(mark: str) -> Callable[[str], str]:
    return lambda text: "".join(f"{one}{mark}" for one in text)


SPELT = {
    "letters apart": apart(" "),
    "dots between": apart("."),
    "dashes between": apart("-"),
    "signs between": apart("_"),
    "stars between": apart("*"),
    "one space everywhere": lambda text: " ".join(text.replace(" ", "")),
    "struck through": struck("\u0336"),
    "crossed out": struck("\u0338"),
    "underlined": struck("\u0332"),
    "glued": lambda text: text.replace(" ", ""),
    "with humps": lambda text: text.title().replace(" ", ""),
    "taken to pieces": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.mark.parametrize("spelt", SPELT.values(), ids=SPELT)
def test_a_question_is_understood(content_index: ContentIndex, spelt: Callable[[str], str]) -> None:
    meaning = content_index.understanding.understand(spelt(SUBSIDY))
    assert meaning.hits[0].id == "housing-subsidy"
    assert meaning.decision in {"answer", "choose"}


@pytest.mark.parametrize("text", DANGER)
@pytest.mark.parametrize("spelt", SPELT.values(), ids=SPELT)
def test_danger_is_seen(
    content_index: ContentIndex, spelt: Callable[[str], str], text: str
) -> None:
    expected = content_index.understanding.look(text).danger
    assert expected
    assert content_index.understanding.look(spelt(text)).danger == expected


@pytest.mark.parametrize("sign", ["!", "...", "?!", ", допоможіть", " 😢", "»"])
@pytest.mark.parametrize("text", DANGER)
def test_signs_hide_no_glued_word(content_index: ContentIndex, text: str, sign: str) -> None:
    glued = text.replace(" ", "")
    assert content_index.understanding.look(f"{glued}{sign}").danger
    assert content_index.understanding.look(f"#{glued}{sign}").danger


@pytest.mark.parametrize(
    "text",
    [
        "менеб’єчоловік", "хо4у померти", "у нас п0жежа", "п/о/ж/е/ж/а", "п|о|ж|е|ж|а",
        "hochupomerty", "I want to d i e", "i want to d.i.e",
    ],
)  # fmt: skip
def test_danger_is_seen_otherwise_spelt(content_index: ContentIndex, text: str) -> None:
    assert content_index.understanding.look(text).danger


def test_glued_danger_counts_beyond_the_limits_too(content_index: ContentIndex) -> None:
    assert content_index.understanding.shouts("хочуповіситись!")


@pytest.mark.parametrize("text", ["кв. 4а", "буд.4кв", "ЗОШ №3а", "5г клас", "12 б", "4G"])
def test_a_digit_beside_a_word_counts(text: str) -> None:
    assert undo_digits(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "йогурт, ґрунт, їжак, ёлка", "м. Київ, вул. Т. Г. Шевченка", "ПриватБанк", "єВідновлення",
        "а, б, в, г", "я і ти", "1 2 3 4", "т. зв. пільга", "COVID-19",
    ],
)  # fmt: skip
def test_what_is_written_as_it_should_be_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "word",
    [
        "непрацездатність", "зареєструватися", "перереєстрація", "субсидія", "прописка",
        "безкоштовно", "бесплатно", "малозабезпечена", "домогосподарство", "працевлаштування",
        "держпродспоживслужба", "облдержадміністрація", "государства", "новонародженому",
        "комп’ютер", "комп’ютерній", "компьютер", "школьного", "другокласник", "автозаправці",
        "руководитель", "получателя", "натомість",
        "комп’ютерної", "п’ятнадцять", "об’єднання", "зв’язатися", "общежитии",
        "семейного",
    ],
)  # fmt: skip
def test_a_long_word_is_one(content_index: ContentIndex, word: str) -> None:
    assert content_index.understanding.look(word).readings[0].text == word


@pytest.mark.parametrize("name", ["Летичеві", "Старокостянтинів", "Хмельницького", "Деражнянська"])
def test_a_place_is_no_two_words(content_index: ContentIndex, name: str) -> None:
    assert content_index.understanding.look(name).readings[0].text == name


def test_stems_are_enough() -> None:
    known = {"закор"[:STEM], "паспо", "хочу"}
    assert Parter(known).part("хочузакордоннийпаспорт") == "хочу закордонний паспорт"


@pytest.mark.parametrize(
    ("spelt", "read"),
    [
        ("п о ж е ж а у сусідів", "пожежа у сусідів"),
        ("а тут п о ж е ж а  у сусідів", "а тут пожежа у сусідів"),
        ("п о ж е ж а у", "пожежау"),
        ("х о ч у ж и т и у вас", "хочужити у вас"),
        ("с у б с и д і я на газ", "субсидія на газ"),
    ],
)
def test_a_word_of_one_letter_is_no_end_of_letters_that_stand_apart(spelt: str, read: str) -> None:
    assert clean(spelt) == read
