"""What a list of libraries would change, as a page shows it."""

from collections.abc import Mapping
from typing import Any, Final

from bot.catalogue.library import KIND_NAMES
from bot.catalogue.offers import OFFERS
from bot.catalogue.spoken import in_words
from bot.console.visit import Visit
from bot.content.library_list.compare import Changed, Facts, Kept, Plan
from bot.content.library_list.osm_answers import NONE
from bot.engine.texts import N_
from bot.engine.wording import phone
from bot.libraries.list_words import LABELS
from bot.libraries.week import told

SHOWN: Final = 2000  # rows of one group
# Headings of an empty list; the words of `column.…` in library_list.txt know their Ukrainian.
SAMPLE: Final = (
    N_("Library’s name"), N_("Settlement"), N_("Hromada"), N_("Address"), N_("Phone"), N_("E-mail"),
    N_("Hours"), N_("Computers"), N_("Wi-Fi"), N_("Printing"), N_("Note"),
)  # fmt: skip


def shown(visit: Visit, plan: Plan, names: Mapping[str, str]) -> dict[str, Any]:
    """Groups of rows in the order of the file; `names` are of the libraries we have."""
    new = [_new(visit, one, plan) for one in plan.libraries]
    supplements = [_new(visit, one, plan) for one in plan.supplements]
    changed = [_changed(visit, one, plan, names) for one in plan.changed]
    kept = [{**_changed(visit, one, plan, names), "told": f"{one.told:%d.%m.%Y}"}
            for one in plan.kept]  # fmt: skip
    same = [{"row": plan.rows.get(id, 0), "name": names.get(id, id)} for id in plan.same]
    asked, partly = (
        [{"row": one.row, "what": one.what, "id": one.id,
          "among": [(id, names.get(id, id)) for id in one.among]} for one in listed]
        for listed in plan.parted()
    )  # fmt: skip
    withheld = [{"row": one.row, "what": one.what} for one in plan.withheld]
    groups = {"new": new, "supplements": supplements, "changed": changed, "kept": kept,
              "same": same, "asked": asked, "partly": partly, "withheld": withheld}  # fmt: skip
    ordered = {key: sorted(rows, key=lambda one: one["row"]) for key, rows in groups.items()}
    return {
        "counts": {key: len(rows) for key, rows in ordered.items()}, "shown": SHOWN,
        "figures": plan.figures(),
        "left_out": [id for id, one in plan.answers.items() if one == NONE],
        **{key: rows[:SHOWN] for key, rows in ordered.items()},
    }  # fmt: skip


def _new(visit: Visit, entry: Facts, plan: Plan) -> dict[str, Any]:
    place = visit._("%(place)s, %(hromada)s hromada", place=entry.get("settlement_name"),
                    hromada=entry.get("hromada"))  # fmt: skip
    facts = [(visit._(LABELS[name]), _value(visit, name, entry[name]))
             for name in LABELS if entry.get(name)]  # fmt: skip
    id = str(entry["id"])
    return {
        "row": plan.rows.get(id, 0), "name": _text(visit, entry["name"]), "place": place,
        "kind": visit._(KIND_NAMES[str(entry["kind"])]), "facts": facts,
    }  # fmt: skip


def _changed(
    visit: Visit, one: Changed | Kept, plan: Plan, names: Mapping[str, str]
) -> dict[str, Any]:
    facts = [
        (visit._(LABELS[name]) if name in LABELS else name,
         _value(visit, name, one.before.get(name)), _value(visit, name, value))
        for name, value in one.fields.items()
        if one.before.get(name) or value
    ]  # fmt: skip
    return {"row": plan.rows.get(one.id, 0), "name": names.get(one.id, one.id), "facts": facts}


def _value(visit: Visit, field: str, value: object) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, Mapping):
        return _text(visit, value)
    if field == "hours":
        return told(str(value), visit._, visit.lang)
    if field == "languages" and isinstance(value, list):
        return in_words(map(str, value), visit.lang)
    if isinstance(value, list):
        names = [visit._(OFFERS[one]) if one in OFFERS else str(one) for one in value]
        return ", ".join(map(phone, names) if field == "phone" else names)
    return str(value)


def _text(visit: Visit, given: object) -> str:
    if isinstance(given, Mapping):
        return str(given.get(visit.lang) or given.get("uk") or "")
    return str(given or "")
