"""What a list changes in the libraries we have: new ones, changed ones, and what isn't clear."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.fuzz import token_set_ratio

from bot.content.fields import CAPABILITIES
from bot.content.library_list.closed import CLOSED
from bot.content.library_list.own_word import told_itself
from bot.content.library_list.rows import COLUMN, WITHHELD, Row, Unclear
from bot.content.library_list.where import VILLAGE
from bot.content.library_list.words import folded, words
from bot.places.model import Settlement

ALIKE = 88.0  # of 100: names of one library
NAMES = {"name", "kind", "settlement", "settlement_name", "hromada"}  # who it is: not changed
WORD = re.compile(r"[^\W\d_]+|\d+")
LATIN = re.compile(r"[^a-z0-9]+")

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Changed:
    """A library of ours with what becomes of its fields."""

    id: str
    fields: Facts
    before: Facts


@dataclass(frozen=True, slots=True)
class Kept:
    """A library of ours that told of itself on a day; the list, no newer, would change `fields`."""

    id: str
    fields: Facts
    before: Facts
    told: date


@dataclass(frozen=True, slots=True)
class Figures:
    """Rows that are skipped; taken without hours; taken without something else."""

    skipped: int
    hourless: int
    partly: int


@dataclass(slots=True)
class Plan:
    """What would be done. `new` are whole entries, without source and check.

    `kept` stay as they are: whether the list is newer, a person has to say.
    `rows` tells of each id in which row of the file it stands.
    """

    new: list[Facts] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def withheld(self) -> list[Unclear]:
        """What readers don't see of the remarks of rows that count: told, not asked."""
        taken = {*self.rows.values()}
        return [one for one in self.unclear if one.without == WITHHELD and one.row in taken]

    @property
    def asks(self) -> bool:
        """Whether a person has anything to settle."""
        return bool(self.kept) or any(one.without != WITHHELD for one in self.unclear)

    def parted(self) -> tuple[list[Unclear], list[Unclear]]:
        """What rows are skipped for; and what rows that count, or all rows, are taken without."""
        taken = {*self.rows.values()}
        skipped: list[Unclear] = []
        without: list[Unclear] = []
        asked = [one for one in self.unclear if one.without != WITHHELD]
        for one in sorted(asked, key=lambda one: one.row):
            is_taken = one.without == COLUMN or (one.without and one.row in taken)
            (without if is_taken else skipped).append(one)
        return skipped, without

    def figures(self) -> Figures:
        """The rows that are not taken as they stand, counted."""
        skipped, without = self.parted()
        hourless = {one.row for one in without if one.without == "hours"}
        rest = {one.row for one in without if one.without != "hours"}
        return Figures(len({one.row for one in skipped}), len(hourless), len(rest))


def compare(
    rows: Iterable[Row],
    known: Sequence[Facts],
    unclear: Iterable[Unclear] = (),
    dated: date | None = None,
) -> Plan:
    """Work out the plan.

    Args:
        rows: the libraries of the list.
        known: the entries we have, as their files have them.
        unclear: what was not clear in reading already.
        dated: of which day the list is, None where nobody said so.
    """
    plan = Plan(unclear=list(unclear))
    ids = {str(one["id"]) for one in known}
    taken = plan.rows
    ours = list(known)
    for row in rows:
        found = _same(row, known)
        if len(found) > 1:
            names = "; ".join(f"{_name(one)} – {one['id']}" for one in found)
            what = f"«{_name(row.facts)}»: котра з наших? Впишіть її код у колонку id: {names}."
            plan.unclear.append(Unclear(row.number, what))
        elif found and (before := taken.get(str(found[0]["id"]))):
            what = f"«{_name(row.facts)}» вже є в рядку {before}. Лишіть один рядок."
            plan.unclear.append(Unclear(row.number, what))
        elif found:
            taken[str(found[0]["id"])] = row.number
            _known(plan, row, found[0], dated)
        elif row.place is None:
            plan.unclear.append(Unclear(row.number, f"коду «{row.id}» в нас немає. Виправте його."))
        elif others := _others_there(row, ours):
            names = "; ".join(f"«{_name(one)}» – {one['id']}" for one in others)
            what = (
                f"«{_name(row.facts)}»: у цьому селі вже є {names}. Та сама – впишіть її код у "
                "колонку id, інша – впишіть туди «нова»."
            )
            plan.unclear.append(Unclear(row.number, what))
        elif alike := _perhaps_same(row, known, ours):
            names = "; ".join(f"«{_name(one)}» – {one['id']}" for one in alike)
            what = (
                f"«{_name(row.facts)}»: такий самий телефон або адреса, як у {names}. Та сама – "
                "впишіть її код у колонку id, інша – впишіть туди «нова»."
            )
            plan.unclear.append(Unclear(row.number, what))
        else:
            assert row.place is not None
            id = new_id(row.place, str(row.facts["kind"]), ids)
            ids.add(id)
            taken[id] = row.number
            entry = {"id": id, **row.facts}
            plan.new.append(entry)
            known = [*known, entry]
    return plan


def _known(plan: Plan, row: Row, ours: Facts, dated: date | None) -> None:
    told = {**row.facts, **_capabilities(row.facts, ours)}
    fields = {
        name: value
        for name, value in told.items()
        if name not in NAMES and ours.get(name, []) != value
    }
    if ours.get("hours") == CLOSED and told.get("hours", CLOSED) != CLOSED:
        fields["hours_note"] = None  # it said why, and it is open again
    for name in ("landmark", "hours_note"):  # texts of ours in other languages stay
        text, before = fields.get(name), ours.get(name)
        if isinstance(text, dict) and isinstance(before, dict):
            fields[name] = {**before, **text}
            if fields[name] == before:
                del fields[name]
    id, before = str(ours["id"]), {name: ours.get(name) for name in fields}
    own = told_itself(ours)
    if not fields:
        plan.same.append(id)
    elif own and (dated is None or dated <= own):
        plan.kept.append(Kept(id, fields, before, own))
    else:
        plan.changed.append(Changed(id, fields, before))


def _capabilities(told: Facts, ours: Facts) -> dict[str, object]:
    """What is there and what is not, after the list; of what it does not tell, ours stays."""
    if not told.keys() & {"capabilities", "lacks"}:
        return {}
    order = list(CAPABILITIES)
    now, before = (
        {field: set(map(str, _listed(facts, field))) for field in ("capabilities", "lacks")}
        for facts in (told, ours)
    )
    has = (before["capabilities"] - now["lacks"]) | now["capabilities"]
    lacks = (before["lacks"] - now["capabilities"]) | now["lacks"]
    return {"capabilities": sorted(has, key=order.index), "lacks": sorted(lacks, key=order.index)}


def _listed(facts: Facts, field: str) -> Sequence[object]:
    value = facts.get(field)
    return value if isinstance(value, list) else ()


def _same(row: Row, known: Sequence[Facts]) -> list[Facts]:
    """The entries that may be the library of a row: by code, else by place and name.

    One that is told to be new is that of its name alone: in the list's second coming.
    """
    if _is_told_new(row):
        name, place = folded(_name(row.facts)), row.facts.get("settlement")
        return [
            one for one in known
            if one.get("settlement") == place and folded(_name(one)) == name
        ]  # fmt: skip
    if row.id:
        return [one for one in known if one["id"] == row.id]
    there = [one for one in known if one.get("settlement") == row.facts.get("settlement")]
    return same_library(row.facts, there)


def _is_told_new(row: Row) -> bool:
    return folded(row.id) in words("new")


def _others_there(row: Row, ours: Sequence[Facts]) -> list[Facts]:
    """Those we have in a row's village, where two libraries are rare: unless it is told new."""
    if _is_told_new(row) or row.place is None or row.place.category != VILLAGE:
        return []
    return [one for one in ours if one.get("settlement") == row.place.code]


def _perhaps_same(row: Row, known: Sequence[Facts], ours: Sequence[Facts]) -> list[Facts]:
    """Those with a telephone or the address of a row: ours of its hromada, the list's of its place.

    Libraries of one list often give their centre's telephone.
    """
    if _is_told_new(row):
        return []
    near = [one for one in ours if one.get("hromada") == row.facts.get("hromada")]
    near += [one for one in known[len(ours) :]
             if one.get("settlement") == row.facts.get("settlement")]  # fmt: skip
    return [one for one in near if _shares_contacts(row.facts, one)]


def _shares_contacts(facts: Facts, one: Facts) -> bool:
    if {*_listed(facts, "phone")} & {*_listed(one, "phone")}:
        return True
    is_there = facts.get("settlement") == one.get("settlement")
    address = folded(str(facts.get("address") or ""))
    has_house = any(letter.isdigit() for letter in address)
    return is_there and has_house and address == folded(str(one.get("address") or ""))


def same_library(facts: Facts, there: Sequence[Facts]) -> list[Facts]:
    """Those of one settlement's entries that have this library's name, or one that is like it.

    «Говорівська бібліотека» and «Сільська бібліотека, с. Говори» both say no more than the village.
    """
    name = folded(_name(facts))
    exact = [one for one in there if folded(_name(one)) == name]
    if exact:
        return exact
    own = _own_words(facts, facts)
    plain = [one for one in there if _own_words(one, facts) == own]
    if plain:
        return plain
    numbers = set(re.findall(r"\d+", name))
    return [
        one
        for one in there
        if token_set_ratio(folded(_name(one)), name) >= ALIKE
        and set(re.findall(r"\d+", folded(_name(one)))) == numbers
    ]


def _own_words(facts: Facts, place: Facts) -> frozenset[str]:
    """The words of a name that tell more than that it is the library of this place."""
    told = WORD.findall(folded(str(place.get("settlement_name") or "")))
    return frozenset(
        word for word in WORD.findall(folded(_name(facts)))
        if word not in words("generic") and not any(_is_of(word, one) for one in told)
    )  # fmt: skip


def _is_of(word: str, place: str) -> bool:
    """Whether a word is made of a place's: «говорівська» of «говори»."""
    return len(place) > 2 and word.startswith(place[: max(3, -(-len(place) // 2))])


def _name(facts: Facts) -> str:
    told = facts.get("name")
    return str(told.get("uk", "")) if isinstance(told, dict) else str(told or "")


def new_id(place: Settlement, kind: str, ids: Collection[str]) -> str:
    """`derazhnia-village`, with a number when there is one among `ids`."""
    name = LATIN.sub("-", (place.name_en or place.code).lower()).strip("-")
    base = f"{name}-{kind.replace('_', '-')}"
    number, found = 1, base
    while found in ids:
        number += 1
        found = f"{base}-{number}"
    return found
