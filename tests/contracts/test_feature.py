"""A feature that nobody has heard of plugs in by the contract alone, and all of it works."""

import asyncio
import re
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import NullPool, Table, create_engine

from bot.app import channels, wiring
from bot.app.content_index import ContentIndex
from bot.app.features import FEATURES
from bot.app.settings import Settings
from bot.app.wiring import App
from bot.content import load
from bot.content.check import check
from bot.contracts.feature import Feature
from bot.contracts.features import Features
from bot.contracts.services import Process
from bot.storage.migrate import sync_url
from tests.console.served_desk import LOCAL, ServedDesk, served_desk
from tests.contracts import book_club
from tests.lines.quick import SECRET
from tests.unit.content.small import small_content

PATIENCE = 20.0


@dataclass
class Reader:
    """Somebody at the page of the web chat."""

    http: httpx2.AsyncClient
    session: str = ""

    async def says(self, text: str, answer: str) -> None:
        """Write, and wait for these words."""
        if not self.session:
            self.session = (await self.http.post("/chat/session")).json()["session"]
        sent = await self.http.post(
            "/chat/messages",
            json={"id": str(uuid.uuid4()), "text": text},
            headers={"Authorization": f"Bearer {self.session}"},
        )
        assert sent.status_code < 300, sent.text
        await self.hears(answer)

    async def hears(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while words not in await self.all():  # noqa: ASYNC110 -- the page asks again too
                await asyncio.sleep(0.02)

    async def all(self) -> str:
        headers = {"Authorization": f"Bearer {self.session}"}
        return (await self.http.get("/chat/history", headers=headers)).text


@pytest.fixture
def members() -> Iterator[Table]:
    with book_club.table() as table:
        yield table


@pytest.fixture
async def served(
    members: Table, database_url: str, content_index: ContentIndex, tmp_path: Path
) -> AsyncIterator[ServedDesk]:
    features = Features([*FEATURES.all, book_club.feature(members)])
    own = load(club_content(tmp_path, "book: Тигролови"), sections=features.sections).content
    content = replace(content_index.content, sections=own.sections)
    content_index = replace(content_index, content=content)
    engine = create_engine(sync_url(database_url), poolclass=NullPool)
    members.create(engine)  # what its migration would do
    async with served_desk(database_url, content_index, features=features) as desk:
        yield desk
    members.drop(engine)
    engine.dispose()


def club_content(folder: Path, text: str) -> Path:
    """A content folder with a file that only the club reads."""
    path = small_content(folder)
    (path / "club.yaml").write_text(text, encoding="utf-8")
    return path


def test_a_mistake_in_its_file_is_told_to_editors(tmp_path: Path) -> None:
    folder = club_content(tmp_path, "book: Тигролови\nauthor: Багряний\n")
    told = [str(one) for one in check(folder, sections=[book_club.SECTION])]
    (line,) = [one for one in told if "club.yaml" in one]
    assert line.startswith("content/club.yaml:2:1:")


async def test_a_feature_plugs_in_whole(served: ServedDesk) -> None:
    async with httpx2.AsyncClient(base_url=served.address, **LOCAL) as http:
        reader = Reader(http)
        await reader.says("меню", "Book club")  # its menu entry
        await reader.says("книжковий клуб", "Join the book club?")  # its words
        await reader.says("Join", "We read: Тигролови.")  # its act, and its content
        await reader.hears("Welcome to the club!")  # its notice, from the act's transaction

        assert "0 800 111 222" in (await http.get("/chat")).text  # its telephone

        librarian = await served.librarian()  # its page, and the link to it
        await librarian.open("/desk/club")
        librarian.sees("Members: 1.", "Book club")
        await served.browser().open("/desk/club")
        served.browsers[-1].misses("Members")  # whoever is not signed in

        served.clock.later(hours=12)
        await served.app.housekeeping.tick()
        served.clock.later(hours=13)
        await served.app.housekeeping.tick()  # its reminder, once
        await served.app.housekeeping.tick()
        await reader.hears("The club meets today.")
        assert (await reader.all()).count("The club meets today.") == 1

        await reader.says("/start privacy", "your seat in the book club")  # what it keeps
        await reader.says("забудь мене", "Your seat in the book club goes too.")
        await reader.says("так", "The book club will miss you.")
        later = await served.librarian("Ніна")  # the first one's session has ended
        await later.open("/desk/club")
        later.sees("Members: 0.")


def test_a_menu_that_cannot_be_is_told_at_start(
    members: Table, content_index: ContentIndex, tmp_path: Path
) -> None:
    club = book_club.feature(members)
    with pytest.raises(ValueError, match="two menu entries are called club"):
        Features([*FEATURES.all, club, replace(club, name="again")])
    lost = Features([*FEATURES.all, replace(club, flows=())])  # its menu leads nowhere
    settings = Settings(_env_file=None, database=f"sqlite:///{tmp_path}/m.db", secret=SECRET)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="no flow has the published step book_club/ask"):
        App(settings, content_index=content_index, features=lost)


def test_what_features_keep_is_made_at_start_and_found_by_type() -> None:
    class Shelf:
        def __init__(self, of: str) -> None:
            self.of = of

    features = Features([Feature(name="books", parts={Shelf: lambda one: Shelf(one.settings)})])
    program = features.program(Process("home", None, None))
    assert program[Shelf].of == "home"
    assert program[Shelf] is program[Shelf]
    with pytest.raises(KeyError):
        program[int]


def test_the_composition_root_names_no_feature() -> None:
    """What a feature needs it brings by its contract: only its line in the list names it."""
    names = "|".join(feature.name for feature in FEATURES.all)
    imported = re.compile(rf"^(?:from|import) bot\.({names})\b", re.MULTILINE)
    for module in (wiring, channels):
        text = Path(module.__file__).read_text(encoding="utf-8")
        assert set(imported.findall(text)) <= {"conversation"}, module.__name__
