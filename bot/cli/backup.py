"""`mistok backup` and `mistok restore`: the whole database as one file, and back."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app.kept_secrets import KEY_FILE, secret_of
from bot.app.settings import SettingsError, read_settings
from bot.cli.keys_told import missing_keys, numbers, where_keys_are
from bot.storage.backup import backup_sqlite, restore_sqlite
from bot.storage.vault import Vault

Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file there.")] = False,
    as_json: Json = False,
) -> None:
    """Write the whole database into one file while the service runs; the key is not in it."""
    settings = read_settings()
    if settings.database.startswith("sqlite"):
        made = backup_sqlite(settings.database, file, force=force)
    else:
        from bot.storage.backup_postgres import backup_postgres

        made = backup_postgres(settings.database, file, force=force)
    missing = missing_keys(settings, made.keys)
    if as_json:
        told = {
            "file": str(made.file), "bytes": made.size, "keys": list(made.keys),
            "tables": made.version, "key_included": False, "keys_missing": missing,
        }  # fmt: skip
        typer.echo(json.dumps(told))
        return
    typer.echo(f"Збережено: {made.file}, {made.size / 1_000_000:.1f} МБ. Файл перевірено.")
    which = f"ключа {numbers(made.keys)}" if made.keys else "ключа"
    typer.echo(f"Ключа в ньому немає. Без {which} його не прочитати.")
    typer.echo(where_keys_are(settings, made.keys), err=bool(missing))


def restore(
    file: Annotated[Path, typer.Argument(help="What `mistok backup` wrote.")],
    as_json: Json = False,
) -> None:
    """Put a backup in the database's place, with the service stopped; the old one is kept."""
    settings = read_settings()
    if not settings.secret and not KEY_FILE.exists():
        raise SettingsError(
            f"Put the key first: {KEY_FILE.absolute()} from your copy, or MISTOK_SECRET. Without "
            "it the backup can't be read. Nothing was changed."
        )
    vault, now = Vault(secret_of(settings)), datetime.now(UTC)
    if settings.database.startswith("sqlite"):
        done = restore_sqlite(settings.database, file, vault, now=now)
    else:
        from bot.storage.backup_postgres import restore_postgres

        done = restore_postgres(settings.database, file, vault, now=now)
    if as_json:
        typer.echo(json.dumps({"restored": str(file), "kept": done.kept, "tables": done.version}))
        return
    typer.echo(f"Відновлено з {file}. Можна запускати: mistok run")
    typer.echo(
        "Увага: читачі, які просили забути їх уже після цієї копії, знову є в базі. Якщо знаєте "
        "таких, попросіть їх написати «забудь мене» ще раз."
    )
    if done.kept:
        typer.echo(f"Попередню базу збережено: {done.kept}. Видаліть її, коли все перевірите.")
