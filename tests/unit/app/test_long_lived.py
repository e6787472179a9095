"""No collection of garbage looks through the content; what is replaced goes all the same."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import current_content
from bot.app.content_index import ContentIndex, learn
from bot.app.current_content import CurrentContent
from bot.app.features import FEATURES
from bot.app.long_lived import leave_out, let_go
from bot.contracts.services import Site
from bot.storage.database import Unit
from tests.unit.content.small import small_content


class Knot:
    """What only a collection finds to be garbage."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_no_collection_looks_at_it_until_it_is_replaced() -> None:
    knot = Knot()
    seen = weakref.ref(knot)
    leave_out()
    del knot
    gc.collect()
    assert seen() is not None
    let_go()
    assert seen() is None


async def test_so_it_is_with_content(folder: Path, told: list[str]) -> None:
    content = made(folder)
    assert told == ["left out"]
    await content.warm()
    assert told == ["left out"] * 2
    content._take_new(content.index)
    assert told == [*["left out"] * 2, "let go"]


async def test_a_content_that_is_given_may_go_at_once(folder: Path, told: list[str]) -> None:
    content = made(folder, given=learn(folder, cache=folder))
    await content.warm()
    assert told == []


def made(folder: Path, *, given: ContentIndex | None = None) -> CurrentContent:
    return CurrentContent(
        folder, given=given, sentences=False, features=FEATURES, site=Site(), publish=_nobody,
        published=lambda: None,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)  # what is made ready goes into var/
    return small_content(tmp_path)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What becomes of what is in memory."""
    done: list[str] = []
    monkeypatch.setattr(current_content, "leave_out", lambda: done.append("left out"))
    monkeypatch.setattr(current_content, "let_go", lambda: done.append("let go"))
    return done


async def _nobody(_unit: Unit, _events: object) -> None:
    """Nothing is recorded here."""
