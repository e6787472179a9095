"""Updates as the Bot API sends them, shortened to what belongs to each kind."""

from typing import Any

PERSON = {
    "id": 380501,
    "is_bot": False,
    "first_name": "Оксана",
    "last_name": "Коваль",
    "username": "oksana",
    "language_code": "uk",
}
BOT = {"id": 4242424242, "is_bot": True, "first_name": "Місток", "username": "mistok_bot"}
CHAT = {"id": 380501, "first_name": "Оксана", "type": "private"}
GROUP = {"id": -1001234567890, "title": "Громада", "type": "supergroup"}
DATE = 1_763_971_200  # 2025-11-24 08:00 UTC

Json = dict[str, Any]


def update(**content: Any) -> Json:
    return {"update_id": 700_000_001, **content}


def message(**content: Any) -> Json:
    return {"message_id": 17, "from": PERSON, "chat": CHAT, "date": DATE, **content}


def press(**content: Any) -> Json:
    own = message(text="Що зробити?") | {"from": BOT, "message_id": 12}
    query = {"id": "q1", "from": PERSON, "message": own, "chat_instance": "-5"}
    return update(callback_query=query | content)


def membership(old: str, new: str) -> Json:
    def member(status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": BOT} | until

    change = {
        "chat": CHAT,
        "from": PERSON,
        "date": DATE,
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }
    return update(my_chat_member=change)


def file(name: str = "", media_type: str = "", **more: Any) -> Json:
    body: Json = {"file_id": "BQAC1", "file_unique_id": "AgAD1", "file_size": 2048}
    return body | {"file_name": name, "mime_type": media_type} | more if name else body | more
