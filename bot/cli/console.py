"""What is printed to a console that lacks some of our letters: told as well as it can be."""

import codecs
import sys

ALIKE = {
    "і": "i", "І": "I", "ї": "i", "Ї": "I", "ґ": "г", "Ґ": "Г", "є": "e", "Є": "E",
    "’": "'", "ʼ": "'", "–": "-", "—": "-", "«": '"', "»": '"', "“": '"', "”": '"', "…": "...",
    "№": "No", "→": "->", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
# The passport's letters (resolution of the Cabinet of Ministers No. 55 of 2010), for ASCII alone.
LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ё": "e", "ы": "y",
    "э": "e", "ъ": "",
}  # fmt: skip


def fit_console() -> None:
    """Let no letter that the console lacks end a command."""
    codecs.register_error("mistok", _instead)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="mistok")


def _instead(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    return "".join(_nearest(letter, error.encoding) for letter in lacking), error.end


def _nearest(letter: str, encoding: str) -> str:
    latin = LATIN.get(letter.lower(), "?")
    if letter != letter.lower():
        latin = latin.capitalize()
    for one in (ALIKE.get(letter, "?"), latin):
        if one != "?" and _has(encoding, one):
            return one
    return "?"


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
