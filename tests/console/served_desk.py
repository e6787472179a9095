"""The real desk over real HTTP, with a clock that tests move; and librarians at their browsers."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import httpx2
from sqlalchemy import select

from bot.app.content_index import ContentIndex
from bot.app.features import FEATURES
from bot.app.server import Server, configured, listen
from bot.app.settings import Settings
from bot.app.wiring import App
from bot.contracts.features import Features
from bot.files.model import FileRef
from bot.requests.intake import NewRequest
from bot.requests.model import Holder, Request, RequestKind, RoutingReason
from bot.requests.service import Requests
from bot.staff.model import Person, Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage import citizens, inbox, outbox
from bot.storage.database import Unit
from bot.storage.tables import outbox as letters
from bot.web.bounds import Bounds
from tests.lines.quick import SECRET
from tests.ports import free_port
from tests.talk import MONDAY_NOON
from tests.waiting import PATIENCE

VILLAGE = "zahintsi-silska"
OBLAST = "hounb"
CENTRAL = "derazhnia-tsentralna"
DEFAULTS = Bounds()
LOCAL: dict[str, Any] = {"trust_env": False, "verify": False, "timeout": PATIENCE}
CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@dataclass
class Clock:
    """Stands until it is moved."""

    now: datetime = MONDAY_NOON

    def __call__(self) -> datetime:
        return self.now

    def later(self, **given: float) -> None:
        self.now += timedelta(**given)


class Librarian:
    """A browser without JavaScript: follows redirects, keeps cookies, fills in forms."""

    def __init__(self, address: str, person: Person | None = None) -> None:
        self.person = person
        self.http = httpx2.AsyncClient(base_url=address, follow_redirects=True, **LOCAL)
        self.page: httpx2.Response | None = None

    @property
    def text(self) -> str:
        """The page as text is read: without tags."""
        assert self.page is not None
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.page.text)).split())

    async def open(self, path: str) -> "Librarian":
        self.page = await self.http.get(path)
        return self

    async def enter(self, link: str, code: str = "") -> "Librarian":
        """Open a personal link and press its button."""
        await self.open(link)
        return await self.post(link, code=code)

    async def post(self, path: str, **given: object) -> "Librarian":
        """Send a form of the page that is open: with its guard, without what is not given."""
        files = given.pop("files", None)
        csrf = given.pop("csrf", None)
        if csrf is None:
            found = CSRF.search(self.page.text) if self.page else None
            csrf = found.group(1) if found else ""
        self.page = await self.http.post(path, data={"csrf": csrf, **given}, files=files)
        return self

    def sees(self, *parts: str) -> None:
        for part in parts:
            assert part in self.text, f"{part!r} is not in: {self.text}"

    def misses(self, *parts: str) -> None:
        for part in parts:
            assert part not in self.text, f"{part!r} is in: {self.text}"


@dataclass
class ServedDesk:
    """One process of the bot."""

    app: App
    address: str
    clock: Clock
    browsers: list[Librarian] = field(default_factory=list)

    async def staff(self, name: str, point: str = CENTRAL, role: Role = Role.LIBRARIAN) -> Person:
        async with self.app.database.unit() as unit:
            invited = await self.app.bind(unit)[Staff].invite(
                name, role=role, point=point, now=self.clock(), by=None
            )
        return invited.person

    async def link(self, person: Person) -> str:
        """A sign-in link, as the bot would send it."""
        async with self.app.database.unit() as unit:
            return f"/desk/enter/{SignIn(unit).sign_in_link(person, now=self.clock()).link}"

    def browser(self, person: Person | None = None) -> Librarian:
        one = Librarian(self.address, person)
        self.browsers.append(one)
        return one

    async def librarian(
        self, name: str = "Оксана", point: str = CENTRAL, role: Role = Role.LIBRARIAN
    ) -> Librarian:
        """Somebody of the staff, signed in."""
        person = await self.staff(name, point, role)
        return await self.browser(person).enter(await self.link(person))

    async def citizen(self, peer: str = "olena") -> int:
        async with self.app.database.unit() as unit:
            return await self.citizen_of(unit, peer)

    async def citizen_of(self, unit: Unit, peer: str = "olena") -> int:
        """The citizen's id, within a transaction; met now if they were not before."""
        key = inbox.peer_key(unit, "web", peer)
        row = await unit.first(citizens.known, {"peer_key": key})
        if row is None:
            citizens.add(unit, "web", peer, key=key, lang="uk", now=self.clock())
            row = await unit.first(citizens.known, {"peer_key": key})
        return int(row.id)

    async def ask(
        self, words: str = "Де метрика 1913 року?", *, peer: str = "olena", point: str = CENTRAL,
        kind: RequestKind = RequestKind.REFERENCE, name: str = "",
        files: tuple[FileRef, ...] = (), settlement: str | None = None,
        service: str | None = None, lacks: tuple[str, ...] = (),
    ) -> Request:  # fmt: skip
        citizen = await self.citizen(peer)
        async with self.app.database.unit() as unit:
            return await self.app.bind(unit)[Requests].intake.hand_in(
                NewRequest(
                    words, kind=kind, name=name, files=files, settlement=settlement,
                    service=service, lacks=lacks,
                ),
                citizen=citizen,
                holder=Holder(point, RoutingReason.NEAREST, 4.2), now=self.clock(),
            )  # fmt: skip

    async def see(self, number: str) -> Request:
        """The request as it stands now."""
        async with self.app.database.reading() as unit:
            everything = Person(0, "", Role.ADMIN, OBLAST)
            opened = await self.app.bind(unit)[Requests].lists.open(everything, number)
        assert opened is not None
        return opened.request

    async def told(self, peer: str = "olena") -> list[str]:
        """What was written to a citizen's conversation, oldest first."""
        return [str(one["text"]) for one in await self.letters(peer)]

    async def file_address(self) -> str:
        """Where the newest file that was sent can be had."""
        return [one["file"]["url"] for one in await self.letters() if one.get("file")][-1]

    async def letters(self, peer: str = "olena") -> list[dict[str, Any]]:
        """Messages written to a citizen's conversation, oldest first."""
        async with self.app.database.reading() as unit:
            key = inbox.peer_key(unit, "web", peer)
            rows = await unit.all(
                select(letters).where(letters.c.peer_key == key).order_by(letters.c.id)
            )
            return [dict(outbox.open_body(unit, row)) for row in rows]


@asynccontextmanager
async def served_desk(
    database: str,
    content_index: ContentIndex | None,
    *,
    bounds: Bounds = DEFAULTS,
    features: Features = FEATURES,
    **more: object,
) -> AsyncIterator[ServedDesk]:
    """The bot over this database until the block ends; `more` are further settings.

    Without an index it learns its content folder, and watches it.
    """
    clock = Clock()
    port = free_port()
    given = {"database": database, "secret": SECRET, "port": port, **more}
    settings = Settings(_env_file=None, **given)  # type: ignore[arg-type,call-arg]
    app = App(settings, content_index=content_index, clock=clock, features=features)
    server = Server(configured(app, bounds), app.end_streams)
    async with app.running():
        # Not serve(), which would take over the process's signals.
        serving = asyncio.create_task(server._serve([listen(settings)]))
        while not server.started:  # noqa: ASYNC110 -- uvicorn has only a flag
            await asyncio.sleep(0.01)
        served = ServedDesk(app, f"http://127.0.0.1:{port}", clock)
        try:
            yield served
        finally:
            for browser in served.browsers:
                await browser.http.aclose()
            server.should_exit = True
            await serving
