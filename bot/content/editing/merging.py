"""Two people changed one thing: what each field becomes, and of which a person has to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields of both.

    Attributes:
        values: by field: what the person typed, and what is there now where they left it alone.
        theirs: the fields that only somebody else changed.
        both: the fields that stand differently there: the person decides.
    """

    values: Mapping[str, Any]
    theirs: frozenset[str]
    both: frozenset[str]


def merged(
    began: Mapping[str, Any] | None, mine: Mapping[str, Any], now: Mapping[str, Any]
) -> Merged:
    """Field by field, what `mine` changed of `began` over what is there `now`.

    Where nothing is known of what it began with, each field that differs is for the person.
    """
    values: dict[str, Any] = {}
    theirs, both = set(), set()
    for name in {**now, **mine}:
        my, there = mine.get(name), now.get(name)
        values[name] = my
        if my == there:
            continue
        if began is not None and my == began.get(name):
            values[name] = there
            theirs.add(name)
        elif began is None or there != began.get(name):
            both.add(name)
    return Merged(values, frozenset(theirs), frozenset(both))
