"""Whether a library helps on a day: by its hours and by what was told of that day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.coverage.compute import standing
from bot.coverage.model import Standing, Wanted
from bot.places.access import AccessPoints
from bot.places.live import LiveKind, LiveState, LiveStates

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
LIBRARY = Library(
    id="a", kind="village", name=Text("А"), source="https://example.com", lat=49.0, lon=27.0,
    capabilities=frozenset({"wifi", "printing"}), hours="Mo-Fr 09:00-18:00", checked=TUESDAY,
)  # fmt: skip


def access(kind: LiveKind, *, until: int) -> AccessPoints:
    """With what holds from Monday on till a day of November, in UTC."""
    told = LiveState(
        1, "library:a", kind, datetime(2026, 11, 23, tzinfo=UTC),
        datetime(2026, 11, until, tzinfo=UTC),
    )  # fmt: skip
    return AccessPoints([LIBRARY]).with_live(LiveStates([told], lambda _: frozenset({"library:a"})))


@pytest.mark.parametrize(
    ("kind", "offers", "day", "found"),
    [
        (LiveKind.CLOSED, "wifi", TUESDAY, Standing.NO),
        (LiveKind.CLOSED, "wifi", WEDNESDAY, Standing.SURE),
        (LiveKind.NO_POWER, "printing", TUESDAY, Standing.NO),
        (LiveKind.NO_POWER, "printing", WEDNESDAY, Standing.SURE),
        (LiveKind.NO_INTERNET, "printing", TUESDAY, Standing.SURE),
    ],
)
def test_what_was_told_of_a_day_counts_on_that_day(
    kind: LiveKind, offers: str, day: date, found: Standing
) -> None:
    wanted = Wanted(frozenset({offers}), day)
    assert standing(LIBRARY, access(kind, until=25), wanted) is found
    never = replace(LIBRARY, lacks=frozenset({offers}))
    assert standing(never, access(kind, until=25), wanted) is Standing.NO
