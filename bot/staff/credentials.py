"""Logins, password hashes and secrets of apps, as rows; bound to one transaction, no hashing."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from bot.staff import totp
from bot.staff.acts import Act, Acts
from bot.staff.model import LOGIN, TOTP, Person, staff
from bot.staff.rules import StaffError, StaffRefusal
from bot.staff.spare_codes import SpareCodes
from bot.storage.database import Unit
from bot.storage.vault import Vault

_by_login = select(staff).where(staff.c.login_key == bindparam("key"), staff.c.state == "active")
_by_id = select(staff).where(staff.c.id == bindparam("person"), staff.c.state == "active")
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


def login_key(vault: Vault, login: str) -> bytes:
    """What somebody is found by when they sign in, and their failures are counted by."""
    return vault.lookup(f"staff login\0{login}")


class Credentials:
    """What somebody signs in with."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def by_login(self, login: str) -> Any | None:
        """The row of `staff` with this login, as it is kept."""
        return await self._unit.first(_by_login, {"key": login_key(self._unit.vault, login)})

    async def by_id(self, person: int) -> Any | None:
        """The row of somebody who works here."""
        return await self._unit.first(_by_id, {"person": person})

    async def set_password(self, person: Person, *, login: str, password_hash: str) -> None:
        """Store a checked login and a hash. Raises StaffError("taken_login")."""
        row = await self.by_login(login)
        if row is not None and row.id != person.id:
            raise StaffError(StaffRefusal.TAKEN_LOGIN)
        vault = self._unit.vault
        values = {
            "person": person.id,
            "new_login": vault.seal(login, column=LOGIN, row=str(person.id)),
            "key": login_key(vault, login),
            "new_password": password_hash,
        }
        self._unit.put(_set_password, values)

    def no_password(self, person: int) -> None:
        """The password is lost: nobody signs in with it any more."""
        self._unit.put(_no_password, {"person": person})

    def set_totp(self, person: int, secret: str | None) -> None:
        """Ask for a code of an app from now on; None: no longer. Spare codes end."""
        SpareCodes(self._unit).end(person)
        sealed = secret and self._unit.vault.seal(secret, column=TOTP, row=str(person))
        self._unit.put(_set_totp, {"person": person, "new_totp": sealed})

    async def code_fits(self, row: Any, code: str, *, now: datetime) -> bool:
        """Whether a code of the app, or a spare one, fits and was not used before; now it is used.

        Without an app everything fits.
        """
        if row.totp is None:
            return True
        secret = self._unit.vault.open(row.totp, column=TOTP, row=str(row.id))
        step = totp.step_of(secret, code, now=now)
        if step is None:
            return await self._spare_fits(row.id, code, now)
        possible = totp.last_possible_step(now)
        values = {"person": row.id, "step": step, "possible": possible, "used_step": step}
        if await self._unit.run(_use_code, values) != 1:
            return False
        if row.totp_used is not None and row.totp_used > possible:
            Acts(self._unit).add(None, Act.CLOCK_WENT_BACK, about=row.id, now=now)
        return True

    async def _spare_fits(self, person: int, code: str, now: datetime) -> bool:
        if not await SpareCodes(self._unit).use(person, code):
            return False
        Acts(self._unit).add(None, Act.SPARE_CODE_USED, about=person, now=now)
        return True
