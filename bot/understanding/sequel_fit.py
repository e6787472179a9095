"""Fit the weights of `sequel.py` to labelled dialogues.

A dialogue is a line of JSON: {"id": …, "turns": [{"say": words, "expect": [ids of the cards that
may be on the table, the best first]}, …]}. Turns that tell danger or press a button are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.understanding.follow_up import follow_up
from bot.understanding.model import Meaning
from bot.understanding.sequel import CardWords, Sequel, meant, signs_of

Understand = Callable[[str], Meaning]
_ROUNDS, _STEP, _PENALTY = 600, 0.05, 1.0
_MEAN, _SQUARES, _LEAST = 0.9, 0.99, 1e-8


@dataclass(frozen=True, slots=True)
class Labelled:
    """A turn after a card, and the cards of which each is right."""

    sequel: Sequel
    right: frozenset[str]


def read_dialogues(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The dialogues of some files, in their order."""
    lines = (line for path in files for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def turns_of(dialogues: Iterable[Mapping[str, Any]], understand: Understand) -> list[Labelled]:
    """Every turn that has a card before it, as if all before it was answered rightly."""
    found = []
    for one in dialogues:
        on_screen, asked = "", ""
        for turn in one["turns"]:
            right = frozenset(turn.get("expect") or ())
            if turn.get("danger") or turn.get("tap") or not right:
                continue
            if on_screen:
                alone = understand(turn["say"])
                both = understand(f"{asked}. {alone.reading}")
                sequel = Sequel(on_screen, alone, both, follow_up(alone.reading))
                found.append(Labelled(sequel, right))
            if on_screen not in right:
                on_screen, asked = turn["expect"][0], turn["say"]
    return found


def fit(turns: Sequence[Labelled], cards: Mapping[str, CardWords]) -> dict[str, float]:
    """Return the weights under which the right cards are likeliest, by gradient descent."""
    known = [
        (signs_of(one.sequel, cards), one.right) for one in turns if one.sequel.on_screen in cards
    ]
    names = sorted({name for signs, _ in known for told in signs.values() for name in told})
    listed = [_arrays(signs, right, names) for signs, right in known]
    listed = [one for one in listed if one[1].any()]
    weights = np.zeros(len(names))
    mean, squares = np.zeros(len(names)), np.zeros(len(names))
    for turn in range(1, _ROUNDS + 1):
        slope = sum((_slope(*one, weights) for one in listed), np.zeros(len(names)))
        slope = (slope + _PENALTY * weights) / len(listed)
        mean = _MEAN * mean + (1 - _MEAN) * slope
        squares = _SQUARES * squares + (1 - _SQUARES) * slope**2
        even = mean / (1 - _MEAN**turn), squares / (1 - _SQUARES**turn)
        weights = weights - _STEP * even[0] / (np.sqrt(even[1]) + _LEAST)
    return {name: round(float(one), 3) for name, one in zip(names, weights, strict=True)}


def fitted_lines(weights: Mapping[str, float]) -> str:
    """The lines that go into `sequel.py`."""
    return "\n".join(f'    "{name}": {weight},' for name, weight in weights.items())


def share_right(
    turns: Sequence[Labelled],
    cards: Mapping[str, CardWords],
    weights: Mapping[str, float],
    *,
    of: int = 1,
) -> float:
    """How often a right card is among the likeliest `of`."""
    known = [one for one in turns if one.sequel.on_screen in cards]
    right = sum(
        any(found.card in one.right for found in meant(one.sequel, cards, weights)[:of])
        for one in known
    )
    return right / max(len(known), 1)


Numbers = npt.NDArray[np.float64]


def _arrays(
    signs: Mapping[str, Mapping[str, float]], right: frozenset[str], names: Sequence[str]
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    rows = [[told.get(name, 0.0) for name in names] for told in signs.values()]
    return np.array(rows), np.array([card in right for card in signs])


def _slope(rows: Numbers, right: npt.NDArray[np.bool_], weights: Numbers) -> Numbers:
    odds = rows @ weights
    chance = np.exp(odds - odds.max())
    chance /= chance.sum()
    told = chance * right
    slope: Numbers = rows.T @ (chance - told / told.sum())
    return slope
