"""The real flows with the real content over a real database, on every line there is."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.app.content_index import ContentIndex, providers
from bot.app.features import FEATURES
from bot.contracts.services import Services
from bot.conversation.notifier import Notifier
from bot.engine.engine import Engine
from bot.engine.registry import Registry
from bot.engine.texts import Languages, load_texts
from bot.storage.database import Database
from bot.storage.vault import Vault
from handlers import ENTRY_POINTS, guard
from tests.conftest import KINDS, settled
from tests.flows.desk_talk import dismiss_everybody
from tests.flows.librarian import Librarian, librarian_of
from tests.lines.quick import SECRET
from tests.lines.terminal import open_terminal_line
from tests.talk import MONDAY_NOON, BareLine, Line, Talk

if TYPE_CHECKING:
    from tests.lines.service import Service

ROOT = Path(__file__).parents[2]


texts_of = lru_cache(load_texts)


def bare_line(
    database: Database, content_index: ContentIndex, texts: Languages | None = None
) -> BareLine:
    """The engine with nothing round it."""
    look = guard(content_index.danger)
    texts = texts or texts_of(ROOT / "locales")

    def make_engine() -> Engine[Services]:
        return Engine(
            Registry(FEATURES.flows),
            entry_points=ENTRY_POINTS,
            texts=texts,
            guard=look,
            opens=FEATURES.opens,
        )

    notifier = Notifier(FEATURES, texts, nudge=lambda: None, clock=lambda: MONDAY_NOON)
    return BareLine(
        database, make_engine, providers(content_index, FEATURES, publish=notifier.publish).bind
    )


def services_of(content_index: ContentIndex, **given: Any) -> Callable[..., Services]:
    """What flows use, with this in place of what the content says; notices are dropped."""
    return providers(replace(content_index, **given), FEATURES).bind


@asynccontextmanager
async def open_bare(request: pytest.FixtureRequest) -> AsyncIterator[Line]:
    database = Database(request.getfixturevalue("database_url"), vault=Vault([SECRET]))
    await database.open()
    yield bare_line(database, request.getfixturevalue("content_index"))
    await database.close()


def open_telegram(request: pytest.FixtureRequest) -> AbstractAsyncContextManager[Line]:
    from tests.lines.telegram import open_telegram_line

    return open_telegram_line(request.getfixturevalue("service"))


def open_viber(request: pytest.FixtureRequest) -> AbstractAsyncContextManager[Line]:
    from tests.lines.viber import open_viber_line

    return open_viber_line(request.getfixturevalue("viber_service"))


def open_web(request: pytest.FixtureRequest) -> AbstractAsyncContextManager[Line]:
    from tests.lines.web import open_web_line

    return open_web_line(request.getfixturevalue("service"))


def open_terminal(request: pytest.FixtureRequest) -> AbstractAsyncContextManager[Line]:
    return open_terminal_line(
        request.getfixturevalue("database_url"), request.getfixturevalue("content_index")
    )


OpenLine = Callable[[pytest.FixtureRequest], AbstractAsyncContextManager[Line]]
# Every conversation runs over each of these.
LINES: dict[str, OpenLine] = {
    "bare": open_bare,
    "telegram": open_telegram,
    "viber": open_viber,
    "web": open_web,
    "terminal": open_terminal,
}
SHARED = {"telegram", "viber", "web"}  # one bot, many conversations
KEEPS_HISTORY = {"telegram", "viber"}  # the messenger keeps what was said by itself
# The databases differ in what the engine stores, not in what a channel shows.
RUNS = [("bare", kind) for kind in KINDS] + [(name, "sqlite") for name in LINES if name != "bare"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "line_name" in metafunc.fixturenames:
        metafunc.parametrize(("line_name", "database_kind"), RUNS, indirect=["database_kind"])
    elif "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", KINDS, indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test with many cases the bare line on SQLite runs all, every other line the first one.

    What words mean does not depend on where they are written; how an answer looks there does.
    """
    seen: set[tuple[str, str, str]] = set()
    left_out = []
    for item in items:
        given = dict(getattr(getattr(item, "callspec", None), "params", {}))
        line, kind = given.pop("line_name", ""), given.pop("database_kind", "")
        if not line or not given or (line, kind) == ("bare", "sqlite"):
            continue
        case = (item.nodeid.partition("[")[0], line, kind)
        if case in seen:
            left_out.append(item)
        seen.add(case)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """One of KINDS, by `pytest_generate_tests`."""
    return str(request.param)


@pytest.fixture
def vault() -> Vault:
    return Vault([SECRET])


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that knows its key already."""
    return settled(tmp_path_factory.mktemp("settled"), SECRET)


@pytest.fixture(scope="session")
def service(
    content_index: ContentIndex, fresh_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Service]":
    """The bot that all conversations of Telegram and the web chat share."""
    from tests.lines.service import serving_copy

    with serving_copy(fresh_sqlite, tmp_path_factory.mktemp("service"), content_index) as service:
        yield service


@pytest.fixture(scope="session")
def viber_service(
    content_index: ContentIndex, fresh_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Service]":
    """The bot that all conversations of Viber share: Viber wants it at an https address."""
    from tests.lines.service import serving_copy

    folder = tmp_path_factory.mktemp("viber")
    with serving_copy(fresh_sqlite, folder, content_index, "viber") as service:
        yield service


@pytest.fixture
async def talk(
    request: pytest.FixtureRequest, line_name: str, database_kind: str
) -> AsyncIterator[Talk]:
    """A citizen who has just opened the conversation: the notice and the menu were shown."""
    async with LINES[line_name](request) as opened:
        talk = Talk(opened)
        await talk.start()
        yield talk
        if line_name in SHARED:
            await dismiss_everybody(talk)


@pytest.fixture
def bare(database: Database, content_index: ContentIndex) -> BareLine:
    """For what only the engine shows: the clock, a restart, the state."""
    return bare_line(database, content_index)


@pytest.fixture
async def talk_here(bare: BareLine) -> Talk:
    """A conversation over the bare line."""
    talk = Talk(bare)
    await talk.start()
    return talk


@pytest.fixture
async def oksana(talk_here: Talk) -> Librarian:
    """A librarian of the oblast library while that conversation goes on."""
    return await librarian_of(talk_here)
