"""Made-up libraries round a real village, in place of the content's: what each has is known."""

from dataclasses import replace
from datetime import date

from bot.app.content_index import ContentIndex
from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.places.access import AccessPoints
from tests.flows.conftest import services_of
from tests.talk import BareLine, Talk

CHECKED = date(2026, 11, 2)
VILLAGE, TOWN = "UA68040090420044315", "UA68040090010095929"  # Сербинів, Волочиськ

BRANCH = Library(
    id="made-branch",
    kind="village",
    name=Text({"uk": "Сербинівська бібліотека-філія", "en": "Serbyniv branch library"}),
    source="made up for a test",
    settlement=VILLAGE,
    settlement_name="Сербинів",
    hromada="Волочиська",
    raion="Хмельницький",
    phones=("03845 2-00-01", "067 000-00-02"),
    hours="Mo-Fr 09:00-13:00,14:00-18:00; Sa 10:00-15:00; Su off",
    lat=49.42872,
    lon=26.32747,
    capabilities=frozenset({"computers", "wifi", "toilet"}),
    lacks=frozenset({"printing"}),
    checked=CHECKED,
)
CENTRAL = replace(
    BRANCH,
    id="made-central",
    kind="hromada_central",
    name=Text({"uk": "Волочиська міська бібліотека", "en": "Volochysk town library"}),
    settlement=TOWN,
    settlement_name="Волочиськ",
    phones=("03845 2-00-03",),
    hours=None,
    lat=49.53626,
    lon=26.21897,
    capabilities=frozenset({"computers", "internet_access", "printing", "scanning"}),
    lacks=frozenset(),
)
LIBRARIES = (BRANCH, CENTRAL)


async def talk_among(
    bare: BareLine, content_index: ContentIndex, libraries: tuple[Library, ...] = LIBRARIES
) -> Talk:
    """A citizen where there are only these libraries."""
    content = replace(content_index.content, access_points=libraries)
    bare.services = services_of(
        content_index, content=content, access_points=AccessPoints(libraries)
    )
    talk = Talk(bare)
    await talk.start()
    return talk
