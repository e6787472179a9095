"""The import contracts catch what they are for: each is broken once, in a copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = str(Path(sys.executable).parent / "lint-imports")
BREACHES = {
    "Telegram's library in another feature": ("bot/learning/rules.py", "import telegram"),
    "SQL in the console": ("bot/console/visit.py", "import sqlalchemy"),
    "the command line in a feature": ("bot/files/rules.py", "import bot.cli.chat"),
    "a page's shell in a use case": ("bot/requests/intake.py", "import bot.console.visit"),
    "a flow in another": ("handlers/citizen/menu.py", "import handlers.citizen.about"),
    "a channel in another": ("bot/channels/telegram/text.py", "import bot.channels.web.about"),
    "YAML elsewhere": ("bot/places/model.py", "import ruamel.yaml"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("bot", "handlers"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(folder: Path) -> bool:
    found = subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True)
    assert "Contracts:" in found.stdout, found.stdout + found.stderr
    return found.returncode != 0


@pytest.mark.slow
def test_each_breach_is_seen(copy: Path) -> None:
    unseen = []
    for name, (path, line) in BREACHES.items():
        file = copy / path
        whole = file.read_text(encoding="utf-8")
        file.write_text(f"{whole}\n{line}\n", encoding="utf-8")
        if not broken(copy):
            unseen.append(name)
        file.write_text(whole, encoding="utf-8")
    assert unseen == []


@pytest.mark.slow
def test_a_new_package_needs_a_place(copy: Path) -> None:
    (copy / "bot" / "novelty").mkdir()
    (copy / "bot" / "novelty" / "__init__.py").write_text("")
    assert broken(copy)
