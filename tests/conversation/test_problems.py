"""What broke or was not delivered: seen, tried again by the running service, put away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

import bot.app.features
from bot.channels.contract import Failure, RawEvent, SendError
from bot.channels.delivery import TRIES
from bot.engine.turn import Turn
from bot.problems.model import Obstacle, Problem, ProblemError, ProblemKind, Ref
from bot.problems.service import Problems
from bot.storage import citizens
from bot.storage.database import Database
from bot.storage.forgetting import forget
from bot.storage.inbox import peer_key
from bot.storage.retention import purge
from bot.storage.tables import inbox, outbox
from tests.conversation.bot_process import BotProcess, MemoryChannel

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
SECRET = "0671112233"


@dataclass
class Mendable(MemoryChannel):
    """A channel whose defect can be mended: the poison is then read as food."""

    mended: bool = False

    def turn(self, body: Mapping[str, object]) -> Turn | None:
        if self.mended:
            body = {**body, "text": str(body.get("text", "")).replace("poison", "food")}
        return super().turn(body)


@pytest.fixture
def bot(database: Database) -> BotProcess:
    return BotProcess(database, Mendable())


async def listed(bot: BotProcess) -> list[Problem]:
    async with bot.database.reading() as unit:
        problems = Problems(unit)
        found = await problems.newest()
        assert await problems.count() == len(found)
    return found


async def retry(bot: BotProcess, ref: Ref) -> None:
    """As another process would; then the service looks, as it does now and then."""
    async with bot.database.unit() as unit:
        await Problems(unit).retry(ref, by=None, now=NOW)
    await bot.dispatcher.sweep()
    await bot.delivery.tidy()
    await bot.rests()


async def refused(bot: BotProcess, act: str, ref: Ref) -> Obstacle:
    with pytest.raises(ProblemError) as caught:
        async with bot.database.unit() as unit:
            await getattr(Problems(unit), act)(ref, by=None, now=NOW)
    return caught.value.obstacle


async def poisoned(bot: BotProcess) -> Problem:
    await bot.hears(("1", "olena", f"poison {SECRET}"))
    await bot.rests()
    (problem,) = await listed(bot)
    return problem


async def test_an_event_that_broke_tells_where_and_no_word(bot: BotProcess) -> None:
    problem = await poisoned(bot)
    assert (problem.ref.kind, problem.channel) == (ProblemKind.EVENT, "web")
    assert (problem.reason, problem.attempts) == ("RuntimeError", 3)
    assert problem.place.startswith("bot.engine.")
    assert problem.obstacle is None
    assert SECRET not in repr(problem)
    assert "olena" not in repr(problem)


async def test_an_event_is_handled_by_the_running_service_when_tried_again(
    bot: BotProcess,
) -> None:
    problem = await poisoned(bot)
    assert isinstance(bot.chat, Mendable)
    bot.chat.mended = True
    await retry(bot, problem.ref)
    assert bot.told("olena")[1:] == [f"echo food {SECRET}"]
    assert await listed(bot) == []
    assert await refused(bot, "retry", problem.ref) is Obstacle.OVER
    assert await refused(bot, "drop", problem.ref) is Obstacle.OVER


async def test_an_event_that_breaks_again_comes_back_and_the_citizen_is_told_once(
    bot: BotProcess,
) -> None:
    problem = await poisoned(bot)
    await retry(bot, problem.ref)
    assert await listed(bot) == [problem]
    (sorry,) = bot.told("olena")
    assert "went wrong" in sorry
    await bot.hears(("2", "olena", "далі"))
    await bot.rests()
    assert bot.told("olena")[1:] == ["echo далі"]


async def test_what_is_put_away_is_not_tried_any_more(bot: BotProcess) -> None:
    problem = await poisoned(bot)
    async with bot.database.unit() as unit:
        await Problems(unit).drop(problem.ref, by=None, now=NOW)
    assert await listed(bot) == []
    await bot.dispatcher.sweep()
    await bot.rests()
    assert len(bot.told("olena")) == 1
    assert await refused(bot, "retry", problem.ref) is Obstacle.OVER


async def test_an_event_whose_words_could_not_be_stored(bot: BotProcess) -> None:
    await bot.accepts(RawEvent("1", "olena", {"peer": "olena", "text": "\ud83d"}))
    (problem,) = await listed(bot)
    assert problem.obstacle is Obstacle.NOT_STORED
    assert problem.reason.startswith("not stored: ")
    assert problem.place.startswith("bot.")
    assert await refused(bot, "retry", problem.ref) is Obstacle.NOT_STORED
    async with bot.database.unit() as unit:
        await Problems(unit).drop(problem.ref, by=None, now=NOW)
    assert await listed(bot) == []


async def test_a_letter_that_the_channel_refused_goes_out_when_tried_again(
    bot: BotProcess,
) -> None:
    bot.chat.troubles = [SendError(Failure.BAD, "400: BUTTON_DATA_INVALID")]
    await bot.hears(("1", "olena", "привіт"))
    await bot.rests()
    (problem,) = await listed(bot)
    assert (problem.ref.kind, problem.reason) == (ProblemKind.LETTER, "400: BUTTON_DATA_INVALID")
    assert (problem.place, problem.attempts) == ("", 1)
    await retry(bot, problem.ref)
    assert bot.told("olena") == ["echo привіт"]
    assert await listed(bot) == []


async def test_a_letter_tried_again_has_all_its_tries(bot: BotProcess) -> None:
    bot.chat.troubles = [SendError(Failure.BAD, "no"), SendError(Failure.RETRY, "later")]
    await bot.hears(("1", "olena", "привіт"))
    await bot.rests()
    async with bot.database.unit() as unit:
        await unit.run(update(outbox).values(attempts=TRIES))
    (problem,) = await listed(bot)
    await retry(bot, problem.ref)
    assert bot.told("olena") == ["echo привіт"]


async def test_what_a_citizen_who_left_has_left_can_only_be_put_away(bot: BotProcess) -> None:
    bot.chat.troubles = [SendError(Failure.GONE, "403: bot was blocked by the user")]
    await bot.hears(("1", "olena", "привіт"), ("2", "olena", f"poison {SECRET}"))
    await bot.rests()
    key = peer_key(bot.database, "web", "olena")
    before = await listed(bot)
    assert len(before) == 2
    async with bot.database.unit() as unit:
        row = await unit.first(citizens.known, {"peer_key": key})
        assert row
        forget(unit, row.id, key=key, now=NOW)
    (event,) = await listed(bot)  # the letter went with its citizen
    assert event.obstacle is Obstacle.LEFT
    assert event.reason == "RuntimeError"  # a defect is still found
    assert await refused(bot, "retry", event.ref) is Obstacle.LEFT
    async with bot.database.unit() as unit:
        await Problems(unit).drop(event.ref, by=None, now=NOW)
    assert await listed(bot) == []


async def test_a_number_that_is_not_there(bot: BotProcess) -> None:
    for kind in ProblemKind:
        for act in ("one", "retry", "drop"):
            arguments = {} if act == "one" else {"by": None, "now": NOW}
            with pytest.raises(ProblemError) as caught:
                async with bot.database.unit() as unit:
                    await getattr(Problems(unit), act)(Ref(kind, 999), **arguments)
            assert caught.value.obstacle is Obstacle.UNKNOWN


@pytest.mark.parametrize(
    "text", ["", "5", "event", "event-", "event-x", "job-5", "event-99999999999"]
)
def test_what_is_no_number_of_a_problem(text: str) -> None:
    assert Ref.read(text) is None


def test_a_number_is_read_as_it_was_written() -> None:
    for ref in (Ref(ProblemKind.EVENT, 12), Ref(ProblemKind.LETTER, 7)):
        assert Ref.read(f" {str(ref).upper()} ") == ref


async def test_problems_outlive_what_went_well_and_end_all_the_same(bot: BotProcess) -> None:
    bot.chat.troubles = [SendError(Failure.BAD, "no")]
    await bot.hears(("1", "olena", "привіт"), ("2", "olena", "ще"))
    await bot.rests()
    await bot.hears(("3", "olena", "poison"))
    await bot.rests()
    now = datetime.now(UTC)
    await purge(bot.database, now=now + timedelta(days=60))
    assert {one.ref.kind for one in await listed(bot)} == {ProblemKind.EVENT, ProblemKind.LETTER}
    async with bot.database.reading() as unit:
        assert [row.state for row in await unit.all(select(inbox.c.state))] == ["parked"]
        assert [row.state for row in await unit.all(select(outbox.c.state))] == ["failed"]
    await purge(bot.database, now=now + timedelta(days=91))
    assert await listed(bot) == []
