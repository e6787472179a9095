"""Card numbers, PINs, codes and passwords are hidden; other numbers stay."""

import pytest

from bot.engine.secrets import without_secrets


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("картка 4111 1111 1111 1111", "картка •••• •••• •••• ••••"),
        ("4111-1111-1111-1111 до 12/27", "••••-••••-••••-•••• до 12/27"),
        ("4111.1111.1111.1111", "••••.••••.••••.••••"),
        ("код з смс 4821", "код з смс ••••"),
        ("смс код 48-21-33", "смс код ••-••-••"),
        ("я сказала код 4821", "я сказала код ••••"),
        ("пін 1234", "пін ••••"),
        ("пин-код карты 1234", "пин-код карты ••••"),
        ("cvv 123", "cvv •••"),
        ("my pin is 1234", "my pin is ••••"),
        ("пароль: Qwerty12!", "пароль: ••••••••!"),
        ("пароль від пошти qwerty12", "пароль від пошти ••••••••"),
    ],
)
def test_secrets_are_hidden(text: str, kept: str) -> None:
    assert without_secrets(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "мій телефон 067 123 45 67",
        "+380671234567",
        "ось мій код запрошення: 2345-6789",
        "код ABCD-2345",
        "мій код ABCD2345",
        "код міста 03822",
        "забув пароль від Дії",
        "пароль не підходить 3 рази",
        "рахунок 4111 1111 1111 1112",
        "у 2024 році платив 1500 грн",
        "0000 0000 0000 0000",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_secrets(text) == text
