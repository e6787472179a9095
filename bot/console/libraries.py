"""Choosing one of hundreds of libraries: typed by a part of its name or town, or from a list."""

from collections.abc import Iterable, Sequence

from bot.catalogue.library import Library
from bot.console.visit import Visit
from bot.engine.answers import fold
from bot.engine.texts import N_
from bot.engine.wording import alphabetical

NOT_ONE = N_("We can’t tell which library “%(typed)s” is. Choose one from the list.")
TYPED_LETTERS = 60

Options = Sequence[tuple[str, str]]  # ids, and how each is told from all others


def options(visit: Visit, libraries: Iterable[Library]) -> Options:
    """Each by its name with its town and hromada, in alphabetical order."""
    told = {one.id: _label(visit, one) for one in libraries}
    many = [*told.values()]
    alike = {id for id, label in told.items() if many.count(label) > 1}
    listed = [(id, f"{label} [{id}]" if id in alike else label) for id, label in told.items()]
    return sorted(listed, key=lambda one: alphabetical(one[1]))


def chosen(typed: str, offered: Options) -> str:
    """The id of the one that is meant: its id, what the list calls it, or words that only it has.

    "" for none, and for several.
    """
    words = fold(typed).split()
    if not words:
        return ""
    exact = [id for id, label in offered if typed.strip() in {id, label}]
    parts = exact or [
        id for id, label in offered if all(word in fold(f"{label} {id}") for word in words)
    ]
    if len(parts) > 1:  # «деражня» is a part of each library of that hromada, and one’s town
        whole = {id for id, label in offered if set(words) <= _words_of(label)}
        parts = [id for id in parts if id in whole]
    return parts[0] if len(parts) == 1 else ""


def not_one(visit: Visit, typed: str) -> str:
    """What is told when nobody can say which library was meant."""
    return visit._(NOT_ONE, typed=typed[:TYPED_LETTERS])


def _words_of(text: str) -> set[str]:
    return set(fold(text).split())


def _label(visit: Visit, library: Library) -> str:
    name = library.name.in_(visit.lang)
    town = library.settlement_name or ""
    place = f"{name}, {town}" if town and not _words_of(town) <= _words_of(name) else name
    if not library.hromada or library.hromada in name:
        return place
    return visit._("%(place)s, %(hromada)s hromada", place=place, hromada=library.hromada)
