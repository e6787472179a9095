"""The words that understanding reads by: `locales/<code>/understanding.txt`."""

import re

from bot.languages.word_lists import word_lists
from bot.understanding.text.alphabet import fold, words

TOPIC = "understanding"
LISTS = word_lists(TOPIC)


def regex(name: str) -> str:
    """An expression that any phrase of a list fits: `begin*`, `one|another word`."""
    return "|".join(map(_phrase, LISTS[name]))


def _phrase(phrase: str) -> str:
    parts = ("|".join(map(_word, part.split("|"))) for part in phrase.split())
    return r"\s+".join(f"(?:{part})" for part in parts)


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*+" if word.endswith("*") else "")


def folded_regex(name: str, *, between: str = " ") -> str:
    """As `regex`, for folded words with one space between: `" ".join(words(fold(text)))`.

    `between` is the expression for what stands between the words of a phrase.
    """
    phrases = (between.join(map(_folded_part, phrase.split())) for phrase in LISTS[name])
    return "|".join(phrases)


def _folded_part(part: str) -> str:
    return f"(?:{'|'.join(map(_folded_word, part.split('|')))})"


def _folded_word(word: str) -> str:
    folded = " ".join(words(fold(word.removesuffix("*"))))
    return re.escape(folded) + (r"\w*" if word.endswith("*") else "")
