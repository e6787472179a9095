"""Hidden words said of a card: how often the sentences quoted hold one that speaks to them.

The card is given: what is weighed is `bot/understanding/card_facts.py` alone. Nobody fits weights
or bounds to these lines.
"""

from pathlib import Path

from bot.app.card_facts import told_of
from bot.app.content_index import cache_folder, learn
from bot.app.settings import CONTENT
from bot.understanding.card_facts import CardFacts
from bot.understanding.card_facts_fit import Line, read_lines
from handlers.shared.card_facts import NEAR, SURE, likely

HIDDEN = Path(__file__).with_name("card_facts_hidden.jsonl")


def run(file: Path = HIDDEN) -> list[str]:
    """The figures, a line each."""
    index = learn(CONTENT, cache=cache_folder(CONTENT))
    lines = read_lines([file], told_of(index.content, index.understanding, index.card_facts))
    by_words = CardFacts(lambda: (), lambda _text, _told: None)
    by_words.rare = index.card_facts.rare  # type: ignore[method-assign]
    facts = {"with the sentence model": index.card_facts, "without it": by_words}
    return [
        f"{how}, {grade}: {_figures(lines, one, least)}"
        for how, one in facts.items()
        for grade, least in (("surely", SURE), ("at least as the nearest", NEAR))
    ]


def _figures(lines: list[Line], facts: CardFacts, least: float) -> str:
    told = [(one, _quoted(one, facts, least)) for one in lines]
    speaks = [(one, quoted) for one, quoted in told if one.speaks]
    right = sum(bool(quoted & one.speaks) for one, quoted in speaks)
    wrong = sum(bool(quoted) and not quoted & one.speaks for one, quoted in told)
    silent = sum(not quoted for one, quoted in told if not one.speaks)
    none = len(told) - len(speaks)
    return f"right {right} of {len(speaks)}, silent rightly {silent} of {none}, wrong {wrong}"


def _quoted(line: Line, facts: CardFacts, least: float) -> set[int]:
    told = line.told
    weighed = facts.speaking_to(told.said, told.found, told.title, told.sentences)
    wholes = [one.sentence.whole for one in likely(weighed, least)]
    return {at for at, one in enumerate(told.sentences) if any(one.text in all_ for all_ in wholes)}
