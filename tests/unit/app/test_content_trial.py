"""A trial in a real process of its own."""

import asyncio
import json
import multiprocessing
from pathlib import Path

import pytest

from bot.app import content_trial
from bot.app.content_index import content_of
from bot.app.content_trial import trial_of
from bot.understanding.evaluation.labelled import check_labelled, labelled
from bot.understanding.evaluation.trial import STEPS
from tests.unit.content.small import small_content
from tests.waiting import until


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return small_content(tmp_path)


def label(folder: Path, text: str, expect: str) -> None:
    path = folder / "labelled" / "own.jsonl"
    path.parent.mkdir(exist_ok=True)
    told = {"text": text, "expect": [expect], "route": "service"}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False) + "\n")


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize("sentences", [True, False])
async def test_labelled_questions_are_asked_and_nothing_is_published(
    folder: Path, sentences: bool
) -> None:
    label(folder, "пластик новий зробити", "id-card")
    before = files(folder)
    steps: list[int] = []
    found = await trial_of(
        folder, "id-card", ["зробити пластик"], sentences=sentences, tell=steps.append
    )
    assert steps == [*range(2, STEPS + 1)]
    assert [one.text for one in found.own] == ["зробити пластик"]
    assert found.own[0].is_right
    assert found.asked >= 1
    assert files(folder) == before
    assert not multiprocessing.active_children()


@pytest.mark.slow
async def test_what_is_taught_already_tips_nothing(folder: Path) -> None:
    label(folder, "загубив картку вчора", "id-card")
    found = await trial_of(folder, "id-card", ["загубив картку"], sentences=True)
    assert found.turned == ()
    assert found.right_before == found.right_after


@pytest.mark.slow
async def test_who_stops_waiting_ends_the_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_trial, "_child", _for_ever)
    waiting = asyncio.create_task(trial_of(folder, "id-card", ["а"], sentences=False))
    await until(lambda: bool(multiprocessing.active_children()))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not multiprocessing.active_children()


def _for_ever(*_given: object) -> None:
    import time

    time.sleep(600)


def test_what_is_no_label_or_of_no_card_is_told_and_the_rest_is_asked(folder: Path) -> None:
    label(folder, "паспорт", "id-card")
    label(folder, "квиток", "nobody")
    (folder / "labelled" / "broken.jsonl").write_text("{", encoding="utf-8")
    assert [one.text for one in labelled(folder)] == ["паспорт", "квиток"]
    broken, unknown = check_labelled(folder, content_of(folder).catalogue)
    assert "broken.jsonl:1" in broken
    assert "чекає на «nobody», а такої картки немає" in unknown
