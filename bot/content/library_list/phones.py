"""Phones as people write them, in the one way that content has them."""

import re

_COUNTRY = re.compile(r"^(?:00|\+)?38(?=0)|^8(?=0\d{9}$)")
_SPLIT = re.compile(r"[,;/\n]|\bта\b|\bі\b|\bабо\b|(?<=\d)\s{2,}(?=[+0(])")
_EXTENSION = re.compile(r"(?:дод|вн|доб)\.? ?\d+")
MOBILE = re.compile(r"0(?:39|50|63|66|67|68|73|75|77|89|9\d)")
KYIV = "044"
FREE = "0800"
WHOLE = 10  # digits with the area's code


def phones_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phones of a cell as content writes them, and what is no whole number.

    Returns:
        ("067 123-45-67", "0382 79-47-31"), ("2-15-45",)
    """
    whole: list[str] = []
    wrong: list[str] = []
    for part in _SPLIT.split(_EXTENSION.sub("", text)):
        digits = _COUNTRY.sub("", re.sub(r"[^\d+]", "", part))
        if len(digits) == WHOLE and digits.startswith("0"):
            whole.append(_written(digits))
        elif digits:
            wrong.append(part.strip())
    return tuple(dict.fromkeys(whole)), tuple(wrong)


def _written(digits: str) -> str:
    if digits.startswith(FREE):
        return f"0 800 {digits[4:7]} {digits[7:]}"
    if MOBILE.match(digits) or digits.startswith(KYIV):
        return f"{digits[:3]} {digits[3:6]}-{digits[6:8]}-{digits[8:]}"
    if digits[3] == "2":  # the centre of an oblast
        return f"{digits[:4]} {digits[4:6]}-{digits[6:8]}-{digits[8:]}"
    return f"{digits[:5]} {digits[5]}-{digits[6:8]}-{digits[8:]}"
