"""The words that understanding reads by: `locales/<code>/understanding.txt`."""

import re

from bot.languages.word_lists import word_lists

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
