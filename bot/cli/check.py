"""`mistok check`: every problem of the content, for editors before they save it on a server."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app.settings import read_settings
from bot.languages.folder import LOCALES

Folder = Annotated[Path | None, typer.Argument(exists=True, file_okay=False)]


def check(
    path: Folder = None,
    only_errors: Annotated[bool, typer.Option("--errors", help="No remarks.")] = False,
) -> None:
    """Name every problem of content and catalogues as file:line:column, errors first and last."""
    from bot.app.content_index import review_content
    from bot.app.features import FEATURES
    from bot.app.library_people import about_people
    from bot.content import load
    from bot.content.check import check as check_content
    from bot.content.check import errors_of, warnings_of
    from bot.content.problems import as_error
    from bot.engine.catalogues import check_catalogues
    from bot.engine.texts import FALLBACK, MSGIDS
    from bot.languages.check import check_word_lists
    from bot.places.gazetteer import load_gazetteer
    from bot.understanding.evaluation.labelled import check_labelled

    folder = path or read_settings().content
    problems = check_content(folder, today=datetime.now(UTC).date(), sections=FEATURES.sections)
    catalogues = check_catalogues(LOCALES)
    lists = check_word_lists(LOCALES, models=(FALLBACK, MSGIDS))
    content = load(folder).content
    gazetteer = load_gazetteer(folder / "places", content.region)
    places = (f"{folder.name}/{one}" for one in gazetteer.problems)
    errors = [as_error(str(one)) for one in (*errors_of(problems), *catalogues, *lists.errors)]
    remarks: list[object] = []
    if not only_errors:
        remarks = [*warnings_of(problems), *lists.remarks, *review_content(folder), *places]
        remarks += about_people(folder, gazetteer)
        remarks += check_labelled(folder, content.catalogue)
    for problem in (*errors, *remarks):
        print(problem)  # noqa: T201
    sys.stdout.flush()  # else a pipe has the count above what it counts
    if errors and remarks:
        _tell("\nПомилки ще раз:")
        for problem in errors:
            _tell(problem)
    told = "" if only_errors else f" Зауважень: {len(remarks)} (бот працює і з ними)."
    _tell(f"Помилок: {len(errors)}.{told}")
    if errors:
        raise typer.Exit(1)


def _tell(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201
