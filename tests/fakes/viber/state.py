"""What the fake knows: people, their chats, callbacks that wait, failures on demand."""

import itertools
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.changes import Changes
from tests.fakes.viber.account import FIRST_TOKEN, TOKEN
from tests.fakes.viber.checks import RefusedError

Json = dict[str, Any]
MOST_UNANSWERED = 100


@dataclass(slots=True)
class FakePerson:
    """A person and their chat with the bot."""

    user: Json
    subscribed: bool = False
    registered: bool = True
    device: bool = True  # whether an app is there that can show what is sent
    messages: list[Json] = field(default_factory=list)  # {"own", "body"}, oldest first
    keyboard: Json | None = None
    tracking: str = ""
    unanswered: int = 0


@dataclass(slots=True)
class Failing:
    """A status forced by a test for `times` calls, after `after` that work."""

    method: str
    status: int
    times: int = 1
    after: int = 0


@dataclass(slots=True)
class Callback:
    """One that is to be posted. `peer` is whose, "" for nobody's."""

    peer: str
    body: Json


class FakeViber(Changes):
    """The state. Methods of the API are in methods.py, what people do in people.py."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.people: dict[str, FakePerson] = {}
        self.webhook = ""
        self.events: list[str] = []
        self.leads: dict[str, str] = {}  # what stands before the bot: public address -> real one
        self.waiting: deque[Callback] = deque()
        self.calls: list[tuple[str, Json]] = []
        self.refusals: list[str] = []
        self.failing: list[Failing] = []
        self.receipts = True  # apps tell that they got and showed a message
        self.media: dict[str, bytes] = {}
        self.closing = False
        self.statuses: list[tuple[str, int]] = []  # (event, HTTP status), 0 without an answer
        self.clock = time.time
        self._tokens = itertools.count(FIRST_TOKEN)

    def new_token(self) -> int:
        return next(self._tokens)

    def person(self, receiver: object) -> FakePerson:
        """Whom a call names. Raises RefusedError."""
        person = self.people.get(str(receiver))
        if person is None or not person.registered:
            raise RefusedError(5)
        if not person.subscribed:
            raise RefusedError(6)
        if not person.device:
            raise RefusedError(11)
        if person.unanswered >= MOST_UNANSWERED:
            raise RefusedError(12)
        return person

    def show(self, person: FakePerson, body: Json, token: int) -> None:
        """A message of the bot appears in the chat."""
        person.messages.append({"own": False, "body": body, "token": str(token)})
        if "keyboard" in body:  # the client always displays the last one sent to it
            person.keyboard = body["keyboard"]
        person.tracking = body.get("tracking_data", "")
        self.wake()

    def push(self, peer: str, event: str, **content: Any) -> int:
        """Queue a callback; its token."""
        token = content.pop("message_token", None) or self.new_token()
        if event not in {"message", "subscribed", "unsubscribed"} and event not in self.events:
            return int(token)
        moment = int(self.clock() * 1000)
        body = {"event": event, "timestamp": moment, "message_token": token, **content}
        self.waiting.append(Callback(peer, body))
        self.wake()
        return int(token)

    def leading(self, address: str) -> str:
        """Where an address really leads."""
        for public, real in self.leads.items():
            if address.startswith(public):
                return real + address.removeprefix(public)
        return address

    def fails(self, method: str) -> None:
        """Raise the failure a test ordered for this method, if any."""
        for failing in self.failing:
            if failing.method != method:
                continue
            if failing.after:
                failing.after -= 1
                return
            if failing.times:
                failing.times -= 1
                raise RefusedError(failing.status)
