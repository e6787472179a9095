"""People of the staff as rows: invited, found, signed in, linked to a chat, removed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from bot.staff.model import LOGIN, NAME, Person, Role, staff
from bot.storage.database import Unit
from bot.storage.tables import citizens

_add = (
    insert(staff)
    .values(
        {
            name: bindparam(name)
            for name in ("name", "role", "point", "langs", "notices", "state", "created_at")
        }
    )
    .returning(staff.c.id)
)
_active = select(staff).where(staff.c.state == "active").order_by(staff.c.id)
_everybody = select(staff).order_by(staff.c.id)
_get = select(staff).where(staff.c.id == bindparam("person"))
_of_citizen = select(staff).where(
    staff.c.citizen_id == bindparam("citizen"), staff.c.state == "active"
)
_of_key = (
    select(staff.c.id)
    .join(citizens, citizens.c.id == staff.c.citizen_id)
    .where(citizens.c.peer_key == bindparam("peer_key"), staff.c.state == "active")
)
_remove = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(
        state="removed", removed_at=bindparam("moment"), citizen_id=None, login=None,
        login_key=None,
        password=None, totp=None,
    )
)  # fmt: skip
_notices = (
    update(staff).where(staff.c.id == bindparam("person")).values(notices=bindparam("wanted"))
)
_card = (
    update(staff).where(staff.c.id == bindparam("person")).values(keeps_card=bindparam("wanted"))
)
_told = update(staff).where(staff.c.id == bindparam("person")).values(told_at=bindparam("moment"))
_unlink = update(staff).where(staff.c.id == bindparam("person")).values(citizen_id=None)
_by_login = select(staff).where(staff.c.login_key == bindparam("key"), staff.c.state == "active")
_working = select(staff).where(staff.c.id == bindparam("person"), staff.c.state == "active")
_set_password = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(
        login=bindparam("new_login"), login_key=bindparam("key"), password=bindparam("new_password")
    )
)
_no_password = update(staff).where(staff.c.id == bindparam("person")).values(password=None)
_set_totp = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(totp=bindparam("new_totp"), totp_used=None)
)
# One statement: of two requests with one code the second finds it used. A step that nobody can
# have used yet was noted while the clock was wrong: it must not shut the right codes out.
_use_code = (
    update(staff)
    .where(
        staff.c.id == bindparam("person"),
        or_(
            func.coalesce(staff.c.totp_used, 0) < bindparam("step"),
            staff.c.totp_used > bindparam("possible"),
        ),
    )
    .values(totp_used=bindparam("used_step"))
)
_link = (
    update(staff)
    .where(staff.c.id == bindparam("person"))
    .values(citizen_id=bindparam("conversation"))
)
_entered = (
    update(staff)
    .where(staff.c.id == bindparam("person"), staff.c.entered_at.is_(None))
    .values(entered_at=bindparam("moment"))
)


async def add(unit: Unit, values: Mapping[str, Any]) -> int:
    """A new row's id."""
    (added,) = await unit.all(_add, values)
    return int(added.id)


async def active(unit: Unit) -> Sequence[Any]:
    """Rows of those who work here, oldest first."""
    return await unit.all(_active)


async def everybody(unit: Unit) -> Sequence[Any]:
    """Rows of all, also of those who work here no more."""
    return await unit.all(_everybody)


async def get(unit: Unit, person: int) -> Any | None:
    """The row of anybody."""
    return await unit.first(_get, {"person": person})


async def working(unit: Unit, person: int) -> Any | None:
    """The row of somebody who works here."""
    return await unit.first(_working, {"person": person})


async def by_login(unit: Unit, key: bytes) -> Any | None:
    """The row of who signs in with a login, by its digest."""
    return await unit.first(_by_login, {"key": key})


async def of_citizen(unit: Unit, citizen: int) -> Any | None:
    """The row of whose conversation this is."""
    return await unit.first(_of_citizen, {"citizen": citizen})


async def has_conversation(unit: Unit, peer_key: bytes) -> bool:
    """Whether somebody has the conversation of this peer's key."""
    return await unit.first(_of_key, {"peer_key": peer_key}) is not None


def remove(unit: Unit, person: int, *, now: datetime) -> None:
    """They work here no more; what they signed in with is gone."""
    unit.put(_remove, {"person": person, "moment": now})


def entered(unit: Unit, person: int, *, now: datetime) -> None:
    """They came in for the first time."""
    unit.put(_entered, {"person": person, "moment": now})


def let_keep_card(unit: Unit, person: int, *, wanted: bool) -> None:
    """Whether they keep the card of their library right."""
    unit.put(_card, {"person": person, "wanted": wanted})


def set_notices(unit: Unit, person: int, *, wanted: bool) -> None:
    """Whether they want a line in their messenger."""
    unit.put(_notices, {"person": person, "wanted": wanted})


def told(unit: Unit, person: int, *, now: datetime) -> None:
    """They know what others did with their account, up to now."""
    unit.put(_told, {"person": person, "moment": now})


def link(unit: Unit, person: int, citizen: int) -> None:
    """This conversation is theirs."""
    unit.put(_link, {"person": person, "conversation": citizen})


def unlink(unit: Unit, person: int) -> None:
    """They have no conversation."""
    unit.put(_unlink, {"person": person})


def set_password(unit: Unit, person: int, *, login: bytes, key: bytes, password: str) -> None:
    """A sealed login, its digest, and the hash of a password."""
    values = {"person": person, "new_login": login, "key": key, "new_password": password}
    unit.put(_set_password, values)


def no_password(unit: Unit, person: int) -> None:
    """Nobody signs in with the password any more."""
    unit.put(_no_password, {"person": person})


def set_totp(unit: Unit, person: int, secret: bytes | None) -> None:
    """The sealed secret of an app, None for no app."""
    unit.put(_set_totp, {"person": person, "new_totp": secret})


async def use_code(unit: Unit, person: int, step: int, *, possible: int) -> bool:
    """Note the time step of a code; False when it, or a later one, was used before.

    `possible` is the last step that can have been used yet.
    """
    values = {"person": person, "step": step, "possible": possible, "used_step": step}
    return await unit.run(_use_code, values) == 1


def read_person(unit: Unit, row: Any) -> Person:
    """A row as a person. Raises VaultError."""
    bond, cell = row.name[:32].decode(), row.name[32:]
    return Person(
        id=row.id,
        name=unit.vault.open(cell, column=NAME, row=bond),
        role=Role(row.role),
        point=row.point,
        langs=tuple(row.langs),
        login=unit.vault.open(row.login, column=LOGIN, row=str(row.id)) if row.login else None,
        has_password=row.password is not None,
        has_totp=row.totp is not None,
        citizen_id=row.citizen_id,
        notices=bool(row.notices),
        has_entered=row.entered_at is not None,
        keeps_card=bool(row.keeps_card),
    )
