"""Looking the catalogue up: by id, by life event, by group of the menu."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from bot.catalogue.model import Group, LifeEvent, Service


class Catalogue:
    """All services with the life events that order them; never changes once built."""

    __slots__ = ("_by_event", "_by_id", "events", "groups")

    def __init__(
        self, services: Iterable[Service], *, events: Iterable[LifeEvent], groups: Iterable[Group]
    ) -> None:
        self._by_id: Mapping[str, Service] = MappingProxyType({s.id: s for s in services})
        self.groups = tuple(sorted(groups, key=lambda g: g.order))
        self.events = tuple(sorted(events, key=lambda e: e.order))
        by_event: dict[str, list[Service]] = {event.id: [] for event in self.events}
        for service in self._by_id.values():
            by_event.setdefault(service.life_event, []).append(service)
        self._by_event = {event: tuple(found) for event, found in by_event.items()}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Service]:
        return iter(self._by_id.values())

    def __contains__(self, service_id: object) -> bool:
        return service_id in self._by_id

    def get(self, service_id: str) -> Service | None:
        """Return the entry, or None: an old link may name one that is gone."""
        return self._by_id.get(service_id)

    def event(self, event_id: str) -> LifeEvent | None:
        """Return the life event, or None."""
        return next((event for event in self.events if event.id == event_id), None)

    def group(self, group_id: str) -> Group | None:
        """Return the group of the menu, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def events_of(self, group_id: str) -> tuple[LifeEvent, ...]:
        """Return the life events of a group that have something to show, in menu order."""
        return tuple(e for e in self.events if e.group == group_id and self._by_event[e.id])

    def services_of(self, event_id: str) -> tuple[Service, ...]:
        """Return the entries of a life event in the order the editors gave them."""
        return self._by_event.get(event_id, ())

    def related(self, service: Service) -> tuple[Service, ...]:
        """Return the entries people mix up with this one, those with a reason first."""
        named = dict.fromkeys((*(one.see for one in service.not_this_if), *service.related))
        return tuple(self._by_id[name] for name in named if name in self._by_id)
