"""Languages, and what a library offers, as people list them, in the codes that content has."""

import re
from functools import cache
from typing import Final

from babel import Locale

from bot.content.fields import CAPABILITIES
from bot.content.library_list.words import folded, topics, words

OWN: Final = "uk"  # everybody there speaks it
CALLED_IN: Final = ("uk", "en")  # the languages in which people name languages
CODE_LETTERS: Final = 2
ENDING: Final = 2  # letters at the end of a name that change with its case
LONGER: Final = 2  # and so many more it may get then
_PARTS: Final = re.compile(r"[,;\n]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")


def languages_in(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the languages that are named, and the words that name none.

    «англійською та польська» gives ("en", "pl"), (). Ukrainian goes without saying.
    """
    told: dict[str, str] = {}
    for part in _PARTS.split(text):
        whole = " ".join(folded(part).split())
        named = [whole] if whole in _names() else _WORD.findall(whole)  # «сербсько-хорватська»
        told |= {one: _code(one) for one in named if one not in words("no_language")}
    codes = tuple(dict.fromkeys(code for code in told.values() if code and code != OWN))
    return codes, tuple(word for word, code in told.items() if not code)


def offers_in(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The capabilities that a list with commas names, and the parts that name none.

    «друк, Wi-Fi» gives {"printing", "wifi"}, (); so do the codes themselves.
    """
    found: set[str] = set()
    unknown = []
    for part in filter(None, (one.strip() for one in _PARTS.split(folded(text)))):
        named = {part} & CAPABILITIES.keys() or _named(part)
        found |= named
        if not named:
            unknown.append(part)
    return frozenset(found), tuple(unknown)


def only_offers(text: str) -> frozenset[str]:
    """The capabilities that a text names, if it says nothing else: nothing of a broken printer."""
    found, rest = _taken(folded(text))
    others = _WORD.findall(rest)
    return frozenset() if set(others) - {*words("and")} else frozenset(found)


def _named(part: str) -> set[str]:
    return _taken(part)[0]


def _taken(part: str) -> tuple[set[str], str]:
    """What is named, and the rest. Longest first: «інтернет без світла» is no internet as well."""
    found = set()
    for name, code in _offers():
        at = rf"(?<!\w){re.escape(name)}\w{{0,20}}"
        if re.search(at, part):
            found.add(code)
            part = re.sub(at, " ", part)
    return found, part


@cache
def _offers() -> tuple[tuple[str, str], ...]:
    """Beginnings of words and what they name, longest first."""
    told = topics("can.").items()
    names = [(name, code) for code, listed in told for name in listed]
    return tuple(sorted(names, key=lambda one: len(one[0]), reverse=True))


def _code(word: str) -> str:
    names = _names()
    if word in names:
        return names[word]
    alike = {
        code
        for name, code in names.items()
        if len(name) > 2 * ENDING
        and word.startswith(name[:-ENDING])
        and len(word) <= len(name) + LONGER
    }
    return alike.pop() if len(alike) == 1 else ""


@cache
def _names() -> dict[str, str]:
    """Codes by names in small letters, and by themselves."""
    found: dict[str, str] = {}
    for lang in CALLED_IN:
        for code, name in Locale(lang).languages.items():
            if len(code) == CODE_LETTERS:
                found |= {folded(str(name)): code, code: code}
    return found
