"""The card told box by box, as a chat tells it: read by the same form as in the browser."""

from collections.abc import Mapping
from typing import Any, Final

from bot.catalogue.library import Library
from bot.libraries.card import differs, form_of, has_of, offers_told, read
from bot.libraries.card_merge import form_with
from bot.libraries.card_point import Where, Wrong

HAS: Final = "has-"  # begins the box of each thing that a library may offer
OFFERS: Final = "has"  # in facts: what was told of each of them, the rest is left as it is
HOURS: Final = "hours"  # the whole week, as content writes it


def record_of(library: Library) -> dict[str, Any]:
    """What the content's record says of it, without others' data, in fields of content."""
    of = library.own or library
    told = {
        "address": of.address, "phone": list(of.phones), "email": of.email, "hours": of.hours,
        "lat": None if of.approximate else of.lat, "lon": None if of.approximate else of.lon,
        "capabilities": sorted(of.capabilities), "lacks": sorted(of.lacks),
        "languages": list(of.languages),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in (None, [])}


def facts_told(
    boxes: Mapping[str, str], record: Mapping[str, Any], where: Where, lang: str
) -> tuple[dict[str, Any], list[Wrong]]:
    """What would change, in fields of content, and all that can't be taken.

    `boxes` are those that were told, by name as in the browser ("" for one that is emptied), but
    the hours in one. What is told of offers goes by itself, as OFFERS: "yes", "no", "".
    """
    week = {name: told for name, told in boxes.items() if name != HOURS}
    typed = form_with(form_of(record, lang), week)
    changed, wrong = read(typed, record, where, lang)
    before = has_of(record)
    told = {
        name.removeprefix(HAS): one for name, one in week.items() if name.startswith(HAS)
    }  # fmt: skip
    told = {name: one for name, one in told.items() if before.get(name, "") != one}
    facts = {name: one for name, one in changed.items() if name not in offers_told({})}
    if HOURS in boxes and differs(record, HOURS, boxes[HOURS] or None):
        facts[HOURS] = boxes[HOURS] or None
    return facts | ({OFFERS: told} if told else {}), wrong


def changed_by(facts: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record that these facts change: what others wrote meanwhile stays."""
    fields = {name: value for name, value in facts.items() if name != OFFERS}
    if told := facts.get(OFFERS):
        lists = offers_told({**has_of(record), **told})
        fields |= {name: one for name, one in lists.items() if differs(record, name, one)}
    return fields
