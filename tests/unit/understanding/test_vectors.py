"""Vectors of content lines are kept by text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.understanding.sentence.model import WIDTH, load_model
from bot.understanding.sentence.vectors import Vectors


class Counting:
    """Counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        return np.array([[0.01 * len(text)] * WIDTH for text in texts], dtype=np.float32)

    def vector(self, text: str) -> Any:
        return self.vectors([text])[0]


def test_a_line_is_read_by_the_model_once(tmp_path: Path) -> None:
    model, cache, nothing = Counting(), tmp_path / "vectors", tmp_path / "none"
    first = Vectors(model, cache, shipped=nothing).of(["а", "бб", "а"])
    again = Vectors(model, cache, shipped=nothing).of(["бб", "ввв"])
    assert model.asked == ["а", "бб", "ввв"]
    assert first[:, 1] == pytest.approx([0.01, 0.02, 0.01], abs=0.002)
    assert again[0] == pytest.approx(first[1])


def test_what_is_shipped_is_not_kept_again(tmp_path: Path) -> None:
    model, shipped, cache = Counting(), tmp_path / "shipped", tmp_path / "cache"
    vectors = Vectors(model, None, shipped=shipped)
    vectors.of(["а", "бб"])
    vectors.ship(["а"], shipped)
    Vectors(model, cache, shipped=shipped).of(["а"])
    assert model.asked == ["а", "бб"]
    assert not cache.exists()


def test_a_file_cut_short_or_of_another_model_is_made_anew(tmp_path: Path) -> None:
    model, cache, nothing = Counting(), tmp_path / "vectors", tmp_path / "none"
    Vectors(model, cache, shipped=nothing).of(["а"])
    cache.write_bytes(cache.read_bytes()[:-1])
    Vectors(model, cache, shipped=nothing).of(["а"])
    assert model.asked == ["а", "а"]


def test_the_model_knows_what_is_meant_alike() -> None:
    model = load_model()
    if model is None:
        pytest.skip("no sentence model here")
    asked, same, other = model.vectors(["дім у вогні", "горить хата", "курси англійської"])
    assert asked @ same > asked @ other
