"""Entries of the content as pages show them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from babel import Locale

from bot.console.visit import Visit
from bot.content.check import CHECK_LASTS
from bot.content.editing import Entry
from bot.content.editing.form import Asked, Group, Input
from bot.content.editing.kinds import KINDS as ENTRY_KINDS
from bot.content.editing.kinds import WHOLE
from bot.content.fields import CAPABILITIES
from bot.content.pages.labels import FIELDS, VALUES, label
from bot.engine.wording import kyiv
from bot.libraries.report_model import LIBRARY, SERVICE

REPORTED: Final = {"services": SERVICE, "libraries": LIBRARY}
DAYS: Final = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
LONGEST: Final = 120  # letters of a title
SOON: Final = timedelta(days=14)
OFFERED: Final = {"capabilities", "lacks", "need"}


def title(entry: Entry, lang: str) -> str:
    """What an entry is called; its code where it has no name, its kind where it stands alone."""
    for field in ("title", "name", "words", "question", "text"):
        told = entry.data.get(field)
        if isinstance(told, Mapping):
            return str(told.get(lang) or told.get("uk") or entry.id)[:LONGEST]
        if isinstance(told, str) and field == "words":
            return told
    return "" if entry.id == WHOLE else entry.id


def language(visit: Visit, code: str) -> str:
    """«українська»."""
    return Locale.parse(code).get_language_name(visit.lang) or code


def about(entry: Entry) -> str:
    """What reports call it: «service:passport»."""
    return f"{REPORTED.get(entry.key, entry.key)}:{entry.id}"


def has_check(key: str) -> bool:
    """Whether entries of this kind are compared with a source now and then."""
    return "checked" in ENTRY_KINDS[key].model.model_fields


def age(visit: Visit, entry: Entry) -> timedelta | None:
    """How long ago it was compared with its source; None: never."""
    try:
        checked = date.fromisoformat(str(entry.data.get("checked")))
    except ValueError:
        return None
    return today(visit) - checked


def today(visit: Visit) -> date:
    """The day in Kyiv."""
    return kyiv(visit.console.clock()).date()


def is_old(visit: Visit, entry: Entry) -> bool:
    """Whether it was never compared with its source, or so long ago that it is time."""
    old = age(visit, entry)
    return old is None or old > CHECK_LASTS - SOON


def row(visit: Visit, entry: Entry, name: str, marks: int = 0) -> dict[str, Any]:
    """A line of a list, of what is called so."""
    old = age(visit, entry)
    return {
        "key": entry.key,
        "id": entry.id,
        "title": name,
        "file": entry.file,
        "version": entry.version,
        "days": None if old is None else old.days,
        "has_check": has_check(entry.key),
        "is_old": is_old(visit, entry),
        "source": _source(entry),
        "marks": marks,
    }


def _source(entry: Entry) -> str:
    told = entry.data.get("source")
    return str(told.get("url", "") if isinstance(told, Mapping) else told or "")


def form(
    visit: Visit, kind: str, groups: list[Group], sent: Mapping[str, list[str]] | None
) -> list[Any]:
    """The groups of a form with labels, and what was typed where something was."""
    return [
        {
            "name": group.name,
            "label": visit._(label(kind, group.name)),
            "required": group.required,
            "inputs": [_input(visit, kind, group, one, sent) for one in group.inputs],
            "filled": any(one.value for one in group.inputs),
            "beside": [],
        }
        for group in groups
    ]


def _input(
    visit: Visit, kind: str, group: Group, asked: Asked, sent: Mapping[str, list[str]] | None
) -> dict[str, Any]:
    value = asked.value if sent is None else "\n".join(sent.get(asked.name, []))
    parts = asked.name.split(".")
    told = visit._(label(kind, asked.part))
    if asked.part != group.name:
        days = [visit._(FIELDS[one]) for one in parts[1:-1] if one in DAYS]
        rows = [str(int(one) + 1) for one in parts if one.isdecimal()]
        told = ", ".join([told, *days, *rows])
    chosen = set(value.split("\n"))
    return {
        "name": asked.name,
        "id": f"f-{asked.name.replace('.', '-')}",
        "label": f"{told} ({language(visit, asked.lang)})" if asked.lang else told,
        "lang": asked.lang,
        "hints": [],
        "kind": asked.input.value,
        "value": value,
        "rows": min(8, 2 + len(value) // 80 + value.count("\n")),
        "options": [(one, _option(visit, asked.part, one), one in chosen) for one in asked.options],
        "several": asked.input is Input.CHOICES,
    }


def _option(visit: Visit, part: str, value: str) -> str:
    if part in OFFERED:
        return CAPABILITIES.get(value, value)
    if part == "supports":
        return visit._(FIELDS.get(value, value))
    return visit._(VALUES[value]) if value in VALUES else value
