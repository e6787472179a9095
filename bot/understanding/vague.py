"""Words that begin a question and don't ask it yet: «є книжки?», «маю питання»."""

from __future__ import annotations

from bot.understanding.text.alphabet import clean, fold, words
from bot.understanding.text.clauses import without_politeness
from bot.understanding.text.stems import STOP_WORDS
from bot.understanding.text.word_lists import LISTS

_MOST = 5  # words
_VAGUE = frozenset(words(fold(" ".join(LISTS["says_too_little"]))))


def says_too_little(text: str) -> bool:
    """Whether nobody could answer it: nothing is named but books, or a question, as such."""
    found = words(fold(without_politeness(clean(text))))
    is_begun = not _VAGUE.isdisjoint(found) and len(found) <= _MOST
    return is_begun and (_VAGUE | STOP_WORDS).issuperset(found)
