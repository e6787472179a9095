"""Passwords: signing in by one and choosing one. Hashing takes long, so it is between units."""

from collections.abc import Callable
from datetime import datetime

from bot.staff import passwords
from bot.staff.doors import Doors
from bot.staff.model import Person
from bot.staff.rules import StaffError, check_login, check_password
from bot.storage.database import Database


class Authentication:
    """Use cases that need several transactions: never call them inside one."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def sign_in(self, login: str, password: str, *, code: str = "") -> tuple[Person, str]:
        """Who it is, and the token of their new session.

        Raises StaffError (wrong, throttled) and BusyError; failures are counted.
        """
        async with self._database.reading() as unit:
            stored = await Doors(unit).password_of(login, now=self._clock())
        fits = await passwords.fits(stored, password)
        failed: StaffError | None = None
        async with self._database.unit() as unit:
            try:
                return await Doors(unit).sign_in(
                    login, stored=stored, fits=fits, code=code, now=self._clock()
                )
            except StaffError as error:  # the failure is counted: the transaction goes on
                failed = error
        raise failed

    async def set_password(
        self, person: Person, *, login: str, password: str, session: str
    ) -> None:
        """Choose a login and a password; other sessions end. Raises StaffError, BusyError."""
        name = check_login(login)
        check_password(password, login=name)
        password_hash = await passwords.hashed(password)
        async with self._database.unit() as unit:
            await Doors(unit).set_password(
                person, login=name, password_hash=password_hash, session=session
            )
