"""A code of an invitation is known among all that people type."""

import pytest

from bot.staff.codes import typed_code
from bot.staff.rules import new_code

SURE = [
    "K7MX-P2QD", "k7mx-p2qd", "K7MXP2QD", "k7mx p2qd", "К7МХ-Р2QD", "k7mx – p2qd", "k7mx—p2qd",
    " K7MX‑P2QD.",
    "код K7MX-P2QD", "Код: k7mx p2qd", "мій код K7MX-P2QD!", "ось мій код – К7МХ—Р2QD",
    "код запрошення K7MX-P2QD",
    "code K7MX-P2QD", "my code: k7mxp2qd", "«K7MX-P2QD»", "K7MX_P2QD", "K7MX\nP2QD",
    "код 2345-6789", "HJKM-NPQR",
]  # fmt: skip
PERHAPS = ["ресурсам", "мама-тата", "мама тата", "2345-6789", "pharmacy",
           "наш рахунок AB23-3456 не прийшов",
           "добрий день, мене запросили, K7MX-P2QD, дякую"]  # fmt: skip
NEVER = [
    "", "код", "код податкової", "привіт", "як оформити субсидію", "0671234567",
    "довідка про несудимість",
    "K7MX-P2Q", "K7MX-P2QDE", "AK7MX-P2QD", "K7MX-P0QD", "K7MX-P2QD " + "а" * 600,
    "просто слово", "Деражня", "-" * 90,
]  # fmt: skip


@pytest.mark.parametrize("text", SURE)
def test_what_is_surely_a_code(text: str) -> None:
    typed = typed_code(text)
    assert typed is not None
    assert typed.is_sure
    if "2345" not in text and "HJKM" not in text:
        assert typed.code == "K7MX-P2QD"


@pytest.mark.parametrize("text", PERHAPS)
def test_what_only_looks_like_one(text: str) -> None:
    typed = typed_code(text)
    assert typed is not None
    assert not typed.is_sure


@pytest.mark.parametrize("text", NEVER)
def test_what_is_none(text: str) -> None:
    assert typed_code(text) is None


def test_every_code_we_make_is_known() -> None:
    for _ in range(300):
        code = new_code()
        for said in (code, code.lower(), f"код {code.lower()}", f"Мене запросили: {code}"):
            typed = typed_code(said)
            assert typed is not None
            assert typed.code == code
