"""What a person answers of a map's object: which of our libraries it is, another, or none."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from bot.content.library_list.table import UnreadableListError
from bot.content.library_list.words import folded, words

NEW: Final = "new"  # a library of its own
NONE: Final = "none"  # no library any more: left out
LISTS: Final = {NEW: "own", NONE: "left_out"}  # where the file keeps those
_ID: Final = re.compile(r"(?:\S{0,60}[/-])?(node|way|relation)[/-](\d{1,20})")


def read_answers(given: Iterable[str]) -> dict[str, str]:
    """«node/8=hounb», «osm-way-7=new»: by the id that content has for it.

    Raises UnreadableListError for what can't be one.
    """
    found = {}
    for one in given:
        object_, _, answer = one.partition("=")
        told = _ID.fullmatch(object_.strip())
        said = folded(answer)
        if told is None or not said:
            raise UnreadableListError(
                f"«{one}» не відповідь. Пишіть так: node/123=КОД нашої бібліотеки, node/123=new "
                "(інша, нова) або node/123=none (не брати)."
            )
        is_new, is_none = said in words("new"), said in {NONE, *words("no")}
        found[f"osm-{told[1]}-{told[2]}"] = NEW if is_new else NONE if is_none else answer.strip()
    return found


def answers_in(data: Mapping[str, Any]) -> dict[str, str]:
    """What the map's file remembers."""
    return {str(id): answer for answer, name in LISTS.items() for id in data.get(name) or ()}


def lists_of(answers: Mapping[str, str]) -> dict[str, list[str] | None]:
    """The inverse: fields of the file, None for an empty one."""
    told = {
        name: [id for id, one in answers.items() if one == answer] for answer, name in LISTS.items()
    }
    return {name: listed or None for name, listed in told.items()}


def check_answers(
    answers: Mapping[str, str], listed: Collection[str], ours: Collection[str]
) -> None:
    """Raise UnreadableListError for an object that the file has not, and for a code of nobody."""
    for object_, answer in answers.items():
        if object_ not in listed:
            raise UnreadableListError(f"{object_}: у цьому файлі такого об’єкта немає.")
        if answer not in {NEW, NONE} and answer not in ours:
            raise UnreadableListError(
                f"{object_}: бібліотеки з кодом «{answer}» в нас немає. Коди – у content/libraries."
            )


def option_of(id: str, among: Sequence[str]) -> str:
    """How the command line answers what is asked of an object."""
    return (
        f"Додайте до команди --match {id}={among[0]} (наша), --match {id}=new (інша, нова) або "
        f"--match {id}=none (не брати). Удруге не спитаємо."
    )
