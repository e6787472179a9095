"""Public numbers of requests: random, with a check digit."""

import secrets

from bot.catalogue.check_digit import check_digit

NUMBER_DIGITS = 7
SHORTEST_PART = 3  # digits that somebody looks for


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
