"""What a library tells of itself: read from a form, compared with its record, written there."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any, Final, get_args

from pydantic import ValidationError

from bot.catalogue.library import Library, Photo
from bot.catalogue.spoken import in_words
from bot.content.editing import Entry
from bot.content.fields import Capability
from bot.content.libraries import photo_of
from bot.content.library_list.own_word import is_own, own_source
from bot.content.library_list.phones import WHOLE, phones_in
from bot.content.library_list.spoken import languages_in
from bot.content.schema import PhotoIn
from bot.contracts.feature import Ctx
from bot.engine.addresses import is_address
from bot.engine.answers import fold
from bot.engine.texts import N_
from bot.libraries.card_point import Where, Wrong, point_told
from bot.libraries.typed_week import WrongWeekError, hours_of
from bot.libraries.week import WeekDay, week_of
from bot.staff.model import Person, Role
from bot.staff.rules import at_least

KEY: Final = "libraries"
CAPABILITIES: Final[tuple[str, ...]] = get_args(Capability)
LONGEST_ADDRESS: Final = 300
HAS: Final = {"": N_("we don’t know"), "yes": N_("there is"), "no": N_("there is not")}
WRONG_PHONE = N_(
    "“%(typed)s” is no whole phone number. Write it with the code of the town: 03856 2-10-10."
)
LONG_PHONE = N_("“%(typed)s” is too long: %(n)s digits of %(right)s. Take out what is too much.")
WRONG_EMAIL = N_("“%(typed)s” is no e-mail address. Write it like biblioteka@example.org.")
WRONG_LANGUAGE = N_("“%(typed)s” is no language we know. Write it like: English, Polish.")
LONG_ADDRESS = N_("The address is too long: at most 300 letters.")
_TYPED: Final = ("address", "point", "phone", "email", "languages")
_FIELD: Final = {"lat": "point", "lon": "point"}  # the part of the form that has it


@dataclass(frozen=True, slots=True)
class LibraryText:
    """How a conversation tells all of a library."""

    tell: Callable[[Ctx, Library], str]


@dataclass(frozen=True, slots=True)
class CardForm:
    """The form as it is typed; `has` says of each capability "yes", "no", or "" for not known."""

    address: str = ""
    point: str = ""
    phone: str = ""
    email: str = ""
    week: Sequence[WeekDay] = (WeekDay(),) * 7
    has: Mapping[str, str] = dataclass_field(default_factory=dict)
    languages: str = ""


def photo_in(entry: Entry) -> Photo | None:
    """The picture that its record names; None for none, and for one that is written wrong."""
    try:
        return photo_of(PhotoIn.model_validate(entry.data.get("photo")))
    except ValidationError:
        return None


def may_change(person: Person, library: str) -> bool:
    """The head of a library its card, and whom she lets; coordinators any."""
    if at_least(person, Role.COORDINATOR):
        return True
    return (person.role is Role.HEAD or person.keeps_card) and person.point == library


def form_of(data: Mapping[str, Any], lang: str) -> CardForm:
    """The record, in fields of content, as the form shows it in a language."""
    lat, lon = data.get("lat"), data.get("lon")
    return CardForm(
        str(data.get("address") or ""),
        f"{lat}, {lon}" if lat is not None else "",
        ", ".join(map(str, data.get("phone") or ())),
        str(data.get("email") or ""),
        week_of(data.get("hours")) or (WeekDay(),) * 7,
        has_of(data),
        in_words(data.get("languages") or (), lang),
    )


def has_of(data: Mapping[str, Any]) -> dict[str, str]:
    """What a record says of each capability: "yes" or "no"."""
    has = dict.fromkeys(data.get("capabilities") or (), "yes")
    return has | dict.fromkeys(data.get("lacks") or (), "no")


def has_other_hours(data: Mapping[str, Any]) -> bool:
    """Whether its hours are such as no form of weekdays can hold."""
    return week_of(data.get("hours")) is None


def read(
    form: CardForm, data: Mapping[str, Any], where: Where, lang: str
) -> tuple[dict[str, Any], list[Wrong]]:
    """The fields that would change, None for one that goes; and all that can't be taken.

    A field that has what the form shows of the record is right, whatever stands there.

    Args:
        form: as it was typed.
        data: the record now, in fields of content.
        where: its settlement.
        lang: the form's language.
    """
    wrong: list[Wrong] = []
    shown = form_of(data, lang)
    left = {one for one in _TYPED if _same_text(getattr(form, one), getattr(shown, one))}
    left |= {"hours"} if list(form.week) == list(shown.week) else set()
    told: dict[str, Any] = {
        "address": " ".join(form.address.split()) or None,
        "phone": _phones(form.phone, wrong) or None,
        "email": form.email.strip() or None,
        "languages": _languages(form.languages, wrong) or None,
        **offers_told(form.has),
    }
    if len(told["address"] or "") > LONGEST_ADDRESS:
        wrong.append(Wrong(LONG_ADDRESS, "address"))
    if told["email"] and not is_address(told["email"]):
        wrong.append(Wrong(WRONG_EMAIL, "email", {"typed": told["email"][:60]}))
    told |= point_told(form.point, where, wrong)
    told |= _hours(form, data, wrong)
    changed = {
        name: value for name, value in told.items()
        if _FIELD.get(name, name) not in left and differs(data, name, value)
    }  # fmt: skip
    return changed, [one for one in wrong if _box(one.field) not in left]


def offers_told(has: Mapping[str, str]) -> dict[str, list[str] | None]:
    """Fields of the record for what the form's `has` says."""
    return {
        "capabilities": [one for one in CAPABILITIES if has.get(one) == "yes"] or None,
        "lacks": [one for one in CAPABILITIES if has.get(one) == "no"] or None,
    }


def fields_of(changed: Mapping[str, Any], entry: Entry, today: date) -> dict[str, Any]:
    """What is written: the changes, that it was checked today, and that the library says so.

    The sources from before stay: they tell what the library did not touch. `seen` goes: it is the
    day of a page that is not the source any more.
    """
    before = [*(entry.data.get("sources_more") or ()), entry.data.get("source")]
    earlier = [one for one in before if one and not is_own(one)]
    fields = {**changed, "source": own_source(today), "sources_more": earlier or None,
              "checked": today, "seen": None}  # fmt: skip
    if "hours" in changed:
        fields["hours_note"] = None  # it limited hours that stand no more
    return fields


def as_library(library: Library, changed: Mapping[str, Any], today: date) -> Library:
    """The library as it would be, for a look before it is published."""
    names = {"address": "address", "email": "email", "hours": "hours", "lat": "lat", "lon": "lon"}
    given: dict[str, Any] = {names[one]: value for one, value in changed.items() if one in names}
    if "languages" in changed:
        given["languages"] = tuple(changed["languages"] or ())
    if "phone" in changed:
        given["phones"] = tuple(changed["phone"] or ())
    for one in ("capabilities", "lacks"):
        if one in changed:
            given[one] = frozenset(changed[one] or ())
    if "lat" in changed:
        given["approximate"] = changed["lat"] is None
    if "hours" in changed:
        given["hours_note"] = None
    return replace(library, **given, seen=None, checked=today)


def wrong_phone(typed: str) -> Wrong:
    """That it has no code of its town, or too many digits."""
    digits = len(re.sub(r"\D", "", typed))
    if digits > WHOLE:
        return Wrong(LONG_PHONE, "phone", {"typed": typed[:40], "n": digits, "right": WHOLE})
    return Wrong(WRONG_PHONE, "phone", {"typed": typed[:40]})


def _phones(typed: str, wrong: list[Wrong]) -> list[str]:
    whole, others = phones_in(typed)
    wrong += [wrong_phone(one) for one in others]
    if typed.strip() and not whole and not others:
        wrong.append(Wrong(WRONG_PHONE, "phone", {"typed": typed.strip()[:40]}))
    return list(whole)


def _languages(typed: str, wrong: list[Wrong]) -> list[str]:
    codes, unknown = languages_in(typed)
    if unknown:
        wrong.append(Wrong(WRONG_LANGUAGE, "languages", {"typed": ", ".join(unknown)[:60]}))
    return list(codes)


def _same_text(typed: str, shown: str) -> bool:
    return typed.split() == shown.split()


def _box(field: str) -> str:
    """The part of the form that a field of `Wrong` is in."""
    return "hours" if field.startswith(("hours-", "lunch-")) else field


def _hours(form: CardForm, data: Mapping[str, Any], wrong: list[Wrong]) -> dict[str, str | None]:
    try:
        hours = hours_of(form.week)
    except WrongWeekError as error:
        wrong += [Wrong(one.message, f"{one.box}-{one.number}", day=one.number)
                  for one in error.wrong]  # fmt: skip
        return {}
    if hours is None and has_other_hours(data):
        return {}  # an empty form leaves alone what it could not show
    before = week_of(data.get("hours"))
    if before is not None and hours is not None and hours_of(before) == hours:
        return {}
    return {"hours": hours}


def differs(data: Mapping[str, Any], name: str, value: Any) -> bool:
    """Whether a record has something else there; the order of a list says nothing."""
    before = data.get(name)
    if isinstance(value, list) and isinstance(before, list):
        return sorted(map(fold, map(str, before))) != sorted(map(fold, value))
    return bool((before or None) != value)
