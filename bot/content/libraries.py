"""Libraries of the content folder as access points on the map."""

from collections.abc import Iterable

from bot.catalogue.library import Library, Photo
from bot.catalogue.model import Text
from bot.catalogue.region import Licence
from bot.content import schema
from bot.content.build import licence, maybe, text
from bot.content.collect import Collector
from bot.content.settlements import NO_SETTLEMENT, Settlements, lacks, point_of
from bot.content.source import Source
from bot.content.supplements import UNCHECKED, supplemented

_NO_PARENT = "немає бібліотеки «{}». Виправте код або приберіть рядок."
_NO_OTHER = "немає бібліотеки «{}», яку цей запис доповнює. Виправте код або приберіть рядок."


def load_libraries(collector: Collector, settlements: Settlements | None) -> tuple[Library, ...]:
    """Return all libraries; those without a point stay, but can't be found by distance."""
    found: dict[str, Library] = {}
    parents = []
    added: list[_Added] = []
    for source in collector.sources("libraries"):
        collector.only(source, schema.LibrariesFile)
        terms = _terms(collector, source)
        for path, given in collector.entries(source, "libraries", schema.LibraryIn):
            if not collector.is_new(source, path, given.id):
                continue
            if lacks(settlements, given.settlement):
                message = NO_SETTLEMENT.format(given.settlement)
                collector.complain(source, message, *path, "settlement")
            if given.parent:
                parents.append((source, (*path, "parent"), given.parent))
            made = library_of(given, settlements, terms)
            if given.supplements:
                added.append((source, (*path, "supplements"), given.supplements, made))
            else:
                found[given.id] = made
    for source, path, parent in parents:
        if not collector.may_exist("libraries", parent):
            collector.complain(source, _NO_PARENT.format(parent), *path)
    _supplement(collector, found, added)
    return tuple(found.values())


_Added = tuple[Source, tuple[str | int, ...], str, Library]  # where, whose id, with what


def _supplement(collector: Collector, found: dict[str, Library], added: Iterable[_Added]) -> None:
    for source, path, ours, more in added:
        if ours in found:
            found[ours] = supplemented(found[ours], more)
        elif not collector.may_exist("libraries", ours):
            collector.complain(source, _NO_OTHER.format(ours), *path)


def _terms(collector: Collector, source: Source) -> Licence | None:
    given = source.data.get("licence")
    if given is None:
        return None
    return licence(collector.value(source, given, schema.LicenceIn, path=("licence",)))


_BY_NAME = Text(
    {
        "uk": "Населений пункт визначено за назвою бібліотеки.",
        "en": "The settlement is taken from the library’s name.",
    }
)


def library_of(
    given: schema.LibraryIn, settlements: Settlements | None = None, terms: Licence | None = None
) -> Library:
    """A library as a value; its point is the settlement's where it has none of its own."""
    lat, lon, approximate = point_of((given.lat, given.lon), given.settlement, settlements)
    spot = (settlements or {}).get(given.settlement or "")
    return Library(
        id=given.id,
        kind=given.kind,
        name=text(given.name),
        source=given.source,
        settlement=given.settlement,
        settlement_name=given.settlement_name,
        hromada=given.hromada,
        raion=given.raion or (spot.raion if spot else None),
        parent=given.parent,
        address=given.address,
        landmark=maybe(given.landmark),
        lat=lat,
        lon=lon,
        approximate=approximate,
        phones=tuple(given.phone),
        email=given.email,
        website=given.website,
        photo=photo_of(given.photo) if given.photo else None,
        hours=given.hours,
        hours_note=maybe(given.hours_note) or (UNCHECKED if terms and given.hours else None),
        capabilities=frozenset(given.capabilities),
        lacks=frozenset(given.lacks),
        languages=tuple(given.languages),
        note=_note(given),
        walk_in=given.walk_in and given.confidence is None,
        licence=terms,
        seen=given.seen,
        checked=given.checked,
    )


def photo_of(given: schema.PhotoIn) -> Photo:
    """A picture as a value."""
    return Photo(given.file, given.width, given.height, text(given.alt), given.checked)


def _note(given: schema.LibraryIn) -> Text | None:
    said = maybe(given.note)
    if not given.settlement_by_name:
        return said
    if said is None:
        return _BY_NAME
    spoken = dict.fromkeys((*said.by_language, *_BY_NAME.by_language))
    return Text({lang: f"{said.in_(lang)} {_BY_NAME.in_(lang)}" for lang in spoken})
