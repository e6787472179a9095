"""The fake Viber in a thread of the test process."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.e2e.fake_in_thread import InThread, in_thread
from tests.fakes.viber import people
from tests.fakes.viber.citizen import Citizen
from tests.fakes.viber.server import Running, running


class Viber(InThread[Running]):
    """A fake that listens."""

    def citizen(self, *, name: str = "Оксана", lang: str = "uk") -> Citizen:
        """A person who has not written yet."""
        return Citizen(self.do, name=name, lang=lang)


@contextmanager
def fake_viber() -> Iterator[Viber]:
    """A fake until the block ends."""
    with in_thread(running, lambda loop, server: Viber(loop, server, people.run)) as viber:
        yield viber
