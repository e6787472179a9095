"""Codes of chats as people read and type them."""

import re

from bot.engine.answers import fold
from bot.languages.word_lists import word_lists

_CODE = re.compile(r"(?<![0-9])([0-9]{4})[\s‑–-]?([0-9]{4})(?![0-9])")


def code_in(text: str) -> str:
    """The eight digits of a text, "" where there are none."""
    found = _CODE.search(text)
    return f"{found[1]}{found[2]}" if found else ""


def named_code(text: str) -> str:
    """The code of a text that says it is one: «з’єднати 4829 1537»; "" for any other."""
    rest = fold(_CODE.sub(" ", text, count=1).strip(" .:-–«»"))
    return code_in(text) if rest in map(fold, word_lists("words")["link.code"]) else ""


def shown(code: str) -> str:
    """A code as it is read aloud."""
    return f"{code[:4]} {code[4:]}"
