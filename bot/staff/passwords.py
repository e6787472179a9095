"""Passwords are hashed and compared beside everything else: at most two at once, outside units."""

import asyncio
import os
import secrets
import threading
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from bot.storage.held import needs_no_unit

AT_ONCE = 2  # each takes 64 MB and a core for some 50 ms
MOST_WAITING = 24  # those beyond are told to come again
RETRY_SECONDS = 5
NICE = 10  # turns of citizens go before

T = TypeVar("T")


class BusyError(Exception):
    """So many passwords are being compared that one more must come again after `seconds`."""

    def __init__(self, seconds: int = RETRY_SECONDS) -> None:
        super().__init__("too many at once")
        self.seconds = seconds


def _stand_back() -> None:
    """Let this thread (on Linux: only this one) yield to the event loop."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def nobodys(hasher: PasswordHasher) -> str:
    """What no password hashes to, as this hasher writes it; comparing takes as long as ever."""
    salt, digest = (
        b64encode(secrets.token_bytes(length)).rstrip(b"=").decode()
        for length in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(AT_ONCE, "passwords", initializer=_stand_back)
_counting = threading.Lock()
_waiting = 0
# Compared with for logins that nobody has: an unknown one takes as long as a known one.
_NOBODYS = nobodys(_hasher)


async def hashed(password: str) -> str:
    """The password as it rests in the database (argon2id). Raises BusyError, UnitHeldError."""
    return await _beside(lambda: _hasher.hash(password))


async def fits(stored: str | None, password: str) -> bool:
    """Whether it is the password behind `stored`; None takes as long and never fits.

    Raises BusyError, UnitHeldError.
    """
    return await _beside(lambda: _verified(stored, password))


async def _beside(work: Callable[[], T]) -> T:
    global _waiting
    needs_no_unit("a password is hashed")
    with _counting:
        if _waiting >= MOST_WAITING:
            raise BusyError
        _waiting += 1
    begun = _threads.submit(work)
    # Who gave up waiting still counts until the thread is free of them.
    begun.add_done_callback(_is_done)
    return await asyncio.wrap_future(begun)


def _is_done(_work: Future[Any]) -> None:
    global _waiting
    with _counting:
        _waiting -= 1


def _verified(stored: str | None, password: str) -> bool:
    try:
        return _hasher.verify(stored or _NOBODYS, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
