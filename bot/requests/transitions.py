"""The life of a request: which act leads from which state to which. This table is all of it."""

from dataclasses import dataclass

from bot.requests.model import OPEN, Did, State

_S = State
WORKED_ON = frozenset({_S.TAKEN, _S.ASKING, _S.OFFERED})
ENDED = frozenset({_S.ANSWERED, _S.CLOSED})


@dataclass(frozen=True, slots=True)
class Move:
    """`to` None leaves the state as it is."""

    since: frozenset[State]
    to: State | None


def _move(*since: State, to: State | None = None) -> Move:
    return Move(frozenset(since), to)


MOVES: dict[Did, Move] = {
    # coming in
    Did.HANDED_IN: _move(_S.NEW),
    Did.RECORDED: _move(_S.TAKEN, _S.CLOSED),
    # the queue
    Did.TAKEN: _move(_S.NEW, to=_S.TAKEN),
    Did.RELEASED: _move(*WORKED_ON, to=_S.NEW),
    Did.HANDED_OVER: _move(_S.NEW, _S.TAKEN, to=_S.NEW),
    Did.PASSED_UP: _move(_S.NEW, to=_S.NEW),
    # with the citizen
    Did.ASKED: _move(_S.TAKEN, _S.ASKING, to=_S.ASKING),
    Did.OFFERED: _move(_S.TAKEN, _S.ASKING, _S.OFFERED, to=_S.OFFERED),
    Did.REPLIED: _move(_S.ASKING, to=_S.TAKEN),
    Did.AGREED: _move(_S.OFFERED, to=_S.TAKEN),
    Did.ANSWERED: _move(_S.TAKEN, _S.ASKING, _S.OFFERED, _S.ANSWERED, to=_S.ANSWERED),
    Did.CORRECTED: _move(*ENDED),
    Did.REFUSED: _move(_S.TAKEN, _S.ASKING, _S.OFFERED, to=_S.ANSWERED),
    # the end
    Did.CLOSED: _move(*WORKED_ON, _S.ANSWERED, to=_S.CLOSED),
    Did.WITHDRAWN: _move(*OPEN, to=_S.WITHDRAWN),
    Did.MERGED: _move(_S.NEW, *WORKED_ON, to=_S.MERGED),
    Did.JOINED: _move(*OPEN),
    Did.PARTED: _move(_S.MERGED, to=_S.NEW),
    Did.LET_GO: _move(*_S),
    Did.REOPENED: _move(_S.ANSWERED, _S.CLOSED, to=_S.NEW),
    # what changes no state
    Did.ADDED: _move(*OPEN),
    Did.EDITED: _move(*OPEN),
    Did.NOTED: _move(*_S),
    Did.RATED: _move(*ENDED),
    Did.EXTENDED: _move(_S.NEW, *WORKED_ON),
    Did.RELABELLED: _move(_S.NEW, *WORKED_ON),
    Did.REMINDED: _move(*OPEN),
    Did.OVERDUE: _move(*OPEN),
    Did.ASKED_IF_HELPED: _move(*ENDED),
    Did.FORGOTTEN: _move(*_S),
    Did.UNDELIVERED: _move(*_S),
    Did.SENT_AGAIN: _move(*_S),
    Did.FETCHED: _move(*_S),
    Did.TAKEN_ALONG: _move(*_S),
    Did.OWNER_LEFT: _move(*ENDED),
}


def allowed(did: Did, state: State) -> bool:
    """Whether `did` may happen to a request in `state`."""
    return state in MOVES[did].since


def acts(state: State) -> frozenset[Did]:
    """All that may happen to a request in `state`."""
    return frozenset(did for did in MOVES if allowed(did, state))
