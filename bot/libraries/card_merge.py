"""The form of a card that somebody else changed since it was opened: both, box by box."""

from collections.abc import Mapping
from typing import Any, Final

from bot.content.editing import Entry
from bot.content.editing.merging import Merged, merged
from bot.libraries.card import CAPABILITIES, CardForm, form_of
from bot.libraries.week import WeekDay

_TEXTS: Final = ("address", "point", "phone", "email", "languages")


def merged_card(
    typed: CardForm, began: Mapping[str, Any] | None, now: Entry, lang: str
) -> tuple[CardForm, Merged]:
    """The form with what was typed over what is there now, and which boxes differ.

    `began` is the record that the form began with, None where it does not tell.
    """
    before = None if began is None else boxes(form_of(began, lang))
    both = merged(before, boxes(typed), boxes(form_of(now.data, lang)))
    return _form(both.values), both


def form_with(form: CardForm, told: Mapping[str, str]) -> CardForm:
    """The form with other texts in some of its boxes."""
    return _form({**boxes(form), **told})


def boxes(form: CardForm) -> dict[str, str]:
    """The text of each box by its name in the browser."""
    found = {name: str(getattr(form, name)).strip() for name in _TEXTS}
    for number, day in enumerate(form.week):
        found |= {f"hours-{number}": day.hours.strip(), f"lunch-{number}": day.lunch.strip()}
    return found | {f"has-{one}": form.has.get(one, "") for one in CAPABILITIES}


def _form(values: Mapping[str, str]) -> CardForm:
    week = [WeekDay(values[f"hours-{n}"], values[f"lunch-{n}"]) for n in range(7)]
    has = {one: values[f"has-{one}"] for one in CAPABILITIES}
    texts = {name: values[name] for name in _TEXTS}
    return CardForm(**texts, week=week, has=has)
