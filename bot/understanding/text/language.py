"""Which language a message was written in."""

from __future__ import annotations

import re

from bot.understanding.text.alphabet import has_cyrillic, has_latin
from bot.understanding.text.english import COMMON_ENGLISH
from bot.understanding.text.readings import Reading

_WORD = re.compile(r"[^\W\d_]+")
_RUSSIAN_LETTERS = frozenset("ыэъё")
_UKRAINIAN_LETTERS = frozenset("іїєґ")
# Only words that the other language does not have.
_RUSSIAN_WORDS = """
    и что чтобы чтоб как какой какая какие где когда если есть нет или уже только мне меня моя мои
    вы он она они его ее это этот эта нужно можно сколько кто почему еще с от могу подскажите
    здравствуйте спасибо пожалуйста получить сделать оформить при после
"""
_UKRAINIAN_WORDS = """
    й та що щоб як який яка яке які де коли якщо є немає нема або чи вже тільки мені мене ви він
    вона вони її потрібно треба скільки хто чому після ще від можу дякую підкажіть скажіть будь
    ласка отримати зробити оформити шо шоб у
"""
# Endings of verbs and adjectives that Ukrainian does not have.
_RUSSIAN_ENDINGS = ("ют", "ут", "тся", "ии", "ие", "ое", "ая", "ой")
_RUSSIAN = frozenset(_RUSSIAN_WORDS.split())
_UKRAINIAN = frozenset(_UKRAINIAN_WORDS.split())
_SHORT_ENGLISH = "a an i is am me my to of in on at it do"
_ENGLISH = frozenset(f"{COMMON_ENGLISH} {_SHORT_ENGLISH}".split())
_ENOUGH_ENGLISH = 0.25  # of the words: a name or a command in Latin letters is no English


def language(reading: Reading, lexicon_changes: int = 0) -> str:
    """Return uk, ru, en, or translit for anything else in Latin letters.

    Args:
        reading: the reading that was chosen.
        lexicon_changes: how many words the lexicon knew as not Ukrainian.
    """
    if not has_cyrillic(reading.text):
        if is_transliterated(reading.text):
            return "translit"
        return "en" if has_latin(reading.text) else "uk"
    if reading.kind == "translit":
        return "translit"
    text = reading.text.lower()
    letters = sum(
        2 * (sign in _RUSSIAN_LETTERS) - 2 * (sign in _UKRAINIAN_LETTERS) for sign in text
    )
    found = _WORD.findall(text)
    told = sum((word in _RUSSIAN) - (word in _UKRAINIAN) for word in found)
    endings = sum(len(word) > 3 and word.endswith(_RUSSIAN_ENDINGS) for word in found)
    return "ru" if 2 * letters + told + endings + 0.2 * lexicon_changes > 0.5 else "uk"


def is_transliterated(text: str) -> bool:
    """Tell whether a text is all in Latin letters and too few of its words are English."""
    if has_cyrillic(text) or not has_latin(text):
        return False
    words = _WORD.findall(text.lower())
    return sum(word in _ENGLISH for word in words) < _ENOUGH_ENGLISH * len(words)
