"""What is told of a library for a while, and what follows from it for answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.places.access import AccessPoints
from bot.places.live import ALL, LiveKind, LiveState, LiveStates, of_library
from bot.places.reasons import in_words
from tests.unit.places.small import HERE, LIBRARIES, OFFICE, library

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # ten o'clock in Kyiv
POINTS = AccessPoints(LIBRARIES)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


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
PRINTING = frozenset({"printing"})
OWN = lambda one: frozenset({of_library(one.id)})  # noqa: E731
VILLAGE = library("near", 1, has=["printing"], hours=OFFICE)
VILLAGES = AccessPoints([VILLAGE, library("untold", 20), library("other", 26)])
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
    sure = access.sure(HERE, at=MONDAY, need=frozenset({"wifi"}), many=9)
    assert "computers" not in [one.library.id for one in sure]


@pytest.mark.parametrize("kind", [LiveKind.NO_POWER, LiveKind.CLOSED])
@pytest.mark.parametrize(
    ("day", "asked", "hours", "opens"),
    [
        (0, 10, 2, 2),  # in working hours: it is there at noon
        (0, 17, 6, 23),  # until midnight: it is there tomorrow at nine
        (4, 17, 6, 167),  # on Friday: on Monday
    ],
)
def test_one_that_surely_can_soon_is_before_those_that_perhaps_can_far_away(
    kind: LiveKind, day: int, asked: int, hours: int, opens: int
) -> None:
    at = MONDAY + day * DAY + (asked - 10) * HOUR
    told = LiveState(1, NEAR, kind, at, at + hours * HOUR)
    access = VILLAGES.with_live(LiveStates([told], OWN))
    first, second, *_ = access.ranked(HERE, at=at, need=PRINTING)
    assert [first.library.id, second.library.id] == ["near", "untold"]
    assert first.later == MONDAY + opens * HOUR
    assert access.passed_over(HERE, at=at, need=PRINTING) == []


@pytest.mark.parametrize("kind", [LiveKind.NO_POWER, LiveKind.CLOSED])
@pytest.mark.parametrize(
    ("day", "hour"), [(0, 18.5), (0, 23), (5, 11), (6, 15)]
)  # evening, night, Saturday, Sunday
def test_what_is_over_before_it_opens_is_nothing_against_it(
    kind: LiveKind, day: int, hour: float
) -> None:
    at = MONDAY + day * DAY + (hour - 10) * HOUR
    told = LiveState(1, NEAR, kind, at - HOUR, at + 3 * HOUR)
    access = VILLAGES.with_live(LiveStates([told], OWN))
    (first, *_) = access.ranked(HERE, at=at, need=PRINTING)
    assert (first.library.id, first.later) == ("near", None)
    assert access.sure(HERE, at=at, need=PRINTING)[0].library.id == "near"
    assert access.lost(first.library, at) == frozenset()
    assert access.passed_over(HERE, at=at, need=PRINTING) == []
    assert in_words(access.explained(HERE, at=at, need=PRINTING)[0].why)


def test_what_lasts_beyond_its_opening_or_longer_than_a_weekend_counts() -> None:
    night = MONDAY + 13 * HOUR
    for hours, listed in ((12, True), (5 * 24, False)):
        told = LiveState(1, NEAR, LiveKind.NO_POWER, night, night + hours * HOUR)
        access = VILLAGES.with_live(LiveStates([told], OWN))
        found = access.ranked(HERE, at=night, need=PRINTING)
        assert ("near" in [one.library.id for one in found]) == listed
        passed = access.passed_over(HERE, at=night, need=PRINTING)
        assert ("near" in [one.library.id for one in passed]) != listed
        assert access.lost(VILLAGE, night) >= PRINTING


def test_where_another_surely_can_now_nobody_waits() -> None:
    sure = library("sure", 25, has=["printing"], hours=OFFICE)
    told = LiveState(1, NEAR, LiveKind.NO_POWER, MONDAY, MONDAY + 12 * HOUR)
    live = LiveStates([told], OWN)
    access = AccessPoints([VILLAGE, sure]).with_live(live)
    assert [one.library.id for one in access.ranked(HERE, at=MONDAY, need=PRINTING)] == ["sure"]
    assert [one.library.id for one in access.passed_over(HERE, at=MONDAY, need=PRINTING)] == [
        "near"
    ]


def test_without_a_need_or_by_unknown_hours_nothing_is_promised() -> None:
    at = MONDAY + 7 * HOUR
    unknown = library("near", 1, has=["printing"])
    told = LiveState(1, NEAR, LiveKind.NO_POWER, at, at + 6 * HOUR)
    live = LiveStates([told], OWN)
    assert AccessPoints([unknown]).with_live(live).ranked(HERE, at=at, need=PRINTING) == []
    closed = LiveStates([replace(told, kind=LiveKind.CLOSED)], OWN)
    assert VILLAGES.with_live(closed).ranked(HERE, at=at)[0].library.id == "untold"


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
