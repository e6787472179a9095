"""Fit the weights of `card_facts.py` to labelled words said of a card.

A line of JSON: {"card": id, "say": words, "speaks": [beginnings of the card's sentences that speak
to them]}; none where no sentence does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.understanding.card_facts import Told, signs_of

_ROUNDS, _PENALTY = 50, 1.0
_ENOUGH, _LEAST = 1e-8, 1e-6
_BY_MODEL = frozenset({"alike", "behind", "likest"})

Weights = dict[str, float]
Alike = Callable[[Told], Sequence[float] | None]


@dataclass(frozen=True, slots=True)
class Line:
    """Words said of a card with the numbers of the sentences that speak to them."""

    told: Told
    speaks: frozenset[int]


def read_lines(files: Iterable[Path], read: Callable[[str, str], Told]) -> list[Line]:
    """The lines of some files; `read` gives what is weighed of a card's id and the words.

    Raises:
        ValueError: a beginning is of no sentence of its card; the message names both.
    """
    rows = (row for path in files for row in path.read_text(encoding="utf-8").splitlines())
    return [_line(json.loads(row), read) for row in rows if row.strip()]


def _line(row: Mapping[str, Any], read: Callable[[str, str], Told]) -> Line:
    told = read(row["card"], row["say"])
    speaks: set[int] = set()
    for begins in row["speaks"]:
        found = {at for at, one in enumerate(told.sentences) if one.text.startswith(begins)}
        if not found:
            raise ValueError(f"{row['card']}: no sentence begins with “{begins}”.")
        speaks |= found
    return Line(told, frozenset(speaks))


def fit(lines: Sequence[Line], alike: Alike) -> tuple[Weights, Weights]:
    """The weights with the sentence model and without it, by logistic regression."""
    signs = [signs_of(one.told, alike(one.told)) for one in lines]
    names = sorted({name for listed in signs for one in listed for name in one})
    right = [float(at in line.speaks) for line in lines for at in range(len(line.told.sentences))]
    without = [name for name in names if name not in _BY_MODEL]
    return _fitted(signs, right, names), _fitted(signs, right, without)


def _fitted(
    signs: Sequence[Sequence[Mapping[str, float]]], right: Sequence[float], names: Sequence[str]
) -> Weights:
    rows = np.array([[one.get(name, 0.0) for name in names] for told in signs for one in told])
    is_right: npt.NDArray[np.float64] = np.array(right)
    weights = np.zeros(len(names))
    pulled = np.array([name != "always" for name in names])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - is_right) + _PENALTY * weights * pulled
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows
        curve += (_PENALTY * np.diag(pulled)) + _LEAST * np.eye(len(names))
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < _ENOUGH:
            break
    return {name: round(float(one), 3) for name, one in zip(names, weights, strict=True)}


def fitted_lines(weights: Weights) -> str:
    """The lines that go into `card_facts.py`."""
    return "\n".join(f'    "{name}": {weight},' for name, weight in weights.items() if weight)
