"""Whether somebody tells that they are abroad, or that the passport is of another country."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.stems import stem
from bot.understanding.text.word_lists import LISTS, folded_regex

_THERE = re.compile(rf"\b(?:{folded_regex('abroad.there')})\b")
_CONSULATE = re.compile(rf"\b(?:{folded_regex('abroad.consulate')})(?!\w)")
_FOREIGN = re.compile(rf"\b(?:{folded_regex('abroad.foreign_passport')})(?!\w)")
_BODIES = frozenset(map(stem, words(fold(" ".join(LISTS["abroad.bodies"])))))

_PASSPORT = frozenset(map(stem, words(fold(" ".join(LISTS["abroad.passport"])))))


def _said(text: str) -> str:
    return " ".join(words(fold(clean(text))))


def is_abroad(text: str) -> bool:
    """«Ми в Польщі», «донька за кордоном», «де записатись в консульство»."""
    said = _said(text)
    return bool(_THERE.search(said) or _CONSULATE.search(said))


def speaks_of_consulates(text: str) -> bool:
    """Whether a sentence of a card names a consulate."""
    return bool(_CONSULATE.search(_said(text)))


def acts_abroad(body: str) -> bool:
    """Whether it is a body whose matters consulates may do too: passports, civil records."""
    return not _BODIES.isdisjoint(map(stem, words(fold(body))))


def names_a_passport(title: str) -> bool:
    """Whether a card is called so."""
    return not _PASSPORT.isdisjoint(map(stem, words(fold(title))))


def has_foreign_passport(text: str) -> bool:
    """«I’m from Canada, I lost my passport», «паспорт не український»."""
    return bool(_FOREIGN.search(_said(text)))
