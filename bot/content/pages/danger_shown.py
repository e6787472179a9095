"""Danger at the desk: kinds by name, a text that says another one."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.engine.texts import N_

LINES: Final = "emergency_lines"
MANNERS: Final = "danger_manners"
NAMES: Final[Mapping[str, str]] = {
    "suicide": N_("thoughts of suicide"),
    "fire": N_("fire"),
    "gas": N_("smell of gas"),
    "carbon-monoxide": N_("carbon monoxide"),
    "mine": N_("a mine or a shell"),
    "violence": N_("violence"),
    "medical": N_("somebody is very ill"),
    "rescue": N_("somebody is to be rescued"),
    "locked": N_("somebody is locked in"),
    "captivity": N_("somebody is held by force"),
    "intruder": N_("a stranger breaks in"),
    "missing": N_("somebody is missing"),
    "grooming": N_("an adult pesters a child"),
    "poisoning": N_("poisoning"),
    "birth": N_("a birth begins"),
    "life-support": N_("a device that keeps alive has no power"),
    "scam": N_("a scam goes on right now"),
    "danger": N_("another danger"),
}
OTHER_NUMBER: Final = N_(
    "The text says “%(told)s”, and the number here is %(number)s. People dial what the text says: "
    "compare both, and mark below that it is so meant."
)
NO_NUMBER: Final = N_(
    "The text does not say the number %(number)s, and people see the text alone. Write the number "
    "into it, or mark below that it is so meant."
)
_NUMBER: Final = re.compile(r"(?<!\d)\d(?:[ \u00a0\-–]?\d){2,14}(?!\d)")


def name_of_danger(say: Callable[..., str], kind: str) -> str:
    """What a kind of danger is called; its code where nobody named it."""
    return say(NAMES[kind]) if kind in NAMES else kind


def other_numbers(data: Mapping[str, Any]) -> tuple[str, str] | None:
    """A msgid and the number that a text says instead of the entry's own ("" for none at all)."""
    own = _digits(str(data.get("number", "")))
    for text in (data.get("text") or {}).values():
        said = _NUMBER.findall(str(text))
        if other := next((one for one in said if _digits(one) != own), None):
            return OTHER_NUMBER, other
        if not said:
            return NO_NUMBER, ""
    return None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
