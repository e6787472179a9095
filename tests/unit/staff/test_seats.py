"""Who sits at the desk in a terminal: `mistok chat --as ROLE:NAME`."""

import pytest
import typer

from bot.app.kept_secrets import secret_of
from bot.app.settings import Settings
from bot.cli.chat import Seat, seat_of, take_seat
from bot.staff.model import Role
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage import citizens, inbox
from bot.storage.database import Database
from bot.storage.vault import Vault
from tests.lines.quick import SECRET
from tests.talk import MONDAY_NOON

HERE = "derazhnia-tsentralna"
IRYNA = Seat(Role.LIBRARIAN, "Ірина", HERE)


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database=database_url, secret=SECRET, _env_file=None)  # type: ignore[call-arg]


async def people(settings: Settings) -> list[tuple[str, str, str]]:
    """Name, role and library of everybody, as `mistok staff list` tells them."""
    database = Database(settings.database, vault=Vault(secret_of(settings)))
    await database.open()
    async with database.reading() as unit:
        found = [(one.name, one.role.value, one.point) for one in await Staff(unit).active()]
    await database.close()
    return found


async def test_the_same_name_is_the_same_person(settings: Settings) -> None:
    first = await take_seat(settings, IRYNA)
    assert (await take_seat(settings, IRYNA)).id == first.id
    assert (await take_seat(settings, Seat(Role.LIBRARIAN, "Ірина"))).id == first.id
    await take_seat(settings, Seat(Role.HEAD, "Ірина"))
    assert [role for _, role, _ in await people(settings)] == ["librarian", "head"]


async def test_nobody_loses_their_own_messenger(settings: Settings) -> None:
    database = Database(settings.database, vault=Vault(secret_of(settings)))
    await database.open()
    async with database.unit() as unit:
        key = inbox.peer_key(unit, "web", "iryna")
        citizens.add(unit, "web", "iryna", key=key, lang="uk", now=MONDAY_NOON)
        row = await unit.first(citizens.known, {"peer_key": key})
        made = await Staff(unit).invite(
            "Ірина", role=Role.LIBRARIAN, point=HERE, now=MONDAY_NOON, by=None
        )
        own = await SignIn(unit).link(made.code, citizen=row.id, now=MONDAY_NOON)
    assert (await take_seat(settings, IRYNA)).id != own.id
    async with database.reading() as unit:
        assert await Staff(unit).of_citizen(row.id) == own
    await database.close()
    assert await people(settings) == [("Ірина", "librarian", HERE)] * 2


@pytest.mark.parametrize("told", ["director:Ірина", "librarian:", "Ірина"])
def test_a_wrong_seat_is_told_what_to_write(settings: Settings, told: str) -> None:
    with pytest.raises(typer.BadParameter, match="librarian:ІМ’Я"):
        seat_of(settings, told, "")


def test_a_mistyped_library_is_told_the_likely_one(settings: Settings) -> None:
    with pytest.raises(typer.BadParameter, match=HERE):
        seat_of(settings, "librarian:Ірина", "derazhnia")
