"""From each hromada's centre: how far the first suggestion is, with and without a need."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.app.content_index import learn
from bot.app.settings import ROOT
from bot.places.access import AccessPoints
from bot.places.model import Settlement

AT = datetime(2026, 11, 30, 8, tzinfo=UTC)  # a Monday, ten o'clock in Kyiv


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as cache:
        index = learn(ROOT / "content", cache=Path(cache), sentences=False)
    found = [index.gazetteer.get(one.centre_code) for one in index.gazetteer.hromadas]
    centres = [one for one in found if one is not None and one.point is not None]
    needs = {frozenset(one.need) for one in index.content.catalogue} - {frozenset()}
    plain = [_first_km(index.access_points, centre, frozenset()) for centre in centres]
    needing = [_first_km(index.access_points, one, need) for one in centres for need in needs]
    own, first = _own_first(index.access_points, centres, needs)
    return [
        f"the place’s own library is first in {first} of {own} cases (all must)",
        f"{len(centres)} centres, {len(needs)} needs; the first library, median:",
        f"{median(plain):.1f} km without a need, {median(needing):.1f} km with one (goal: equal)",
    ]


def _first_km(access: AccessPoints, centre: Settlement, need: frozenset[str]) -> float:
    assert centre.point is not None
    return access.ranked(centre.point, at=AT, need=need, here=centre.code, many=1)[0].km


def _own_first(
    access: AccessPoints, centres: list[Settlement], needs: set[frozenset[str]]
) -> tuple[int, int]:
    """Centres with a library of their own, times needs; and where such a library comes first."""
    own = first = 0
    for centre in centres:
        for need in needs:
            assert centre.point is not None
            found = access.ranked(centre.point, at=AT, need=need, here=centre.code, many=50)
            theirs = [n for n, one in enumerate(found) if one.library.settlement == centre.code]
            own += bool(theirs)
            first += bool(theirs) and theirs[0] == 0
    return own, first
