"""The real flows with the real content over a real database, on every line there is."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.desk.rules import Promise
from bot.engine.engine import Engine
from bot.engine.registry import Registry
from bot.engine.texts import load_texts
from bot.knowledge import Knowledge, learn
from bot.storage.database import Database
from handlers import DOORS, FLOWS, House, Parts, guard
from tests.talk import BareLine, Line, Talk

ROOT = Path(__file__).parents[2]
PROMISE = Promise(2, "content/service.yaml")


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The content as it is."""
    return learn(ROOT / "content", cache=tmp_path_factory.mktemp("cache"))


def parts_of(knowledge: Knowledge) -> Parts:
    """What flows use, with the promise the tests count with."""
    return Parts(
        content=knowledge.content,
        gazetteer=knowledge.gazetteer,
        access_points=knowledge.access_points,
        understanding=knowledge.understanding,
        promise=PROMISE,
    )


def bare_line(database: Database, knowledge: Knowledge) -> BareLine:
    """The engine with nothing round it."""
    emergency = knowledge.content.emergency

    def make_engine() -> Engine[House]:
        texts = load_texts(ROOT / "locales")
        return Engine(Registry(FLOWS), doors=DOORS, texts=texts, guard=guard(emergency))

    return BareLine(database, make_engine, parts_of(knowledge).bind)


@asynccontextmanager
async def open_bare_line(database: Database, knowledge: Knowledge) -> AsyncIterator[Line]:
    """As every other line is opened."""
    yield bare_line(database, knowledge)


OpenLine = Callable[[Database, Knowledge], AbstractAsyncContextManager[Line]]
# Every conversation runs over each of these.
LINES: dict[str, OpenLine] = {"bare": open_bare_line}


@pytest.fixture(params=sorted(LINES))
async def talk(
    request: pytest.FixtureRequest, database: Database, knowledge: Knowledge
) -> AsyncIterator[Talk]:
    """A citizen who has just opened the conversation: the notice and the menu were shown."""
    async with LINES[request.param](database, knowledge) as line:
        talk = Talk(line)
        await talk.start()
        yield talk


@pytest.fixture
def bare(database: Database, knowledge: Knowledge) -> BareLine:
    """For what only the engine shows: the clock, a restart, the state."""
    return bare_line(database, knowledge)
