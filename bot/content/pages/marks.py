"""A reader's mark that an entry is mended for: from it and back to it, with what was changed."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode

from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content.pages.labels import FIELDS, KINDS
from bot.engine.texts import N_

MENDED = N_("Mended: %(fields)s.")
PAGE = "/desk/reports"
# What a reader calls what was mended; the form's labels tell editors how to write.
_NAMES: Final = {
    N_("the telephone"): ("phone", "phones_more", "number"),
    N_("the opening hours"): ("hours", "hours_note"),
    N_("where it is"): (
        "address", "landmark", "lat", "lon", "settlement", "settlement_name", "hromada", "raion",
    ),
    N_("the e-mail"): ("email",),
    N_("the site"): ("website", "official_url", "official_name", "url"),
    N_("what the library has"): ("capabilities", "lacks"),
    N_("the languages spoken there"): ("languages",),
    N_("whether one may come"): ("walk_in",),
    N_("the name"): ("name", "title"),
    N_("what to do"): ("now", "steps"),
    N_("what to take"): ("documents", "bring"),
    N_("the price"): ("cost", "price"),
    N_("the time it takes"): ("term",),
    N_("who provides it"): ("provider",),
    N_("who it is for"): ("who", "serves"),
    N_("whom to call"): ("call", "whom"),
}  # fmt: skip
_NAME_OF: Final = {field: name for name, fields in _NAMES.items() for field in fields}
_ELSE: Final = N_("what is said there")
UNTOLD = frozenset({"checked", "seen", "source", "sources_more"})  # no matter of a reader


def mark_of(visit: Visit) -> int | None:
    """The number of the mark that led to this form, None for none."""
    return whole_number(visit.text("mark") or visit.asked("mark"))


def after(visit: Visit, key: str, fields: Iterable[str], done: str) -> str:
    """Where one goes when these fields of a kind of entry are saved: back to the mark, if any."""
    mark = mark_of(visit)
    if not mark:
        return f"/desk/content?kind={key}&done={done}"
    told = ",".join(one for one in fields if one not in UNTOLD)
    asked = urlencode({"mended": mark, "kind": key, "fields": told, "saved": done})
    return f"{PAGE}?{asked}#report-{mark}"


def mended(visit: Visit) -> tuple[int, str]:
    """The mark that was come back to, and the words for its reader; (0, "") for none."""
    mark, key = whole_number(visit.asked("mended")), visit.asked("kind")
    if not mark or key not in KINDS:
        return 0, ""
    names = [one for one in visit.asked("fields").split(",") if one in FIELDS]
    told = dict.fromkeys(visit._(_NAME_OF.get(one, _ELSE)) for one in names)
    return mark, visit._(MENDED, fields=", ".join(told)) if told else ""
