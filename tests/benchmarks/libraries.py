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
    return [
        f"{len(centres)} centres, {len(needs)} needs; the first library, median:",
        f"{median(plain):.1f} km without a need, {median(needing):.1f} km with one (goal: equal)",
    ]


def _first_km(access: AccessPoints, centre: Settlement, need: frozenset[str]) -> float:
    assert centre.point is not None
    return access.ranked(centre.point, at=AT, need=need, here=centre.code, many=1)[0].km
