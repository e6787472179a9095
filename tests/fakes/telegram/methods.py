"""Methods of the Bot API: parameters (validated) -> result, or RefusedError."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from tests.fakes.telegram.checks import RefusedError, bad, check_caption, check_markup, check_text
from tests.fakes.telegram.state import FakeMessage, FakeTelegram

Params = dict[str, Any]
Method = Callable[[FakeTelegram, Params], Awaitable[Any]]
METHODS: dict[str, Method] = {}

FILE_BYTES = 20 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
ACTIONS = {"typing", "upload_photo", "upload_document", "find_location", "choose_sticker"}
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
SAME = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
PINNED = ("latitude", "longitude", "title", "address")


def method(run: Method) -> Method:
    head, *rest = run.__name__.split("_")
    METHODS[(head + "".join(rest)).casefold()] = run
    return run


@method
async def get_me(fake: FakeTelegram, params: Params) -> Any:
    return fake.me | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


@method
async def get_updates(fake: FakeTelegram, params: Params) -> Any:
    if fake.webhook:
        raise RefusedError(409, WEBHOOK_ACTIVE)
    fake.poll += 1
    mine = fake.poll
    fake.wake()
    if "allowed_updates" in params:
        fake.allowed = params["allowed_updates"]
    offset = params.get("offset", 0)
    while fake.updates and fake.updates[0]["update_id"] < offset:
        fake.updates.popleft()
    until = time.monotonic() + min(50, params.get("timeout", 0))
    while not fake.updates and time.monotonic() < until and not fake.closing:
        await fake.changed(until - time.monotonic())
        if fake.poll != mine:
            raise RefusedError(409, OTHER_POLL)
        if fake.webhook:
            raise RefusedError(409, WEBHOOK_ACTIVE)
    return list(fake.updates)[: params.get("limit", 100)]


@method
async def set_webhook(fake: FakeTelegram, params: Params) -> Any:
    url = params["url"]
    local = url.startswith("http://127.0.0.1:")  # tests have no certificate
    if url and not url.startswith("https://") and not local:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if params.get("drop_pending_updates"):
        fake.updates.clear()
    if "allowed_updates" in params:
        fake.allowed = params["allowed_updates"]
    fake.webhook = params if url else {}
    fake.wake()
    return True


@method
async def delete_webhook(fake: FakeTelegram, params: Params) -> Any:
    return await set_webhook(fake, params | {"url": ""})


@method
async def get_webhook_info(fake: FakeTelegram, params: Params) -> Any:
    info = {
        "url": fake.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(fake.updates),
    }
    if fake.allowed:
        info["allowed_updates"] = fake.allowed
    if "error" in fake.webhook:
        info["last_error_message"] = fake.webhook["error"]
        info["last_error_date"] = int(time.time())
    return info


@method
async def send_message(fake: FakeTelegram, params: Params) -> Any:
    text, entities = check_text(params)
    content: Params = {"text": text} | ({"entities": entities} if entities else {})
    return _send(fake, params, content)


@method
async def send_venue(fake: FakeTelegram, params: Params) -> Any:
    for name in ("title", "address"):
        if not params[name].strip():
            raise bad(f"venue {name} must be non-empty")
    venue = {"location": _location(params), "title": params["title"], "address": params["address"]}
    return _send(fake, params, {"location": venue["location"], "venue": venue})


@method
async def send_location(fake: FakeTelegram, params: Params) -> Any:
    return _send(fake, params, {"location": _location(params)})


@method
async def send_document(fake: FakeTelegram, params: Params) -> Any:
    if not isinstance(params["document"], tuple):
        raise bad("wrong file identifier/HTTP URL specified")
    name, body = params["document"]
    if len(body) > UPLOAD_BYTES:
        raise RefusedError(413, "Request Entity Too Large")
    if not body:
        raise bad("file must be non-empty")
    document = fake.add_file(name, body) | {"file_name": name}
    return _send(fake, params, {"document": document, **check_caption(params)})


def _location(params: Params) -> Params:
    lat, lon = params["latitude"], params["longitude"]
    if not -90 <= lat <= 90 or not -180 <= lon <= 180:
        raise bad("wrong location specified")
    return {"latitude": lat, "longitude": lon}


def _send(fake: FakeTelegram, params: Params, content: Params) -> Params:
    chat = fake.chat(params["chat_id"])
    markup = params.get("reply_markup")
    check_markup(markup)
    return fake.keep(chat, content, from_bot=True, markup=markup)


@method
async def edit_message_text(fake: FakeTelegram, params: Params) -> Any:
    message = _editable(fake, params)
    text, entities = check_text(params)
    if "text" not in message.body:
        raise bad("there is no text in the message to edit")
    content = {"text": text} | ({"entities": entities} if entities else {})
    return _change(fake, message, content, params.get("reply_markup"))


@method
async def edit_message_reply_markup(fake: FakeTelegram, params: Params) -> Any:
    message = _editable(fake, params)
    content = {name: message.body[name] for name in ("text", "entities") if name in message.body}
    return _change(fake, message, content, params.get("reply_markup"))


def _editable(fake: FakeTelegram, params: Params) -> FakeMessage:
    message = fake.chat(params["chat_id"]).messages.get(params["message_id"])
    if message is None:
        raise bad("message to edit not found")
    if not message.editable:
        raise bad("message can't be edited")
    return message


def _change(fake: FakeTelegram, message: FakeMessage, content: Params, markup: Any) -> Params:
    check_markup(markup, editing=True)
    shown = markup if markup and markup["inline_keyboard"] else None
    names = ("text", "entities")
    before = {name: message.body[name] for name in names if name in message.body}
    if before == content and message.body.get("reply_markup") == shown:
        raise bad(SAME)
    kept = {
        name: value for name, value in message.body.items() if name not in (*names, "reply_markup")
    }
    message.body = kept | content | {"edit_date": int(time.time())}
    if shown:
        message.body["reply_markup"] = shown
    message.markup = shown or {}
    message.version = fake.new_version()
    return message.body


@method
async def delete_message(fake: FakeTelegram, params: Params) -> Any:
    if fake.chat(params["chat_id"]).messages.pop(params["message_id"], None) is None:
        raise bad("message to delete not found")
    return True


@method
async def delete_messages(fake: FakeTelegram, params: Params) -> Any:
    if not 1 <= len(params["message_ids"]) <= 100:
        raise bad("message identifiers are not specified")
    for number in params["message_ids"]:  # those that can't be found are skipped
        fake.chat(params["chat_id"]).messages.pop(number, None)
    return True


@method
async def answer_callback_query(fake: FakeTelegram, params: Params) -> Any:
    if len(params.get("text") or "") > 200:
        raise bad("MESSAGE_TOO_LONG")
    query = fake.queries.get(params["callback_query_id"])
    if query is None or query.old or query.answered:
        raise bad(OLD_QUERY)
    query.answered = True
    return True


@method
async def send_chat_action(fake: FakeTelegram, params: Params) -> Any:
    if params["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    fake.chat(params["chat_id"]).actions.append(params["action"])
    return True


@method
async def get_file(fake: FakeTelegram, params: Params) -> Any:
    if params["file_id"] not in fake.files:
        raise bad("invalid file_id")
    path, size, _ = fake.files[params["file_id"]]
    if size > FILE_BYTES:
        raise bad("file is too big")
    file_id = params["file_id"]
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-8:],
        "file_size": size,
        "file_path": path,
    }


@method
async def set_my_commands(fake: FakeTelegram, params: Params) -> Any:
    for command in params["commands"]:
        name = command["command"]
        if not 1 <= len(name) <= 32 or not name.replace("_", "a").isalnum() or not name.isascii():
            raise bad("BOT_COMMAND_INVALID")
        if name != name.lower():
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    fake.settings["commands", params.get("language_code", "")] = params["commands"]
    return True


@method
async def get_my_commands(fake: FakeTelegram, params: Params) -> Any:
    return fake.settings.get(("commands", params.get("language_code", "")), [])


def _setting(name: str, limit: int) -> None:
    """setMyName, setMyDescription, setMyShortDescription and their getters."""
    field = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")

    async def put(fake: FakeTelegram, params: Params) -> Any:
        text = params.get(field) or ""
        if len(text) > limit:
            raise bad(f"{field} is too long")
        fake.settings[field, params.get("language_code") or ""] = text
        return True

    async def get(fake: FakeTelegram, params: Params) -> Any:
        return {field: fake.settings.get((field, params.get("language_code") or ""), "")}

    METHODS[f"setMy{name}".casefold()] = put
    METHODS[f"getMy{name}".casefold()] = get


_setting("Name", 64)
_setting("Description", 512)
_setting("ShortDescription", 120)


async def run(fake: FakeTelegram, name: str, params: Params) -> Any:
    """One call. Raises RefusedError."""
    fake.fails(name)
    await asyncio.sleep(0)
    return await METHODS[name.casefold()](fake, params)
