"""Content that editors change while Місток runs is taken over without a restart.

What is to be learnt is learnt in another process, so that nobody waits for an answer meanwhile;
what cards say is taken before that, and for a change that teaches nothing no process is started.
A file whose change brings a mistake stays as it was until that is mended; what is sound of the rest
is taken.
"""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import structlog
from watchfiles import Change, DefaultFilter, awatch

from bot.app.content_at_once import learn_at_once
from bot.app.content_index import PARSED, ContentIndex, kept_folder, learn
from bot.content.last_good import UNREAD, LastGood
from bot.content.load import KINDS, unread_bytes, version_of
from bot.content.problems import new_problems

log = structlog.get_logger(__name__)

LOOK_MS = 5000
GATHER_MS = 300  # files saved together are taken together; a commit to their history goes on longer
QUICK_BYTES = 64 * 1024  # of files that are read anew: more of them hold up answers


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
    last_good: LastGood | None = None,
) -> None:
    """Watch a content folder for as long as it runs; what is known anew goes to `take`.

    A file whose change brings a mistake stays as it was in `last_good`, and what changed in others
    is taken. Where nothing is kept, all stays as it was. What is wrong is always told.

    Args:
        folder: the content.
        cache: where prepared files rest.
        sentences: whether the sentence model is asked.
        current: what is known now.
        take: called in the event loop with what is known anew.
        last_good: copies of files, renewed with what is taken.
    """
    async for _ in _changes(folder, current().content.version):
        try:
            known = await asyncio.to_thread(
                _at_once, folder, cache, sentences, last_good, current()
            )
            if known is not None:
                await _settle(known, current(), take=take, last_good=last_good)
            if known is None or known.is_behind:
                known = await learn_aside(
                    folder, cache=cache, sentences=sentences, last_good=last_good
                )
                await _settle(known, current(), take=take, last_good=last_good)
        except Exception:
            log.exception("content.not_taken", next="The old content stays. Save the file again.")
            if UNREAD not in current().problems:
                take(replace(current(), problems=(*current().problems, UNREAD)))


async def _settle(
    fresh: ContentIndex,
    known: ContentIndex,
    *,
    take: Callable[[ContentIndex], None],
    last_good: LastGood | None,
) -> None:
    """Take what is known anew, or tell why it is not taken."""
    if _is_same(fresh, known):
        return
    mistakes = new_problems(fresh.problems, known.problems)
    for mistake in mistakes:
        log.warning("content.not_taken", where=str(mistake))
    if mistakes and not fresh.stale:  # nothing is kept that could stand instead
        take(replace(known, problems=fresh.problems))
        return
    take(fresh)
    if last_good is not None:
        await asyncio.to_thread(last_good.keep, fresh.stale, fresh.content.version)
    log.info(
        "content.learnt" if known.is_behind else "content.taken", version=fresh.content.version
    )


def _is_same(fresh: ContentIndex, known: ContentIndex) -> bool:
    """Whether nothing is to be said or done anew."""
    told = fresh.content.version, fresh.state, fresh.is_behind
    return told == (known.content.version, known.state, known.is_behind)


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
                folder,
                watch_filter=ContentFiles(),
                debounce=GATHER_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
            ):
                found = await asyncio.to_thread(_stamp, folder)
                if told or found != seen:
                    seen = found
                    yield
                if _place(folder) != place:
                    break
        except FileNotFoundError:
            await asyncio.sleep(LOOK_MS / 1000)  # it is being exchanged


def copies_of(folder: Path) -> LastGood:
    """Where copies of its sound files are kept."""
    return LastGood(folder, kept_folder(folder))


def learn_and_keep(
    folder: Path, *, cache: Path, sentences: bool, last_good: LastGood
) -> ContentIndex:
    """What the folder says; its sound files are kept for a later start."""
    found = learn(folder, cache=cache, sentences=sentences, last_good=last_good)
    last_good.keep(found.stale, found.content.version)
    return found


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


async def learn_aside(
    folder: Path, *, cache: Path, sentences: bool, last_good: LastGood | None = None
) -> ContentIndex:
    """Learn a content folder without holding up the event loop."""
    loop = asyncio.get_running_loop()
    # A fresh interpreter: a fork would copy threads and sockets half-way.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as aside:
        await loop.run_in_executor(aside, _prepare, folder, cache, sentences, last_good)
    return await asyncio.to_thread(_learnt, folder, cache, sentences, last_good)


def _at_once(
    folder: Path,
    cache: Path,
    sentences: bool,
    last_good: LastGood | None,
    before: ContentIndex,
) -> ContentIndex | None:
    """What can be taken without holding up the event loop for long; None where nothing can."""
    if unread_bytes(folder, cache / PARSED) > QUICK_BYTES:
        return None
    return learn_at_once(
        folder, cache=cache, sentences=sentences, last_good=last_good, before=before
    )


def _learnt(folder: Path, cache: Path, sentences: bool, last_good: LastGood | None) -> ContentIndex:
    known = learn(folder, cache=cache, sentences=sentences, last_good=last_good)
    known.understanding.warm()
    return known


def _prepare(folder: Path, cache: Path, sentences: bool, last_good: LastGood | None) -> None:
    """Leave the prepared files under `cache`; what was learnt stays in that process."""
    _learnt(folder, cache, sentences, last_good)
