"""A conversation as a test reads it: what the citizen does, what they then see.

    talk = Talk(line)
    await talk.say("Де бібліотека в Деражні?")
    talk.sees("Деражня")
    await talk.tap("Зберегти як мою")

The line is what stands between the citizen and the bot: the bare engine here (`BareLine`), or a
channel with its own widgets (tests/lines); conversations don't know which.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import select

from bot.contracts.services import Services
from bot.engine.dialogue import Dialogue
from bot.engine.engine import Engine
from bot.engine.flow import Citizen
from bot.engine.model import Message, message_from_json, message_to_json
from bot.engine.profile import Profile
from bot.engine.turn import Attachment, Point, Turn, TurnKind
from bot.storage import citizens, inbox, outbox
from bot.storage.database import Database, Unit
from bot.storage.forgetting import forget_person
from bot.storage.schema import dump, metadata

MONDAY_NOON = datetime(2026, 11, 23, 10, tzinfo=UTC)  # 12:00 in Kyiv


@dataclass(frozen=True)
class Tappable:
    """A button on the screen; `handle` is what the channel sends back when it is tapped."""

    label: str
    handle: Any = None
    url: str = ""


@dataclass(frozen=True)
class Seen:
    """One message on the citizen's screen; `ref` names it when one of its buttons is tapped."""

    text: str
    buttons: tuple[Tappable, ...] = ()
    wants: tuple[str, ...] = ()
    pinned: bool = False
    edited: bool = False
    ref: str = ""
    file: str = ""  # the name of the file that came with it


class Line(Protocol):
    """A way to the bot. Each call is one event; it returns what the bot answered, in order."""

    async def text(self, text: str) -> list[Seen]: ...

    async def press(self, seen: Seen, button: Tappable) -> list[Seen]: ...

    async def location(self, lat: float, lon: float) -> list[Seen]: ...

    async def phone(self, number: str) -> list[Seen]:
        """Share one's number by a button, where there is one; else type it."""
        ...

    async def open(self, token: str) -> list[Seen]: ...

    async def file(self, name: str, caption: str, size: int) -> list[Seen]: ...

    async def letters(self) -> list[Seen]:
        """What came by itself since the last look."""
        ...


def plain(text: str) -> str:
    """For comparing: non-breaking spaces are spaces."""
    return text.replace("\u00a0", " ")


def _button(seen: Seen, label: str) -> Tappable | None:
    return next((one for one in seen.buttons if plain(one.label) == label), None)


@dataclass(repr=False)  # asyncio shows what a test holds more often than anybody reads it
class Talk:
    """The citizen's side. `screen` holds what the last event brought; `log` everything."""

    line: Line
    screen: list[Seen] = field(default_factory=list)
    history: list[Seen] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    async def say(self, text: str) -> None:
        """Type a text."""
        self._take(text, await self.line.text(text))

    async def tap(self, label: str) -> None:
        """Tap a button of the newest message that has one so labelled."""
        labelled = (seen for seen in reversed(self.history) if _button(seen, label))
        seen = next(labelled, None)
        assert seen is not None, f"there is no button «{label}»\n{self}"
        await self.tap_on(seen, label)

    async def tap_on(self, seen: Seen, label: str) -> None:
        """Tap a button of an earlier message."""
        button = _button(seen, label)
        assert button is not None, f"there is no button «{label}»\n{self}"
        assert not button.url, f"{label} opens {button.url}"
        self._take(f"[{label}]", await self.line.press(seen, button))

    async def press(self, handle: str) -> None:
        """A forged press: a token that nobody showed."""
        forged = Tappable("?", handle)
        self._take(f"[{handle}]", await self.line.press(Seen("", ref="0"), forged))

    async def share(self, lat: float, lon: float) -> None:
        """Share a location."""
        self._take(f"({lat}, {lon})", await self.line.location(lat, lon))

    async def share_phone(self, number: str) -> None:
        """Share one's own number."""
        self._take(f"({number})", await self.line.phone(number))

    async def start(self, token: str = "") -> None:
        """Open the conversation, perhaps by a deep link."""
        self._take(f"/start {token}", await self.line.open(token))

    async def send_file(self, name: str, caption: str = "", *, size: int = 1000) -> None:
        """Send a file of `size` bytes."""
        self._take(f"<{name}> {caption}", await self.line.file(name, caption, size))

    def receive(self, letters: Sequence[Seen]) -> None:
        """Read what came by itself."""
        self._take("(letters)", letters)

    def sees(self, *texts: str) -> None:
        """The last answers say all of these."""
        for text in texts:
            assert text in self.text, f"«{text}» is not seen\n{self}"

    def misses(self, *texts: str) -> None:
        """The last answers say none of these."""
        for text in texts:
            assert text not in self.text, f"«{text}» is seen\n{self}"

    @property
    def text(self) -> str:
        """All that the last event brought."""
        return plain("\n".join(seen.text for seen in self.screen))

    @property
    def buttons(self) -> list[str]:
        """Labels of the last answers, in order."""
        return [plain(button.label) for seen in self.screen for button in seen.buttons]

    @property
    def urls(self) -> list[str]:
        """Web addresses of the last answers."""
        return [button.url for seen in self.screen for button in seen.buttons if button.url]

    def _take(self, did: str, seen: Sequence[Seen]) -> None:
        self.screen = list(seen)
        edited = {one.ref for one in seen if one.edited}
        self.history = [old for old in self.history if old.ref not in edited] + list(seen)
        self.log.append(f"> {did}")
        for one in seen:
            self.log.append(plain(one.text))
            self.log.append(" ".join(f"[{plain(button.label)}]" for button in one.buttons))

    def __str__(self) -> str:
        return "\n".join(self.log)


@dataclass(repr=False)
class BareLine:
    """The engine with nothing round it but a real database: one turn, one transaction.

    `make_engine` is called again by `restart`: what must survive has to be in the database.
    `rewrite_state` stands for what another version left there.
    """

    database: Database
    make_engine: Callable[[], Engine[Any]]
    services: Callable[[Unit], Any]
    peer: str = "olena"
    client_lang: str = ""
    shared: bool = False  # a computer that many people use
    now: datetime = MONDAY_NOON
    engine: Engine[Any] | None = None
    state: dict[str, Any] = field(default_factory=dict)
    rewrite_state: Callable[[dict[str, Any]], dict[str, Any]] = dict
    _sent: int = 0
    _typed: int = 0
    _letters: int = 0

    def restart(self) -> None:
        """A new process: nothing is left in memory."""
        self.engine = None

    async def text(self, text: str) -> list[Seen]:
        return await self._turn(TurnKind.TEXT, text=text)

    async def press(self, seen: Seen, button: Tappable) -> list[Seen]:
        return await self._turn(TurnKind.PRESS, token=str(button.handle), message=seen.ref)

    async def phone(self, number: str) -> list[Seen]:
        return await self.text(number)

    async def location(self, lat: float, lon: float) -> list[Seen]:
        return await self._turn(TurnKind.POINT, point=Point(lat, lon))

    async def open(self, token: str) -> list[Seen]:
        return await self._turn(TurnKind.START, token=token)

    async def file(self, name: str, caption: str, size: int) -> list[Seen]:
        sent = Attachment(f"ref-{name}", name, size, "image/jpeg")
        return await self._turn(TurnKind.FILE, text=caption, files=(sent,))

    async def edit(self, text: str, *, ago: int = 0) -> list[Seen]:
        """Change the newest message, or one so many messages before it."""
        return await self._turn(TurnKind.TEXT, text=text, edited=True, own=str(self._typed - ago))

    async def part(self, name: str, caption: str, *, album: str) -> list[Seen]:
        """One file of an album."""
        sent = Attachment(f"ref-{name}", name, 1000, "image/jpeg")
        return await self._turn(TurnKind.FILE, text=caption, files=(sent,), album=album)

    async def long(self, text: str) -> list[Seen]:
        """A text that may go on in the next message."""
        return await self._turn(TurnKind.TEXT, text=text, unfinished=True)

    async def labelled(self, kind: TurnKind, **given: Any) -> list[Seen]:
        """Anything else that a messenger has: a forward, a contact, a reply."""
        return await self._turn(kind, **given)

    async def letters(self) -> list[Seen]:
        """What was written to this citizen since the last look, without their asking."""
        table = metadata.tables["outbox"]
        async with self.database.reading() as unit:
            key = inbox.peer_key(unit, "bare", self.peer)
            rows = await unit.all(
                select(table)
                .where(table.c.peer_key == key, table.c.id > self._letters)
                .order_by(table.c.id)
            )
            bodies = [
                unit.vault.open_json(row.body, column=outbox.BODY, row=row.key) for row in rows
            ]
        self._letters = rows[-1].id if rows else self._letters
        return [self._seen(message_from_json(body)) for body in bodies]

    async def other(self) -> list[Seen]:
        """A sticker, a poll."""
        return await self._turn(TurnKind.OTHER)

    async def leave(self) -> list[Seen]:
        """Block the bot."""
        return await self._turn(TurnKind.LEFT)

    async def _turn(self, kind: TurnKind, **given: Any) -> list[Seen]:
        self.engine = self.engine or self.make_engine()
        self.now += timedelta(seconds=1)
        if kind in {TurnKind.TEXT, TurnKind.FILE} and "own" not in given:
            self._typed += 1
            given["own"] = str(self._typed)
        given = {"lang": self.client_lang, "shared": self.shared, **given}
        turn = Turn(kind, "bare", self.peer, self.now, **given)
        async with self.database.unit() as unit:
            key = inbox.peer_key(unit, "bare", self.peer)
            known = await self._known(unit, key)
            citizen = Citizen(
                known.home, known.lang, known.noticed, known.reachable, Profile(known.profile),
                chat=known.id,
            )  # fmt: skip
            dialogue = Dialogue.from_json(self.rewrite_state(known.state))
            services = self.services(unit)
            if isinstance(services, Services):
                await services.prepare(self.now)
            messages = await self.engine.handle(
                turn,
                dialogue=dialogue,
                citizen=citizen,
                services=services,
                reading=unit.only_reading,
                now=self.now,
            )
            self.state = dialogue.to_json()
            await self._save(unit, known.home, citizen, key)
        return [self._seen(message) for message in messages]

    async def _known(self, unit: Unit, key: bytes) -> citizens.KnownCitizen:
        row = await unit.first(citizens.known, {"peer_key": key})
        if row is None:
            lang = "en" if self.client_lang == "en" else "uk"
            citizens.add(unit, "bare", self.peer, key=key, lang=lang, now=self.now)
            row = await unit.first(citizens.known, {"peer_key": key})
        return citizens.read_known(unit, row, key=key)

    async def _save(self, unit: Unit, home: int, citizen: Citizen, key: bytes) -> None:
        if citizen.forget:
            await forget_person(unit, home, now=self.now)
            return
        citizens.save(
            unit,
            citizen.chat,
            key=key,
            lang=citizen.lang,
            noticed=citizen.noticed,
            reachable=citizen.reachable,
            profile=citizen.profile.stored,
            now=self.now,
        )
        citizens.save_dialogue(unit, citizen.chat, self.state, now=self.now)

    def _seen(self, message: Message) -> Seen:
        # As it rests in the outbox, so that only what can be stored is seen.
        message = message_from_json(json.loads(dump(message_to_json(message))))
        self._sent += 1
        keys = [key for row in message.rows for key in row]
        for key in keys:
            assert len(key.token.encode()) <= 64
            assert key.token.isascii()
        seen = Seen(
            text="\n\n".join(
                filter(
                    None,
                    (
                        f"{message.title}\n{message.text}".lstrip("\n"),
                        message.more,
                        message.details,
                    ),
                )
            ),
            buttons=tuple(Tappable(key.label, key.token, key.url) for key in keys),
            wants=tuple(message.wants),
            pinned=message.pin is not None,
            edited=bool(message.replace),
            ref=str(self._sent),
            file=message.file.name if message.file else "",
        )
        return replace(seen, ref=message.replace) if message.replace else seen
