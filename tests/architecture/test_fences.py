"""The import contracts catch what they are for: each is broken once, in a copy."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LINT = str(Path(sys.executable).parent / "lint-imports")
CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
    "importlinter"
]["contracts"]
# File, what is written into it, and the beginning of the name of the contract that forbids it.
BREACHES = [
    ("bot/learning/rules.py", "import telegram", "Telegram's library"),
    ("bot/channels/telegram/send.py", "import telegram.error", "Telegram's library"),
    ("bot/channels/web/routes.py", "import telegram.request", "Telegram's library"),
    ("bot/web/guard.py", "import httpx", "The HTTP client"),
    ("bot/channels/telegram/client.py", "import httpx2", "The HTTP client"),
    ("bot/staff/mailboxes.py", "import aiosmtplib", "The SMTP library"),
    ("bot/console/visit.py", "import sqlalchemy", "SQL"),
    ("bot/requests/intake.py", "import sqlalchemy", "SQL"),
    ("bot/staff/service.py", "import alembic", "SQL"),
    ("bot/requests/repository/owners.py", "import aiosqlite", "SQL"),
    ("bot/files/rules.py", "import bot.cli.chat", "One way only"),
    ("bot/requests/intake.py", "import bot.console.visit", "One way only"),
    ("bot/problems/service.py", "import handlers.shared.profile", "Conversations stand"),
    ("handlers/citizen/menu.py", "import handlers.citizen.about", "Flows do not know"),
    ("bot/channels/telegram/labels.py", "import bot.channels.web.about", "Channels do not know"),
    ("bot/channels/viber/send.py", "import bot.channels.telegram.limits", "Channels do not know"),
    ("bot/places/model.py", "import ruamel.yaml", "YAML"),
    ("bot/engine/flow.py", "import starlette", "The engine knows no library"),
    ("bot/engine/flow.py", "import aiogram", "aiogram"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("bot", "handlers"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(folder: Path) -> list[str]:
    """Names of the contracts that do not hold."""
    found = subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True)
    assert "Contracts:" in found.stdout, found.stdout + found.stderr
    lines = [line for line in found.stdout.splitlines() if line.split("(")[0].endswith("BROKEN ")]
    lines += [line for line in found.stdout.splitlines() if line.endswith("BROKEN")]
    return [line.partition(" BROKEN")[0] for line in lines]


@pytest.mark.slow
def test_each_contract_sees_its_breach(copy: Path) -> None:
    unseen = []
    for path, line, contract in BREACHES:
        file = copy / path
        whole = file.read_text(encoding="utf-8")
        file.write_text(f"{whole}\n{line}\n", encoding="utf-8")
        if not any(name.startswith(contract) for name in broken(copy)):
            unseen.append((path, line))
        file.write_text(whole, encoding="utf-8")
    assert unseen == []
    names = [str(one["name"]) for one in CONTRACTS]
    assert [
        name for name in names if not any(name.startswith(contract) for *_, contract in BREACHES)
    ] == []


@pytest.mark.slow
def test_a_new_package_needs_a_place(copy: Path) -> None:
    (copy / "bot" / "novelty").mkdir()
    (copy / "bot" / "novelty" / "__init__.py").write_text("")
    assert broken(copy)


def listed(contract: str) -> set[str]:
    (found,) = [one for one in CONTRACTS if one["name"].startswith(contract)]
    names = [*found.get("modules", ()), *found.get("layers", ())]
    return {name.strip() for line in names for name in line.replace("|", ":").split(":")}


def test_every_channel_and_every_feature_stands_in_the_contracts() -> None:
    channels = {f"bot.channels.{one.parent.name}" for one in ROOT.glob("bot/channels/*/*_type.py")}
    assert channels <= listed("Channels do not know")
    features = {f"bot.{one.parent.name}" for one in ROOT.glob("bot/*/feature.py")}
    assert features <= listed("Conversations stand")


# What loops over all features: a new one changes none of it.
LOOPS = (
    "bot/app/channels.py",
    "bot/app/current_content.py",
    "bot/app/housekeeping.py",
    "bot/app/receiving.py",
    "bot/app/site.py",
    "bot/app/wiring.py",
    "bot/console/templates/layout.html",
    "bot/conversation/dispatcher.py",
    "bot/conversation/notifier.py",
    "bot/storage/migrations/env.py",
    "handlers/citizen/about.py",
    "handlers/citizen/forget.py",
    "handlers/citizen/menu.py",
)


def test_no_feature_is_named_where_all_are_looped_over() -> None:
    features = [one.parent.name for one in ROOT.glob("bot/*/feature.py")]
    assert {"requests", "legal_aid", "appointments"} <= set(features)
    packages = set(features) - {"conversation", "contracts"}  # no features of their own
    imported = "|".join(packages - {"content"})  # what all answer from
    named = re.compile(rf"bot\.({imported})\b|/desk/({'|'.join(packages)})\b")
    for path in LOOPS:
        found = named.search((ROOT / path).read_text(encoding="utf-8"))
        assert found is None, f"{path}: {found}"
