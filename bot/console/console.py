"""What all pages of the desk share: the process they are in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.console.cookies import Cookies
from bot.console.readings import Readings
from bot.contracts.feature import NavigationEntry
from bot.contracts.services import Program, Services
from bot.engine.texts import Texts
from bot.pacing.token_bucket import Buckets, Rate
from bot.staff.authentication import Authentication
from bot.storage.database import Database, Unit
from bot.web.change_signal import ChangeSignal

SIGN_INS = Rate(30, 0.1)  # of one address: a whole library may share it


# The bytes of what a citizen sent, by the channel's name and its reference; None: not to be had.
Fetch = Callable[[str, str], Awaitable[bytes | None]]


@dataclass(frozen=True)
class Console:
    """One for each process.

    Attributes:
        bind: the features of today's content, for one transaction.
        key: secret bytes; what guards forms is made with it.
        program: what features keep as long as the process lasts.
        address: where browsers find this service, without a slash at its end.
        navigation: links in the head of every page.
    """

    database: Database
    bind: Callable[[Unit], Services]
    texts: Mapping[str, Texts]
    change_signal: ChangeSignal
    program: Program
    fetch: Fetch
    clock: Callable[[], datetime]
    key: bytes
    address: str
    navigation: Sequence[NavigationEntry] = ()

    @cached_property
    def authentication(self) -> Authentication:
        """Signing in by a password, and choosing one."""
        return Authentication(self.database, key=self.key, clock=self.clock)

    @cached_property
    def cookies(self) -> Cookies:
        """What browsers keep for the desk."""
        return Cookies(self.key, self.is_secure)

    @cached_property
    def attempts(self) -> Buckets:
        """Sign-ins by address."""
        return Buckets(SIGN_INS)

    @cached_property
    def readings(self) -> Readings:
        """What was shown in lists a moment ago."""
        return Readings()

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by HTTPS: the session's cookie then goes no other way."""
        return self.address.startswith("https:")
