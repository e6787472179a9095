"""`mistok places`: the tables of settlements."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app.settings import read_settings
from bot.places.register.codifier import Codifier, UnusableFileError, read_codifier
from bot.places.register.importing import Plan, plan, write

app = typer.Typer(help="Settlements: bring in the whole country.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or .csv.gz.")]
Content = Annotated[
    Path | None,
    typer.Option(
        help="Content folder; without it that of MISTOK_CONTENT.", exists=True, file_okay=False
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")]


@app.callback()
def places() -> None:
    """Settlements: bring in the whole country."""


@app.command("import")
def import_(file: File, dry_run: DryRun = False, content: Content = None) -> None:
    """Take settlements from a table with KATOTTG columns; see content/README.md.

    Rows of our own oblast stay as they are. Wrong rows are named and left out.
    """
    given = content or read_settings().content
    folder = given / "places"
    try:
        codifier = read_codifier(file)
        planned = plan(folder, codifier, oblast=_oblast(given))
    except UnusableFileError as error:
        _say(f"{error}\nНічого не змінено.")
        raise typer.Exit(1) from None
    for wrong in codifier.wrong:
        _say(f"{file.name}: {wrong}")
    _tell(codifier, planned)
    if dry_run:
        _say(f"Це проба: змінилися б {_names(planned)}." if planned.files else "Зміни не потрібні.")
    else:
        write(folder, planned.files)
        _say(_written(planned))
    if codifier.wrong:
        raise typer.Exit(1)


def _tell(codifier: Codifier, planned: Plan) -> None:
    if planned.renamed:
        _say("Інакше названо в нашій області (лишаємо свою назву, перевірте settlements.csv):")
        for one in planned.renamed:
            _say(f"  {one}")
    _say(f"Населених пунктів у файлі: {len(codifier.rows)}.")
    _say(f"Наша область: лишаємо {planned.ours_kept}, нових {planned.ours_new}.")
    _say(
        f"Решта країни: нових {planned.new}, змінених {planned.changed}, таких самих"
        f" {planned.same}, немає у файлі, але лишаємо {planned.untouched}."
    )
    if codifier.other_units:
        _say(f"Області, райони, громади, райони міст пропущено: {codifier.other_units}.")
    if codifier.wrong:
        _say(f"Рядків з помилками пропущено: {len(codifier.wrong)}. Виправте й повторіть.")


def _written(planned: Plan) -> str:
    if not planned.files:
        return "Усе вже було таким, файли не змінено."
    return f"Записано: {_names(planned)}. Місток, що працює, візьме це сам, щонайдовше за хвилину."


def _oblast(content: Path) -> str:
    from bot.app.content_index import content_of

    return content_of(content).region.code


def _names(planned: Plan) -> str:
    return ", ".join(f"places/{name}" for name in sorted(planned.files))


def _say(text: str) -> None:
    print(text)  # noqa: T201
