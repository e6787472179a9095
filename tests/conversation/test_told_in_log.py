"""What breaks is told in the log with its kind, place and frames, and without a citizen's word."""

import json
from collections.abc import Callable, Iterator

import pytest

from bot.storage.database import Database
from tests.conversation.bot_process import BotProcess, MemoryChannel
from tests.unit.app.logged import logged_lines

WORDS = "таємниця 0671112233"


@pytest.fixture(params=["json", "text"])
def lines(request: pytest.FixtureRequest) -> Iterator[Callable[[], list[str]]]:
    """The lines of the log so far, in each form."""
    with logged_lines(request.param) as lines:
        yield lines


async def test_a_poisoned_event(database: Database, lines: Callable[[], list[str]]) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.hears(("1", "olena", f"poison {WORDS}"))
    await bot.rests()
    told = [line for line in lines() if "turn.failed" in line]
    assert len(told) == 3
    assert "RuntimeError" in told[0]
    assert "bot.engine.stepping:run_step:" in told[0]  # our own code that called what broke
    assert sum("tests.conversation.bot_process:free:" in line for line in lines()) == 3
    wordless(lines())


class Broken(MemoryChannel):
    """A channel with a defect: the error repeats what was to be sent."""

    async def send(self, peer: str, message: object) -> str:
        raise KeyError(f"{peer} {message}")


async def test_a_channel_that_breaks_while_it_sends(
    database: Database, lines: Callable[[], list[str]]
) -> None:
    bot = BotProcess(database, Broken())
    await bot.hears(("1", "olena", WORDS))
    await bot.rests()
    (told,) = [line for line in lines() if "send.broke" in line]
    assert "KeyError" in told
    assert "bot.channels.letter_sender:LetterSender._take:" in told
    wordless(lines())


async def test_an_event_that_cannot_be_stored(
    database: Database, lines: Callable[[], list[str]]
) -> None:
    bot = BotProcess(database, MemoryChannel())
    await bot.hears(("1", "olena", f"{WORDS} \ud83d"))
    await bot.rests()
    (told,) = [line for line in lines() if "event.parked" in line]
    assert "UnicodeEncodeError" in told
    wordless(lines())


def wordless(lines: list[str]) -> None:
    text = "\n".join(lines)
    unescaped = json.dumps(text, ensure_ascii=False)
    for word in (*WORDS.split(), "olena", "poison", "swallow"):
        assert word not in text
        assert word not in unescaped
