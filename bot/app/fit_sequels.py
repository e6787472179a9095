"""`python -m bot.app.fit_sequels FILE…`: fit the weights of sequels to labelled dialogues.

Prints the lines that go into `bot/understanding/sequel.py`, and how often a right card is the
likeliest, by the weights in use and by those fitted. Takes some three minutes.
"""

import sys
from pathlib import Path

from bot.app.content_index import cache_folder, learn
from bot.app.sequels import card_words_of
from bot.app.settings import CONTENT
from bot.understanding.sequel import WEIGHTS
from bot.understanding.sequel_fit import fit, fitted_lines, read_dialogues, share_right, turns_of


def main(files: list[Path]) -> str:
    """What is printed for files of dialogues."""
    index = learn(CONTENT, cache=cache_folder(CONTENT))
    turns = turns_of(read_dialogues(files), index.understanding.understand)
    cards = card_words_of(index.content)
    found = fit(turns, cards)
    shares = (f"{share_right(turns, cards, weights):.1%}" for weights in (WEIGHTS, found))
    in_use, fitted = shares
    return f"{fitted_lines(found)}\n# in use: {in_use} right; fitted: {fitted}"


if __name__ == "__main__":
    if not sys.argv[1:]:
        raise SystemExit("Name files of labelled dialogues: tests/dialogues/labelled.jsonl")
    print(main([Path(name) for name in sys.argv[1:]]))  # noqa: T201
