"""Signing in, giving the password once more, choosing one: hashing is between transactions."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.staff import passwords, totp
from bot.staff.acts import Act
from bot.staff.credentials import Credentials, login_key
from bot.staff.devices import Devices
from bot.staff.model import Person
from bot.staff.repository.acts import Acts
from bot.staff.repository.attempts import Attempts, Target, Tried
from bot.staff.repository.people import read_person
from bot.staff.repository.sessions import Session, Sessions
from bot.staff.repository.spare_codes import digits_of
from bot.staff.rules import (
    MOST_FAILURES,
    SLOW_AFTER,
    THROTTLE,
    StaffError,
    StaffRefusal,
    check_login,
    minutes_left,
    normal_login,
    pause_of,
)
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.staff.strength import check_password
from bot.staff.waiting import WaitingLine
from bot.storage.database import Database, Unit

LOGGED_FAILURES = 100  # of one login within THROTTLE; the rest are in `slowed`
LONGEST_LOGIN = 256  # letters; nothing longer is looked up


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed, and where.

    Attributes:
        network: what their address is counted by.
        device: the mark of a known device, "" for none.
        browser: its kind, for the list of sessions.
    """

    login: str
    password: str
    code: str = ""
    network: str = ""
    device: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in, the token of their session, and the mark that makes this device known."""

    person: Person
    session: str
    device: str


@dataclass(frozen=True, slots=True)
class _Look:
    """What is known before the password is compared."""

    target: Target
    stored: str | None
    is_known: bool
    tried: Tried


class Authentication:
    """Use cases that need several transactions: never call them inside one."""

    def __init__(
        self,
        database: Database,
        *,
        key: bytes,
        clock: Callable[[], datetime],
        line: WaitingLine | None = None,
    ) -> None:
        self._database = database
        self._devices = Devices(key)
        self._clock = clock
        self._line = line or WaitingLine()

    async def sign_in(self, given: Attempt) -> Entered:
        """Sign in by a password.

        Ten failures from one place (a network, or a known device) stop that place for a quarter
        of an hour, and no other. Many failures from everywhere make unknown devices wait.

        Raises StaffError (wrong, throttled) and BusyError; failures are counted.
        """
        login = normal_login(given.login)[:LONGEST_LOGIN]
        async with self._database.reading() as unit:
            look = await self._look(unit, login, given)
        _stop(look.tried, self._clock())
        if not look.is_known:
            await self._line.wait(pause_of(look.tried.in_all), place=given.network)
        fits = await passwords.fits(look.stored, given.password)
        failed: StaffError | None = None
        async with self._database.unit() as unit:
            try:
                return await self._come_in(unit, login, given, look, fits=fits)
            except StaffError as error:  # the failure is counted: the transaction goes on
                failed = error
        raise failed

    async def enter(self, link: str, *, code: str, browser: str) -> Entered:
        """Sign in by a personal link. Raises StaffError as `SignIn.enter` does."""
        async with self._database.reading() as unit:  # what is no link delays no turn
            await SignIn(unit).asks_for_code(link, now=self._clock())
        failed: StaffError | None = None
        async with self._database.unit() as unit:
            try:
                person, session = await SignIn(unit).enter(
                    link, code=code, browser=browser, now=self._clock()
                )
                return Entered(person, session, "")
            except StaffError as error:  # a wrong code is counted
                failed = error
        raise failed

    async def confirm(self, session: Session, token: str, typed: str) -> None:
        """Make the session a confirmed one by the password or a code of the app.

        Raises StaffError: no_password (there is nothing to ask for), wrong_confirm, and
        confirm_over when the session was ended after too many attempts; and BusyError.
        """
        async with self._database.reading() as unit:
            row = await Credentials(unit).by_id(session.person.id)
        if row is None or row.password is None:
            raise StaffError(StaffRefusal.NO_PASSWORD)
        looks_so = totp.is_code(typed) or bool(digits_of(typed))
        by_code = row.totp is not None and looks_so
        fits = False if by_code else await passwords.fits(row.password, typed)
        failed: StaffError | None = None
        async with self._database.unit() as unit:
            try:
                await self._confirm(unit, session, token, typed if by_code else "", fits=fits)
            except StaffError as error:
                failed = error
        if failed is not None:
            raise failed

    async def set_password(
        self,
        person: Person,
        *,
        login: str,
        password: str,
        library: str,
        session: str,
        common: Iterable[str] = (),
    ) -> str:
        """Choose a login and a password; other sessions, links and known devices end.

        `library` is the name of the person's own; `common` are words chosen first in this oblast.
        The mark that makes this device a known one. Raises StaffError, BusyError.
        """
        name = check_login(login)
        own = (person.name, library)
        await asyncio.to_thread(check_password, password, login=name, own=own, common=common)
        password_hash = await passwords.hashed(password)
        now = self._clock()
        async with self._database.unit() as unit:
            await Credentials(unit).set_password(person, login=name, password_hash=password_hash)
            Sessions(unit).end_all(person.id, but=session)
            Sessions(unit).confirm(session, now=now)
            Staff(unit).end_invitations(person.id, now=now)
            Acts(unit).add(person, Act.PASSWORD_SET, now=now)
        return self._devices.mark(person.id, password_hash, now=now)

    async def _look(self, unit: Unit, login: str, given: Attempt) -> _Look:
        row, now = await Credentials(unit).by_login(login), self._clock()
        stored = row.password if row else None
        is_known = bool(
            row and stored and self._devices.known(given.device, row.id, stored, now=now)
        )
        place = f"device\0{given.device}" if is_known else f"network\0{given.network}"
        vault = unit.vault
        target = Target(login_key(vault, login), vault.lookup(f"staff place\0{place}"))
        return _Look(target, stored, is_known, await Attempts(unit).of(target, now=now))

    async def _come_in(
        self, unit: Unit, login: str, given: Attempt, look: _Look, *, fits: bool
    ) -> Entered:
        now, attempts = self._clock(), Attempts(unit)
        tried = await attempts.of(look.target, now=now)
        _stop(tried, now)  # of many at once no more are told than of one after another
        row = await Credentials(unit).by_login(login)
        right = fits and row is not None and row.password == look.stored
        if not right or not await Credentials(unit).code_fits(row, given.code, now=now):
            self._count(unit, look.target, tried, row, now)
            raise StaffError(StaffRefusal.WRONG)
        assert row is not None
        attempts.forget(look.target)
        person = read_person(unit, row)
        Acts(unit).add(person, Act.SIGNED_IN, now=now, facts={"by": "password"})
        session = Sessions(unit).begin(person, now=now, browser=given.browser)
        return Entered(person, session, self._devices.mark(person.id, row.password, now=now))

    def _count(self, unit: Unit, target: Target, tried: Tried, row: Any, now: datetime) -> None:
        Attempts(unit).failed(target, now=now)
        if row is None:
            return
        acts = Acts(unit)
        if tried.in_all < LOGGED_FAILURES:
            acts.add(None, Act.SIGN_IN_FAILED, about=row.id, now=now)
        if tried.here + 1 == MOST_FAILURES:
            acts.add(None, Act.THROTTLED, about=row.id, now=now)
        if tried.in_all + 1 == SLOW_AFTER:
            acts.add(None, Act.SLOWED, about=row.id, now=now)

    async def _confirm(
        self, unit: Unit, session: Session, token: str, code: str, *, fits: bool
    ) -> None:
        """`fits` says whether the password did; a code is tried here."""
        now, person = self._clock(), session.person
        key = unit.vault.lookup(f"staff person\0{person.id}")
        target = Target(key, unit.vault.lookup(f"staff confirm\0{session.id}"))
        tried = await Attempts(unit).of(target, now=now)
        row = await Credentials(unit).by_id(person.id)
        if row is None or tried.here >= MOST_FAILURES:
            Sessions(unit).end(token)
            raise StaffError(StaffRefusal.CONFIRM_OVER)
        if code:
            fits = await Credentials(unit).code_fits(row, code, now=now)
        if not fits:
            self._count(unit, target, tried, row, now)
            raise StaffError(StaffRefusal.WRONG_CONFIRM)
        Attempts(unit).forget(target)
        Sessions(unit).confirm(token, now=now)


def _stop(tried: Tried, now: datetime) -> None:
    """Raises StaffError("throttled") for a place with too many failures."""
    if tried.here >= MOST_FAILURES and tried.first is not None:
        raise StaffError(StaffRefusal.THROTTLED, minutes=minutes_left(tried.first + THROTTLE, now))
