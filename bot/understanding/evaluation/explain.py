"""How a message was understood, step by step, as an editor of the content reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from babel import Locale

from bot.catalogue.about import Thresholds
from bot.engine.texts import FALLBACK
from bot.understanding.ranking.message import Ranked
from bot.understanding.ranking.rankers import Shelf
from bot.understanding.text.alphabet import word_pieces
from bot.understanding.text.preparing import PLACE
from bot.understanding.understanding import Steps

SHOWN = 5
TELLING = 6
_READ = {"as_is": "як написано", "translit": "латинські літери", "layout": "не та розкладка"}
_LANG = {**Locale(FALLBACK).languages, "translit": "латинкою"}
_WHY = {"lexicon": "словник", "typo": "описка"}
_DECISION = {
    "answer": "відповідь відразу",
    "choose": "три варіанти на вибір",
    "hand_over": "бібліотекареві",
    "refuse": "ввічлива відмова",
}


def as_lines(steps: Steps, *, title: Callable[[str], str], thresholds: Thresholds) -> Iterator[str]:
    """Tell each step in a line or a few, in Ukrainian.

    Args:
        steps: from `Understanding.explain`.
        title: names an entry by its id.
        thresholds: where confidence becomes a decision.
    """
    meaning = steps.meaning
    yield f"Прочитано ({_READ[steps.reading.kind]}): {steps.reading.text}"
    yield f"Мова: {_LANG[meaning.lang]}"
    if meaning.places:
        yield "Місця: " + ", ".join(place.code for place in meaning.places)
    words = ["[місце]" if word == PLACE else word for word in steps.prepared.words]
    yield "Слова для пошуку: " + " ".join(words)
    for change in steps.prepared.changes:
        yield f"  {change.word} → {change.became} ({_WHY[change.why]})"
    if meaning.danger:
        yield f"Небезпека: {meaning.danger}. Номери показуємо перед усім іншим."
    yield (
        f"Вирішено: {meaning.route}, {_DECISION[meaning.decision]}; певність "
        f"{meaning.confidence:.2f} (відповідь від {thresholds.answer}, вибір від "
        f"{thresholds.choose}, відмова від {thresholds.refuse})"
    )
    if steps.ranked is not None:
        yield from _ranked(steps.ranked, steps.prepared.words, title)


def _ranked(ranked: Ranked, words: tuple[str, ...], title: Callable[[str], str]) -> Iterator[str]:
    yield "Найближче (сума; схожість, приклади, слова, відмінності):"
    for place, doc in enumerate(ranked.order[:SHOWN], 1):
        key = ranked.shelf.keys[doc]
        parts = ", ".join(f"{part[doc]:.1f}" for part in ranked.ranking.parts)
        name = f"{key}: {title(key)}" if not key.startswith("~") else f"приклади «{key[1:]}»"
        yield f"  {place}. {name} – {ranked.ranking.total[doc]:.1f} ({parts})"
    best = ranked.order[0]
    yield "Що вказало на перше: " + ", ".join(_telling(ranked.shelf, best, words))
    yield "Шматки слів: " + ", ".join(f"«{piece}»" for piece in _pieces(ranked.shelf, best, words))


def _telling(shelf: Shelf, doc: int, words: tuple[str, ...]) -> list[str]:
    """The words without which the document would score least."""
    whole = sum(part[doc] for part in shelf.rank(words).parts)
    lost: dict[str, float] = {}
    for word in dict.fromkeys(words):
        rest = tuple(one for one in words if one != word)
        lost[word] = whole - (sum(part[doc] for part in shelf.rank(rest).parts) if rest else 0.0)
    order = sorted(lost, key=lambda word: -lost[word])[:TELLING]
    return [
        f"{'[місце]' if one == PLACE else one} +{lost[one]:.1f}" for one in order if lost[one] > 0
    ]


def _pieces(shelf: Shelf, doc: int, words: tuple[str, ...]) -> list[str]:
    """The pieces of words that make the message most like the document."""
    size = len(shelf.keys)
    weights: dict[str, float] = {}
    for piece in {piece for word in words for piece in word_pieces(word)}:
        likeness, bayes = [0.0] * size, [0.0] * size
        shelf.pieces.add_to((likeness, bayes), {piece: (1.0, 1.0)})
        weights[piece] = likeness[doc]
    order = sorted(weights, key=lambda piece: (-weights[piece], piece))[:TELLING]
    return [piece for piece in order if weights[piece] > 0]
