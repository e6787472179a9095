"""The nearest library that can really help, and why it is named."""

from datetime import UTC, date, datetime, timedelta

from bot.places.access import AccessPoints, Near
from bot.places.reasons import in_words
from tests.unit.places.small import HERE, LIBRARIES, OFFICE, library

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)  # ten o'clock in Kyiv
POINTS = AccessPoints(LIBRARIES)


def ids(found: list[Near]) -> list[str]:
    return [one.library.id for one in found]


def test_the_nearest_come_first_with_their_distance() -> None:
    found = POINTS.ranked(HERE, at=MONDAY)
    assert ids(found) == ["near", "computers", "wifi"]
    assert [round(one.km, 1) for one in found] == [1.0, 11.0, 21.0]


def test_as_many_as_asked() -> None:
    assert len(POINTS.ranked(HERE, at=MONDAY, many=1)) == 1
    many = POINTS.ranked(HERE, at=MONDAY, many=99)
    assert ids(many) == ["near", "computers", "wifi", "computers-far"]


def test_what_is_not_to_be_offered_never_is() -> None:
    assert not {"gone", "nowhere"} & set(ids(POINTS.ranked(HERE, at=MONDAY, many=99)))
    assert not {"gone", "nowhere"} & set(ids(POINTS.sure(HERE, at=MONDAY, many=99)))


def test_those_surely_known_to_have_everything_needed() -> None:
    assert ids(POINTS.sure(HERE, at=MONDAY, need=frozenset({"computers"}))) == [
        "computers",
        "computers-far",
    ]
    assert ids(POINTS.sure(HERE, at=MONDAY, need=frozenset({"computers", "wifi"}))) == ["computers"]
    assert POINTS.sure(HERE, at=MONDAY, need=frozenset({"a helipad"})) == []


def test_what_nobody_told_is_not_absent_but_what_is_lacking_is() -> None:
    points = AccessPoints(
        [
            library("untold", 2),
            library("lacking", 1, lacks=frozenset({"printing"})),
            library("has", 9, has=["printing"]),
        ]
    )
    need = frozenset({"printing"})
    assert ids(points.ranked(HERE, at=MONDAY, need=need)) == ["untold", "has"]
    assert ids(points.ranked(HERE, at=MONDAY)) == ["lacking", "untold", "has"]


def test_ones_own_settlement_is_first_though_another_is_nearer_to_its_middle() -> None:
    points = AccessPoints(
        [
            library("across-the-river", 0.5, settlement="other", has=["wifi"]),
            library("own", 1.5, settlement="ours"),
            *(library(f"more{n}", 0.6, settlement="other") for n in range(30)),
        ]
    )
    found = points.ranked(HERE, at=MONDAY, here="ours", need=frozenset({"wifi"}))
    assert ids(found)[:2] == ["own", "across-the-river"]


def test_at_one_point_the_likeliest_to_have_it_is_first() -> None:
    points = AccessPoints(
        [
            library("a", 5, approximate=True, hours=OFFICE, has=["wifi", "computers"]),
            library("b", 5, approximate=True, kind="hromada_central"),
            library("c", 5, approximate=True, has=["printing"]),
        ]
    )
    found = points.ranked(HERE, at=MONDAY, need=frozenset({"printing"}))
    assert ids(found) == ["c", "b", "a"]


def test_a_closed_one_is_not_first_where_an_open_one_hardly_farther_surely_has_it() -> None:
    def first(km: float, at: datetime = MONDAY, need: str = "printing") -> str:
        shut = library("shut", 1, hours="Mo-Su 14:00-16:00", has=["printing"], settlement="ours")
        points = AccessPoints([shut, library("open", km, hours=OFFICE, has=["printing"])])
        need_it = frozenset({need} - {""})
        return points.ranked(HERE, at=at, need=need_it, here="ours")[0].library.id

    assert first(5) == "open"
    assert first(7) == "shut"  # too far to go on unasked
    assert first(5, need="") == "shut"  # the nearest libraries were asked for
    assert first(5, need="scanning") == "shut"
    assert first(5, at=MONDAY + timedelta(hours=5)) == "shut"  # it has opened
    assert first(5, at=MONDAY + timedelta(hours=12)) == "shut"  # both are closed


def test_far_away_none_is_called_the_nearest() -> None:
    points = AccessPoints([library("far", 60)])
    assert points.explained(HERE, at=MONDAY)[0].why == ("hours_unknown",)


def test_hours_that_nobody_has_dated_tell_nothing() -> None:
    undated = library("undated", 1, hours=OFFICE, checked=None)
    assert POINTS.opening(undated, MONDAY).is_open is None


def test_why_the_nearest_is_named() -> None:
    found = POINTS.explained(HERE, at=MONDAY)
    assert [one.why for one in found] == [
        ("nearest", "approximate", "hours_unknown"),
        ("open",),
        ("closed",),
    ]


def test_why_with_a_need() -> None:
    found = POINTS.explained(HERE, at=MONDAY, need=frozenset({"wifi", "computers"}))
    assert ids(found) == ["near", "computers", "wifi"]
    assert found[1].why == ("can:computers", "can:wifi", "open")
    assert in_words(found[0].why) == (
        "найближча; не відомо, чи є computers; не відомо, чи є wifi; відстань приблизна; "
        "години роботи не перевірені"
    )


def test_when_none_is_known_to_have_it_the_nearest_are_told_honestly() -> None:
    found = POINTS.explained(HERE, at=MONDAY, need=frozenset({"scanning"}), many=1)
    assert ids(found) == ["near"]
    assert found[0].why == ("nearest", "unknown:scanning", "approximate", "hours_unknown")
    assert in_words(found[0].why) == (
        "найближча; не відомо, чи є scanning; відстань приблизна; години роботи не перевірені"
    )


def test_at_one_point_an_open_one_comes_first_then_one_that_has_more() -> None:
    points = AccessPoints(
        [
            library("a", 5, approximate=True),
            library("b", 5, approximate=True, has=["wifi"]),
            library("c", 5, approximate=True, hours=OFFICE),
            library("nearer", 4.9, approximate=True),
        ]
    )
    assert ids(points.explained(HERE, at=MONDAY, many=4)) == ["nearer", "c", "b", "a"]


def test_open_or_not_by_its_own_hours() -> None:
    office = LIBRARIES[1]
    assert POINTS.opening(office, MONDAY).is_open is True
    assert POINTS.opening(LIBRARIES[0], MONDAY).is_open is None


def test_days_when_all_are_closed() -> None:
    points = AccessPoints(LIBRARIES, closed_on=[date(2026, 11, 23)])
    found = points.opening(LIBRARIES[1], MONDAY)
    assert found.is_open is False
    assert found.changes_at == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert points.explained(HERE, at=MONDAY)[1].why == ("closed",)


def test_no_libraries_at_all() -> None:
    assert AccessPoints([]).explained(HERE, at=MONDAY) == []
