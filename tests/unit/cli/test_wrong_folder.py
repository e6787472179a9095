"""A command in a folder without a database says so, and makes neither a database nor a key."""

from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.cli.command import app
from bot.storage.database import DatabaseError
from tests.conftest import in_database

BEGINS_ONE = {"run", "migrate", "chat", "restore"}
NEEDS_NONE = {
    "ask",
    "near",
    "check",
    "coverage",
    "eval",
    "export",
    "places import",
    "libraries import",
    "links check",
    "links list",
    "init",
    "viber webhook",
}
INVITE = ["--role", "admin", "--name", "Оксана"]
ARGUMENTS = {
    "backup": ["kept.mistok"],
    "rekey": [],
    "clock": ["--confirm"],
    "learn cards": [],
    "learn list": [],
    "learn add": ["passport-lost", "1"],
    "learn drop": ["1"],
    "problems list": [],
    "problems show": ["event-1"],
    "problems retry": ["event-1"],
    "problems drop": ["event-1"],
    "staff invite": INVITE,
    "staff list": [],
    "staff remove": ["1"],
    "staff reset": ["1"],
}


def names(command: Any, path: tuple[str, ...] = ()) -> list[str]:
    """All commands, as they are typed."""
    parts = getattr(command, "commands", None)
    if parts is None:
        return [" ".join(path)]
    return [name for word, one in parts.items() for name in names(one, (*path, word))]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("MISTOK_DATABASE", "MISTOK_SECRET", "MISTOK_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_it_is_known_of_every_command_whether_it_needs_a_database() -> None:
    every = set(names(typer.main.get_command(app)))
    assert every == BEGINS_ONE | NEEDS_NONE | ARGUMENTS.keys()


@pytest.mark.parametrize("command", ARGUMENTS)
@pytest.mark.parametrize("empty", [False, True], ids=["none", "empty"])
def test_it_says_where_it_looked_and_makes_nothing(
    tmp_path: Path, command: str, *, empty: bool
) -> None:
    if empty:
        (tmp_path / "var").mkdir()
        (tmp_path / "var" / "mistok.db").touch()
    before = sorted(tmp_path.rglob("*"))
    told = CliRunner().invoke(app, [*command.split(), *ARGUMENTS[command]])
    assert isinstance(told.exception, DatabaseError)
    assert f"There is no database {tmp_path}/var/mistok.db" in str(told.exception)
    assert told.output == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_postgres_gets_no_tables_by_mistake(
    postgres_server: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MISTOK_DATABASE", in_database(postgres_server, "template1"))
    told = CliRunner().invoke(app, ["staff", "list"])
    assert isinstance(told.exception, DatabaseError)
    assert "it has no tables" in str(told.exception)
    assert list(tmp_path.iterdir()) == []


def test_no_key_is_made_for_a_database_without_one(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["migrate"]).exit_code == 0
    key = tmp_path / "var" / "secret"
    key.unlink()
    told = CliRunner().invoke(app, ["staff", "list"])
    assert f"there is no file {key}" in str(told.exception)
    assert not key.exists()
