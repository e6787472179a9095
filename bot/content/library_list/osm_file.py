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
from bot.content.library_list.osm_answers import (
    LISTS,
    NEW,
    NONE,
    answers_in,
    check_answers,
    lists_of,
)
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
# own – окремі бібліотеки, left_out – яких не брати: про них уже відповіли, удруге не спитаємо.
licence:
  name: ODbL 1.0
  url: https://opendatacommons.org/licenses/odbl/1-0/
  by: {uk: © учасники OpenStreetMap, en: © OpenStreetMap contributors}
libraries: []
"""


def plan_of(
    rows: Iterable[Row],
    ours: Sequence[Facts],
    kept: Sequence[Facts],
    *,
    given: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Plan:
    """What the file gets of these rows. Raises UnreadableListError for an answer that can't be.

    Args:
        rows: of `rows_of`.
        ours: entries of all other files.
        kept: entries of this file.
        given: what a person answers now (`read_answers`).
        remembered: what was answered before.
    """
    listed = [*rows]
    names = {str(one["id"]): one["name"] for one in ours}
    check_answers(given or {}, [row.id for row in listed], names)
    answers = {**(remembered or {}), **(given or {})}
    plan = Plan(answers={id: one for id, one in answers.items() if one in {NEW, NONE}})
    before = {str(one["id"]): one for one in kept}
    taken: dict[str, int] = {}
    # What a person has said comes first: a guess must not take its library away.
    for row in sorted(listed, key=lambda row: (row.id not in answers, row.number)):
        known = before.get(row.id, {})
        found = _meant(row, known, ours, answers.get(row.id, ""))
        if found == [NONE]:
            plan.removed += [row.id] if known else []
        elif len(found) > 1:
            told = "; ".join(f"{_text(names[one])} – {one}" for one in found)
            what = f"{_name(row)}: котра з наших: {told}?"
            plan.unclear.append(Unclear(row.number, what, id=row.id, among=found))
        elif found and found[0] in taken:
            what = f"{_name(row)}: «{found[0]}» уже доповнює рядок {taken[found[0]]}."
            plan.unclear.append(Unclear(row.number, what, id=row.id, among=found))
        else:
            facts = {**row.facts, **({"supplements": found[0]} if found else {})}
            taken |= {found[0]: row.number} if found else {}
            plan.rows[row.id] = row.number
            _take(plan, row, facts, known)
    return plan


def _meant(row: Row, known: Facts, ours: Sequence[Facts], answer: str) -> list[str]:
    """Ids of ours that it may be: none for one of its own, NONE for what is left out."""
    if answer:
        return [] if answer == NEW else [answer]
    told = str(known.get("supplements") or "")
    return [told] if told else [str(one["id"]) for one in _ours(row, ours)]


def changes_of(plan: Plan, text: str | None, *, seen: date) -> list[FileChange]:
    """The file's new text; `seen` is the day of the map."""
    document = Document(text or HEAD)
    changed = {one.id: one.fields for one in plan.changed}
    is_answered = plan.answers != answers_in(document.data)
    if is_answered:
        document.change((), lists_of(plan.answers), order=("licence", *LISTS.values(), KEY))
    for index, row in enumerate(document.data[KEY] or ()):
        if row["id"] in changed:
            fields = {**changed[row["id"]], "seen": seen}
            document.change((KEY, index), plain(fields), order=tuple(LibraryIn.model_fields))
        elif row["id"] in plan.removed:
            document.remove(KEY, index)
    if plan.removed and plan.new:  # the last one may go while another comes
        document = Document(document.text())
    for entry in plan.new:
        whole = {**entry, "source": page_of(str(entry["id"])), "seen": seen}
        document.add(KEY, in_order(KEY, plain(whole)))
    is_other = changed or plan.new or plan.removed or is_answered
    return [FileChange(FILE, text, document.text(), KEY)] if is_other else []


def _take(plan: Plan, row: Row, facts: Facts, known: Mapping[str, object]) -> None:
    if not known:
        plan.new.append({"id": row.id, **facts})
        return
    stays = {"source", "seen"}
    of_the_map = OF_THE_MAP | ({"supplements"} if row.id in plan.answers else set())
    gone = dict.fromkeys(known.keys() & of_the_map - facts.keys() - stays)
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
    return f"«{_text(row.facts['name'])}» ({row.id})"


def _text(name: object) -> str:
    return str(name["uk"]) if isinstance(name, dict) else str(name)
