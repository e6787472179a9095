"""The table of a request's life."""

from bot.requests.model import OPEN, Did, State
from bot.requests.transitions import MOVES, acts, allowed


def test_every_act_is_in_the_table() -> None:
    assert set(MOVES) == set(Did)


def test_every_state_can_be_reached_and_left_or_is_an_end() -> None:
    reached = {move.to for move in MOVES.values()} - {None}
    assert reached == set(State)
    ends = {state for state in State if not any(
        allowed(did, state) and move.to not in {None, state} for did, move in MOVES.items()
    )}  # fmt: skip
    assert ends == {State.WITHDRAWN}  # what was merged can be parted


def test_nothing_is_answered_before_somebody_owns_it() -> None:
    assert not allowed(Did.ANSWERED, State.NEW)
    assert Did.TAKEN in acts(State.NEW)


def test_what_is_taken_back_or_merged_gets_no_answer() -> None:
    for state in (State.WITHDRAWN, State.MERGED, State.CLOSED):
        assert acts(state).isdisjoint({Did.ANSWERED, Did.REFUSED, Did.ASKED, Did.HANDED_OVER})


def test_whatever_is_open_can_be_withdrawn() -> None:
    assert all(allowed(Did.WITHDRAWN, state) for state in OPEN)
