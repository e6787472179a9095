"""Others' data beside ours: a map's record fills in what we don't know, and nothing else."""

from dataclasses import replace
from typing import Any, Final

from bot.catalogue.library import Library
from bot.catalogue.model import Text

UNCHECKED: Final = Text(
    {
        "uk": "Години – з карти, їх не перевірено. Краще зателефонуйте.",
        "en": "The hours are from a map and not checked. Better call.",
    }
)
_FIELDS: Final = ("address", "landmark", "phones", "email", "website")


def supplemented(of: Library, more: Library) -> Library:
    """Our library with what only the other record tells; what we know stays as it is."""
    gained: dict[str, Any] = {
        name: getattr(more, name)
        for name in _FIELDS
        if getattr(more, name) and not getattr(of, name)
    }
    if more.hours and not of.hours and not of.hours_note:
        gained |= {"hours": more.hours, "hours_note": more.hours_note, "seen": more.seen}
    if more.lat is not None and not more.approximate and (of.lat is None or of.approximate):
        gained |= {"lat": more.lat, "lon": more.lon, "approximate": False}
    told = of.capabilities | of.lacks
    if has := more.capabilities - told:
        gained["capabilities"] = of.capabilities | has
    if lacks := more.lacks - told:
        gained["lacks"] = of.lacks | lacks
    if gained:
        gained |= {"licence": more.licence, "own": of.own or of}
    return replace(of, **gained, added=(*of.added, more))
