"""Of several places in a text the one where the person lives is meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.places.gazetteer import Gazetteer
from bot.places.reading.words import MOST
from tests.unit.places.conftest import Find, Where


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("переїхали з Летичева, тепер живемо в Деражні", "Деражня"),
        ("я з Гукова, їжджу на роботу в Чемерівці", "Гуків"),
        ("ми з Маківа, до Дунаївців 15 км", "Маків"),
        ("їду через Красилів, живу в Антонінах", "Антоніни"),
        ("у нас у Смотричі немає банку, їздимо в Кам’янець", "Смотрич"),
        ("живу біля Полонного, в Понінці", "Понінка"),
        ("родом з Ізяслава, мешкаю в Нетішині", "Нетішин"),
        ("автобус Хмельницький повз Летичів до Меджибожа, сам я з Меджибожа", "Меджибіж"),
        ("Доброго дня! Підкажіть, де в Волочиську бібліотека з комп'ютером?", "Волочиськ"),
        ("мама в Оринині, їй 80 років, як оформити субсидію", "Оринин"),
        ("Добрий день, це село Терешівці?", "Терешівці"),
        ("прописаний у Хмельницькому, проживаю в Чорному Острові", "Чорний Острів"),
        ("нам з Сатанова далеко їхати в Городок", "Сатанів"),
        ("Можна книжку замовити в Грицеві?", "Гриців"),
        ("в Теофіполі світла нема, а в Базалії є", "Теофіполь"),
        ("с. Кульчіївці, Кам’янець-Подільський р-н, вул. Центральна, 3", "Кульчіївці"),
        ("32000, Хмельницька область, м.Городок, вул.Грушевського, 53", "Городок"),
        ("цнап красилів", "Красилів"),
        ("бібліотека летичів телефон", "Летичів"),
        ("library in Shepetivka near Slavuta", "Шепетівка"),
        ("Hello, we moved from Kharkiv to Dunaivtsi", "Дунаївці"),
        ("dobryj den, ja z Polonnoho, de biblioteka", "Полонне"),
        ("живём в Славуте, переехали из Бахмута", "Славута"),
    ],
)  # fmt: skip
def test_where_one_lives(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Живу в Базалії. Громада наша мала", "Базалія"),
        ("Ми з Чорнокозинець. Район старий, дороги нема", "Чорнокозинці"),
        ("Я в Оринині. Щина болить", "Оринин"),
        ("Живу в Хмельницькому. Вулиця Зарічанська", "Хмельницький"),
    ],
)
def test_a_full_stop_parts_a_name_from_what_follows(where: Where, text: str, name: str) -> None:
    assert where(text) == name


def test_where_the_names_stand_is_told(gazetteer: Gazetteer) -> None:
    text = "з Летичева до Нової Ушиці"
    assert [text[start:end] for start, end in gazetteer.find(text).spans] == [
        "Летичева",
        "Нової Ушиці",
    ]
    assert gazetteer.find("Красилівська громада").spans == ((0, len("Красилівська")),)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", ".", "?!", "1234", "👍👍", "\u200b", "і", "a", "\x00"]
)
def test_nothing_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.find(text)
    assert found.settlements == found.spans == ()


def test_a_long_story_is_read_from_its_beginning(where: Where) -> None:
    assert where("Живу в Летичеві. " + "слово " * 5000) == "Летичів"
    assert where("слово " * (MOST + 1) + "живу в Летичеві") == ""


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(find: Find, text: str) -> None:
    found = find(text)
    for start, end in found.spans:
        assert 0 <= start < end <= len(text)
    assert bool(found.settlements) == bool(found.spans)


_LETTERS = st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’' -.,abcdehikstyz", max_size=30)


@settings(max_examples=100, deadline=None)
@given(_LETTERS, st.sampled_from(["живу в Деражні", "я з Волочиська", "м. Нетішин"]), _LETTERS)
def test_a_plain_sentence_is_heard_among_others(
    find: Find, before: str, said: str, after: str
) -> None:
    text = f"{before}. {said}. {after}"
    heard = {text[start:end] for start, end in find(text).spans}
    assert heard & {"Деражні", "Волочиська", "Нетішин"}


def test_a_long_story_may_misspell_its_place_after_a_sign(where: Where) -> None:
    story = "Розкажу все по порядку, бо інакше ніхто не зрозуміє моєї біди. " * 12
    assert where(story + "А живу я в Дераржні") == "Деражня"
    assert where("Було і Таке, і Сяке, і Дощ, і Сніг. " * 12 + "А живу в Дераржні") == "Деражня"
