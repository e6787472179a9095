"""What is wrong with the pictures of libraries in the content folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.catalogue.photos import FOLDER, MOST_BYTES, MOST_SIDE, jpeg_size, library_of
from bot.content.problems import Problem, Severity
from bot.content.source import Source


def photo_remarks(folder: Path, sources: Sequence[Source]) -> Iterator[Problem]:
    """Name pictures that are missing, can't be read or are too large, and those of no library."""
    known: set[str] = set()
    for source in sources:
        rows = source.data.get("libraries") if isinstance(source.data, dict) else None
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if not isinstance(row, dict):
                continue
            known.add(str(row.get("id")))
            photo = row.get("photo")
            if isinstance(photo, dict) and (wrong := _wrong(folder, photo)):
                line, column = source.place(("libraries", index, "photo", "file"))
                yield Problem(source.name, line, column, wrong, Severity.WARNING)
    for path in sorted((folder / FOLDER).glob("*")):
        if path.suffix != ".jpg" or library_of(path.name) not in known:
            name = f"{folder.name}/{FOLDER}/{path.name}"
            message = "файл не є фото жодної бібліотеки. Якщо він не потрібен, приберіть його."
            yield Problem(name, 1, 1, message, Severity.WARNING)


def _wrong(folder: Path, photo: dict[str, Any]) -> str:
    """What is wrong with the picture of a record, "" for nothing."""
    name = str(photo.get("file"))
    again = "Додайте фото ще раз на сторінці «Картка бібліотеки»."
    if "/" in name or "\\" in name:
        return ""  # the field itself is an error
    try:
        raw = (folder / FOLDER / name).read_bytes()
    except OSError:
        return f"фото {FOLDER}/{name} немає або воно не читається. {again}"
    size = jpeg_size(raw)
    if size is None:
        return f"{FOLDER}/{name} – не JPEG. {again}"
    if len(raw) > MOST_BYTES or max(size) > MOST_SIDE:
        return (
            f"фото завелике: {len(raw) // 1024} КБ, {size[0]}×{size[1]}. Має бути до "
            f"{MOST_BYTES // 1024} КБ і до {MOST_SIDE} точок. {again}"
        )
    if size != (photo.get("width"), photo.get("height")):
        return f"розмір фото – {size[0]}×{size[1]}, а записано інший. {again}"
    return ""
