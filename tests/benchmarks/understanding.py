"""Examples of the content are hidden, then asked: how right and how fast, beside what others use.

The anchors see the same lines and the same hidden questions: rapidfuzz (the most similar line by
common words), SQLite's FTS5 with trigrams (bm25 over lines), scikit-learn (TF-IDF of character
n-grams and logistic regression). Memory and the index's own times are of a fresh process each.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bot.app.content_index import corpus
from bot.app.settings import ROOT
from bot.content import load
from bot.places.gazetteer import load_gazetteer
from bot.understanding import Corpus, Understanding, build_index, save_index
from bot.understanding.ranking.fit import Hidden, hide

SHARE = 0.1
SEED = 20261123
NEAR = 60  # lines an anchor looks at to name three entries
LONGEST = "Я живу в Понінці сама, пенсія мала, а за газ прийшло дві тисячі, субсидію зняли. "

Ask = Callable[[str], list[str]]


def run() -> list[str]:
    """The figures, a line each."""
    content = load(ROOT / "content").content
    gazetteer = load_gazetteer(ROOT / "content" / "places", content.region)
    gazetteer.warm()
    known, hidden = hide(corpus(content), share=SHARE, seed=SEED)
    asked = [line for line in hidden if not line.key.startswith("~")]
    began = time.perf_counter()
    index = build_index(known, gazetteer)
    built = time.perf_counter() - began
    understanding = Understanding(index, gazetteer)

    def ours(text: str) -> list[str]:
        return [hit.id for hit in understanding.understand(text).hits]

    lines = [(entry.id, line) for entry in known.entries for line in (*entry.titles, *entry.asks)]
    return [
        f"{len(asked)} hidden examples of {len(known.entries)} entries, {len(lines)} lines known",
        _told("ours", ours, asked),
        _told("rapidfuzz token_set", _token_set(lines), asked),
        _told("SQLite FTS5 trigram", _fts5(lines), asked),
        _told("scikit-learn TF-IDF+LR", _regression(lines), asked),
        f"a message of 4,096 letters: {_longest(understanding):.1f} ms (goal ≤ 30 ms)",
        f"index built in {built:.1f} s (goal ≤ 3 s), {_prepared(known)}",
    ]


def _token_set(lines: list[tuple[str, str]]) -> Ask:
    texts = [line.casefold() for _, line in lines]

    def ask(text: str) -> list[str]:
        near = process.extract(text.casefold(), texts, scorer=fuzz.token_set_ratio, limit=NEAR)
        return list(dict.fromkeys(lines[at][0] for _, _, at in near))

    return ask


def _fts5(lines: list[tuple[str, str]]) -> Ask:
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE lines USING fts5(line, tokenize = 'trigram')")
    table.executemany("INSERT INTO lines VALUES (?)", [(line.casefold(),) for _, line in lines])
    find = "SELECT rowid FROM lines WHERE lines MATCH ? ORDER BY rank LIMIT ?"

    def ask(text: str) -> list[str]:
        said = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
        pieces = {word[at : at + 3] for word in said.split() for at in range(len(word) - 2)}
        if not pieces:
            return []
        rows = table.execute(find, (" OR ".join(f'"{piece}"' for piece in pieces), NEAR))
        return list(dict.fromkeys(lines[row - 1][0] for (row,) in rows))

    return ask


def _regression(lines: list[tuple[str, str]]) -> Ask:
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
    model = make_pipeline(vectors, LogisticRegression(C=20, max_iter=60))
    model.fit([line for _, line in lines], [entry for entry, _ in lines])

    def ask(text: str) -> list[str]:
        (scores,) = model.decision_function([text])
        return [str(model.classes_[at]) for at in scores.argsort()[::-1][:10]]

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
        f"{name:24} top-1 {first / len(asked):.1%}, top-3 {in_three / len(asked):.1%}, "
        f"p50 {p50:.2f} ms, p99 {p99:.2f} ms"
    )


def _longest(understanding: Understanding) -> float:
    text = (LONGEST * 60)[:4096]
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        understanding.understand(text)
        spent.append(time.perf_counter() - began)
    return 1000 * min(spent)


def _prepared(known: Corpus) -> str:
    """Seconds to load the prepared file, and the memory that takes, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        save_index(build_index(known), path)
        code = (
            "import sys, time, psutil\n"
            "from pathlib import Path\n"
            "from bot.understanding import Understanding, load_index\n"
            "me = psutil.Process()\n"
            "before, began = me.memory_info().rss, time.perf_counter()\n"
            "kept = Understanding(load_index(Path(sys.argv[1]), sys.argv[2]))\n"
            "print(time.perf_counter() - began, me.memory_info().rss - before)\n"
        )
        told = subprocess.run(
            [sys.executable, "-c", code, str(path), known.version],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    seconds, size = map(float, told.split())
    return f"loaded in {seconds:.2f} s (goal ≤ 0.3 s), {size / 1e6:.0f} MB (goal ≤ 60 MB)"
