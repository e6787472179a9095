"""`mistok libraries`: the access points."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app.settings import read_settings
from bot.catalogue.library import KIND_NAMES
from bot.catalogue.offers import OFFERS
from bot.cli.places import Content, DryRun
from bot.content.editing import COMMAND, EditError
from bot.content.library_list.compare import Changed, Facts, Kept, Plan
from bot.content.library_list.osm_answers import option_of
from bot.content.library_list.own_word import day_in
from bot.content.library_list.table import UnreadableListError
from bot.engine.texts import FALLBACK, load_texts
from bot.languages.folder import LOCALES
from bot.libraries.list_words import LABELS
from bot.libraries.week import told as hours_told
from bot.places.opening import KYIV

app = typer.Typer(help="Libraries: bring in a list of them.", no_args_is_help=True)
File = Annotated[
    Path,
    typer.Argument(
        exists=True,
        dir_okay=False,
        help="XLSX, ODS or CSV; or GeoJSON or Overpass JSON of OpenStreetMap.",
    ),
]
Source = Annotated[
    str, typer.Option(help="Who told: «Лист обласної бібліотеки від 20.11.2026», or a page.")
]
Shared = Annotated[
    bool,
    typer.Option(
        "--shared-phones", help="A phone that stands at several libraries is that of each of them."
    ),
]
Match = Annotated[
    list[str] | None,
    typer.Option(
        "--match",
        metavar="OSM_ID=OUR_ID",
        help="Which of ours an object of the map is: node/123=hounb; =new for another one, =none "
        "to leave it out. It is remembered. May be given several times.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object instead of words.")]


@app.callback()
def libraries() -> None:
    """Libraries: bring in a list of them."""


@app.command("import")
def import_(
    file: File,
    dry_run: DryRun = False,
    as_json: Json = False,
    source: Source = "",
    shared_phones: Shared = False,
    match: Match = None,
    content: Content = None,
) -> None:
    """Take libraries from a spreadsheet as a methodologist keeps it; see content/README.md.

    A library we have gets the facts that the list tells; what it does not tell stays. What is not
    clear is asked and left out: then the exit code is 1. A column that is not read is only told
    of. The same file again changes nothing.
    """
    from bot.app.library_list import plan_list, take_list

    folder = content or read_settings().content
    today = datetime.now(KYIV).date()
    told_by = source or f"Список «{file.name}» від {today:%d.%m.%Y}"
    try:
        planned = plan_list(
            folder, file.read_bytes(), file.name, source=told_by, today=today,
            dated=day_in(source), is_shared=shared_phones, matches=match or (),
        )  # fmt: skip
        if not dry_run:
            take_list(folder, planned, by=COMMAND, why=told_by)
    except (UnreadableListError, EditError) as error:
        _say(json.dumps({"error": str(error)}, ensure_ascii=False) if as_json else str(error))
        raise typer.Exit(1) from None
    plan, changes = planned.plan, planned.changes
    if as_json:
        _say(json.dumps(_told(plan), ensure_ascii=False))
    else:
        _tell(plan, [one.file for one in changes], dry_run=dry_run)
    if plan.asks:
        raise typer.Exit(1)


def _told(plan: Plan) -> dict[str, object]:
    skipped, without = plan.parted()
    return {
        "new": len(plan.libraries),
        "supplements": len(plan.supplements),
        "changed": len(plan.changed),
        "same": len(plan.same),
        "kept": [{"row": plan.rows[one.id], "id": one.id} for one in plan.kept],
        "unclear": [
            {"row": one.row, "what": one.what, "skipped": is_skipped}
            | ({"id": one.id, "among": [*one.among]} if one.id else {})
            for told, is_skipped in ((skipped, True), (without, False))
            for one in told
        ],
        "withheld": [{"row": one.row, "what": one.what} for one in plan.withheld],
    }


def _tell(plan: Plan, files: list[str], *, dry_run: bool) -> None:
    for entry in plan.new:
        _say(f"+ {_shown(entry['name'])} ({entry['id']}): {_told_of(entry)}")
    for one in plan.changed:
        _say(f"~ {one.id}: {_changes(one)}")
    for gone in plan.removed:
        _say(f"- {gone}")
    _ask(plan)
    figures = plan.figures()
    if plan.supplements:
        _say(f"Доповнень до наших бібліотек: {len(plan.supplements)}.")
    _say(
        f"Нових {len(plan.libraries)}, змінених {len(plan.changed)}, таких самих {len(plan.same)}; "
        f"рядків пропущено {figures.skipped}, взято без годин {figures.hourless}, "
        f"без чогось іншого {figures.partly}."
    )
    names = ", ".join(files)
    if not files:
        _say("Зміни не потрібні.")
    elif dry_run:
        _say(f"Це проба: змінилися б {names}.")
    else:
        _say(f"Записано: {names}. Місток, що працює, візьме це сам, щонайдовше за хвилину.")


def _ask(plan: Plan) -> None:
    """What a person has to settle, and what readers will not see."""
    for own in plan.kept:
        _say(
            f"? рядок {plan.rows[own.id]}: {own.id}: {own.told:%d.%m.%Y} бібліотека сама сказала "
            f"інакше, тож лишили її слова. У списку: {_changes(own)}."
        )
    if plan.kept:
        _say('  Список новіший? Назвіть його день: --source "Лист … від 30.11.2026".')
    skipped, without = plan.parted()
    for asked in skipped:
        _say(f"? рядок {asked.row} пропущено: {asked.what}")
        if asked.id:
            _say(f"  {option_of(asked.id, asked.among)}")
    for part in without:
        _say(f"? рядок {part.row} взято без цього: {part.what}")
    for note in plan.withheld:
        _say(f"  рядок {note.row}: {note.what}")


def _told_of(entry: Facts) -> str:
    """What readers would see of a new library, field by field."""
    say = load_texts(LOCALES)[FALLBACK].text
    where = f"{entry.get('settlement_name')}, {entry.get('hromada')} громада"
    kind = "" if entry.get("supplements") else say(KIND_NAMES[str(entry["kind"])])
    told = [where if entry.get("settlement_name") else "", kind]
    for name, label in LABELS.items():
        if value := entry.get(name):
            is_hours = name == "hours"
            shown = hours_told(str(value), say, FALLBACK) if is_hours else _shown(value, say)
            told.append(f"{say(label).lower()}: {shown}")
    return "; ".join(filter(None, told))


def _changes(one: Changed | Kept) -> str:
    return "; ".join(
        f"{name}: {_shown(one.before[name])} → {_shown(value)}"
        for name, value in one.fields.items()
    )


def _shown(value: object, say: Callable[[str], str] = str) -> str:
    if isinstance(value, dict):
        return str(value.get("uk", ""))
    if isinstance(value, list):
        return ", ".join(say(OFFERS.get(one, str(one))) for one in value)
    return "–" if value is None else str(value)


def _say(text: str) -> None:
    print(text)  # noqa: T201
