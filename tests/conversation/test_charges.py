"""Which letters cost money is known before they go out; who may not cost any waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.channels.charges import MARGIN, ChargeKind, kind_of, month_of
from bot.channels.contract import Charging, Failure, RawEvent, SendError
from bot.channels.tariff import Policy, Tariff
from bot.engine.model import Message, message_to_json
from bot.storage import citizens as known_citizens
from bot.storage import inbox, paid
from bot.storage import outbox as letters
from bot.storage.database import Database
from bot.storage.tables import citizens, outbox
from tests.conversation.bot_process import BotProcess, MemoryChannel, clock

DAY = timedelta(hours=24)
FREE = Tariff(DAY)
NOON = datetime(2026, 11, 23, 10, tzinfo=UTC)


@dataclass
class Metered(MemoryChannel, Charging):
    """A channel that takes money outside of a day."""

    tariff: Tariff = FREE

    def opens_session(self, body: Mapping[str, object]) -> bool:
        return body.get("kind", "text") == "text"

    def pieces(self, peer: str, message: Message) -> int:
        return len(message.text.split("|"))


def bot_of(database: Database, tariff: Tariff = FREE, *troubles: SendError) -> BotProcess:
    return BotProcess(database, Metered(tariff=tariff, troubles=[*troubles]))


async def writes(bot: BotProcess, text: str = "раз") -> None:
    await bot.hears((f"e{len(bot.chat.said)}{text}", "olena", text))
    await bot.rests()


async def days_pass(database: Database, *, hours: float = 25) -> None:
    """The session began so long ago."""
    async with database.unit() as unit:
        key = inbox.peer_key(unit, "web", "olena")
        known_citizens.begin_session(unit, key, at=clock() - timedelta(hours=hours))


async def begins(bot: BotProcess, text: str, *, reminder: bool = False) -> None:
    """The bot says something of its own accord."""
    async with bot.database.unit() as unit:
        row = letters.letter_row(
            unit,
            message_to_json(Message(text, reminder=reminder)),
            key=text,
            channel="web",
            peer_key=inbox.peer_key(unit, "web", "olena"),
            now=clock(),
        )
        await letters.queue(unit, [row])
    await bot.delivery.sweep()
    await bot.rests()


async def states(database: Database) -> list[tuple[str, str | None]]:
    async with database.reading() as unit:
        rows = await unit.all(select(outbox.c.state, outbox.c.reason).order_by(outbox.c.id))
    return [(row.state, row.reason) for row in rows]


async def counted(database: Database) -> dict[str, int]:
    async with database.reading() as unit:
        return await paid.of_month(unit, "web", month_of(clock()))


@pytest.mark.parametrize(
    ("began", "answers", "kind"),
    [
        (NOON, True, ChargeKind.REPLY),
        (NOON, False, ChargeKind.SESSION),
        (NOON - DAY + MARGIN + timedelta(seconds=1), False, ChargeKind.SESSION),
        (NOON - DAY + MARGIN, False, ChargeKind.PAID),  # who knows when it arrives
        (NOON - DAY + MARGIN, True, ChargeKind.PAID),
        (None, True, ChargeKind.PAID),
    ],
)
def test_the_kind_of_a_letter(began: datetime | None, answers: bool, kind: ChargeKind) -> None:
    assert kind_of(began, NOON, answers=answers, tariff=FREE) is kind


def test_a_month_is_kyivs() -> None:
    assert month_of(datetime(2026, 11, 30, 22, 30, tzinfo=UTC)) == "2026-12"


def test_what_a_budget_pays_for() -> None:
    assert Tariff(DAY, Policy.BUDGET, price=0.1, budget=0.3).most == 3
    assert Tariff(DAY, Policy.BUDGET, price=0.02, budget=0.019).most == 0
    assert Tariff(DAY, Policy.REMINDERS, price=0.02).most is None


async def test_within_a_day_all_is_free(database: Database) -> None:
    bot = bot_of(database)
    await writes(bot)
    await begins(bot, "новина")
    assert bot.told("olena") == ["echo раз", "новина"]
    assert await counted(database) == {}


async def test_after_it_a_letter_waits_until_its_reader_writes(database: Database) -> None:
    bot = bot_of(database)
    await writes(bot)
    await days_pass(database)
    await begins(bot, "відповідь")
    assert bot.told("olena") == ["echo раз"]
    assert (await states(database))[-1] == (
        "failed", "outside of the free session: it goes out when the reader writes",
    )  # fmt: skip
    async with database.reading() as unit:
        (citizen,) = await unit.all(select(citizens.c.reachable))
    assert citizen.reachable
    await writes(bot, "два")
    await bot.delivery.sweep()
    await bot.rests()
    assert bot.told("olena") == ["echo раз", "відповідь", "echo два"]
    assert {state for state, _ in await states(database)} == {"sent"}
    assert await counted(database) == {"refused": 1}


async def test_a_session_is_a_day_from_its_first_message(database: Database) -> None:
    bot = bot_of(database)
    await writes(bot)
    await days_pass(database, hours=23.5)
    await writes(bot, "два")  # does not prolong it
    await begins(bot, "у межах доби")
    await days_pass(database, hours=24)
    await begins(bot, "за її межами")
    assert bot.told("olena") == ["echo раз", "echo два", "у межах доби"]


async def test_reminders_alone_may_cost(database: Database) -> None:
    bot = bot_of(database, Tariff(DAY, Policy.REMINDERS, price=0.02))
    await writes(bot)
    await days_pass(database)
    await begins(bot, "новина")
    await begins(bot, "завтра о 10:00", reminder=True)
    assert bot.told("olena") == ["echo раз", "завтра о 10:00"]
    assert await counted(database) == {"sent": 1, "refused": 1}


async def test_up_to_a_budget_each_piece_counted(database: Database) -> None:
    bot = bot_of(database, Tariff(DAY, Policy.BUDGET, price=0.5, budget=1.5))
    await writes(bot)
    await days_pass(database)
    for text in ("одна|друга", "третя|четверта", "п’ята", "шоста"):
        await begins(bot, text)
    assert bot.told("olena") == ["echo раз", "одна|друга", "п’ята"]
    assert await counted(database) == {"sent": 3, "refused": 3}


async def test_what_did_not_go_out_costs_nothing(database: Database) -> None:
    bot = bot_of(database, Tariff(DAY, Policy.BUDGET, price=0.5, budget=0.5))
    await writes(bot)
    await days_pass(database)
    bot.chat.troubles = [SendError(Failure.RETRY, "429", after=0.01), SendError(Failure.BAD, "no")]
    await begins(bot, "перша")
    await begins(bot, "друга")
    assert bot.told("olena") == ["echo раз", "друга"]
    assert await counted(database) == {"sent": 1}


async def test_who_has_not_written_yet_has_closed_nothing(database: Database) -> None:
    """A welcome that came too late for the response is refused, and comes with the first word."""
    gone = SendError(Failure.GONE, "6: receiverNotSubscribed")
    bot = bot_of(database, FREE, gone)
    await bot.accepts(RawEvent("1", "olena", {"kind": "start", "peer": "olena"}))
    await bot.rests()
    assert bot.told("olena") == []
    async with database.reading() as unit:
        (citizen,) = await unit.all(select(citizens.c.reachable))
    assert citizen.reachable
    await writes(bot, "два")
    await bot.delivery.sweep()
    await bot.rests()
    assert bot.told("olena")[-1] == "echo два"
    assert len(bot.told("olena")) == 2


async def test_who_has_written_and_can_not_be_reached_is_gone(database: Database) -> None:
    bot = bot_of(database)
    await writes(bot)
    bot.chat.troubles = [SendError(Failure.GONE, "6: receiverNotSubscribed")]
    await begins(bot, "новина")
    async with database.reading() as unit:
        (citizen,) = await unit.all(select(citizens.c.reachable))
    assert not citizen.reachable
