"""Stems: the first letters of a word stand for all its forms."""

from __future__ import annotations

from bot.understanding.letters import fold, words

STEM = 5

# Folded words that say how one asks, not what about.
STOP_WORDS = frozenset(
    words(
        fold(
            """
    а або але без би б в вам вас ваш ви від вже він вона вони все всі де для до є ж за з зі із і
    й його її інша їх к коли ли лі мені мене ми мій моя на над нам нас не ні но ну о об оце от по
    при про с со та так там те ти то тому того тут у уже хто це цей ця чи чого чому що шо щоб шоб
    я як який яка яке які что чтоб где как какой какая какие мне меня мы мой он она они это этот
    вы есть или и уже только тільки дуже очень будь ласка пожалуйста скажіть підкажіть скажите
    подскажите можна можно треба надо нужно потрібно хочу
            """
        )
    )
)


def stem(word: str) -> str:
    """Return the beginning of a folded word that its forms share."""
    return word[:STEM]
