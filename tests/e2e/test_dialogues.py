"""Follow-up dialogues of all ways of writing keep their thread in the real program."""

from pathlib import Path
from typing import Any

import pytest

from tests.dialogues import SHOWN, Said, dialogues, faults, held

TOLD = dialogues(SHOWN)


@pytest.fixture(scope="module")
def answered(answering: Path) -> dict[str, list[Said]]:
    return held(TOLD, at=answering)


@pytest.mark.parametrize("dialogue", TOLD, ids=[one["id"] for one in TOLD])
def test_the_thread_is_kept(dialogue: dict[str, Any], answered: dict[str, list[Said]]) -> None:
    assert not faults(dialogue, answered.get(dialogue["id"], []))
