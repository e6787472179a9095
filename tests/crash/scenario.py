"""Citizens in Telegram before a bot that dies: what they were told, what the database holds."""

import asyncio
import re
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Container, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import select

from bot.app.settings import ROOT
from bot.channels.telegram.render import HIDDEN
from bot.conversation.system_messages import SORRY
from bot.engine.texts import load_texts
from bot.requests.model import (
    WORDS,
)
from bot.requests.tables import (
    request_entries,
    requests,
)
from bot.storage import citizens as known_citizens
from bot.storage import inbox as inbox_store
from bot.storage.database import Database, Unit
from bot.storage.tables import inbox, outbox
from bot.storage.vault import Vault
from tests.crash.keeper import Keeper, Life
from tests.crash.left_in_sockets import read_what_is_left
from tests.fakes.telegram import people
from tests.fakes.telegram.citizen import Citizen, local
from tests.fakes.telegram.state import TOKEN, FakeTelegram
from tests.waiting import PATIENCE

SECRET = "a-secret-of-the-tests-as-long-as-settings-want"
NUMBER = re.compile(r"\d{4}-\d{4}")
LINES = 2  # of a message are compared: the others tell of days and hours
STARTS = 3  # at most, to finish


class Told:
    """All that the bot said and changed, by chat, in the order the calls came."""

    def __init__(self, fake: FakeTelegram, *, but: Container[str]) -> None:
        self._fake = fake
        self._but = but
        self._read = 0
        self._by_chat: defaultdict[int, list[str]] = defaultdict(list)

    def to(self, citizen: Citizen) -> list[str]:
        """The whole texts."""
        for name, params in self._fake.calls[self._read :]:
            self._read += 1
            if name in {"sendMessage", "editMessageText"} and params["text"] not in self._but:
                self._by_chat[int(params["chat_id"])].append(str(params["text"]))
        return self._by_chat[citizen.id]


@dataclass(slots=True)
class Held:
    """What the database holds after all."""

    events: Counter[str]
    letters: Counter[str]
    errors: list[str]


@dataclass
class Scenario:
    """A fake Telegram that outlives the bot, and the bot behind it."""

    fake: FakeTelegram
    keeper: Keeper
    settings: dict[str, str]
    life: Life | None = None
    story: list[str] = field(default_factory=list)
    deaths: int = 0
    # How much each chat had been told when the bot died: what is said next may be a repetition.
    seams: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self.texts = load_texts(ROOT / "locales")
        # The note that folds a keyboard comes and goes at once.
        self.told = Told(self.fake, but={one.text(HIDDEN) for one in self.texts.values()})
        self.url = self.settings["database"]
        self.people: dict[str, Citizen] = {}
        self._polls = 0  # of the lives before

    def citizen(self, name: str) -> Citizen:
        """Somebody with a Telegram account, who has not written yet."""
        return self.people.setdefault(name, Citizen(local(self.fake), name=name))

    # -- the bot

    async def opens(self, *, point: str = "", nth: int = 1) -> None:
        """Start the bot, perhaps to die at a point."""
        self._polls = self.fake.poll
        self.life = await self.keeper.begins(self.settings, point=point, nth=nth)
        self.story.append(f"life {self.life.pid} begins, {point or 'no point'} {nth}")

    async def dies(self) -> None:
        """The bot dies by itself."""
        assert self.life is not None
        await self._over(await self.life.ends())

    async def is_killed(self) -> None:
        """Kill the bot now. What it just says may come again, from it or from another process."""
        assert self.life is not None
        before = {one.id: len(self.told.to(one)) for one in self.people.values()}
        await self._over(await self.life.killed())
        for one in self.people.values():
            self.seams[one.id].update(range(before.get(one.id, 0), len(self.told.to(one)) + 1))

    async def closes(self) -> None:
        """The bot stops in peace."""
        assert self.life is not None
        how = await self.life.asked_to_stop()
        assert how == 0, f"it ended with {how}\n{self}"
        self.life = None

    async def _over(self, how: int) -> None:
        assert how == -9, f"it ended with {how}\n{self}"
        await read_what_is_left(self.settings["telegram_api"])
        self.deaths += 1
        self.life = None
        for citizen in self.people.values():
            self.seams[citizen.id].add(len(self.told.to(citizen)))
        self.story.append(f"life over, {len(self.fake.updates)} updates not confirmed")

    async def finishes(self) -> None:
        """Let the bot take in and answer what is left, and stop it.

        On a busy machine PostgreSQL may hold for a while what a killed process had in hand: the
        bot comes back to it in seconds, or after its next start.
        """
        for _ in range(STARTS):
            await self.polls()
            await self.until(lambda: not self.fake.updates)
            await self.closes()
            held = await self.held()
            if not (held.events["new"] or held.letters["queued"]):
                return
            await self.opens()
        await self.closes()

    def fails(self, method: str, *, after: int) -> None:
        """From now on this method of the Bot API fails, but for `after` calls more."""
        failing = {"method": method, "code": 502, "times": 1000, "after": after}
        people.run(self.fake, "fail", failing)

    def heals(self) -> None:
        """It works again."""
        people.run(self.fake, "heal", {})

    # -- waiting

    async def polls(self) -> None:
        """The bot asks for updates."""
        await self.until(lambda: self.fake.poll > self._polls)

    async def until(self, true: Callable[[], object], *, within: float = PATIENCE) -> None:
        end = time.monotonic() + within
        while not true():
            assert time.monotonic() < end, f"nothing after {within} s\n{self}"
            await asyncio.sleep(0.01)

    # -- what is asserted

    def heard(self, citizen: Citizen, calm: Sequence[str]) -> bool:
        """Whether the citizen was told all that a bot tells that never dies.

        Raises AssertionError when something else was told, or in another order. Only the last
        message before a death may come once more, first thing in the next life. (No two
        messages of `calm` that follow one another may be the same.)
        """
        told = [shown(text) for text in self.told.to(citizen)]
        at = 0
        for number, text in enumerate(told):
            if at < len(calm) and text == calm[at]:
                at += 1
            elif not (number in self.seams[citizen.id] and told[number - 1 : number] == [text]):
                expected = calm[at] if at < len(calm) else "nothing more"
                raise AssertionError(
                    f"{self}\n{citizen.id}: message {number} was «{text}»,"
                    f" expected was «{expected}»; deaths before {sorted(self.seams[citizen.id])}"
                )
        return at == len(calm)

    async def held(self) -> Held:
        """Look into the database. The bot must be closed."""
        async with database_of(self.url) as database, database.reading() as unit:
            events = await unit.all(select(inbox.c.state, inbox.c.error))
            letters = await unit.all(select(outbox.c.state))
        return Held(
            Counter(row.state for row in events),
            Counter(row.state for row in letters),
            [row.error for row in events if row.error],
        )

    async def asked(self, citizen: Citizen) -> list[tuple[str, str]]:
        """The citizen's requests at the desk, oldest first: number and words."""
        async with database_of(self.url) as database, database.reading() as unit:
            known = await self._known(unit, citizen)
            rows = await unit.all(
                select(requests.c.number, request_entries.c.words)
                .join(request_entries)
                .where(requests.c.citizen_id == known.id)
                .order_by(request_entries.c.id)
            )
            return [
                (row.number, unit.vault.open(row.words, column=WORDS, row=row.number))
                for row in rows
            ]

    async def known(self, citizen: Citizen) -> known_citizens.KnownCitizen:
        """The citizen's row."""
        async with database_of(self.url) as database, database.reading() as unit:
            return await self._known(unit, citizen)

    def beside(self, keeper: Keeper) -> "Scenario":
        """The same citizens before one more process of the same bot."""
        other = Scenario(self.fake, keeper, self.settings, story=self.story, seams=self.seams)
        other.told, other.people = self.told, self.people
        return other

    async def is_known(self, citizen: Citizen) -> bool:
        """Whether there is a row."""
        async with database_of(self.url) as database, database.reading() as unit:
            values = {"peer_key": _key(unit, citizen)}
            return await unit.first(known_citizens.known, values) is not None

    async def key(self, citizen: Citizen) -> bytes:
        """By which the citizen's rows are found."""
        async with database_of(self.url) as database, database.reading() as unit:
            return _key(unit, citizen)

    async def _known(self, unit: Unit, citizen: Citizen) -> known_citizens.KnownCitizen:
        key = _key(unit, citizen)
        row = await unit.first(known_citizens.known, {"peer_key": key})
        assert row is not None, f"nobody knows {citizen.id}\n{self}"
        return known_citizens.read_known(unit, row, key=key)

    def sorry(self, lang: str) -> str:
        """The apology for what could not be handled."""
        return self.texts[lang].text(SORRY)

    def __str__(self) -> str:
        lines = list(self.story)
        for name, citizen in self.people.items():
            lines.append(f"-- {name}, seams {sorted(self.seams[citizen.id])}")
            lines += [f"   {shown(text)}" for text in self.told.to(citizen)]
        log = self.keeper.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join([*lines, "-- the end of its log", *log.splitlines()[-80:]])


@asynccontextmanager
async def database_of(url: str) -> AsyncIterator[Database]:
    """The database from outside, while the bot is closed."""
    database = Database(url, vault=Vault([SECRET]))
    await database.open()
    yield database
    await database.close()


def _key(unit: Unit, citizen: Citizen) -> bytes:
    return inbox_store.peer_key(unit, "telegram", str(citizen.id))


def settings_for(api: str, database: str) -> dict[str, str]:
    """Settings of the bot before this fake."""
    return {
        "database": database,
        "secret": SECRET,
        "telegram_token": TOKEN,
        "telegram_api": api,
    }


@cache
def shown(text: str) -> str:
    """A message for comparing: its first lines, a random number as №."""
    return NUMBER.sub("№", " / ".join(text.splitlines()[:LINES]))


def numbers_in(texts: Sequence[str]) -> list[str]:
    """Numbers of requests in the order they were first told."""
    return list(dict.fromkeys(number for text in texts for number in NUMBER.findall(text)))


def buttons_of(citizen: Citizen) -> set[str]:
    """All buttons in the chat."""
    return {label for seen in citizen.sees for label in seen.buttons}
