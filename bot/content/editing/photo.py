"""Pictures of libraries put into the content folder: each has a name of its own, for undoing."""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.catalogue.photos import FOLDER, library_of, name_of
from bot.content.editing.errors import EditError
from bot.content.editing.repository import commit
from bot.content.editing.writer import Writer

KEPT: Final = 3  # earlier pictures of a library that stay, for who takes a change back
_NO_DISK: Final = (
    "Не вдалося записати фото: {}. Скажіть тому, хто веде сервер, що тека змісту не пишеться."
)


def put_photo(writer: Writer, library: str, picture: bytes) -> str:
    """Write a picture beside the library's others; its name. Raises EditError."""
    folder = writer.folder / FOLDER
    name = name_of(library, picture)
    beside = folder / f".{name}.new"
    try:
        folder.mkdir(exist_ok=True)
        with beside.open("wb") as file:
            file.write(picture)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / name)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise EditError(_NO_DISK.format(error.strerror)) from error
    return name


def sweep_photos(writer: Writer, library: str, *, by: str, why: str) -> list[str]:
    """Remove the oldest pictures of a library that no record shows; their places in the folder."""
    folder = writer.folder / FOLDER
    shown = {_shown(one.data) for one in writer.entries("libraries")}
    mine = [one for one in folder.glob("*.jpg") if library_of(one.name) == library]
    gone = _by_age(mine, shown)[KEPT:]
    for path in gone:
        path.unlink(missing_ok=True)
    names = [f"{FOLDER}/{path.name}" for path in gone]
    if names:
        commit(writer.folder, names, by=by, why=why)
    return names


def _shown(data: object) -> str:
    photo = data.get("photo") if isinstance(data, dict) else None
    return str(photo.get("file")) if isinstance(photo, dict) else ""


def _by_age(paths: Collection[Path], but: Collection[str]) -> list[Path]:
    """The newest first."""
    others = [one for one in paths if one.name not in but]
    return sorted(others, key=lambda one: (one.stat().st_mtime_ns, one.name), reverse=True)
