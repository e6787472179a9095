"""Many passwords at once: two are compared, some wait, the rest are told to come again."""

import asyncio
import threading

import pytest
from argon2 import Type, extract_parameters
from argon2.exceptions import VerifyMismatchError

from bot.staff import passwords
from tests.waiting import PATIENCE

REAL = passwords._hasher  # the program's, as it is before any test: others take a cheaper one


@pytest.fixture(autouse=True)
def _real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", REAL)


class Slow:
    """Compares until it is let go."""

    def __init__(self) -> None:
        self.go, self.lock, self.two = threading.Event(), threading.Lock(), threading.Event()
        self.now = self.most = 0

    def verify(self, _stored: str, _password: str) -> bool:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
            if self.most >= 2:
                self.two.set()
        self.go.wait(PATIENCE)
        with self.lock:
            self.now -= 1
        return True


async def test_two_at_once_a_bounded_line_and_the_rest_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow = Slow()
    monkeypatch.setattr(passwords, "_hasher", slow)
    tasks = [asyncio.create_task(passwords.fits("hash", "typed")) for _ in range(40)]
    told, waiting = await asyncio.wait(tasks, timeout=PATIENCE, return_when=asyncio.FIRST_EXCEPTION)
    assert len(waiting) == passwords.MOST_WAITING
    assert {type(one.exception()) for one in told} == {passwords.BusyError}
    assert await asyncio.to_thread(slow.two.wait, PATIENCE)
    for one in list(waiting)[:20]:  # those who gave up leave no room behind for more
        one.cancel()
    await asyncio.sleep(0)
    more = [
        asyncio.create_task(passwords.fits("hash", "typed")) for _ in range(passwords.MOST_WAITING)
    ]
    done, _ = await asyncio.wait(more, timeout=PATIENCE, return_when=asyncio.FIRST_EXCEPTION)
    assert {type(one.exception()) for one in done} == {passwords.BusyError}
    slow.go.set()
    await asyncio.gather(*tasks, *more, return_exceptions=True)
    assert slow.most == passwords.AT_ONCE


async def test_only_the_right_password_fits_and_nobodys_never() -> None:
    stored = await passwords.hashed("три довгі слова")
    assert await passwords.fits(stored, "три довгі слова")
    assert not await passwords.fits(stored, "три довгі слов")
    assert not await passwords.fits(None, "три довгі слова")
    assert not await passwords.fits("damaged", "три довгі слова")


def test_a_login_that_nobody_has_costs_as_much_to_compare() -> None:
    nobodys = passwords.nobodys(REAL)
    assert extract_parameters(nobodys) == extract_parameters(REAL.hash("якийсь"))
    with pytest.raises(VerifyMismatchError):  # it is compared to the end
        REAL.verify(nobodys, "якийсь")


def test_hashing_costs_what_it_should() -> None:
    """At least what OWASP recommends for argon2id."""
    assert REAL.type is Type.ID
    assert (REAL.memory_cost >= 19 * 1024, REAL.time_cost >= 2) == (True, True)
