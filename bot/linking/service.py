"""Chats of one person: linked by a code, one of them gets the answers, each can be let go."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.linking import repository
from bot.staff.repository.attempts import Attempts, Target
from bot.staff.service import Staff
from bot.storage import citizens
from bot.storage.citizens import Chat
from bot.storage.database import Unit
from bot.storage.handing_over import hand_over

TERM = timedelta(minutes=15)  # a code holds
WITHIN = timedelta(hours=1)
MOST_WRONG = 10  # codes typed in one chat within it
MOST_CHATS = 6
FADES = frozenset({"web"})  # such a chat lasts as long as its page


class LinkRefusal(StrEnum):
    """Why chats are not linked."""

    UNKNOWN = "unknown"  # no such code, or no longer
    THROTTLED = "throttled"
    STAFF = "staff"  # somebody of the staff works in one of them
    OWN = "own"  # it is this very chat's code, or they are linked already
    MANY = "many"


class LinkError(Exception):
    """Chats are not linked. The attempt must be committed."""

    def __init__(self, code: LinkRefusal) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Linked:
    """A chat of a person's was linked, or let go: another one, `told`, hears of it.

    `chat` is which one, `channel` where it is; `id` makes the news unlike any other.
    """

    told: int
    chat: int
    channel: str
    id: str
    is_gone: bool = False


class Linking:
    """Bound to one transaction. A person is known by their home: the chat that gets answers."""

    def __init__(self, unit: Unit, staff: Staff) -> None:
        self._unit = unit
        self._staff = staff

    async def chats(self, home: int) -> list[Chat]:
        """All chats of a person, the home first."""
        return await citizens.chats_of(self._unit, home)

    async def new_code(self, home: int, *, now: datetime) -> str:
        """Eight digits that link another chat, once; an earlier code of theirs no longer does.

        Raises LinkError("staff").
        """
        await self._no_staff(home)
        code = f"{secrets.randbelow(10**8):08}"
        repository.renew(self._unit, home, self._key(code), now=now)
        return code

    async def link(self, code: str, *, home: int, chat: int, now: datetime) -> list[Chat]:
        """Link the chat that the code was typed in, and those that are linked to it already.

        What belongs to either goes to one home: that of the chat which gave the code, unless it
        would be a page that closes. Raises LinkError.
        """
        unit = self._unit
        place = Target(unit.vault.lookup("link codes"), unit.vault.lookup(f"chat\0{chat}"))
        attempts = Attempts(unit)
        if (await attempts.of(place, now=now, within=WITHIN)).here >= MOST_WRONG:
            raise LinkError(LinkRefusal.THROTTLED)
        key, since = self._key(code), now - TERM
        giver = await repository.find(unit, key, since=since)
        if giver is None:
            attempts.failed(place, now=now)
            raise LinkError(LinkRefusal.UNKNOWN)
        await self._no_staff(home)
        theirs = await citizens.home_of(unit, giver)
        if theirs == home:
            raise LinkError(LinkRefusal.OWN)
        both = [*await self.chats(theirs), *await self.chats(home)]
        if len(both) > MOST_CHATS:
            raise LinkError(LinkRefusal.MANY)
        if not await repository.take(unit, key, since=since):  # another chat has just used it
            raise LinkError(LinkRefusal.UNKNOWN)
        lasting = [one for one in both if one.channel not in FADES] or both
        own = next(one for one in both if one.id == chat)
        await self._gather(both, lasting[0].id)
        for one in both:
            if one.id != chat:
                self._unit.record(Linked(one.id, chat, own.channel, f"{now:%Y%m%d%H%M%S%f}"))
        return await self.chats(lasting[0].id)

    async def answers_to(self, chat: int, *, home: int) -> bool:
        """Let answers go to another chat of the person's; False when it is none of theirs.

        Raises LinkError("staff").
        """
        chats = await self.chats(home)
        if chat not in {one.id for one in chats}:
            return False
        if chat != home:
            await self._no_staff(home)
            await self._gather(chats, chat)
        return True

    async def let_go(self, chat: int, *, home: int, now: datetime) -> Chat | None:
        """One of their chats is linked no more; what was asked stays with the others.

        Returns it; None when it is none of theirs, or the only one. Raises LinkError("staff") when
        others would have to take over what somebody of the staff has there.
        """
        chats = await self.chats(home)
        gone = next((one for one in chats if one.id == chat), None)
        rest = [one for one in chats if one.id != chat]
        if gone is None or not rest:
            return None
        if chat == home:
            await self._no_staff(home)
            lasting = [one for one in rest if one.channel not in FADES] or rest
            await self._gather(chats, lasting[0].id)
        citizens.set_home(self._unit, chat, None)
        self._unit.record(Linked(chat, chat, gone.channel, f"{now:%Y%m%d%H%M%S%f}", is_gone=True))
        return gone

    async def _gather(self, chats: list[Chat], home: int) -> None:
        """All that is theirs belongs to this home from now on."""
        for one in chats:
            if one.id != home:
                await hand_over(self._unit, one.id, home)
        for one in chats:
            citizens.set_home(self._unit, one.id, None if one.id == home else home)

    async def _no_staff(self, home: int) -> None:
        """Rights of the staff follow nobody into another chat."""
        if await self._staff.of_citizen(home):
            raise LinkError(LinkRefusal.STAFF)

    def _key(self, code: str) -> bytes:
        return self._unit.vault.lookup(f"link code\0{code}")
