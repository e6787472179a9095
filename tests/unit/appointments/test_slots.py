"""Which places there are: Kyiv's clock, both changes of the year, what is taken, what is wished."""

from datetime import date, time, timedelta
from itertools import pairwise

from bot.appointments.schedule import Mode
from bot.appointments.slots import ANY, DayPlan, Taken, Wish, is_on_grid, moments, places_of
from bot.engine.wording import KYIV
from tests.unit.appointments.small import at, schedule, slot

TUESDAY = date(2026, 11, 24)
ALL_NIGHT = (((time(0), time(6)),),) * 7


def clocks(given, day):
    return [f"{one.astimezone(KYIV):%H:%M}" for one in moments(given, day)]


def test_a_day_has_whole_places_only() -> None:
    short = schedule(hours=(((time(10), time(11, 20)), (time(14), time(14, 20))),) * 7)
    assert clocks(short, TUESDAY) == ["10:00", "10:30"]
    assert places_of(short, TUESDAY) == 2
    assert clocks(schedule(), date(2026, 11, 28)) == []  # a Saturday


def test_a_changed_day_goes_before_the_week() -> None:
    off = schedule(changes=((TUESDAY, ()),))
    assert clocks(off, TUESDAY) == []
    other = off.with_changes({TUESDAY: ((time(15), time(16)),)})
    assert clocks(other, TUESDAY) == ["15:00", "15:30"]
    assert is_on_grid(other, at(TUESDAY, 15, 30))
    assert not is_on_grid(other, at(TUESDAY, 10))


def test_the_same_clock_on_both_sides_of_each_change() -> None:
    # The clock goes back on 25 October 2026 and forward on 28 March 2027.
    for before, after in (("2026-10-24", "2026-10-26"), ("2027-03-27", "2027-03-29")):
        days = [date.fromisoformat(one) for one in (before, after)]
        every = schedule(hours=(((time(10), time(11)),),) * 7)
        assert [clocks(every, one) for one in days] == [["10:00", "10:30"]] * 2
        first, second = (next(moments(every, one)) for one in days)
        assert second - first != timedelta(days=2)  # an hour more or less has passed


def test_a_night_of_a_change_has_as_many_places_as_fit() -> None:
    hourly = schedule(hours=ALL_NIGHT, slot_minutes=60)
    assert clocks(hourly, TUESDAY) == ["00:00", "01:00", "02:00", "03:00", "04:00", "05:00"]
    longer, shorter = date(2026, 10, 25), date(2027, 3, 28)
    assert len(list(moments(hourly, longer))) == places_of(hourly, longer) == 7
    assert len(list(moments(hourly, shorter))) == places_of(hourly, shorter) == 5
    assert "03:00" not in clocks(hourly, shorter)
    found = list(moments(hourly, longer))
    assert all(b - a == timedelta(hours=1) for a, b in pairwise(found))


def free(given, *taken, desk=False):
    plan = DayPlan(given, TUESDAY, [Taken(*one) for one in taken])
    return [f"{one.starts_at.astimezone(KYIV):%H:%M}x{one.free}" for one in plan.slots(desk=desk)]


def test_what_is_taken_is_not_free() -> None:
    two = schedule(capacity=2, hours=(((time(10), time(11)),),) * 7)
    ten = (at(TUESDAY, 10), at(TUESDAY, 10, 30))
    assert free(two, ten) == ["10:00x1", "10:30x2"]
    assert free(two, ten, ten) == ["10:30x2"]


def test_a_booking_of_an_earlier_grid_takes_all_that_it_overlaps() -> None:
    short = schedule(hours=(((time(10), time(11)),),) * 7, slot_minutes=20)
    old = (at(TUESDAY, 10), at(TUESDAY, 10, 30))
    assert free(short, old) == ["10:40x1"]


def test_places_for_who_comes_without_a_phone_stay_until_the_desk_gives_them() -> None:
    kept = schedule(walk_ins=1, hours=(((time(10), time(11)),),) * 7)
    ten = (at(TUESDAY, 10), at(TUESDAY, 10, 30))
    assert free(kept) == ["10:00x1", "10:30x1"]
    assert free(kept, ten) == []
    assert free(kept, ten, desk=True) == ["10:30x1"]
    assert free(kept, (*ten, True)) == ["10:30x1"]  # the desk has given one already


def test_a_wish_is_by_the_clock_in_kyiv() -> None:
    afternoon = Wish(since=TUESDAY, until=TUESDAY, after=time(13), before=time(15))
    assert afternoon.allows(slot(TUESDAY, 13))
    assert not afternoon.allows(slot(TUESDAY, 12, 30))
    assert not afternoon.allows(slot(TUESDAY, 15))
    assert not afternoon.allows(slot("2026-11-25", 13))
    assert Wish(weekdays=frozenset({2})).allows(slot(TUESDAY, 10))
    assert not Wish(weekdays=frozenset({3})).allows(slot(TUESDAY, 10))


def test_a_wish_of_a_place() -> None:
    given = schedule(languages=("uk",), accessibility=("step_free",), modes=(Mode.PHONE,))
    assert ANY.suits(given)
    assert Wish(lang="uk", accessibility=frozenset({"step_free"})).suits(given)
    assert not Wish(lang="pl").suits(given)
    assert not Wish(accessibility=frozenset({"sign_language"})).suits(given)
    assert not Wish(modes=frozenset({Mode.VIDEO})).suits(given)
    assert not Wish(libraries=frozenset({"far"})).suits(given)


def test_a_wish_rests_and_wakes() -> None:
    wish = Wish(
        since=TUESDAY, after=time(10), weekdays=frozenset({1, 3}), modes=frozenset({Mode.PHONE}),
        lang="uk", accessibility=frozenset({"step_free"}), libraries=frozenset({"central"}),
    )  # fmt: skip
    assert Wish.from_json(wish.to_json()) == wish
    assert Wish.from_json(ANY.to_json()) == ANY


def test_every_day_of_a_year_begins_and_ends_by_the_clock_in_kyiv() -> None:
    every = schedule(hours=(((time(9), time(18)),),) * 7)
    days = [date(2027, 1, 1) + timedelta(days=ahead) for ahead in range(365)]
    assert {tuple(clocks(every, one))[::17] for one in days} == {("09:00", "17:30")}
    assert {places_of(every, one) for one in days} == {18}
