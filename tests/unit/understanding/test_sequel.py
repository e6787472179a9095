"""Which card a sequel means, and how its weights are fitted."""

import json
from pathlib import Path

import pytest

from bot.understanding import Meaning
from bot.understanding.follow_up import follow_up
from bot.understanding.model import Hit
from bot.understanding.sequel import (
    WEIGHTS,
    CardWords,
    Sequel,
    Sequels,
    card_words,
    meant,
    signs_of,
)
from bot.understanding.sequel_fit import fit, fitted_lines, read_dialogues, share_right, turns_of

CARDS = {
    "subsidy": card_words(["Житлова субсидія"], ["Гроші на комуналку"], frozenset({"benefits"})),
    "benefits": card_words(["Пільги на комуналку"], ["Знижка родинам"], frozenset({"subsidy"})),
    "passport": card_words(["Закордонний паспорт"], ["Дитині – свідоцтво"], frozenset()),
}


def understood(text: str) -> Meaning:
    """By words of titles, the surer the more of them are named."""
    said = card_words([text], [], frozenset()).title
    found = sorted(((len(said & CARDS[card].title), card) for card in CARDS), reverse=True)
    hits = tuple(Hit(card, 10.0 * many) for many, card in found if many)
    return Meaning(
        route="service", decision="answer" if hits else "hand_over", hits=hits, places=(),
        lang="uk", confidence=0.9 if hits else 0.1, danger=None, reading=text,
    )  # fmt: skip


def sequel(said: str, *, asked: str = "як отримати житлову субсидію") -> Sequel:
    return Sequel("subsidy", understood(said), understood(f"{asked}. {said}"), follow_up(said))


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("квартира на маму записана", "subsidy"),
        ("а закордонний паспорт де зробити", "passport"),
        ("а пільги кому дають", "benefits"),
    ],
)
def test_the_card_that_is_meant_is_the_likeliest(said: str, card: str) -> None:
    found = meant(sequel(said), CARDS)
    assert found[0].card == card
    assert sum(one.chance for one in found) == pytest.approx(1.0)


def test_every_sign_has_a_weight() -> None:
    signs = signs_of(sequel("а пільги кому дають"), CARDS)
    assert {name for told in signs.values() for name in told} == set(WEIGHTS)


def test_after_a_card_that_is_gone_nothing_is_meant() -> None:
    asked: list[str] = []

    def words(card: str) -> CardWords | None:
        asked.append(card)
        return CARDS.get(card) if card != "subsidy" else None

    found = Sequels(words)
    assert found.meant(sequel("а пільги кому дають")) == ()
    found.meant(sequel("а пільги кому дають"))
    assert len(asked) == len(set(asked))


def test_weights_are_fitted_to_labelled_dialogues(tmp_path: Path) -> None:
    file = tmp_path / "told.jsonl"
    stays = ["квартира на маму записана", "мама лежача", "живемо вдвох"]
    moves = ["де роблять закордонний паспорт", "закордонний паспорт дитині", "паспорт закордонний"]
    labelled = [(said, "subsidy") for said in stays] + [(said, "passport") for said in moves]
    lines = [
        {"id": said, "turns": [{"say": "як отримати житлову субсидію", "expect": ["subsidy"]},
                               {"say": said, "expect": [card]},
                               {"say": "Не те", "tap": True, "expect": ["passport"]},
                               {"say": "горить хата", "danger": "fire", "expect": ["emergency"]}]}
        for said, card in labelled
    ]  # fmt: skip
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    turns = turns_of(read_dialogues([file]), understood)
    assert [sorted(one.right) for one in turns] == [["subsidy"]] * 3 + [["passport"]] * 3
    found = fit(turns, CARDS)
    assert share_right(turns, CARDS, found) == 1.0
    assert fitted_lines(found).splitlines()[0].strip().startswith('"alone":')
