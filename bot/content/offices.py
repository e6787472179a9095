"""The local directory of the content folder: offices.yaml, and the offices of legal aid."""

from collections.abc import Iterable
from typing import Final

from bot.catalogue.office import Office, OfficeKind, Offices, Serves
from bot.content import schema_offices
from bot.content.build import maybe, text
from bot.content.collect import Collector
from bot.content.settlements import NO_SETTLEMENT, Settlements, lacks, point_of
from bot.legal_aid.model import ContactPoint

FILE: Final = "offices.yaml"
LEGAL_AID: Final = "legal-aid"
_OFFICES: Final = frozenset({"centre", "bureau"})  # of legal aid, that one may come to
_NO_KIND: Final = "немає виду «{}». Виправте kind або додайте такий вид до kinds."


def load_offices(
    collector: Collector, settlements: Settlements | None, legal_aid: Iterable[ContactPoint] = ()
) -> Offices:
    """Return the directory; the file may be missing."""
    path = collector.folder / FILE
    source = collector.source(path) if collector.has(path) else None
    if source is None:
        return Offices()
    collector.only(source, schema_offices.OfficesFile)
    kinds = {
        given.id: kind_of(given)
        for _, given in collector.entries(source, "kinds", schema_offices.OfficeKindIn)
    }
    found: dict[str, Office] = {}
    for where, given in collector.entries(source, "offices", schema_offices.OfficeIn):
        if not collector.is_new(source, where, given.id):
            continue
        if given.kind not in kinds and not collector.may_exist("kinds", given.kind):
            collector.complain(source, _NO_KIND.format(given.kind), *where, "kind")
        else:
            if lacks(settlements, given.settlement):
                message = NO_SETTLEMENT.format(given.settlement)
                collector.complain(source, message, *where, "settlement")
            found[given.id] = office_of(given, settlements)
    if LEGAL_AID in kinds:
        points = (one for one in legal_aid if one.kind in _OFFICES and one.id not in found)
        found |= {one.id: _of_legal_aid(one, settlements) for one in points}
    return Offices(tuple(kinds.values()), tuple(found.values()))


def kind_of(given: schema_offices.OfficeKindIn) -> OfficeKind:
    """A kind of office as a value."""
    return OfficeKind(
        id=given.id,
        title=text(given.title),
        nearest=text(given.nearest),
        words=tuple(given.card_words),
        asked_as=tuple(given.asked_as),
        in_each_hromada=given.in_each_hromada,
        is_government=given.is_government,
    )


def office_of(given: schema_offices.OfficeIn, settlements: Settlements | None) -> Office:
    """An office as a value; its point is the settlement's where it has none of its own."""
    lat, lon, approximate = point_of((given.lat, given.lon), given.settlement, settlements)
    return Office(
        id=given.id,
        kind=given.kind,
        name=text(given.name),
        source=given.source,
        serves=Serves(given.serves),
        settlement=given.settlement,
        settlement_name=given.settlement_name,
        hromada=given.hromada,
        raion=given.raion,
        address=given.address,
        lat=lat,
        lon=lon,
        approximate=approximate,
        phones=tuple(given.phone),
        email=given.email,
        website=given.website,
        hours=given.hours,
        hours_note=maybe(given.hours_note),
        note=maybe(given.note),
        seen=given.seen,
        checked=given.checked,
    )


def _of_legal_aid(point: ContactPoint, settlements: Settlements | None) -> Office:
    lat, lon, approximate = point_of((None, None), point.settlement, settlements)
    return Office(
        id=point.id,
        kind=LEGAL_AID,
        name=point.name,
        source=point.source,
        serves=Serves.RAION,
        settlement=point.settlement,
        settlement_name=point.settlement_name,
        address=point.address,
        lat=lat,
        lon=lon,
        approximate=approximate,
        phones=point.phones,
        email=point.email,
        website=point.website,
        hours=point.hours,
        hours_note=point.hours_note,
        note=point.note,
        seen=point.seen,
        checked=point.checked,
    )
