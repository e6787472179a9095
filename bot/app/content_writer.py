"""The writer of a content folder, with the files of all features checked before each save."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.app.content_index import PARSED, cache_folder, held_back, kept_folder
from bot.content import Problem, load
from bot.content.editing import Writer


def content_writer(
    folder: Path, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Writer:
    """The one writer of this folder; its history rests beside what is kept of the content."""

    def check(instead: Mapping[str, bytes | None]) -> Sequence[Problem]:
        from bot.app.features import FEATURES  # features have pages that write

        cache = cache_folder(folder) / PARSED
        return load(folder, cache=cache, sections=FEATURES.sections, instead=instead).problems

    return Writer(
        folder, kept_folder(folder), check=check, clock=clock,
        cache=cache_folder(folder) / PARSED, held=lambda: held_back(folder),
    )  # fmt: skip
