"""What people do in the fake's chats, as commands: plain data in and out, also over HTTP."""

import base64
import secrets
import time
from collections.abc import Callable
from typing import Any

from tests.fakes.telegram.state import Failing, FakeChat, FakeTelegram, Query

Body = dict[str, Any]
COMMANDS: dict[str, Callable[[FakeTelegram, Body], Body]] = {}


def command(run: Callable[[FakeTelegram, Body], Body]) -> Callable[[FakeTelegram, Body], Body]:
    COMMANDS[run.__name__] = run
    return run


@command
def meet(fake: FakeTelegram, body: Body) -> Body:
    """A person with a Telegram account."""
    user = {"is_bot": False, "first_name": "Оксана", "language_code": "uk"} | body["user"]
    fake.chats.setdefault(user["id"], FakeChat(user)).user = user
    return {}


@command
def write(fake: FakeTelegram, body: Body) -> Body:
    """A message with this content: text, location, contact, photo, …"""
    chat = fake.chats[body["chat"]]
    message = fake.keep(chat, body["content"], from_bot=False)
    if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
        labels = [_label(key) for row in chat.keyboard["keyboard"] for key in row]
        if "location" in message or message.get("text") in labels:
            chat.keyboard = None
    return {"update_id": fake.push({"message": message}), "message_id": message["message_id"]}


def _label(key: Any) -> str:
    return key if isinstance(key, str) else key["text"]


@command
def rewrite(fake: FakeTelegram, body: Body) -> Body:
    """The person edits a message of theirs."""
    message = fake.chats[body["chat"]].messages[body["message_id"]]
    message.body = message.body | body["content"] | {"edit_date": int(time.time())}
    return {"update_id": fake.push({"edited_message": message.body})}


@command
def press(fake: FakeTelegram, body: Body) -> Body:
    """An inline button; `data` may be one that no button has."""
    chat = fake.chats[body["chat"]]
    number = secrets.token_hex(8)
    fake.queries[number] = Query(body["chat"], old=bool(body.get("old")))
    query = {
        "id": number,
        "from": chat.user,
        "message": chat.messages[body["message_id"]].body,
        "chat_instance": str(body["chat"] * 31),
        "data": body["data"],
    }
    return {"update_id": fake.push({"callback_query": query}), "query": number}


@command
def change_membership(fake: FakeTelegram, body: Body) -> Body:
    """The person blocks the bot or comes back."""
    chat = fake.chats[body["chat"]]
    chat.blocked = body["blocked"]
    member, kicked = (
        {"status": "member", "user": fake.me},
        {"status": "kicked", "user": fake.me, "until_date": 0},
    )
    old, new = (member, kicked) if chat.blocked else (kicked, member)
    change = {
        "chat": chat.body,
        "from": chat.user,
        "date": int(time.time()),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return {"update_id": fake.push({"my_chat_member": change})}


@command
def erase(fake: FakeTelegram, body: Body) -> Body:
    """A message disappears from the chat."""
    del fake.chats[body["chat"]].messages[body["message_id"]]
    return {}


@command
def look(fake: FakeTelegram, body: Body) -> Body:
    """The chat as the person sees it."""
    chat = fake.chats[body["chat"]]
    messages = [
        {"body": one.body, "from_bot": one.from_bot, "version": one.version}
        for one in chat.messages.values()
    ]
    spinning = [
        number
        for number, query in fake.queries.items()
        if query.chat == body["chat"] and not query.answered
    ]
    return {
        "messages": messages,
        "keyboard": chat.keyboard,
        "actions": chat.actions,
        "spinning": spinning,
    }


@command
def push(fake: FakeTelegram, body: Body) -> Body:
    """Any update; with `check` false also one that Telegram would never send."""
    return {"update_id": fake.push(body["update"], check=body.get("check", True))}


@command
def fail(fake: FakeTelegram, body: Body) -> Body:
    """The next `times` calls of `method` fail, after `after` that work."""
    fake.failing[body["method"].casefold()].append(
        Failing(
            body["code"],
            body.get("description", ""),
            body.get("retry_after", 0),
            body.get("times", 1),
            body.get("after", 0),
        )
    )
    return {}


@command
def heal(fake: FakeTelegram, body: Body) -> Body:
    """All forced failures end."""
    fake.failing.clear()
    return {}


@command
def lead(fake: FakeTelegram, body: Body) -> Body:
    """What a proxy before the bot does: the webhook's public address leads to `url`."""
    fake.webhook["url"] = body["url"]
    fake.wake()
    return {}


@command
def add_file(fake: FakeTelegram, body: Body) -> Body:
    """A file on Telegram's side: `content` (base64), or only its `size`."""
    content = base64.b64decode(body.get("content", ""))
    return fake.add_file(body["name"], content, body.get("size"))


@command
def download(fake: FakeTelegram, body: Body) -> Body:
    """What a person gets who opens a file in the chat."""
    _, _, content = fake.files[body["file_id"]]
    return {"content": base64.b64encode(content).decode()}


@command
def received(fake: FakeTelegram, body: Body) -> Body:
    """Calls of the bot so far, what was refused of them, and updates not confirmed yet."""
    wanted = body.get("method")
    return {
        "calls": [[name, params] for name, params in fake.calls if wanted in (None, name)],
        "refusals": fake.refusals,
        "pending": [update["update_id"] for update in fake.updates],
    }


def run(fake: FakeTelegram, name: str, body: Body) -> Body:
    """One command of a test or a citizen."""
    return COMMANDS[name](fake, body)
