"""The content as it would be with one entry as a form has it: what a preview is answered from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from bot.catalogue.danger import Danger, Line
from bot.catalogue.model import Group, LifeEvent, Service
from bot.catalogue.office import Offices
from bot.catalogue.playbooks import Playbooks
from bot.catalogue.service import Catalogue
from bot.content import build, schema
from bot.content.libraries import library_of
from bot.content.load import Content
from bot.content.offices import kind_of, office_of
from bot.content.playbooks import playbook_of
from bot.content.schema_emergency import DangerIn, LineIn, MannerIn
from bot.content.schema_legal_aid import ContactPointIn, FactIn
from bot.content.schema_offices import OfficeIn, OfficeKindIn
from bot.content.schema_playbooks import PlaybookIn
from bot.content.settlements import Settlements, Spot
from bot.content.supplements import supplemented
from bot.places.gazetteer import Gazetteer

T = TypeVar("T", bound=Any)
Data = Mapping[str, Any]
Change = Callable[[Content, str, Data, Gazetteer], Content]


def edited(content: Content, key: str, id: str, data: Data, places: Gazetteer) -> Content:
    """Today's content with the entry `id` of a kind in place of what it was, or new.

    Raises ValidationError where the values are not sound. The same content for a kind that no
    message shows.
    """
    change = _CHANGES.get(key)
    return change(content, id, data, places) if change else content


def _put(all: Iterable[T], new: T, id: str) -> tuple[T, ...]:
    """In its place, else at the end."""
    listed = list(all)
    at = next((place for place, one in enumerate(listed) if one.id == id), len(listed))
    return (*listed[:at], new, *listed[at + 1 :])


def _service(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
    given = schema.ServiceIn.model_validate(data)
    catalogue = content.catalogue
    was = catalogue.get(id)
    new = build.service(given, life_event=was.life_event if was else "")
    return replace(content, catalogue=_catalogue(catalogue, _put(catalogue, new, id)))


def _catalogue(
    was: Catalogue,
    services: Iterable[Service],
    *,
    events: Iterable[LifeEvent] | None = None,
    groups: Iterable[Group] | None = None,
) -> Catalogue:
    return Catalogue(
        services,
        events=was.events if events is None else events,
        groups=was.groups if groups is None else groups,
    )


def _group(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
    given = schema.GroupIn.model_validate(data)
    was = content.catalogue
    known = {event.id: event for event in was.events}
    order = next((one.order for one in was.groups if one.id == id), len(was.groups))
    events = [
        LifeEvent(id=one.id, title=build.text(one.title), group=given.id, order=number)
        for number, one in enumerate(given.events)
    ]
    others = [one for one in known.values() if one.group != id]
    groups = _put(was.groups, Group(id=given.id, title=build.text(given.title), order=order), id)
    changed = _catalogue(was, was, events=[*others, *events], groups=groups)
    return replace(content, catalogue=changed)


def _library(content: Content, id: str, data: Data, places: Gazetteer) -> Content:
    given = schema.LibraryIn.model_validate(data)
    was = next((one for one in content.access_points if one.id == id), None)
    terms = (was.own or was).licence if was else None
    new = library_of(given, _spot(places, given.settlement), terms)
    for more in was.added if was else ():
        new = supplemented(new, more)
    return replace(content, access_points=_put(content.access_points, new, id))


def _spot(places: Gazetteer, code: str | None) -> Settlements:
    place = places.get(code) if code else None
    if place is None:
        return {}
    lat, lon = (place.point.lat, place.point.lon) if place.point else (None, None)
    return {place.code: Spot(place.name, lat, lon, place.raion)}


def _office(content: Content, id: str, data: Data, places: Gazetteer) -> Content:
    """Alone of its kind: who lives there is shown it."""
    given = OfficeIn.model_validate(data)
    new = office_of(given, _spot(places, given.settlement))
    others = (one for one in content.offices.all if one.kind != given.kind and one.id != id)
    return replace(content, offices=Offices(content.offices.kinds, (*others, new)))


def _office_kind(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
    kinds = _put(content.offices.kinds, kind_of(OfficeKindIn.model_validate(data)), id)
    return replace(content, offices=Offices(kinds, content.offices.all))


def _playbook(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
    new = playbook_of(PlaybookIn.model_validate(data))
    playbooks = _put(content.playbooks, new, id)
    return replace(content, playbooks=Playbooks.of(content.playbooks.troubles, playbooks))


def _line(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
    new = build.line(LineIn.model_validate(data))

    def put(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(new if one.number == id else one for one in lines)

    emergency = content.emergency
    dangers = tuple(replace(one, lines=put(one.lines)) for one in emergency.dangers)
    lines = put(emergency.lines) if id else (*emergency.lines, new)
    manners = tuple(
        replace(one, first=new) if one.first and one.first.number == id else one
        for one in emergency.manners
    )
    shown = replace(emergency, dangers=dangers, lines=lines, manners=manners)
    return replace(content, emergency=shown)


def _danger(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
    given = DangerIn.model_validate(data)
    emergency = content.emergency
    known = {one.number: one for one in emergency.lines}
    shown = tuple(known[one] for one in given.lines if one in known)
    new = Danger(kind=given.kind, lines=shown, advice=build.maybe(given.advice),
                 see=tuple(given.see), signs=(), always=(), words=(), unless=())  # fmt: skip
    others = tuple(one for one in emergency.dangers if one.kind != id)
    return replace(content, emergency=replace(emergency, dangers=(*others, new)))


def _manner(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
    emergency = content.emergency
    lines = {one.number: one for one in emergency.lines}
    new = build.manner(MannerIn.model_validate(data), lines, ())
    others = (one for one in emergency.manners if one.id != id)
    return replace(content, emergency=replace(emergency, manners=(*others, new)))


def _legal_point(part: str) -> Change:
    def change(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
        new, aid = build.contact_point(ContactPointIn.model_validate(data)), content.legal_aid
        changed: Any = new if part == "contact_centre" else _put(getattr(aid, part), new, id)
        return replace(content, legal_aid=replace(aid, **{part: changed}))

    return change


def _legal_fact(part: str) -> Change:
    def change(content: Content, id: str, data: Data, _places: Gazetteer) -> Content:
        aid = content.legal_aid
        facts: Any = _put(getattr(aid, part), build.fact(FactIn.model_validate(data)), id)
        return replace(content, legal_aid=replace(aid, **{part: facts}))

    return change


def _about(content: Content, _id: str, data: Data, _places: Gazetteer) -> Content:
    return replace(content, about=build.about(schema.AboutIn.model_validate(data)))


_CHANGES: Final[Mapping[str, Change]] = {
    "services": _service,
    "groups": _group,
    "libraries": _library,
    "offices": _office,
    "office_kinds": _office_kind,
    "playbooks": _playbook,
    "emergency_lines": _line,
    "dangers": _danger,
    "danger_manners": _manner,
    "legal_centre": _legal_point("contact_centre"),
    "legal_offices": _legal_point("offices"),
    "library_points": _legal_point("library_points"),
    "legal_primary": _legal_fact("primary"),
    "legal_secondary": _legal_fact("secondary"),
    "about": _about,
}
