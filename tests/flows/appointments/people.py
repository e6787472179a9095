"""Several people, each in a conversation of their own, over one database; a clock that is set."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.app.features import FEATURES
from bot.contracts.services import Services
from bot.engine.wording import KYIV
from tests.flows.desk_talk import at
from tests.talk import BareLine, Talk

T = TypeVar("T")
IN_DANGER = "Мені небезпечно"


def kyiv_time(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 by the clock in Kyiv."""
    return datetime(2026, 11, day, hour, minute, tzinfo=KYIV)


@dataclass
class People:
    """`line` is the first one's; all others are as it is, with names of their own."""

    line: BareLine
    lines: list[BareLine] = field(default_factory=list)

    async def comes(self, name: str, token: str = "") -> Talk:
        """Somebody opens the chat, perhaps by a deep link."""
        line = replace(self.line, peer=name, state={})
        self.lines.append(line)
        talk = Talk(line)
        await talk.start(token)
        return talk

    async def do(self, use: Callable[[Services], Awaitable[T]]) -> T:
        """Something that happens at the desk."""
        return await at(Talk(self.line), use)

    @property
    def now(self) -> datetime:
        """The time of everybody."""
        return max(one.now for one in (self.line, *self.lines))

    async def wait_until(self, moment: datetime) -> None:
        """Time goes on; what is due then is done."""
        for one in (self.line, *self.lines):
            one.now = moment
        for due in FEATURES.due:
            async with self.line.database.reading() as unit:
                keys = await due.find(unit, moment)
            for key in keys:
                await self.do(lambda services, due=due, key=key: due.do(services, key, moment))  # type: ignore[misc]

    async def wait(self, **given: float) -> None:
        """So long."""
        await self.wait_until(self.now + timedelta(**given))

    async def hears(self, talk: Talk, *texts: str) -> None:
        """What came by itself says all of these."""
        talk.receive(await talk.line.letters())
        talk.sees(*texts)

    async def hears_nothing(self, talk: Talk) -> None:
        """Nothing came by itself."""
        talk.receive(await talk.line.letters())
        assert not talk.screen, talk


async def to_lawyers_times(talk: Talk, topic: str = "Спадщина") -> None:
    """To the free times of a lawyer."""
    await talk.say("треба юрист")
    await talk.tap(topic)
    if topic != IN_DANGER:  # who is in danger isn't asked how soon it is
        await talk.tap("Можна почекати")
    await talk.tap("Записатися")


async def hold(talk: Talk, time: str = "завтра о 10:00", topic: str = "Спадщина") -> None:
    """A time of a lawyer is kept for them, not confirmed yet."""
    await to_lawyers_times(talk, topic)
    await talk.say(time)


async def book(talk: Talk, time: str = "завтра о 10:00", topic: str = "Спадщина") -> str:
    """A lawyer's time is theirs; the number."""
    await hold(talk, time, topic)
    await talk.tap("Підтвердити")
    return number_in(talk)


def number_in(talk: Talk) -> str:
    """The number that was told of a booking."""
    talk.sees("Записали. Номер – ")
    return talk.text.split("Номер – ")[1][:7]
