"""Libraries of OpenStreetMap in a file of their own, under its licence.

One that we have gets a record beside ours: it `supplements` it where ours tells nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from bot.content.editing import Document, FileChange
from bot.content.editing.values import in_order, plain
from bot.content.library_list.alike import same_library
from bot.content.library_list.compare import Changed, Facts, Plan
from bot.content.library_list.osm import is_nameless, page_of
from bot.content.library_list.rows import Row, Unclear
from bot.content.library_list.write import KEY
from bot.content.schema import LibraryIn
from bot.places.distance import distance_km

FILE: Final = "libraries/osm.yaml"
ONE_PLACE_KM: Final = 0.15  # two libraries so near each other are one
OF_THE_MAP: Final = frozenset(LibraryIn.model_fields) - {"id", "supplements", "note", "walk_in"}
HEAD: Final = """\
# yaml-language-server: $schema=../schema/libraries.json
# Бібліотеки з OpenStreetMap: `mistok libraries import ФАЙЛ.geojson`. Ліцензія ODbL: цей файл
# окремий, щоб їхні дані не змішувалися з нашими. supplements – яку нашу бібліотеку запис доповнює
# там, де ми самі нічого не знаємо. Можна виправити supplements і walk_in, решту поновить імпорт.
licence:
  name: ODbL 1.0
  url: https://opendatacommons.org/licenses/odbl/1-0/
  by: {uk: © учасники OpenStreetMap, en: © OpenStreetMap contributors}
libraries:
"""


def plan_of(rows: Iterable[Row], ours: Sequence[Facts], kept: Sequence[Facts]) -> Plan:
    """What the file gets of these rows.

    Args:
        rows: of `rows_of`.
        ours: entries of all other files.
        kept: entries of this file.
    """
    plan = Plan()
    before = {str(one["id"]): one for one in kept}
    taken: dict[str, int] = {}
    for row in rows:
        known = before.get(row.id, {})
        told = str(known.get("supplements") or "")
        found = [told] if told else [str(one["id"]) for one in _ours(row, ours)]
        if len(found) > 1:
            names = ", ".join(found)
            plan.unclear.append(Unclear(row.number, f"{_name(row)}: котра з наших: {names}?"))
        elif found and found[0] in taken:
            what = f"{_name(row)}: «{found[0]}» уже доповнює рядок {taken[found[0]]}."
            plan.unclear.append(Unclear(row.number, what))
        else:
            facts = {**row.facts, **({"supplements": found[0]} if found else {})}
            taken |= {found[0]: row.number} if found else {}
            plan.rows[row.id] = row.number
            _take(plan, row, facts, known)
    return plan


def changes_of(plan: Plan, text: str | None, *, seen: date) -> list[FileChange]:
    """The file's new text; `seen` is the day of the map."""
    document = Document(text or HEAD)
    changed = {one.id: one.fields for one in plan.changed}
    for index, row in enumerate(document.data[KEY] or ()):
        if row["id"] in changed:
            fields = {**changed[row["id"]], "seen": seen}
            document.change((KEY, index), plain(fields), order=tuple(LibraryIn.model_fields))
    for entry in plan.new:
        whole = {**entry, "source": page_of(str(entry["id"])), "seen": seen}
        document.add(KEY, in_order(KEY, plain(whole)))
    return [FileChange(FILE, text, document.text(), KEY)] if changed or plan.new else []


def _take(plan: Plan, row: Row, facts: Facts, known: Mapping[str, object]) -> None:
    if not known:
        plan.new.append({"id": row.id, **facts})
        return
    gone = dict.fromkeys(known.keys() & OF_THE_MAP - facts.keys() - {"source", "seen"})
    fields = {name: value for name, value in facts.items() if known.get(name) != value} | gone
    if fields:
        was = {name: known.get(name) for name in fields}
        plan.changed.append(Changed(row.id, fields, was))
    else:
        plan.same.append(row.id)


def _ours(row: Row, ours: Sequence[Facts]) -> list[Facts]:
    """Entries that may be this library: by place and name, else by where exactly it stands."""
    there = [one for one in ours if one.get("settlement") == row.facts["settlement"]]
    if is_nameless(row.facts):
        return there
    return same_library(row.facts, there) or [one for one in ours if _is_beside(row, one)]


def _is_beside(row: Row, one: Facts) -> bool:
    lat, lon = one.get("lat"), one.get("lon")
    here_lat, here_lon = row.facts["lat"], row.facts["lon"]
    if not isinstance(lat, float) or not isinstance(lon, float):
        return False
    assert isinstance(here_lat, float)
    assert isinstance(here_lon, float)
    return distance_km((here_lat, here_lon), (lat, lon)) <= ONE_PLACE_KM


def _name(row: Row) -> str:
    name = row.facts["name"]
    assert isinstance(name, dict)
    return f"«{name['uk']}» ({row.id})"
