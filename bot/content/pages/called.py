"""What entries, fields, lists and changes of the content are called on pages."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.console.visit import Visit
from bot.content.editing import Entry, Writer
from bot.content.editing.history import Record
from bot.content.editing.line_file import heading, is_danger_file, is_line_file
from bot.content.pages.danger_shown import name_of_danger
from bot.content.pages.labels import FIELDS, KINDS, label
from bot.content.pages.shown import title
from bot.engine.texts import FALLBACK
from bot.understanding.text.stems import words_in_common

_FIELD: Final = re.compile(r"«?\b([a-z_]{3,40})\b»?")
Titles = Mapping[tuple[str, str], str]  # by kind and id


def called(visit: Visit, entry: Entry) -> str:
    """An entry: its title, a danger by its name; its kind where it stands alone.

    A library whose name does not tell its settlement is told with it: «Бібліотека (Зайчики)».
    """
    if entry.key == "dangers":
        return name_of_danger(visit._, entry.id)
    named = title(entry, visit.lang) or visit._(KINDS[entry.key])
    place = str(entry.data.get("settlement_name") or "") if entry.key == "libraries" else ""
    tells_place = not place or words_in_common(title(entry, FALLBACK), place)
    return named if tells_place else f"{named} ({place})"


def spoken(visit: Visit, key: str, message: str) -> str:
    """A message about fields, with their labels instead of the names that files have."""

    def named(found: re.Match[str]) -> str:
        return f"«{visit._(label(key, found[1]))}»" if found[1] in FIELDS else found[0]

    return _FIELD.sub(named, message)


def titles(visit: Visit, keys: Iterable[str]) -> Titles:
    """The titles of all entries of these kinds; it reads files."""
    writer = visit.console.program[Writer]
    known = (entry for key in set(keys) & KINDS.keys() for entry in writer.entries(key))
    return {(one.key, one.id): called(visit, one) for one in known}


def list_heading(visit: Visit, file: str, text: str) -> str:
    """What a list of lines says of itself, a danger by its name; "" for nothing."""
    told = heading(text)
    if not is_danger_file(file):
        return told
    kind = file.rpartition("/")[2].partition(".")[0]
    return told.replace(f"«{kind}»", f"«{name_of_danger(visit._, kind)}»")


def list_called(visit: Visit, file: str, text: str, known: Titles) -> str:
    """A list of lines: by its card, else as its first sentence says, else its place."""
    folder, _, name = file.rpartition("/")
    if folder == "examples":
        card = name.partition(".")[0]
        return visit._("Ways of asking: %(card)s", card=known.get(("services", card), card))
    return list_heading(visit, file, text).partition(". ")[0] or file


def change_called(visit: Visit, record: Record, known: Titles) -> str:
    """What was changed: an entry, a list, or some of a kind at once."""
    if record.entry:
        return known.get((record.key, record.entry)) or record.entry
    if is_line_file(record.file):
        return list_called(visit, record.file, record.after or record.before or "", known)
    return visit._(KINDS[record.key]) if record.key in KINDS else record.file
