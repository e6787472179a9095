"""A console that lacks our letters, in real processes: words come out, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app.settings import ROOT

pytestmark = pytest.mark.slow


def says(folder: Path, encoding: str, *words: str) -> tuple[int, str]:
    around = {name: value for name, value in os.environ.items() if not name.startswith("MISTOK_")}
    around |= {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=folder, env=around, capture_output=True,
        check=False, timeout=120,
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).decode(encoding)


@pytest.mark.parametrize(
    ("encoding", "sees"),
    [("cp866", "Впишiть у .env"), ("cp1251", "Впишіть у .env"),
     ("latin-1", "Vpyshit u .env"), ("utf-8", "Впишіть у .env")],
)  # fmt: skip
def test_what_the_console_lacks_is_told_in_other_letters(tmp_path, encoding, sees):
    code, told = says(tmp_path, encoding, "init", "my")
    assert (code, "Traceback" in told) == (0, False), told
    assert sees in told


@pytest.mark.parametrize("encoding", ["cp866", "ascii"])
def test_questions_and_troubles_are_told_there_too(tmp_path, encoding):
    code, told = says(tmp_path, encoding, "staff", "list")
    assert (code, "Traceback" in told) == (1, False), told
    assert "MISTOK_DATABASE" in told
