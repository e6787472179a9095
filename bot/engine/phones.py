"""A phone number that somebody writes to be called."""

import re

from bot.engine.answers import fold

PHONE = re.compile(r"\+?[\d\s()‐‑–—−-]{9,20}")
FEWEST, MOST = 9, 12  # digits
WHOLE = 10  # digits of a number of ours, with its first zero
BEFORE = ("0038", "38", "8")  # written before that zero; the last one in the old way
BESIDE = 3  # so many further words are more than «мій номер»


def number_in(text: str) -> str:
    """The phone number that a text names, as people dial it, "" for none."""
    return next((number for one in PHONE.finditer(text) if (number := _dialled(one[0]))), "")


def only_number(text: str) -> str:
    """The number that a text names when it says nothing else, "" for any other text."""
    return "" if len(fold(without_number(text)).split()) >= BESIDE else number_in(text)


def without_number(text: str) -> str:
    """The words beside the phone numbers."""
    return " ".join(PHONE.sub(lambda one: " " if _dialled(one[0]) else one[0], text).split())


def key_of(number: str) -> str:
    """The digits of a phone number however it is written, "" for what is no number alone."""
    text = " ".join(number.split())
    whole = PHONE.fullmatch(text)
    return "".join(filter(str.isdecimal, _dialled(text))) if whole else ""


def keys_in(text: str) -> list[str]:
    """Of all phone numbers that a text names, in its order, each once."""
    found = (key_of(one[0].strip()) for one in PHONE.finditer(text))
    return list(dict.fromkeys(filter(None, found)))


def _dialled(written: str) -> str:
    digits = "".join(str(int(one)) for one in written if one.isdecimal())
    for before in BEFORE:
        if len(digits) == len(before) + WHOLE and digits.startswith(f"{before}0"):
            digits = digits.removeprefix(before)
    if len(digits) == FEWEST and not digits.startswith("0"):
        digits = f"0{digits}"
    if (digits.startswith("0") and len(digits) != WHOLE) or not FEWEST < len(digits) <= MOST:
        return ""
    return f"{digits[:3]} {digits[3:6]}-{digits[6:8]}-{digits[8:]}"
