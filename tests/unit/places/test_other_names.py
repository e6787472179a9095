"""Names that are in no register: former ones, nicknames, districts of towns, lands."""

import pytest

from tests.unit.places.conftest import Where


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("з Проскурова", "Хмельницький"),
        ("Плоскурів", "Хмельницький"),
        ("у Фельштині", "Гвардійське"),
        ("у Ляхівцях", "Білогір’я"),
        ("Куявы", ""),
        ("до Лянцкоруня", "Зарічанка"),
        ("з Ходиківців", "Зарічанка"),
        ("Мала Щурка", "Мала Шурка"),
        ("бабуся з Комунару", "Загродське"),
        ("у Волкотрубах", "Діброва"),
        ("Frampol", ""),
    ],
)
def test_former_names(where: Where, text: str, name: str) -> None:
    found = where(text)
    assert found == name if name else found != "Хмельницький"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Кам’янець", "Кам’янець-Подільський"),
        ("живемо в Кам'янці", "Кам’янець-Подільський"),
        ("в Каменце", "Кам’янець-Подільський"),
        ("Кам-Под", "Кам’янець-Подільський"),
        ("зі Старокоста", "Старокостянтинів"),
        ("у Хмелі", "Хмельницький"),
        ("в Хмельницке", "Хмельницький"),
    ],
)
def test_what_people_call_their_town(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize("text", ["на Гречанах", "з Ружичної", "мікрорайон Озерна", "у Лезневому"])
def test_districts_belong_to_their_town(where: Where, text: str) -> None:
    assert where(text) == "Хмельницький"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("на Ярмолинеччині", "Ярмолинці"),
        ("я з Деражнянщини", "Деражня"),
        ("бібліотеки Славутчини", "Славута"),
        ("по всій Дунаєвеччині", "Дунаївці"),
        ("на Волочищині", "Волочиськ"),
        ("на Теофіпольщині", "Теофіполь"),
    ],
)
def test_a_land_means_its_centre(where: Where, text: str, name: str) -> None:
    assert where(text) == name


@pytest.mark.parametrize("text", ["на Хмельниччині", "по Хмельницькій області", "Хмельницька обл."])
def test_the_whole_oblast_is_no_place(where: Where, text: str) -> None:
    assert where(text) == ""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ушиця", "Нова Ушиця, Стара Ушиця"),
        ("я з Ушиці", "Нова Ушиця, Стара Ушиця"),
        ("у Вишнополі", "Вишнопіль"),
        ("в Остропoлі", "Старий Остропіль"),
        ("у Синяві", "Стара Синява"),
    ],
)
def test_the_main_word_of_a_name_is_enough(where: Where, text: str, names: str) -> None:
    assert where(text) == names
