"""What is told of a library for a while, and what follows from it for answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.places.access import AccessPoints, in_words
from bot.places.live import ALL, LiveKind, LiveState, LiveStates, of_library
from tests.unit.places.small import HERE, LIBRARIES, library

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # ten o'clock in Kyiv
POINTS = AccessPoints(LIBRARIES)
HOUR = timedelta(hours=1)


def states(*told: tuple[str, LiveKind, int]) -> LiveStates:
    """Told in this order: whom, what, for how many hours from Monday ten o'clock."""
    listed = (
        LiveState(number, whom, kind, MONDAY, MONDAY + hours * HOUR)
        for number, (whom, kind, hours) in enumerate(told)
    )
    return LiveStates(listed, lambda one: frozenset({ALL, of_library(one.id)}))


def points(*told: tuple[str, LiveKind, int]) -> AccessPoints:
    return POINTS.with_live(states(*told))


def ids(access: AccessPoints, at: datetime = MONDAY, need: Sequence[str] = ()) -> list[str]:
    return [one.library.id for one in access.ranked(HERE, at=at, need=frozenset(need))]


NEAR = of_library("near")
COMPUTERS = of_library("computers")


def test_a_library_closed_now_is_no_next_step_and_is_one_when_it_is_over() -> None:
    access = points((NEAR, LiveKind.CLOSED, 2))
    assert ids(access) == ["computers", "wifi", "computers-far"]
    assert [one.library.id for one in access.passed_over(HERE, at=MONDAY)] == ["near"]
    assert ids(access, MONDAY + 2 * HOUR) == ["near", "computers", "wifi"]
    assert ids(POINTS) == ["near", "computers", "wifi"]


@pytest.mark.parametrize("kind", [LiveKind.NO_POWER, LiveKind.NO_INTERNET])
def test_without_power_or_internet_nobody_is_sent_there_for_what_needs_it(kind: LiveKind) -> None:
    access = points((COMPUTERS, kind, 2))
    assert ids(access) == ["near", "computers", "wifi"]
    for need in ("internet_access", "staff_help"):
        assert "computers" not in ids(access, need=[need])
    assert ("computers" in ids(access, need=["computers"])) == (kind is LiveKind.NO_INTERNET)
    sure = access.sure(HERE, at=MONDAY, need=frozenset({"wifi"}), many=9)
    assert "computers" not in [one.library.id for one in sure]


def test_the_newer_of_closed_and_warm_holds_and_the_library_may_say_otherwise() -> None:
    def holds(*told: tuple[str, LiveKind, int]) -> list[LiveKind]:
        near = next(one for one in LIBRARIES if one.id == "near")
        return [one.kind for one in states(*told).of(near, MONDAY)]

    every = (ALL, LiveKind.CLOSED, 5)
    assert holds(every) == [LiveKind.CLOSED]
    assert holds(every, (NEAR, LiveKind.WARM, 5)) == [LiveKind.WARM]
    assert holds((NEAR, LiveKind.WARM, 5), every) == [LiveKind.CLOSED]
    assert holds(every, (NEAR, LiveKind.USUAL, 5)) == []
    assert holds((NEAR, LiveKind.USUAL, 5), every) == [LiveKind.CLOSED]
    assert holds(every, (NEAR, LiveKind.NO_POWER, 5)) == [LiveKind.CLOSED, LiveKind.NO_POWER]
    assert holds((of_library("wifi"), LiveKind.CLOSED, 5)) == []


def test_what_was_taken_back_does_not_hold() -> None:
    closed = LiveState(1, ALL, LiveKind.CLOSED, MONDAY, MONDAY + HOUR, ended=MONDAY)
    near = LIBRARIES[0]
    assert not LiveStates([closed], lambda _one: frozenset({ALL})).of(near, MONDAY)


def test_hours_stand_back_while_it_is_closed_and_a_warm_place_is_open_for_hours() -> None:
    of = replace(library("near", 1), hours="Mo-Fr 09:00-18:00", checked=MONDAY.date())
    access = AccessPoints([of])

    def opening(*told: tuple[str, LiveKind, int], at: datetime = MONDAY) -> tuple[bool | None, int]:
        state = access.with_live(states(*told)).opening(of, at)
        assert state.changes_at is not None
        return state.is_open, round((state.changes_at - MONDAY) / HOUR)

    assert opening() == (True, 8)
    assert opening((NEAR, LiveKind.CLOSED, 2)) == (False, 2)
    assert opening((NEAR, LiveKind.CLOSED, 9)) == (False, 23)  # it opens by its hours next
    assert opening((NEAR, LiveKind.CLOSED, 2), at=MONDAY - HOUR) == (True, 0)
    assert opening((NEAR, LiveKind.WARM, 11), at=MONDAY + 10 * HOUR) == (True, 11)
    assert opening((NEAR, LiveKind.WARM, 72), at=MONDAY + 10 * HOUR) == (False, 23)


def test_the_nearest_warm_places_and_why_a_library_is_named() -> None:
    access = points((of_library("wifi"), LiveKind.WARM, 3), (NEAR, LiveKind.NO_POWER, 3))
    assert [one.library.id for one in access.warm(HERE, at=MONDAY)] == ["wifi"]
    assert access.warm(HERE, at=MONDAY + 3 * HOUR) == []
    (first, *_) = access.explained(HERE, at=MONDAY)
    assert "тимчасово немає світла" in in_words(first.why)
