"""Content that editors change while Місток runs is taken over without a restart.

The index is made in another process, so that nobody waits for an answer meanwhile. A change with
a new mistake in it is not taken: the old content stays until the mistake is mended.
"""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

import structlog
from watchfiles import Change, DefaultFilter, awatch

from bot.app.content_index import ContentIndex, learn
from bot.content.load import KINDS, version_of
from bot.content.problems import new_problems

log = structlog.get_logger(__name__)

LOOK_MS = 5000


class ContentFiles(DefaultFilter):
    """Files whose change matters, without an editor's own temporary ones."""

    def __call__(self, change: Change, path: str) -> bool:
        """Return whether to look at the content again."""
        return path.endswith(KINDS) and super().__call__(change, path)


async def renew(
    folder: Path,
    *,
    cache: Path,
    sentences: bool,
    current: Callable[[], ContentIndex],
    take: Callable[[ContentIndex], None],
) -> None:
    """Watch a content folder for as long as it runs; a sound change goes to `take`.

    Args:
        folder: the content.
        cache: where prepared files rest.
        sentences: whether the sentence model is asked.
        current: what is known now.
        take: called in the event loop with what is known anew.
    """
    async for _ in _changes(folder, current().content.version):
        try:
            fresh = await learn_aside(folder, cache=cache, sentences=sentences)
        except Exception:
            log.exception("content.not_taken", next="The old content stays. Save the file again.")
            continue
        known = current()
        if fresh.content.version == known.content.version:
            continue
        mistakes = new_problems(fresh.problems, known.problems)
        for mistake in mistakes:
            log.warning("content.not_taken", where=str(mistake))
        if not mistakes:
            take(fresh)
            log.info("content.taken", version=fresh.content.version)


async def _changes(folder: Path, version: str) -> AsyncIterator[None]:
    """Each time the files may have changed, also since `version` was read of them.

    The system tells of a saved file at once. A folder that is a link and leads elsewhere now, or
    one that took another's place, is found by looking every few seconds.
    """
    seen = await asyncio.to_thread(_stamp, folder)
    if await asyncio.to_thread(version_of, folder) != version:
        yield
    while True:
        place = _place(folder)
        try:
            async for told in awatch(
                folder, watch_filter=ContentFiles(), rust_timeout=LOOK_MS, yield_on_timeout=True
            ):
                found = await asyncio.to_thread(_stamp, folder)
                if told or found != seen:
                    seen = found
                    yield
                if _place(folder) != place:
                    break
        except FileNotFoundError:
            await asyncio.sleep(LOOK_MS / 1000)  # it is being exchanged


def _place(folder: Path) -> tuple[int, int] | None:
    """The folder itself, not its name; None while there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _stamp(folder: Path) -> frozenset[tuple[object, ...]]:
    """What tells the files from others of the same names."""
    found = set()
    for path in folder.rglob("*"):
        if path.suffix in KINDS:
            with suppress(OSError):  # it was there a moment ago
                one = path.stat()
                found.add((str(path), one.st_dev, one.st_ino, one.st_size, one.st_mtime_ns))
    return frozenset(found)


async def learn_aside(folder: Path, *, cache: Path, sentences: bool) -> ContentIndex:
    """Learn a content folder without holding up the event loop."""
    loop = asyncio.get_running_loop()
    # A fresh interpreter: a fork would copy threads and sockets half-way.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as aside:
        await loop.run_in_executor(aside, _prepare, folder, cache, sentences)
    return await asyncio.to_thread(_learnt, folder, cache, sentences)


def _learnt(folder: Path, cache: Path, sentences: bool) -> ContentIndex:
    known = learn(folder, cache=cache, sentences=sentences)
    known.understanding.warm()
    return known


def _prepare(folder: Path, cache: Path, sentences: bool) -> None:
    """Leave the prepared files under `cache`; what was learnt stays in that process."""
    _learnt(folder, cache, sentences)
