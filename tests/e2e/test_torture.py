"""The attacks of `make torture` still run: all can be loaded, one is made in a few seconds."""

import importlib
from pathlib import Path

import pytest

from bot.app.settings import ROOT
from tests.torture import attacks
from tests.torture.trial import HEAD, trial

pytestmark = pytest.mark.slow


def test_every_attack_is_listed_and_can_be_loaded() -> None:
    folder = Path(attacks.__file__).parent
    assert sorted(attacks.NAMES) == sorted(
        path.stem for path in folder.glob("*.py") if path.stem != "__init__"
    )
    for name in attacks.NAMES:
        module = importlib.import_module(f"tests.torture.attacks.{name}")
        assert module.__doc__
        assert module.run


def test_an_attack_is_made_and_judged(tmp_path: Path, prepared: Path) -> None:
    (tmp_path / "cache").symlink_to(prepared)
    result = trial("new_sessions", tmp_path, seconds=2, root=ROOT, settings={})
    assert "202×" in result.told
    assert result.times
    assert result.memory > 50
    assert result.processor > 0
    assert result.recovered is not None
    assert "slow" in result.faults or result.part(0.95) < 1
    assert len(result.line.split()) > 9
    assert len(HEAD.splitlines()) == 1
