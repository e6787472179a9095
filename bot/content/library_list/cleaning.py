"""What earlier lists published of people or of remarks, and no list would now."""

from collections.abc import Mapping
from typing import Final

from bot.content.library_list.closed import CLOSED, NOT_OPEN, remark
from bot.content.library_list.people import People
from bot.content.library_list.words import folded, has_word, words

ABOUT_PEOPLE: Final = (
    "«{}» – про людину, а це бачать усі читачі. Приберіть або напишіть без неї; новий імпорт того "
    "самого списку прибере сам."
)

Facts = Mapping[str, object]


def is_about_people(text: str, people: People) -> bool:
    """Whether a text names a person or tells of somebody's illness, leave or service."""
    return people.names_one(text) or has_word(folded(text), words("private"))


def cleaned(ours: Facts, told: str, people: People) -> dict[str, object]:
    """The fields of an entry of ours that become others: of people nothing stays.

    `told` is the row's own remark: an earlier list may have published it word for word.
    """
    found: dict[str, object] = {}
    texts = {field: _text(ours, field) for field in ("name", "note", "hours_note", "landmark")}
    name, cut = people.cut(texts["name"])
    if cut and name:
        known = ours["name"]
        found["name"] = {**known, "uk": name} if isinstance(known, Mapping) else {"uk": name}
    if texts["note"] and folded(texts["note"]) == folded(told):
        found["note"] = None
    for field in ("note", "hours_note"):
        if is_about_people(texts[field], people):
            found[field] = None
    if people.names_one(texts["landmark"]):
        found["landmark"] = None
    if "hours_note" in found and ours.get("hours") == CLOSED:
        found["hours_note"] = {"uk": remark(NOT_OPEN)}
    return found


def _text(ours: Facts, field: str) -> str:
    told = ours.get(field)
    return str(told.get("uk", "")) if isinstance(told, Mapping) else str(told or "")
