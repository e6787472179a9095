"""Public numbers: they give nothing away and notice a slip."""

from random import Random

import pytest

from bot.catalogue.check_digit import check_digit
from bot.requests import numbers as numbers_module
from bot.requests.numbers import is_number, new_number


def test_numbers_notice_a_wrong_digit_and_a_swap() -> None:
    assert check_digit("572") == 4  # Damm's own example
    number = new_number()
    assert is_number(number)
    digits = number.replace("-", "")
    for at in range(8):
        wrong = f"{digits[:at]}{(int(digits[at]) + 1) % 10}{digits[at + 1 :]}"
        assert not is_number(wrong)
    assert not is_number("4829")
    assert not is_number("")


def test_numbers_do_not_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of 200 random ones two are the same once in five hundred times: these are drawn once for all.
    monkeypatch.setattr(numbers_module.secrets, "randbelow", Random(7).randrange)
    numbers = {new_number() for _ in range(200)}
    assert len(numbers) == 200
    assert len({number[:2] for number in numbers}) > 20
