"""The fake Telegram in a thread of the test process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.e2e.fake_in_thread import InThread, in_thread
from tests.fakes.telegram import people
from tests.fakes.telegram.citizen import Citizen
from tests.fakes.telegram.server import Running, running


class Telegram(InThread[Running]):
    """A fake that listens."""

    def citizen(self, *, name: str = "Оксана", lang: str = "uk") -> Citizen:
        """A person who has not written yet."""
        return Citizen(self.do, name=name, lang=lang)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of each call of a method so far."""
        return [params for _, params in self.do("received", {"method": method})["calls"]]


@contextmanager
def fake_telegram() -> Iterator[Telegram]:
    """A fake until the block ends."""
    with in_thread(running, lambda loop, server: Telegram(loop, server, people.run)) as telegram:
        yield telegram
