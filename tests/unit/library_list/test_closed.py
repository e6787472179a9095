"""What says that a library is closed for now, and what only sounds like it."""

import pytest

from bot.content.library_list.closed import is_closed, remark, without_aside


@pytest.mark.parametrize(
    "told",
    [
        "закрито на ремонт",
        "Закрита на капітальний ремонт до весни",
        "тимчасово не працює",
        "Бібліотека тимчасово зачинена",
        "є комп’ютери; зараз не працює",
        "на ремонті",
        "Приміщення на капітальному ремонті",
        "Ремонт",
        "не працює",
        "не працює через відсутність опалення",
        "Не працює з 1 жовтня",
        "закрито до 01.03.2027",
        "Філія не функціонує",
        "зачинено у зв’язку з обстрілами",
        "призупинено роботу",
    ],
)
def test_a_closed_library_is_told(told: str) -> None:
    assert is_closed(told)


@pytest.mark.parametrize(
    "told",
    [
        "",
        "туалет не працює",
        "не працює інтернет",
        "не працює у вихідні",
        "не працює на вихідні",
        "закрито по суботах",
        "не працює з 13 до 14",
        "закрито до 10",
        "закрито на обід",
        "ремонт завершено у 2024",
        "ремонтує книжки",
        "після ремонту",
        "вхід закрито, заходьте з двору",
        "закритий фонд",
        "в суботу не працює",
        "працює",
        "задовільний",
    ],
)
def test_what_is_of_something_else_closes_nothing(told: str) -> None:
    assert not is_closed(told)


def test_among_hours_a_bare_word_is_of_the_days_beside_it() -> None:
    assert not is_closed("пн-пт 9-18; сб, нд, не працює", in_hours=True)
    assert is_closed("пн-пт 9-18, тимчасово не працює", in_hours=True)
    assert is_closed("пн-пт 9-18 (закрито на ремонт)", in_hours=True)


def test_a_remark_in_a_name_leaves_it() -> None:
    name = "Бібліотека-філія с. Кальна"
    assert without_aside(f"{name} (закрита на ремонт)") == (name, "закрита на ремонт")
    assert without_aside(f"{name} (для дітей)") == (f"{name} (для дітей)", "")
    assert remark("закрита на ремонт") == "Закрита на ремонт."
