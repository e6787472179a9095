"""The content as it is: what it teaches holds for questions that were hidden from it."""

import time
from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex, corpus
from bot.content import Content
from bot.understanding import (
    Corpus,
    DangerPatterns,
    Index,
    Understanding,
    build_index,
    find_danger,
    load_index,
    save_index,
)
from bot.understanding.evaluation.evaluate import Label, evaluate
from bot.understanding.ranking.fit import hide


@pytest.fixture(scope="module")
def content(content_index: ContentIndex) -> Content:
    return content_index.content


@pytest.fixture(scope="module")
def real(content: Content) -> Corpus:
    return corpus(content)


@pytest.fixture(scope="module")
def real_index(content_index: ContentIndex) -> Index:
    return content_index.understanding.index


def test_hidden_examples_are_understood(real: Corpus) -> None:
    rest, hidden = hide(real, share=0.1, seed=1)
    routes = {entry.id: entry.route for entry in real.entries}
    report = evaluate(
        [
            Label(line.text, (line.key,), (routes[line.key],), "")
            for line in hidden
            if line.key in routes
        ],
        Understanding(build_index(rest)),
    )
    total = report.total
    assert total.asked > 200
    assert total.in_three / total.asked > 0.65
    assert total.route / total.lines > 0.7
    assert total.confidently_wrong / total.lines < 0.1


def test_every_title_finds_its_entry(real: Corpus, real_index: Index) -> None:
    understanding = Understanding(real_index)
    lost = [
        entry.id
        for entry in real.entries
        if entry.id not in [hit.id for hit in understanding.understand(entry.titles[0]).hits[:3]]
    ]
    assert lost == []


def test_danger_words_find_emergencies_and_leave_the_rest(real: Corpus, content: Content) -> None:
    patterns = DangerPatterns(content.emergency.dangers)
    # The editors' own dozen; longer stories are found by their likeness to the examples.
    urgent = [ask for one in content.catalogue if one.route == "emergency" for ask in one.asks]
    calm = [ask for e in real.entries if e.route == "service" for ask in e.asks]
    assert [ask for ask in urgent if find_danger(ask, patterns) is None] == []
    alarms = [ask for ask in calm if find_danger(ask, patterns) is not None]
    assert len(alarms) <= len(calm) / 100


def test_the_prepared_file_is_small_and_quick(real_index: Index, tmp_path: Path) -> None:
    path = tmp_path / "index.bin"
    save_index(real_index, path)
    start = time.process_time()
    index = load_index(path, real_index.version)
    assert time.process_time() - start < 0.5
    assert path.stat().st_size < 20_000_000
    assert index.topics == real_index.topics


def test_a_question_takes_no_time(real_index: Index) -> None:
    understanding = Understanding(real_index)
    fastest = min(
        _seconds(understanding, "як оформити субсидію якщо живу не за пропискою") for _ in range(20)
    )
    longest = min(
        _seconds(understanding, "прошу допомоги з документами на хату " * 110) for _ in range(3)
    )
    assert fastest < 0.003
    assert longest < 0.06


def _seconds(understanding: Understanding, typed: str) -> float:
    start = time.perf_counter()
    understanding.understand(typed)
    return time.perf_counter() - start
