"""A phone number that a citizen writes to be called."""

import re

from bot.engine.answers import fold

PHONE = re.compile(r"\+?[\d\s()‑–-]{9,20}")
FEWEST, MOST = 9, 12  # digits
COUNTRY = "38"
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


def _dialled(written: str) -> str:
    digits = "".join(one for one in written if one.isdecimal())
    if not FEWEST <= len(digits) <= MOST:
        return ""
    local = digits.removeprefix(COUNTRY)
    local = local if len(local) > FEWEST else f"0{local}"
    return f"{local[:3]} {local[3:6]}-{local[6:8]}-{local[8:]}"
