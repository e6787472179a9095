"""What is said after danger is read in its light, in all ways of writing, in the real program."""

from pathlib import Path
from typing import Any

import pytest

from tests.dialogues import AFTER_DANGER, Said, dialogues, held, turns_wrong

TOLD = dialogues(AFTER_DANGER)


@pytest.fixture(scope="module")
def answered(answering: Path) -> dict[str, list[Said]]:
    return held(TOLD, at=answering)


@pytest.mark.parametrize("dialogue", TOLD, ids=[one["id"] for one in TOLD])
def test_danger_stays_until_it_is_over(
    dialogue: dict[str, Any], answered: dict[str, list[Said]]
) -> None:
    assert not turns_wrong(dialogue, answered.get(dialogue["id"], []))
