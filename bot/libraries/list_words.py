"""What the facts of a list are called where somebody looks at them before they count."""

from typing import Final

from bot.engine.texts import N_

LABELS: Final = {
    "address": N_("Address"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "website": N_("Site"),
    "hours": N_("Hours"),
    "hours_note": N_("What the hours can’t say"),
    "lat": N_("Latitude"),
    "lon": N_("Longitude"),
    "capabilities": N_("There is"),
    "lacks": N_("There is not"),
    "languages": N_("Languages besides Ukrainian"),
    "landmark": N_("How to find it"),
    "note": N_("Note"),
    "supplements": N_("Adds to our"),
}
