"""Who gets a request: the nearest library that can, and why the nearer ones were passed over."""

from dataclasses import replace

from bot.requests.model import Holder, RoutingReason
from bot.requests.routing import Candidate, choose_holder

HORODOK = Candidate("horodok", 3.2, people=1)
DERAZHNIA = Candidate("derazhnia", 9.0, people=2)
VILLAGE = Candidate("village", 0.4, people=0)


def choose(*near: Candidate, mine: Candidate | None = None, anybody: bool = True) -> Holder:
    return choose_holder(near, mine=mine, oblast="hounb", anybody=anybody)


def test_the_nearest_with_staff_has_it() -> None:
    found = choose(VILLAGE, HORODOK, DERAZHNIA)
    assert found == Holder("horodok", RoutingReason.NEAREST, 3.2, (("village", "no_staff"),))


def test_the_own_library_wins_where_somebody_works() -> None:
    assert choose(HORODOK, mine=DERAZHNIA) == Holder("derazhnia", RoutingReason.CHOSEN)


def test_an_own_library_without_staff_is_passed_over_and_named() -> None:
    found = choose(HORODOK, mine=VILLAGE)
    assert found == Holder("horodok", RoutingReason.NEAREST, 3.2, (("village", "no_staff"),))


def test_one_that_cannot_or_is_shut_is_passed_over() -> None:
    cannot, shut = replace(HORODOK, can=False), replace(DERAZHNIA, shut=True)
    far = Candidate("far", 30.0, people=1)
    found = choose(cannot, shut, far)
    assert found.point == "far"
    assert found.skipped == (("horodok", "cannot"), ("derazhnia", "shut"))


def test_a_crowded_library_is_as_if_farther() -> None:
    crowded = replace(HORODOK, waiting=30)
    found = choose(crowded, DERAZHNIA)
    assert (found.point, found.skipped) == ("derazhnia", (("horodok", "busy"),))
    assert choose(replace(HORODOK, waiting=5), DERAZHNIA).point == "horodok"


def test_who_writes_the_citizens_language_is_preferred_within_reason() -> None:
    mute = replace(HORODOK, speaks=False)
    assert choose(mute, DERAZHNIA).point == "derazhnia"
    assert choose(mute, replace(DERAZHNIA, km=60.0)).point == "horodok"


def test_nobody_near_can_so_the_oblast_library_has_it() -> None:
    assert choose(VILLAGE) == Holder(
        "hounb", RoutingReason.OBLAST, skipped=(("village", "no_staff"),)
    )
    assert choose() == Holder("hounb", RoutingReason.OBLAST)


def test_the_own_hromada_comes_first_then_the_own_raion() -> None:
    other = replace(HORODOK, hromada=False)
    found = choose(other, replace(DERAZHNIA, km=21.3))
    assert found == Holder("derazhnia", RoutingReason.OWN, 21.3, (("horodok", "elsewhere"),))
    abroad = replace(HORODOK, hromada=False, raion=False)
    found = choose(abroad, replace(DERAZHNIA, km=21.3, hromada=False))
    assert (found.point, found.why) == ("derazhnia", RoutingReason.OWN)
    assert choose(abroad, VILLAGE).why is RoutingReason.NEAREST  # the own one has nobody


def test_a_crowded_library_of_the_own_hromada_is_passed_over_in_the_end() -> None:
    crowded = replace(DERAZHNIA, people=1, waiting=60)
    found = choose(replace(HORODOK, hromada=False), crowded)
    assert (found.point, found.why) == ("horodok", RoutingReason.NEAREST)


def test_before_anybody_works_at_a_desk_the_nearest_has_it() -> None:
    assert choose(VILLAGE, HORODOK, anybody=False) == Holder("village", RoutingReason.NEAREST, 0.4)
    assert choose(anybody=False) == Holder("hounb", RoutingReason.OBLAST)
    assert choose(HORODOK, mine=VILLAGE, anybody=False) == Holder("village", RoutingReason.CHOSEN)


def test_before_that_too_nobody_gets_what_they_have_no_service_for() -> None:
    cannot = replace(VILLAGE, can=False)
    passed = (("village", "cannot"),)
    found = choose(cannot, HORODOK, anybody=False)
    assert found == Holder("horodok", RoutingReason.NEAREST, 3.2, passed)
    assert choose(cannot, anybody=False) == Holder("hounb", RoutingReason.OBLAST, skipped=passed)
    found = choose(HORODOK, mine=cannot, anybody=False)
    assert found == Holder("horodok", RoutingReason.NEAREST, 3.2, passed)
