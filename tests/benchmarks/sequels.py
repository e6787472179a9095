"""Hidden turns after a card: how often the likeliest card is a right one.

As if all before each turn was answered rightly: what is weighed is `bot/understanding/sequel.py`
alone. Nobody fits weights to these dialogues.
"""

from pathlib import Path

from bot.app.content_index import cache_folder, learn
from bot.app.sequels import card_words_of
from bot.app.settings import CONTENT
from bot.understanding.sequel import WEIGHTS, meant
from bot.understanding.sequel_fit import read_dialogues, share_right, turns_of
from handlers.shared.sequels import SURE

HIDDEN = Path(__file__).with_name("sequels_hidden.jsonl")


def run() -> list[str]:
    """The figures, a line each."""
    index = learn(CONTENT, cache=cache_folder(CONTENT))
    turns = turns_of(read_dialogues([HIDDEN]), index.understanding.understand)
    cards = card_words_of(index.content)
    first, three = (share_right(turns, cards, WEIGHTS, of=many) for many in (1, 3))
    found = [(meant(one.sequel, cards), one.right) for one in turns]
    at_once = [likely[0].card in right for likely, right in found if likely[0].chance >= SURE]
    return [
        f"{len(turns)} turns: right first {first:.1%}, among the first three {three:.1%}",
        f"shown at once {len(at_once) / len(turns):.1%}, right {sum(at_once) / len(at_once):.1%}",
    ]
