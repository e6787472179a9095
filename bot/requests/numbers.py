"""Public numbers of requests: random, with a check digit."""

import secrets

NUMBER_DIGITS = 7
SHORTEST_PART = 3  # digits that somebody looks for
# Damm's quasigroup: finds every mistyped digit and every swap of neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> int:
    """Return Damm's check digit."""
    held = 0
    for digit in digits:
        held = _DAMM[held][int(digit)]
    return held


def new_number() -> str:
    """Return a public number, like "4829-1537": random, so that nothing follows from it.

    The last digit is a check digit: a misheard number is noticed.
    """
    digits = "".join(str(secrets.randbelow(10)) for _ in range(NUMBER_DIGITS))
    whole = f"{digits}{check_digit(digits)}"
    return f"{whole[:4]}-{whole[4:]}"


def normal_number(text: str) -> str:
    """A typed public number as it is kept, with or without its sign and dash; "" for none."""
    typed = text.strip().removeprefix("№").strip()
    if not is_number(typed):
        return ""
    digits = "".join(letter for letter in typed if letter.isdigit())
    return f"{digits[:4]}-{digits[4:]}"


def digits_of(text: str) -> str:
    """The digits of a part of a number, with or without its sign and dash; "" for anything else."""
    typed = text.strip().removeprefix("№").strip()
    digits = "".join(letter for letter in typed if letter not in "-–— ")
    is_part = digits.isascii() and digits.isdecimal() and len(digits) >= SHORTEST_PART
    return digits if is_part and len(digits) <= NUMBER_DIGITS + 1 else ""


def is_number(text: str) -> bool:
    """Whether this can be a public number: eight digits whose check digit is right."""
    digits = text.replace("-", "").replace(" ", "")
    return (
        len(digits) == NUMBER_DIGITS + 1
        and digits.isascii()
        and digits.isdecimal()
        and check_digit(digits) == 0
    )
