"""What the fake server knows: chats, pending updates, the webhook, failures on demand."""

import itertools
import secrets
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.changes import Changes
from tests.fakes.telegram.account import ME, TOKEN
from tests.fakes.telegram.checks import RefusedError, bad, extras
from tests.fakes.telegram.models import Update


@dataclass(slots=True)
class FakeMessage:
    """A message in a chat. `version` grows with every change in the whole server."""

    body: dict[str, Any]
    from_bot: bool
    version: int
    markup: dict[str, Any] = field(default_factory=dict)

    @property
    def editable(self) -> bool:
        """Only messages without a keyboard under the field can be edited."""
        return self.from_bot and (not self.markup or "inline_keyboard" in self.markup)


@dataclass(slots=True)
class FakeChat:
    """A private chat with one person."""

    user: dict[str, Any]
    messages: dict[int, FakeMessage] = field(default_factory=dict)
    keyboard: dict[str, Any] | None = None  # the keyboard under the field
    blocked: bool = False
    actions: list[str] = field(default_factory=list)

    @property
    def body(self) -> dict[str, Any]:
        names = ("id", "first_name", "username")
        return {name: self.user[name] for name in names if name in self.user} | {"type": "private"}


@dataclass(slots=True)
class Query:
    """A pressed button that waits for its answer."""

    chat: int
    answered: bool = False
    old: bool = False


@dataclass(slots=True)
class Failing:
    """An answer forced by a test: `times` calls of `method` get it."""

    code: int
    description: str
    retry_after: int
    times: int
    after: int = 0  # calls that still work before


class FakeTelegram(Changes):
    """The server's state. Methods of the Bot API are in methods.py, people's in people.py."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.me = ME | {"id": int(token.partition(":")[0])}
        self.chats: dict[int, FakeChat] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, tuple[str, int, bytes]] = {}
        self.updates: deque[dict[str, Any]] = deque()
        self.spoilt: dict[bytes, bytes] = {}  # bytes of an answer and what goes out instead
        self.allowed: list[str] = []
        self.webhook: dict[str, Any] = {}
        self.settings: dict[tuple[str, str], Any] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: list[str] = []
        self.failing: defaultdict[str, list[Failing]] = defaultdict(list)
        self.poll = 0  # number of the newest getUpdates
        self.closing = False
        self._update_ids = itertools.count(700_000_001)
        self._message_ids = itertools.count(1)
        self._versions = itertools.count(1)

    def spoil(self, answer: bytes) -> bytes:
        """The answer as it goes out, with the bytes that tests put into it."""
        for word, instead in self.spoilt.items():
            answer = answer.replace(word, instead)
        return answer

    def new_message_id(self) -> int:
        return next(self._message_ids)

    def new_version(self) -> int:
        return next(self._versions)

    def chat(self, chat_id: object) -> FakeChat:
        """The chat a bot's call names. Raises RefusedError."""
        try:
            chat = self.chats.get(int(str(chat_id)))
        except ValueError:
            chat = None
        if chat is None:
            raise bad("chat not found")
        if chat.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        return chat

    def keep(
        self,
        chat: FakeChat,
        content: dict[str, Any],
        *,
        from_bot: bool,
        markup: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Put a message into the chat; the message as the Bot API shows it."""
        number = self.new_message_id()
        body = {
            "message_id": number,
            "from": self.me if from_bot else chat.user,
            "chat": chat.body,
            "date": int(time.time()),
            **content,
        }
        if markup and "inline_keyboard" in markup:
            body["reply_markup"] = markup
        elif markup and "keyboard" in markup:
            chat.keyboard = markup
        elif markup and markup.get("remove_keyboard"):
            chat.keyboard = None
        chat.messages[number] = FakeMessage(body, from_bot, self.new_version(), markup or {})
        return body

    def add_file(self, name: str, content: bytes, size: int | None = None) -> dict[str, Any]:
        """Keep a file as Telegram does; what the Bot API says of it."""
        number = "BQACAgIAAxkBAAI" + secrets.token_hex(12)
        size = len(content) if size is None else size
        self.files[number] = (f"documents/{number[-8:]}/{name}", size, content)
        return {"file_id": number, "file_unique_id": number[-8:], "file_size": size}

    def push(self, content: dict[str, Any], *, check: bool = True) -> int:
        """Queue an update for the bot; its id. It must be one by aiogram's model."""
        update = {"update_id": next(self._update_ids), **content}
        if check:
            model = Update.model_validate(update)
            assert not extras(model), extras(model)
        if not self.allowed or any(name in self.allowed for name in content) or not check:
            self.updates.append(update)
            self.wake()
        return int(update["update_id"])

    def fails(self, method: str) -> None:
        """Raise the failure a test ordered for this method, if any."""
        for failing in self.failing.get(method.casefold(), []):
            if failing.after:
                failing.after -= 1
                return
            if failing.times:
                failing.times -= 1
                raise RefusedError(
                    failing.code, failing.description, retry_after=failing.retry_after
                )
