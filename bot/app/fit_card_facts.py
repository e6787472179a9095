"""`python -m bot.app.fit_card_facts FILE…`: fit the weights of card facts to labelled words.

Prints the lines that go into `bot/understanding/card_facts.py`: with the sentence model, and
without it. Takes a minute.
"""

import sys
from pathlib import Path

from bot.app.card_facts import card_facts, likeness_in, told_of
from bot.app.content_index import cache_folder, learn
from bot.app.settings import CONTENT
from bot.understanding.card_facts_fit import fit, fitted_lines, read_lines


def main(files: list[Path]) -> str:
    """What is printed for files of labelled words."""
    cache = cache_folder(CONTENT)
    index = learn(CONTENT, cache=cache)
    facts = card_facts(index.content, likeness_in(cache, asked=True))
    lines = read_lines(files, told_of(index.content, index.understanding, facts))
    return "\n\n".join(map(fitted_lines, fit(lines, facts.alike)))


if __name__ == "__main__":
    if not sys.argv[1:]:
        raise SystemExit("Name files of labelled words: tests/dialogues/card_facts.jsonl")
    print(main([Path(name) for name in sys.argv[1:]]))  # noqa: T201
