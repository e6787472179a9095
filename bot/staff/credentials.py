"""Logins, password hashes and secrets of apps, as rows; bound to one transaction, no hashing."""

from datetime import datetime
from typing import Any

from bot.staff import totp
from bot.staff.acts import Act
from bot.staff.model import LOGIN, TOTP, Person
from bot.staff.repository import people
from bot.staff.repository.acts import Acts
from bot.staff.repository.spare_codes import SpareCodes
from bot.staff.rules import StaffError, StaffRefusal
from bot.storage.database import Unit
from bot.storage.vault import Vault


def login_key(vault: Vault, login: str) -> bytes:
    """What somebody is found by when they sign in, and their failures are counted by."""
    return vault.lookup(f"staff login\0{login}")


class Credentials:
    """What somebody signs in with."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    async def by_login(self, login: str) -> Any | None:
        """The row of `staff` with this login, as it is kept."""
        return await people.by_login(self._unit, login_key(self._unit.vault, login))

    async def by_id(self, person: int) -> Any | None:
        """The row of somebody who works here."""
        return await people.working(self._unit, person)

    async def set_password(self, person: Person, *, login: str, password_hash: str) -> None:
        """Store a checked login and a hash. Raises StaffError("taken_login")."""
        row = await self.by_login(login)
        if row is not None and row.id != person.id:
            raise StaffError(StaffRefusal.TAKEN_LOGIN)
        vault = self._unit.vault
        people.set_password(
            self._unit,
            person.id,
            login=vault.seal(login, column=LOGIN, row=str(person.id)),
            key=login_key(vault, login),
            password=password_hash,
        )

    def no_password(self, person: int) -> None:
        """The password is lost: nobody signs in with it any more."""
        people.no_password(self._unit, person)

    def set_totp(self, person: int, secret: str | None) -> None:
        """Ask for a code of an app from now on; None: no longer. Spare codes end."""
        SpareCodes(self._unit).end(person)
        vault = self._unit.vault
        sealed = vault.seal(secret, column=TOTP, row=str(person)) if secret else None
        people.set_totp(self._unit, person, sealed)

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
        if not await people.use_code(self._unit, row.id, step, possible=possible):
            return False
        if row.totp_used is not None and row.totp_used > possible:
            Acts(self._unit).add(None, Act.CLOCK_WENT_BACK, about=row.id, now=now)
        return True

    async def _spare_fits(self, person: int, code: str, now: datetime) -> bool:
        if not await SpareCodes(self._unit).use(person, code):
            return False
        Acts(self._unit).add(None, Act.SPARE_CODE_USED, about=person, now=now)
        return True
