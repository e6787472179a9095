"""docs/deploy names commands that exist, units that systemd reads, and installs without a start."""

import re
import shutil
import subprocess

import pytest
import typer

from bot.app.settings import ROOT, Settings
from bot.cli.command import app
from tests.unit.cli.test_wrong_folder import names

DEPLOY = ROOT / "docs" / "deploy"
GUIDES = [DEPLOY / "README.md", ROOT / "README.md", ROOT / "docs" / "security.md"]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.parent.name + "/" + path.name)
def test_every_command_and_setting_that_is_named_exists(guide):
    text = guide.read_text(encoding="utf-8")
    known = names(typer.main.get_command(app))
    for found in re.findall(r"(?m)(?:`|^|bin/)mistok ([a-z]+(?: [a-z]+)?)", text):
        first, _, second = found.partition(" ")
        assert (
            first in known
            or f"{first} {second}" in known
            or first in {one.partition(" ")[0] for one in known if not second}
        ), found
    settings = {f"MISTOK_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"MISTOK_[A-Z_]+[A-Z]", text)) <= settings


def test_make_install_starts_nothing():
    told = subprocess.run(
        ["make", "-n", "-B", "install"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "pip install" in told
    assert "pybabel" in told
    assert "mistok run" not in told


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("unit", ["mistok.service", "mistok-backup.service", "mistok-backup.timer"])
def test_units_are_read_by_systemd(unit, tmp_path):
    for path in DEPLOY.glob("mistok*"):
        text = path.read_text(encoding="utf-8").replace("/opt/mistok/.venv/bin/python", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / unit)], capture_output=True, text=True
    )
    ours = [line for line in done.stderr.splitlines() if "mistok" in line]
    assert ours == []
