"""Whether a letter costs money is known before it is sent; the operator says which ones may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.channels.contract import Charging, Failure, SendError
from bot.channels.tariff import Policy, Tariff
from bot.engine.model import Message
from bot.engine.wording import kyiv
from bot.storage import citizens, paid
from bot.storage.database import Database
from bot.storage.outbox import Letter

# Clocks differ, and a letter takes its time: what might come too late counts as too late.
MARGIN = timedelta(minutes=5)
OUTSIDE = "outside of the free session: it goes out when the reader writes"
NEVER_WROTE = "the reader has not written yet: it goes out when they do"


class ChargeKind(StrEnum):
    """What a letter is to the messenger's bill."""

    REPLY = "reply"  # answers the citizen, in their session
    SESSION = "session"  # begun by us, in their session
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Charge:
    """What was counted for a letter: so many messages in this month, 0 for none."""

    kind: ChargeKind
    month: str = ""
    pieces: int = 0
    has_written: bool = True  # the citizen, ever


class Charges:
    """Classes letters before they are sent, and counts those that cost money.

    Args:
        database: knows when each citizen's session began.
        clock: aware UTC now.
    """

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def admit(self, letter: Letter, message: Message, channel: Charging) -> Charge:
        """Count what the letter costs. Raises SendError for one that may not cost anything."""
        async with self._database.reading() as unit:
            began = await citizens.session_of(unit, letter.peer_key)
        kind = kind_of(began, self._clock(), answers=letter.answers, tariff=channel.tariff)
        if kind is not ChargeKind.PAID or began is None:
            # Who never wrote: what opens a chat is free, and anything else the messenger refuses.
            return Charge(kind, has_written=began is not None)
        pieces = channel.pieces(letter.peer, message)
        month = month_of(self._clock())
        if not await self._count(letter.channel, month, pieces, message, channel.tariff):
            raise SendError(Failure.LATER, OUTSIDE)
        return Charge(kind, month, pieces)

    async def give_back(self, letter: Letter, charge: Charge) -> None:
        """It did not go out."""
        if charge.pieces:
            async with self._database.unit() as unit:
                paid.give_back(unit, letter.channel, charge.month, many=charge.pieces)

    async def _count(
        self, channel: str, month: str, pieces: int, message: Message, tariff: Tariff
    ) -> bool:
        """Whether it may go out; it is counted either way."""
        most = paid.ANY if tariff.most is None else tariff.most
        now = self._clock()
        async with self._database.unit() as unit:
            if allowed(message, tariff) and await paid.count(
                unit, channel, month, many=pieces, now=now, most=most
            ):
                return True
            await paid.count(unit, channel, month, many=pieces, now=now, fate=paid.REFUSED)
            return False


def allowed(message: Message, tariff: Tariff) -> bool:
    """Whether such a message may cost money at all."""
    if tariff.policy is Policy.REMINDERS:
        return message.reminder
    return tariff.policy is Policy.BUDGET


def kind_of(began: datetime | None, now: datetime, *, answers: bool, tariff: Tariff) -> ChargeKind:
    """What a letter is at this moment."""
    if began is None or now >= began + tariff.session - MARGIN:
        return ChargeKind.PAID
    return ChargeKind.REPLY if answers else ChargeKind.SESSION


def month_of(moment: datetime) -> str:
    """The month in Kyiv: "2026-11"."""
    return f"{kyiv(moment):%Y-%m}"
