"""What a form shows before anything is changed is what people see."""

from dataclasses import replace

import pytest

from bot.app.content_index import ContentIndex
from bot.app.content_writer import content_writer
from bot.app.settings import ROOT
from bot.catalogue.library import Library
from bot.catalogue.model import Text
from bot.catalogue.region import Licence
from bot.content.edited import edited
from bot.content.load import Content
from bot.content.supplements import supplemented

ODBL = Licence(
    name="ODbL 1.0", url="https://opendatacommons.org/licenses/odbl/1-0/", by=Text({"uk": "OSM"})
)


def shown(index: ContentIndex, content: Content, id: str, data: dict[str, object]) -> Library:
    after = edited(content, "libraries", id, data, index.gazetteer)
    return next(one for one in after.access_points if one.id == id)


def test_a_library_as_it_is_looks_as_it_does(content_index: ContentIndex) -> None:
    content = content_index.content
    known = {one.id: one for one in content.access_points}
    for entry in content_writer(ROOT / "content").entries("libraries"):
        if entry.id in known:
            assert shown(content_index, content, entry.id, dict(entry.data)) == known[entry.id]


@pytest.mark.parametrize("gained", [{"lat": 49.5, "lon": 27.5}, {"hours": "Mo-Fr 09:00-17:00"}, {}])
def test_what_a_map_adds_stays_added(
    content_index: ContentIndex, gained: dict[str, object]
) -> None:
    """Ours has no hours and no point of its own: they are a map's, and said to be."""
    content = content_index.content
    entry = next(
        one for one in content_writer(ROOT / "content").entries("libraries")
        if not {"hours", "hours_note", "lat"} & set(one.data)
    )  # fmt: skip
    ours = next(one for one in content.access_points if one.id == entry.id)
    nothing = {"hours": None, "lat": None, "lon": None, "approximate": False, "phones": ()}
    more = replace(ours, **{**nothing, **gained, "id": "osm-node-1", "licence": ODBL})
    whole = supplemented(ours, more)
    others = tuple(one for one in content.access_points if one.id != ours.id)
    content = replace(content, access_points=(*others, whole))
    assert shown(content_index, content, ours.id, dict(entry.data)) == whole
    told = shown(content_index, content, ours.id, {**entry.data, "address": "вул. Нова, 1"})
    assert (told.address, told.licence) == ("вул. Нова, 1", whole.licence)
    assert told.own is None or told.own.licence is None
