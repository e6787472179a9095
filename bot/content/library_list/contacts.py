"""Telephones and addresses of a list: which are another library's, which are the same."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.content.library_list.alike import name_of
from bot.content.library_list.rows import SHARED, Row, Unclear
from bot.content.library_list.words import folded, words

Facts = Mapping[str, object]
CENTRES: Final = frozenset({"oblast", "city_central", "hromada_central"})
_WORD: Final = re.compile(r"[^\W_](?:[\w’-]{0,60}\w)?")
_MOST_NAMED: Final = 12  # rows that a question names one by one


def plain_address(told: object) -> tuple[str, ...]:
    """The words of an address that tell where: «вул. Миру, буд. 5» is «Миру 5»."""
    unsaid = {*words("namesake"), *words("house_mark")}
    return tuple(one for one in _WORD.findall(folded(str(told or ""))) if one not in unsaid)


def shares_contacts(facts: Facts, one: Facts) -> bool:
    """Whether two libraries of one settlement have one telephone or the address of one house."""
    if facts.get("settlement") != one.get("settlement"):
        return False
    if phones(facts) & phones(one):
        return True
    address = plain_address(facts.get("address"))
    has_house = any(part[0].isdigit() for part in address)
    return has_house and address == plain_address(one.get("address"))


def phones(facts: Facts) -> frozenset[str]:
    """The telephones of an entry."""
    told = facts.get("phone")
    return frozenset(map(str, told)) if isinstance(told, list) else frozenset()


@dataclass(frozen=True, slots=True)
class Whose:
    """Of a telephone that stands at libraries of several settlements: in which rows, and `centre`,
    the central one that has it ("" where none is known)."""

    rows: Sequence[int]
    centre: str


def shared_phones(rows: Iterable[Row], known: Sequence[Facts]) -> dict[str, Whose]:
    """Telephones that the list gives libraries of several settlements of one hromada, or that a
    central library of the hromada, one of ours, has already."""
    listed: dict[str, list[Row]] = {}
    for row in rows:
        for one in phones(row.facts):
            listed.setdefault(one, []).append(row)
    found: dict[str, Whose] = {}
    for number, having in listed.items():
        hromadas = {one.facts.get("hromada") for one in having}
        places = {one.facts.get("settlement") for one in having}
        centres = [
            *(one.facts for one in having if one.facts.get("kind") in CENTRES),
            *(one for one in known if number in phones(one) and one.get("kind") in CENTRES
              and one.get("hromada") in hromadas),
        ]  # fmt: skip
        beyond = {*places, *(one.get("settlement") for one in centres)}
        if len(beyond) > 1:
            found[number] = Whose(
                [one.number for one in having], name_of(centres[0]) if centres else ""
            )
    return found


def without_shared(
    row: Row, ours: Facts | None, shared: Mapping[str, Whose]
) -> tuple[Row, frozenset[str]]:
    """The row without telephones that seem to be its centre's, and these.

    A central library keeps its own; so does one of `ours` that has had it: that is settled.
    """
    doubtful = phones(row.facts) & shared.keys() - (phones(ours) if ours else frozenset())
    if not doubtful or row.facts.get("kind") in CENTRES:
        return row, frozenset()
    left = [one for one in _listed(row.facts) if one not in doubtful]
    facts = {name: value for name, value in row.facts.items() if name != "phone"}
    return replace(row, facts={**facts, "phone": left} if left else facts), doubtful


def asked_once(number: str, whose: Whose, without: Sequence[int]) -> Unclear:
    """One question for all the rows that were taken without a telephone."""
    named = ", ".join(map(str, without[:_MOST_NAMED]))
    more = f" та ще {len(without) - _MOST_NAMED}" if len(without) > _MOST_NAMED else ""
    of = f", це телефон «{whose.centre}»" if whose.centre else ""
    what = (
        f"телефон {number} стоїть біля бібліотек кількох сіл{of}. Узяли без нього рядки: "
        f"{named}{more}. Якщо за ним відповідають і про ці бібліотеки, підтвердьте це один раз: "
        "у команді --shared-phones, у браузері – кнопка «Спільний телефон годиться»."
    )
    return Unclear(without[0], what, SHARED)


def _listed(facts: Facts) -> list[str]:
    told = facts.get("phone")
    return [str(one) for one in told] if isinstance(told, list) else []
