"""Editors save files while the bot runs; a real folder is watched, a real process learns."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.app import content_reload
from bot.app.content_index import ContentIndex, learn
from bot.app.content_reload import renew
from bot.content.last_good import UNREAD, LastGood
from bot.content.load import version_of
from tests.unit.content.small import FILES, small_content
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.slow

SERVICES = "services/identity.yaml"


class Watched:
    """What is known now, and a way to wait for the next."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache
        self.knows = learn(folder, cache=cache)
        self.taken: asyncio.Queue[ContentIndex] = asyncio.Queue()

    def take(self, fresh: ContentIndex) -> None:
        self.knows = fresh
        self.taken.put_nowait(fresh)

    def saves(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    async def soon(self) -> ContentIndex:
        """What is taken next."""
        async with asyncio.timeout(PATIENCE):
            return await self.taken.get()

    async def next(self) -> ContentIndex:
        """The same, once it is learnt too."""
        while (fresh := await self.soon()).is_behind:
            pass
        return fresh


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was changed before the watch began is found by looking."""
    monkeypatch.setattr(content_reload, "LOOK_MS", 200)


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    async with _watching(Watched(small_content(tmp_path), tmp_path / "cache")) as watched:
        yield watched


@asynccontextmanager
async def _watching(watched: Watched, last_good: LastGood | None = None) -> AsyncIterator[Watched]:
    task = asyncio.create_task(
        renew(
            watched.folder,
            cache=watched.cache,
            sentences=False,
            current=lambda: watched.knows,
            take=watched.take,
            last_good=last_good,
        )
    )
    try:
        yield watched
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_saved_way_of_asking_is_understood_at_once(watched: Watched) -> None:
    assert "id-card" not in _answer(watched.knows, "посіяв айдішку")
    watched.saves("examples/id-card.txt", "загубив картку\nпосіяв айдішку\nпосіяв десь айдішку\n")
    fresh = await watched.next()
    assert "id-card" in _answer(fresh, "посіяв айдішку")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A number for each process that was started to learn."""
    many: list[int] = []

    class Counted(ProcessPoolExecutor):
        def __init__(self, workers: int, **given: Any) -> None:
            many.append(workers)
            super().__init__(workers, **given)

    monkeypatch.setattr(content_reload, "ProcessPoolExecutor", Counted)
    return many


async def test_a_process_is_started_only_where_something_is_to_be_learnt(
    watched: Watched, started: list[int]
) -> None:
    libraries = "libraries/all.yaml"
    watched.saves(libraries, FILES[libraries].replace("Центральна", "Наша"))
    fresh = await watched.next()
    assert fresh.content.access_points[0].name.main.startswith("Наша")
    assert started == []
    watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Картка"))
    assert "Картка" in _titles(await watched.next())
    assert started == [1]


async def test_what_a_card_says_is_taken_before_it_is_learnt(
    watched: Watched, tmp_path: Path
) -> None:
    before = watched.knows.understanding
    watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Картка"))
    soon = await watched.soon()
    assert "Картка" in _titles(soon)
    assert soon.is_behind
    assert soon.understanding is before
    learnt = await watched.soon()
    assert not learnt.is_behind
    assert learnt.content.version == soon.content.version
    learn(watched.folder, cache=tmp_path / "new", sentences=False)
    kept, new = (one / "understanding.index" for one in (watched.cache, tmp_path / "new"))
    assert kept.read_bytes() == new.read_bytes()  # learnt in steps or all at once


async def test_a_card_that_is_new_waits_until_it_is_learnt(watched: Watched) -> None:
    new = "\n  - id: new-card\n    kind: eservice\n    route: service\n    title: {uk: Нова}\n"
    watched.saves(SERVICES, f"{FILES[SERVICES]}{new}    what: {{uk: Новий папірець.}}\n")
    fresh = await watched.soon()
    assert not fresh.is_behind
    assert fresh.content.catalogue.get("new-card") is not None


async def test_much_that_is_to_be_read_is_read_in_a_process(
    watched: Watched, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_reload, "QUICK_BYTES", 10)
    libraries = "libraries/all.yaml"
    watched.saves(libraries, FILES[libraries].replace("Центральна", "Наша"))
    fresh = await watched.next()
    assert fresh.content.access_points[0].name.main.startswith("Наша")
    assert started == [1]


async def test_the_register_of_places_is_read_anew_only_when_its_files_change(
    tmp_path: Path,
) -> None:
    folder, cache = small_content(tmp_path), tmp_path / "cache"
    first = learn(folder, cache=cache, sentences=False)
    card = folder / SERVICES
    card.write_text(card.read_text(encoding="utf-8") + "# note\n", encoding="utf-8")
    second = learn(folder, cache=cache, sentences=False)
    assert second.content.version != first.content.version
    assert second.gazetteer is first.gazetteer
    places = folder / "places/settlements.csv"
    places.write_text(places.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert learn(folder, cache=cache, sentences=False).gazetteer is not first.gazetteer


async def test_what_was_saved_while_the_content_was_learnt_is_taken(tmp_path: Path) -> None:
    watched = Watched(small_content(tmp_path), tmp_path / "cache")
    watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Картка"))
    async with _watching(watched):
        assert "Картка" in _titles(await watched.next())


async def test_a_mistake_is_not_taken_and_its_mending_is(watched: Watched) -> None:
    before = watched.knows.problems
    with structlog.testing.capture_logs() as logs:
        watched.saves(SERVICES, FILES[SERVICES] + "  - id: [half written\n")
        await asyncio.to_thread(wait_until, lambda: bool(logs))
    assert logs[0]["event"] == "content.not_taken"
    assert "services/identity.yaml" in logs[0]["where"]
    known = await watched.next()
    assert "Паспорт" in _titles(known)
    assert any("services/identity.yaml" in one for one in known.state.told)
    watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Картка"))
    fresh = await watched.next()
    assert fresh.content.catalogue.get("id-card").title.main == "Картка"
    assert fresh.problems == before


async def test_mended_one_by_one_only_what_is_still_wrong_is_named(tmp_path: Path) -> None:
    watched = Watched(small_content(tmp_path), tmp_path / "cache")
    copies = LastGood(watched.folder, tmp_path / "kept")
    copies.keep((), version_of(watched.folder))
    libraries = "libraries/all.yaml"
    async with _watching(watched, last_good=copies):
        watched.saves(libraries, FILES[libraries].replace("2026-11-23", "2026-02-31"))
        assert (await watched.next()).stale == (libraries,)
        (watched.folder / "services" / "Копія.yaml").write_text(FILES[SERVICES], encoding="utf-8")
        assert len((await watched.next()).stale) == 2
        watched.saves(libraries, FILES[libraries].replace("Центральна", "Наша"))
        fresh = await watched.next()
        assert fresh.content.access_points[0].name.main.startswith("Наша")
        assert fresh.stale == ("services/Копія.yaml",)
        assert any("services/Копія.yaml: цього файла бот ще не взяв" in one
                   for one in fresh.state.told)  # fmt: skip
        assert not any(libraries in one for one in fresh.state.told)


async def test_files_that_cannot_be_read_at_all_are_told_of(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_given: object, **_named: object) -> ContentIndex:
        raise PermissionError

    with monkeypatch.context() as broken:
        broken.setattr(content_reload, "_at_once", lambda *_given: None)
        broken.setattr(content_reload, "learn_aside", fails)
        watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Книжечка"))
        assert UNREAD in (await watched.next()).problems
    watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Картка"))
    fresh = await watched.next()
    assert UNREAD not in fresh.problems


def _answer(knows: ContentIndex, text: str) -> list[str]:
    return [hit.id for hit in knows.understanding.understand(text).hits]


async def test_a_link_that_leads_elsewhere_is_noticed(tmp_path: Path) -> None:
    for name in ("first", "second"):
        for path, text in FILES.items():
            told = text.replace("uk: Паспорт", "uk: Картка") if name == "second" else text
            place = tmp_path / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(told, encoding="utf-8")
    link = tmp_path / "content"
    link.symlink_to("first")
    async with _watching(Watched(link, tmp_path / "cache")) as watched:
        _lead(link, "second")
        fresh = await watched.next()
        assert "Картка" in _titles(fresh)
        # And what it leads to now is watched.
        watched.saves(SERVICES, FILES[SERVICES].replace("uk: Паспорт", "uk: Книжечка"))
        fresh = await watched.next()
        assert "Книжечка" in _titles(fresh)
        _lead(link, "first")
        assert "Паспорт" in _titles(await watched.next())


async def test_files_that_are_links_into_an_exchanged_folder_are_noticed(tmp_path: Path) -> None:
    for name in ("first", "second"):
        for path, text in FILES.items():
            told = text.replace("uk: Паспорт", "uk: Картка") if name == "second" else text
            place = tmp_path / "content" / f"..{name}" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(told, encoding="utf-8")
    content = tmp_path / "content"
    data = content / "..data"
    data.symlink_to("..first")
    for path in FILES:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).symlink_to(data / path)
    watched = Watched(content, tmp_path / "cache")
    async with _watching(watched):
        _lead(data, "..second")
        assert "Картка" in _titles(await watched.next())


def _lead(link: Path, where: str) -> None:
    """At once, as deployments do it."""
    fresh = link.with_name("fresh-link")
    fresh.symlink_to(where)
    fresh.replace(link)


def _titles(known: ContentIndex) -> str:
    card = known.content.catalogue.get("id-card")
    assert card is not None
    return card.title.main
