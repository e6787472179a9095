"""Which of the ranked cards are offered, and which one leads."""

import pytest

from bot.understanding.likely import leading, to_offer
from bot.understanding.model import Hit, Meaning


def _meaning(*scores: float, sure: float = 0.5, needs: tuple[str, ...] = ()) -> Meaning:
    hits = tuple(Hit(f"card-{n}", score) for n, score in enumerate(scores, 1))
    return Meaning(
        route="service", decision="choose", hits=hits, places=(), lang="uk",
        confidence=sure, danger=None, reading="", needs=needs,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scores", "offered"),
    [
        ((30.0, 29.0, 28.0, 27.0), 3),
        ((30.0, 29.0, 10.0), 2),  # the third is absurd
        ((30.0, 5.0, 1.0), 2),  # fewer are no choice
        ((30.0,), 1),
        ((), 0),
    ],
)
def test_far_less_likely_cards_are_not_offered(scores: tuple[float, ...], offered: int) -> None:
    assert to_offer(_meaning(*scores)) == tuple(f"card-{n + 1}" for n in range(offered))


def test_one_leads_with_the_next_likely_one_beside() -> None:
    assert leading(_meaning(30.0, 25.0, 18.0)) == ("card-1", "card-2")
    assert leading(_meaning(30.0, 5.0)) == ("card-1",)


def test_none_leads_where_others_are_as_likely_or_little_is_understood() -> None:
    assert leading(_meaning(30.0, 29.0, 28.0)) == ()
    assert leading(_meaning(30.0, 25.0, 18.0, sure=0.3)) == ()
    assert leading(_meaning(30.0, 25.0, 18.0, needs=("card-1", "card-2"))) == ()
    assert leading(_meaning()) == ()
