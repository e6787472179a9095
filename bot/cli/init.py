"""`mistok init`: a content folder of one's own, to edit and keep."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from bot.app.settings import CONTENT, PREFIX


def init(
    folder: Annotated[Path, typer.Argument(help="A new or an empty folder.", file_okay=False)],
) -> None:
    """Copy the content that came with the program into FOLDER, to edit it there."""
    if folder.exists() and any(folder.iterdir()):
        raise typer.BadParameter(
            f"тека {folder} не порожня, тож нічого не змінено. Назвіть нову.",
            param_hint="FOLDER",
        )
    try:
        shutil.copytree(CONTENT, folder, dirs_exist_ok=True)
    except OSError as error:
        reason = error.strerror or "some files could not be written"
        raise typer.BadParameter(
            f"у {folder} не можна писати ({reason}). Назвіть теку, куди цей користувач має право.",
            param_hint="FOLDER",
        ) from error
    typer.echo(f"Зміст скопійовано в {folder}.")
    typer.echo(f"Впишіть у .env: {PREFIX}CONTENT={folder.resolve()}")
    typer.echo("Як змінити факт, сказано в README.md тієї теки. Перевірити: mistok check")
