"""Public numbers of appointments, "482-915": short enough to be told over the phone."""

import secrets

from bot.catalogue.check_digit import check_digit

DRAWN = 5  # digits before the check digit


def new_number() -> str:
    """A random number; its last digit is a check digit, so that a misheard one is noticed."""
    digits = "".join(str(secrets.randbelow(10)) for _ in range(DRAWN))
    return _written(f"{digits}{check_digit(digits)}")


def normal_number(typed: str) -> str:
    """A typed number as it is kept, with or without its sign and dash; "" for none."""
    text = typed.strip().removeprefix("№").strip()
    digits = "".join(letter for letter in text if letter not in "-–— ")
    known = len(digits) == DRAWN + 1 and digits.isascii() and digits.isdecimal()
    return _written(digits) if known and check_digit(digits) == 0 else ""


def _written(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:]}"
