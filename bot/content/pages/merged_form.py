"""The form of an entry that two people changed: what both wrote, beside each field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.console.visit import Visit
from bot.content.editing import Entry
from bot.content.editing.form import Get, changes, groups
from bot.content.editing.merging import Merged, merged
from bot.content.pages.meanwhile import began_with, beside_both, beside_theirs
from bot.content.pages.shown import form


@dataclass(frozen=True, slots=True)
class TwoForms:
    """What a person typed, over what is there now.

    Attributes:
        fields: what would change of the entry as it is now; None for one that goes.
        began: the values that the form began with; None where it does not tell.
    """

    fields: Mapping[str, Any]
    began: Mapping[str, Any] | None
    merged: Merged


def two_forms(visit: Visit, now: Entry, sent: Get) -> TwoForms:
    """The form that came, merged with the entry as it is now."""
    began = began_with(visit)
    before = now.data if began is None else began
    asked = [group.name for group in groups(now.key, now.data)]
    mine = {**before, **changes(now.key, before, sent)}
    both = merged(
        None if began is None else _of(began, asked), _of(mine, asked), _of(now.data, asked)
    )
    fields = {name: one for name, one in both.values.items() if one != now.data.get(name)}
    return TwoForms(fields, began, both)


def form_of_both(visit: Visit, now: Entry, two: TwoForms) -> list[dict[str, Any]]:
    """The form with what was typed, and lines beside the fields that somebody else changed."""
    shown = _rows(visit, now.key, {**now.data, **two.fields})
    there = {group["name"]: group for group in _rows(visit, now.key, now.data)}
    was = {group["name"]: group for group in _rows(visit, now.key, two.began or {})}
    for group in shown:
        name = group["name"]
        if name in two.merged.both:
            group["beside"] = [beside_both(visit, one) for one in _other(group, there[name])]
        elif name in two.merged.theirs:
            group["beside"] = [beside_theirs(visit, one) for one in _other(group, was[name])]
    return shown


def _rows(visit: Visit, key: str, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    return form(visit, key, groups(key, data), None)


def _of(data: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: data[name] for name in names if data.get(name) is not None}


def _other(group: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """What the inputs of another form of this group hold, where it differs."""
    mine, theirs = ({one["name"]: one for one in each["inputs"]} for each in (group, other))
    is_one = len(mine) == 1 and len(theirs) == 1
    for name in {**mine, **theirs}:
        here, there = _told(mine.get(name)), _told(theirs.get(name))
        if here != there:
            yield there if is_one or not there else f"{theirs[name]['label']}: {there}"


def _told(one: Mapping[str, Any] | None) -> str:
    if one is None:
        return ""
    if one["options"]:
        return ", ".join(label for _, label, chosen in one["options"] if chosen)
    return ("✓" if one["value"] else "") if one["kind"] == "flag" else str(one["value"])
