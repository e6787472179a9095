"""All features of the program, asked as one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from starlette.routing import BaseRoute

from bot.contracts.feature import (
    Due,
    Feature,
    Lost,
    MenuEntry,
    NavigationEntry,
    Notices,
    Page,
    Translate,
)
from bot.contracts.section import Section
from bot.contracts.services import Make, Prepare, Process, Program, Services
from bot.engine.flow import Flow
from bot.engine.model import Link
from bot.storage.database import Unit


class Features:
    """All features of the program, in the order of their list.

    Raises ValueError when two menu entries have one id.
    """

    def __init__(self, all: Iterable[Feature]) -> None:
        self.all = tuple(all)
        ids = [entry.id for entry in self.menu]
        if twice := {one for one in ids if ids.count(one) > 1}:
            raise ValueError(f"two menu entries are called {', '.join(sorted(twice))}")

    @property
    def makers(self) -> dict[type, Make]:
        """How services are made. Raises ValueError when two features provide one type."""
        found: dict[type, Make] = {}
        for feature in self.all:
            for kind, make in feature.services.items():
                if kind in found:
                    raise ValueError(f"two features provide {kind.__name__}")
                found[kind] = make
        return found

    @property
    def prepare(self) -> list[Prepare]:
        """What is read before every turn."""
        return [one.prepare for one in self.all if one.prepare is not None]

    def program(self, process: Process) -> Program:
        """What features keep as long as the process lasts, made now."""
        parts = {kind: make for feature in self.all for kind, make in feature.parts.items()}
        return Program({kind: make(process) for kind, make in parts.items()})

    @property
    def flows(self) -> list[Flow[Services, Any]]:
        """All conversations."""
        return [flow for feature in self.all for flow in feature.flows]

    @property
    def menu(self) -> list[MenuEntry]:
        """The main menu: everybody's entries, the citizen's own, and those below all others."""
        entries = [entry for feature in self.all for entry in feature.menu]
        return sorted(entries, key=lambda entry: (entry.last, bool(entry.own)))

    @property
    def sections(self) -> list[Section[Any, Any]]:
        """Files of the content folder that features read."""
        return [section for feature in self.all for section in feature.sections]

    @property
    def due(self) -> list[Due[Any]]:
        """All that is done when time comes."""
        return [due for feature in self.all for due in feature.due]

    @property
    def pages(self) -> list[Page]:
        """All addresses of the desk."""
        return [page for feature in self.all for page in feature.pages]

    @property
    def navigation(self) -> list[NavigationEntry]:
        """All links in the desk's head."""
        entries = [entry for feature in self.all for entry in feature.navigation]
        return sorted(entries, key=lambda entry: entry.last)

    def routes(self, program: Program, translate: Mapping[str, Translate]) -> list[BaseRoute]:
        """All public addresses."""
        made = (one.routes(program, translate) for one in self.all if one.routes is not None)
        return [route for routes in made for route in routes]

    def phones(self, content: Any, lang: str) -> list[tuple[str, Sequence[str]]]:
        """Who can be called where nothing else works: (whose, numbers), of this content."""
        told = (one.phones(content, lang) for one in self.all if one.phones is not None)
        return [(name, numbers) for some in told for name, numbers in some if numbers]

    async def lost(self, services: Services, letter: Lost) -> None:
        """Tell every feature of a letter that will not be delivered."""
        for one in self.all:
            if one.lost is not None:
                await one.lost(services, letter)

    async def sent_again(self, services: Services, key: str, at: datetime) -> None:
        """Tell every feature of a lost letter that goes out after all."""
        for one in self.all:
            if one.sent_again is not None:
                await one.sent_again(services, key, at)

    async def trusts(self, unit: Unit, key: bytes) -> bool:
        """Whether the conversation of this peer key may send more than a citizen's."""
        asked = [one.trusts for one in self.all if one.trusts is not None]
        return any([await trusts(unit, key) for trusts in asked])

    def opens(self, text: str) -> Link | None:
        """The flow that a text opens wherever one is, None for any other text."""
        for feature in self.all:
            if feature.opens is not None and (link := feature.opens(text)):
                return link
        return None

    def notices_of(self, event: object) -> list[Notices[Any]]:
        """What is told of an event."""
        return [
            notices
            for feature in self.all
            for notices in feature.notices
            if isinstance(event, notices.event)
        ]
