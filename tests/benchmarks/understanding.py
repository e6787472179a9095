"""Examples of the content are hidden, then asked: how fast and how right, beside rapidfuzz."""

import time
from collections.abc import Callable

from rapidfuzz import fuzz, process

from bot.config import ROOT
from bot.editorial import load
from bot.knowledge import corpus
from bot.places.gazetteer import load_gazetteer
from bot.understanding import Corpus, Understanding, build_index
from bot.understanding.fit import Hidden, hide

SHARE = 0.1
SEED = 20261123

Ask = Callable[[str], list[str]]


def run() -> list[str]:
    """The figures, a line each."""
    content = load(ROOT / "content").content
    gazetteer = load_gazetteer(ROOT / "content" / "places")
    gazetteer.warm()
    known, hidden = hide(corpus(content), share=SHARE, seed=SEED)
    asked = [line for line in hidden if not line.key.startswith("~")]
    understanding = Understanding(build_index(known, gazetteer), gazetteer)

    def ours(text: str) -> list[str]:
        return [hit.id for hit in understanding.understand(text).hits]

    return [
        f"{len(asked)} hidden examples of {len(known.entries)} entries",
        _told("ours", ours, asked),
        _told("rapidfuzz token_set", _token_set(known), asked),
    ]


def _token_set(known: Corpus) -> Ask:
    """The named anchor: the most similar known line by words in common."""
    lines = [
        (entry.id, line.casefold())
        for entry in known.entries
        for line in (*entry.titles, *entry.asks, *entry.keywords)
    ]
    texts = [line for _, line in lines]

    def ask(text: str) -> list[str]:
        near = process.extract(text.casefold(), texts, scorer=fuzz.token_set_ratio, limit=30)
        return list(dict.fromkeys(lines[at][0] for _, _, at in near))

    return ask


def _told(name: str, ask: Ask, asked: list[Hidden]) -> str:
    spent, first, in_three = [], 0, 0
    ask(asked[0].text)
    for line in asked:
        began = time.perf_counter()
        found = ask(line.text)
        spent.append(1000 * (time.perf_counter() - began))
        first += found[:1] == [line.key]
        in_three += line.key in found[:3]
    spent.sort()
    p50, p99 = (spent[int(share * (len(spent) - 1))] for share in (0.5, 0.99))
    return (
        f"{name:20} top-1 {first / len(asked):.1%}, top-3 {in_three / len(asked):.1%}, "
        f"p50 {p50:.2f} ms, p99 {p99:.2f} ms"
    )
