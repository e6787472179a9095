"""The command over a content folder of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.libraries import app


@pytest.fixture
def folder(own_content: Path) -> Path:
    return own_content


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    def command(file: Path, *more: str) -> Result:
        return CliRunner().invoke(app, ["import", str(file), "--content", str(folder), *more])

    return command
