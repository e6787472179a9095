"""Which language a message was written in."""

from __future__ import annotations

from bot.understanding.letters import has_cyrillic
from bot.understanding.readings import Reading

_RUSSIAN_LETTERS = frozenset("ыэъё")
_UKRAINIAN_LETTERS = frozenset("іїєґ")
_RUSSIAN_WORDS = """
    и что чтобы чтоб как какой какая какие где когда если есть нет или уже только мне меня мой
    моя мое мои мы нас вы вас он она они его ее их это этот эта нужно надо можно сколько куда кто
    почему после еще без через для у с от до не могу хочу здравствуйте спасибо подскажите
    пожалуйста получить сделать оформить
"""
_UKRAINIAN_WORDS = """
    й та що щоб як який яка яке які де коли якщо є немає нема або чи вже тільки мені мене мій
    моє мої ми нас ви вас він вона вони його її їх це цей ця потрібно треба можна скільки куди хто
    чому після ще без через для від до не можу хочу дякую підкажіть скажіть будь ласка отримати
    зробити оформити шо шоб
"""

_RUSSIAN = frozenset(_RUSSIAN_WORDS.split())
_UKRAINIAN = frozenset(_UKRAINIAN_WORDS.split())


def language(reading: Reading, folded_changes: int = 0) -> str:
    """Return uk, ru, en, or translit for Cyrillic languages in Latin letters.

    Args:
        reading: the reading that was chosen.
        folded_changes: how many words the lexicon knew as not Ukrainian.
    """
    if not has_cyrillic(reading.text):
        return "en"
    if reading.kind == "translit":
        return "translit"
    text = reading.text.lower()
    letters = sum(
        2 * (sign in _RUSSIAN_LETTERS) - 2 * (sign in _UKRAINIAN_LETTERS) for sign in text
    )
    found = text.split()
    told = sum((word in _RUSSIAN) - (word in _UKRAINIAN) for word in found)
    return "ru" if 2 * letters + told + 0.3 * folded_changes > 0.5 else "uk"
