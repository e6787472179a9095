"""`mistok staff`: a person is named by their id or their login; times are Kyiv's and say so."""

import asyncio
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli.command import app
from bot.staff.credentials import Credentials
from bot.staff.service import Staff
from bot.storage.database import Database
from bot.storage.vault import Vault

SECRET = "a-secret-of-the-tests-of-forty-letters.."
IN_KYIV = re.compile(r"\d\d\.\d\d\.\d{4} \d\d:\d\d за Києвом")


def mistok(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])


@pytest.fixture(scope="module")
def invited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database with an administrator whose login is oksana."""
    folder = tmp_path_factory.mktemp("invited")
    with pytest.MonkeyPatch.context() as patch:
        _sit_in(folder, patch)
        assert mistok("migrate").exit_code == 0
        told = mistok("staff", "invite", "--role", "admin", "--name", "Оксана")
        assert IN_KYIV.search(told.output)
        asyncio.run(_login())
    return folder


@pytest.fixture(autouse=True)
def _oksana(invited: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A copy of it, to work in."""
    shutil.copytree(invited, tmp_path, dirs_exist_ok=True)
    _sit_in(tmp_path, monkeypatch)


def _sit_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.delenv("MISTOK_DATABASE", raising=False)
    patch.setenv("MISTOK_SECRET", SECRET)
    patch.setenv("TZ", "America/New_York")
    patch.chdir(folder)


async def _login() -> None:
    database = Database("sqlite:///var/mistok.db", vault=Vault([SECRET]))
    await database.open()
    async with database.unit() as unit:
        (person,) = await Staff(unit).active()
        await Credentials(unit).set_password(person, login="oksana", password_hash="x")
    await database.close()


@pytest.mark.parametrize("whom", ["1", "oksana", " Oksana"])
def test_a_person_is_found_by_id_and_by_login(whom: str) -> None:
    told = mistok("staff", "reset", whom)
    assert told.exit_code == 0
    assert "Оксана: усі сеанси завершено." in told.output
    assert IN_KYIV.search(told.output)
    assert "UTC" not in told.output
    assert "Коди" not in told.output


def test_codes_that_were_turned_off_are_told() -> None:
    assert "Коди вимкнено" in mistok("staff", "reset", "oksana", "--codes").output


@pytest.mark.parametrize("command", ["reset", "remove"])
def test_who_is_not_known_is_told_with_where_ids_are(command: str) -> None:
    told = mistok("staff", command, "oksanna")
    assert told.exit_code == 2
    assert "staff list" in told.output
    assert mistok("staff", command, "2").exit_code == 2


def test_the_clock_speaks_of_kyiv() -> None:
    assert IN_KYIV.search(mistok("clock").output)


@pytest.mark.parametrize("more", [(), ("--point", "derazhnia-tsentralnaa")])
def test_a_missing_or_unknown_library_is_told_with_what_to_do(more: tuple[str, ...]) -> None:
    told = CliRunner().invoke(app, ["staff", "invite", "--role", "editor", "--name", "Оля", *more])
    assert told.exit_code == 2
    assert "content/libraries" in " ".join(told.output.replace("│", " ").split())
    assert ("--point КОД" if not more else "схожі: derazhnia-tsentralna") in " ".join(
        told.output.replace("│", " ").split()
    )
