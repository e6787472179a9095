"""The content as it is: what it teaches holds for questions that were hidden from it."""

from pathlib import Path

import pytest

from bot.app.content_index import ContentIndex, cache_folder, corpus
from bot.app.settings import ROOT
from bot.content import Content
from bot.understanding import (
    Corpus,
    DangerPatterns,
    Index,
    Understanding,
    find_danger,
    load_index,
    save_index,
)
from bot.understanding.evaluation.evaluate import Label, evaluate
from bot.understanding.index.prepared_file import prepared_index
from bot.understanding.ranking.fit import hide
from tests.cpu import cpu_ms


@pytest.fixture(scope="module")
def content(content_index: ContentIndex) -> Content:
    return content_index.content


@pytest.fixture(scope="module")
def real(content: Content) -> Corpus:
    return corpus(content)


@pytest.fixture(scope="module")
def real_index(content_index: ContentIndex) -> Index:
    return content_index.understanding.index


def test_hidden_examples_are_understood(real: Corpus, prepared: Path) -> None:
    rest, hidden = hide(real, share=0.1, seed=1)
    routes = {entry.id: entry.route for entry in real.entries}
    # It depends on nothing else than what is prepared of the content, and stays as long.
    kept = prepared / cache_folder(ROOT / "content").name / "hidden.index"
    report = evaluate(
        [
            Label(line.text, (line.key,), (routes[line.key],), "")
            for line in hidden
            if line.key in routes
        ],
        Understanding(prepared_index(kept, rest)),
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


@pytest.mark.parametrize(
    "text",
    [
        "Стус палімпсести",
        "до міста 40 км",
        "привезли вугілля мокре",
        "зелена шуба",
        "в обід приїде",
        "касета з відео",
        "приватбанк",
        "лінія терміналів",
        "мотоблок із причепом",
    ],
)
def test_one_word_of_several_does_not_choose_a_card(content_index: ContentIndex, text: str) -> None:
    assert content_index.understanding.understand(text).decision != "answer"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("поцупили гусей з двору", "police-statement"),
        ("сосед избил, куда писать заявление", "police-statement"),
        ("замовити дрова на зиму", "firewood"),
        ("вкрали паспорт разом із сумкою", "passport-lost"),
    ],
)
def test_who_was_robbed_is_sent_to_the_police(
    content_index: ContentIndex, text: str, first: str
) -> None:
    assert content_index.understanding.understand(text).hits[0].id == first


def test_thousands_of_letters_are_asked_about_without_the_model(
    content_index: ContentIndex,
) -> None:
    known = content_index.understanding.understand("абракадабра трумбурум " * 180)
    assert known.decision == "choose"


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
    index = load_index(path, real_index.version)
    assert cpu_ms(lambda: load_index(path, real_index.version), enough=500) <= 500
    assert path.stat().st_size < 20_000_000
    assert index.topics == real_index.topics


def test_a_question_takes_no_time(real_index: Index) -> None:
    understanding = Understanding(real_index)
    asked = "як оформити субсидію якщо живу не за пропискою"
    story = "прошу допомоги з документами на хату " * 110
    assert cpu_ms(lambda: understanding.understand(asked), enough=3) <= 3
    assert cpu_ms(lambda: understanding.understand(story), enough=60) <= 60
