"""Citizens in Viber before a bot that dies: Viber posts again what nobody has confirmed."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.requests.tables import requests
from bot.storage.tables import inbox, outbox
from tests.crash.keeper import Keeper, Life
from tests.crash.left_in_sockets import read_what_is_left
from tests.crash.scenario import SECRET, database_of, shown
from tests.fakes.viber.account import TOKEN
from tests.fakes.viber.citizen import Citizen, local
from tests.fakes.viber.server import Running
from tests.ports import free_port
from tests.waiting import until

PUBLIC = "https://mistok.test"
STARTS = 3  # at most, to finish


def settings_for(viber: Running, database: str) -> dict[str, object]:
    """Settings of the bot before this fake, which posts until it is heard."""
    port = free_port()
    viber.fake.leads[PUBLIC] = f"http://127.0.0.1:{port}"
    viber.poster.tries = 1_000_000
    return {
        "database": database, "secret": SECRET, "port": port, "public_url": PUBLIC,
        "viber_token": TOKEN, "viber_api": viber.api,
    }  # fmt: skip


@dataclass
class ViberScenario:
    """A Viber that outlives the bot, and the bot behind it."""

    viber: Running
    keeper: Keeper
    settings: dict[str, object]
    life: Life | None = None
    people: dict[str, Citizen] = field(default_factory=dict)
    # How much each chat had been told when the bot died: what is said next may be a repetition.
    seams: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _webhooks: int = 0  # set by the lives before

    def citizen(self, name: str) -> Citizen:
        """Somebody who has not written yet."""
        return self.people.setdefault(name, Citizen(local(self.viber.fake), name=name))

    async def opens(self, *, point: str = "", nth: int = 1) -> None:
        """Start the bot, perhaps to die at a point."""
        self._webhooks = self._set()
        self.life = await self.keeper.begins(self.settings, point=point, nth=nth)

    def _set(self) -> int:
        """How often the webhook was set: each life does it when it is up."""
        return sum(name == "set_webhook" for name, _ in self.viber.fake.calls)

    async def dies(self) -> None:
        """It dies by itself."""
        assert self.life is not None
        assert await self.life.ends() == -9, self
        await self._over()

    async def is_killed(self) -> None:
        """Kill it now: what it just says may come again."""
        assert self.life is not None
        before = {one.id: len(one.heard) for one in self.people.values()}
        assert await self.life.killed() == -9, self
        await self._over()
        for one in self.people.values():
            self.seams[one.id].update(range(before[one.id], len(one.heard) + 1))

    async def _over(self) -> None:
        await read_what_is_left(self.viber.address)
        self.life = None
        for one in self.people.values():
            self.seams[one.id].add(len(one.heard))

    async def confirmed(self) -> None:
        """All that was posted is confirmed."""
        await until(lambda: not self.viber.fake.waiting)

    async def finishes(self) -> None:
        """Let the bot take in and answer what is left, and stop it in peace."""
        for _ in range(STARTS):
            await until(lambda: self._set() > self._webhooks)
            await self.confirmed()
            assert self.life is not None
            assert await self.life.asked_to_stop() == 0, self
            self.life = None
            events, letters = await self.held()
            if not (events["new"] or letters["queued"]):
                return
            await self.opens()
        raise AssertionError(f"something is left\n{self}")

    async def held(self) -> tuple[Counter[str], Counter[str]]:
        """States of events and of letters. The bot must be closed."""
        url = str(self.settings["database"])
        async with database_of(url) as database, database.reading() as unit:
            events = await unit.all(select(inbox.c.state))
            letters = await unit.all(select(outbox.c.state))
        return Counter(one.state for one in events), Counter(one.state for one in letters)

    async def requests(self) -> int:
        """How many requests the desk has."""
        url = str(self.settings["database"])
        async with database_of(url) as database, database.reading() as unit:
            return len(await unit.all(select(requests.c.number)))

    def heard(self, name: str, calm: Sequence[str]) -> bool:
        """Whether one was told all that a bot tells that never dies, once and in order.

        Only the last message before a death may come once more, first thing in the next life.
        """
        citizen = self.citizen(name)
        told = [shown(text) for text in citizen.heard]
        at = 0
        for number, text in enumerate(told):
            if at < len(calm) and text == calm[at]:
                at += 1
            else:
                again = number in self.seams[citizen.id] and told[number - 1 : number] == [text]
                assert again, f"{name}: message {number} was «{text}»\n{self}"
        return at == len(calm)

    def __str__(self) -> str:
        lines = []
        for name, citizen in self.people.items():
            lines.append(f"-- {name}, seams {sorted(self.seams[citizen.id])}")
            lines += [f"   {shown(text)}" for text in citizen.heard]
        log = self.keeper.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join([*lines, "-- the end of its log", *log.splitlines()[-80:]])
