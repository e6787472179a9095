"""Measuring, hiding and fitting tell the truth."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.understanding import Corpus, Understanding, build_index
from bot.understanding.evaluation.evaluate import Label, evaluate, hidden_outcomes, read_labels
from bot.understanding.evaluation.evaluate_text import as_lines, compared
from bot.understanding.ranking.confidence import FEATURES, confidence
from bot.understanding.ranking.fit import fit, hide, observe


def test_scores_count_what_they_say(understanding: Understanding) -> None:
    report = evaluate(
        [
            Label("як оформити субсидію", ("subsidy",), ("service",), "uk"),
            Label("як оформити субсидію на газ", ("passport",), ("legal_aid",), "uk"),
            Label("hello", (), ("greeting",), "en"),
        ],
        understanding,
    )
    total = report.total
    assert (total.lines, total.asked, total.first, total.route) == (3, 2, 1, 2)
    assert report.by(lambda one: one.label.lang)["en"].asked == 0
    assert [one.label.text for one in report.wrong] == ["як оформити субсидію на газ"]
    rows = {line.split()[0]: line.split()[1:3] for line in as_lines(report) if line.split()}
    assert rows["all"] == ["3", "50.0"]
    assert rows["uk"] == ["2", "50.0"]
    assert rows["legal_aid"] == ["1", "0.0"]
    assert any("passport ← service subsidy" in line for line in as_lines(report))


def test_two_versions_are_compared_line_by_line(
    corpus: Corpus, understanding: Understanding
) -> None:
    labels = [Label("як оформити субсидію", ("subsidy",), ("service",), "uk")]
    without = replace(corpus, entries=tuple(e for e in corpus.entries if e.id != "subsidy"))
    before = evaluate(labels, Understanding(build_index(without)))
    *figures, changed = compared(before, evaluate(labels, understanding))
    assert [line.split()[2] for line in figures[1:]] == ["0.0", "100.0"]
    assert changed.startswith("+ як оформити субсидію")
    assert changed.endswith("→ subsidy")


def test_cross_validation_asks_what_it_has_hidden(corpus: Corpus) -> None:
    report = hidden_outcomes(corpus, None, share=0.3, folds=2)
    hidden = [line for seed in (0, 1) for line in hide(corpus, share=0.3, seed=seed)[1]]
    assert [one.label.text for one in report.outcomes] == [line.text for line in hidden]
    assert report.total.asked == sum(not line.key.startswith("~") for line in hidden)


def test_labels_are_read_and_bad_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    good = {"text": "т", "expect": ["a"], "route": "service", "accept_routes": ["service", "event"]}
    path.write_text(json.dumps(good) + "\n\n", encoding="utf-8")
    assert list(read_labels(path)) == [Label("т", ("a",), ("service", "event"), "")]
    path.write_text(json.dumps(good) + '\n{"text": "т"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"set\.jsonl:2"):
        list(read_labels(path))


def test_hiding_takes_lines_out_and_nothing_else(corpus: Corpus) -> None:
    rest, hidden = hide(corpus, share=0.4, seed=3)
    kept = {ask for entry in rest.entries for ask in entry.asks}
    every = [ask for entry in corpus.entries for ask in entry.asks]
    every += [line for lines in corpus.route_examples.values() for line in lines]
    kept |= {line for lines in rest.route_examples.values() for line in lines}
    assert sorted([*kept, *(line.text for line in hidden)]) == sorted(every)
    assert hide(corpus, share=0.4, seed=3) == (rest, hidden)


def test_observing_sees_every_feature(corpus: Corpus) -> None:
    seen = observe(corpus, None, folds=1, share=0.3)
    assert seen
    assert all(len(values) == len(FEATURES) for values, _ in seen)


def test_fit_learns_which_sign_matters() -> None:
    zeros = (0.0,) * (len(FEATURES) - 1)
    seen = [((float(lead), *zeros), lead > 5) for lead in range(11)] * 5
    found = fit(seen)
    assert found.weights[0] > 0
    sure = [confidence((float(x), *zeros), found) for x in (0, 10)]
    assert sure[0] < 0.2
    assert sure[1] > 0.8
