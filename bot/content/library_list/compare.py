"""What a list changes in the libraries we have: new ones, changed ones, and what isn't clear."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.content.fields import CAPABILITIES
from bot.content.library_list.alike import name_of, same_library
from bot.content.library_list.cleaning import cleaned
from bot.content.library_list.closed import CLOSED
from bot.content.library_list.contacts import (
    Whose,
    asked_once,
    plain_address,
    shared_phones,
    shares_contacts,
    without_shared,
)
from bot.content.library_list.own_word import told_itself
from bot.content.library_list.people import People
from bot.content.library_list.rows import COLUMN, SHARED, WITHHELD, Row, Unclear
from bot.content.library_list.where import VILLAGE
from bot.content.library_list.words import folded, words
from bot.places.model import Settlement

NAMES = {"name", "kind", "settlement", "settlement_name", "hromada"}  # who it is: not changed
LATIN = re.compile(r"[^a-z0-9]+")
_CENTRAL = "hromada_central"

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Changed:
    """A library of ours with what becomes of its fields.

    `is_news` False: only what nobody should have read goes; the list tells nothing new of it.
    """

    id: str
    fields: Facts
    before: Facts
    is_news: bool = True


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
    `removed` are entries that go, `answers` what is remembered of objects of a map.
    """

    new: list[Facts] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def libraries(self) -> list[Facts]:
        """The new entries that are libraries of their own."""
        return [one for one in self.new if not one.get("supplements")]

    @property
    def supplements(self) -> list[Facts]:
        """The new entries by which a map adds to libraries we have."""
        return [one for one in self.new if one.get("supplements")]

    @property
    def withheld(self) -> list[Unclear]:
        """What readers don't see of the remarks of rows that count: told, not asked."""
        taken = {*self.rows.values()}
        return [one for one in self.unclear if one.without == WITHHELD and one.row in taken]

    @property
    def asks(self) -> bool:
        """Whether a person has anything to settle; a column that is not read is only told of."""
        told = {WITHHELD, COLUMN}
        return bool(self.kept) or any(one.without not in told for one in self.unclear)

    @property
    def shares(self) -> bool:
        """Whether it asks about a telephone of several libraries."""
        return any(one.without == SHARED for one in self.unclear)

    def parted(self) -> tuple[list[Unclear], list[Unclear]]:
        """What rows are skipped for; and what rows that count, or all rows, are taken without."""
        taken = {*self.rows.values()}
        skipped: list[Unclear] = []
        without: list[Unclear] = []
        asked = [one for one in self.unclear if one.without != WITHHELD]
        for one in sorted(asked, key=lambda one: one.row):
            is_taken = one.without in {COLUMN, SHARED} or (one.without and one.row in taken)
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
    *,
    is_shared: bool = False,
    people: People | None = None,
) -> Plan:
    """Work out the plan.

    Args:
        rows: the libraries of the list.
        known: the entries we have, as their files have them.
        unclear: what was not clear in reading already.
        dated: of which day the list is, None where nobody said so.
        people: how people are found in what earlier lists published; None looks for none.
        is_shared: a person has said that a telephone of several libraries is that of each.
    """
    plan = Plan(unclear=list(unclear))
    listed = [*rows]
    shared = {} if is_shared else shared_phones(listed, known)
    bare: dict[str, list[int]] = {}  # rows without a telephone, by it
    ids = {str(one["id"]) for one in known}
    taken = plan.rows
    ours = list(known)
    for one in listed:
        found = _same(one, known)
        row = _own_phones(one, found, shared, bare)
        if len(found) > 1:
            names = "; ".join(f"{name_of(one)} – {one['id']}" for one in found)
            what = f"«{name_of(row.facts)}»: котра з наших? Впишіть її код у колонку id: {names}."
            plan.unclear.append(Unclear(row.number, what))
        elif found and (before := taken.get(str(found[0]["id"]))):
            what = f"«{name_of(row.facts)}» вже є в рядку {before}. Лишіть один рядок."
            plan.unclear.append(Unclear(row.number, what))
        elif found:
            taken[str(found[0]["id"])] = row.number
            _known(plan, row, found[0], dated, people)
        elif row.place is None:
            plan.unclear.append(Unclear(row.number, f"коду «{row.id}» в нас немає. Виправте його."))
        elif others := _others_there(row, ours):
            names = "; ".join(f"«{name_of(one)}» – {one['id']}" for one in others)
            what = (
                f"«{name_of(row.facts)}»: у цьому селі вже є {names}. Та сама – впишіть її код у "
                "колонку id, інша – впишіть туди «нова»."
            )
            plan.unclear.append(Unclear(row.number, what))
        elif alike := _perhaps_same(row, known):
            names = "; ".join(f"«{name_of(one)}» – {one['id']}" for one in alike)
            what = (
                f"«{name_of(row.facts)}»: такий самий телефон або адреса, як у {names}. Та сама – "
                "впишіть її код у колонку id, інша – впишіть туди «нова»."
            )
            plan.unclear.append(Unclear(row.number, what))
        else:
            assert row.place is not None
            id = new_id(row.place, str(row.facts["kind"]), ids)
            ids.add(id)
            taken[id] = row.number
            entry = {"id": id, **row.facts}
            if (central := _central_already(entry, known)) is not None:
                what = (
                    f"«{name_of(entry)}»: центральна в громаді вже є – «{name_of(central)}». Якщо "
                    "це філія, виправте вид на її картці."
                )
                plan.unclear.append(Unclear(row.number, what, without="kind"))
            plan.new.append(entry)
            known = [*known, entry]
    plan.unclear += [asked_once(number, shared[number], rows) for number, rows in bare.items()]
    return plan


def _central_already(new: Facts, known: Iterable[Facts]) -> Facts | None:
    """The central library of its hromada that there is already, where the new one is told to be it.

    Silent requests go to the central library, so two of them are rarely meant.
    """
    if new.get("kind") != _CENTRAL or not new.get("hromada"):
        return None
    return next(
        (one for one in known
         if one.get("kind") == _CENTRAL and one.get("hromada") == new["hromada"]), None
    )  # fmt: skip


def _own_phones(
    row: Row, found: Sequence[Facts], shared: Mapping[str, Whose], bare: dict[str, list[int]]
) -> Row:
    """The row without its centre's telephones; `bare` gets to know of it."""
    left, doubtful = without_shared(row, found[0] if len(found) == 1 else None, shared)
    for number in sorted(doubtful):
        bare.setdefault(number, []).append(row.number)
    return left


def _known(plan: Plan, row: Row, ours: Facts, dated: date | None, people: People | None) -> None:
    told = {**row.facts, **_capabilities(row.facts, ours)}
    fields = {
        name: value
        for name, value in told.items()
        if name not in NAMES and ours.get(name, []) != value
    }
    if plain_address(fields.get("address")) == plain_address(ours.get("address")):
        fields.pop("address", None)  # «Миру 5» is no news to «вул. Миру, 5»
    if ours.get("hours") == CLOSED and told.get("hours", CLOSED) != CLOSED:
        fields["hours_note"] = None  # it said why, and it is open again
    for name in ("landmark", "hours_note"):  # texts of ours in other languages stay
        text, before = fields.get(name), ours.get(name)
        if isinstance(text, dict) and isinstance(before, dict):
            fields[name] = {**before, **text}
            if fields[name] == before:
                del fields[name]
    id, own = str(ours["id"]), told_itself(ours)
    private = cleaned(ours, row.remark, people) if people else {}
    if own and fields and (dated is None or dated <= own):
        plan.kept.append(Kept(id, fields, _before(ours, fields), own))
        fields = {}  # but of people nothing stays
    is_news, fields = bool(fields), {**private, **fields}
    if fields:
        plan.changed.append(Changed(id, fields, _before(ours, fields), is_news))
    elif not plan.kept or plan.kept[-1].id != id:
        plan.same.append(id)


def _before(ours: Facts, fields: Facts) -> Facts:
    return {name: ours.get(name) for name in fields}


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
        name, place = folded(name_of(row.facts)), row.facts.get("settlement")
        return [
            one for one in known
            if one.get("settlement") == place and folded(name_of(one)) == name
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


def _perhaps_same(row: Row, known: Sequence[Facts]) -> list[Facts]:
    """Those of its place with the telephone or the address of a row."""
    return [] if _is_told_new(row) else [one for one in known if shares_contacts(row.facts, one)]


def new_id(place: Settlement, kind: str, ids: Collection[str]) -> str:
    """`derazhnia-village`, with a number when there is one among `ids`."""
    name = LATIN.sub("-", (place.name_en or place.code).lower()).strip("-")
    base = f"{name}-{kind.replace('_', '-')}"
    number, found = 1, base
    while found in ids:
        number += 1
        found = f"{base}-{number}"
    return found
