"""What a reader told of a library, as the form of its record has it."""

import pytest

from bot.content.pages.told_facts import told_facts


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "Наша бібліотека на вул. Замковій 1, працює пн-пт 9-17, бібліотекарка …, 0671239876",
            {
                "address": ["вул. Замковій 1"],
                "phone": ["067 123-98-76"],
                "hours": ["Mo-Fr 09:00-17:00"],
            },
        ),
        (
            "вул. Лесі Українки, 5, тел. 03845 2-11-22, пн-пт з 9 до 18, обід 13-14, сб вихідний",
            {
                "address": ["вул. Лесі Українки, 5"],
                "phone": ["03845 2-11-22"],
                "hours": ["Mo-Fr 09:00-13:00,14:00-18:00; Sa off"],
            },
        ),
        ("вулиця Замкова, буд. 3, щодня 9-15", {
            "address": ["вулиця Замкова, буд. 3"], "hours": ["Mo-Su 09:00-15:00"]
        }),
        ("була на вул. Замковій 1, тепер на вул. Миру 5, до обіду, тел. 2-11-22", {}),
        ("у нас є бібліотека", {}),
    ],
)  # fmt: skip
def test_what_is_sure_is_read_and_all_else_is_left(words: str, told: dict[str, list[str]]) -> None:
    assert told_facts(words) == told
