"""New ways of asking tried in a process of its own: the one that answers people never waits."""

import asyncio
import multiprocessing
import os
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory, mkdtemp
from typing import Final

from bot.app.content_index import cache_folder, corpus, learn, understanding_by
from bot.understanding import Corpus, Understanding
from bot.understanding.evaluation.labelled import labelled
from bot.understanding.evaluation.trial import Tell, Trial, tell_nobody, try_lines
from bot.understanding.evaluation.trials import FailedTrialError
from bot.understanding.index.index import build_index, documents_of
from bot.understanding.index.line_reader import LineReader
from bot.understanding.sentence.prepared import sentence_ranker
from bot.understanding.sentence.vectors import vectors_in

LOOKS_SECONDS: Final = 0.2
_LESS_URGENT: Final = 10  # what answers people goes first


async def trial_of(
    folder: Path,
    entry: str,
    lines: Sequence[str],
    *,
    sentences: bool,
    tell: Tell = tell_nobody,
) -> Trial:
    """What these lines would change, found out in a child that ends with this call.

    Args:
        folder: the content; nothing in it changes.
        entry: id of the card that gets the lines.
        lines: new ways of asking for it.
        sentences: whether the sentence model is asked, where there is one.
        tell: is given the number of each step as it begins.

    Raises:
        FailedTrialError: the child ended without an answer.
    """
    context = multiprocessing.get_context("spawn")
    hears, says = context.Pipe(duplex=False)
    child = context.Process(
        target=_child, args=(says, folder, entry, tuple(lines), sentences), daemon=True
    )
    await asyncio.to_thread(child.start)
    says.close()
    try:
        found = await _next(hears)
        while isinstance(found, int):
            tell(found)
            found = await _next(hears)
    except (EOFError, OSError) as error:
        raise FailedTrialError from error
    finally:
        hears.close()
        child.kill()
        child.join()
        child.close()
    if not isinstance(found, Trial):
        raise FailedTrialError
    return found


async def _next(hears: Connection) -> object:
    """What the child says next."""
    while not hears.poll():  # noqa: ASYNC110 -- a pipe of a process has no event
        await asyncio.sleep(LOOKS_SECONDS)
    return hears.recv()


def tried(
    folder: Path, entry: str, lines: Sequence[str], *, sentences: bool, tell: Tell = tell_nobody
) -> Trial:
    """As `trial_of`, here and now: it takes about half a minute of a core."""
    cache = cache_folder(folder)
    known = learn(folder, cache=cache, sentences=sentences)
    taught = corpus(known.content)
    prepared: dict[str, tuple[str, ...]] = {}
    with TemporaryDirectory() as aside:

        def make(one: Corpus) -> Understanding:
            """All are made alike: what was kept is rounded, and would tip near ties by itself."""
            own = Path(mkdtemp(dir=aside))
            with suppress(OSError):  # lines that were read before
                copy(vectors_in(cache), vectors_in(own))
            index = build_index(one, known.gazetteer, known=prepared)
            read = LineReader(index).read
            ranker = sentence_ranker(documents_of(one), read, own) if sentences else None
            found = understanding_by(
                index, known.content, known.gazetteer, danger=known.danger, sentences=ranker
            )
            found.warm()
            return found

        labels = list(labelled(folder))
        return try_lines(taught, entry, lines, labels=labels, make=make, tell=tell)


def _child(
    says: Connection, folder: Path, entry: str, lines: Sequence[str], sentences: bool
) -> None:
    with suppress(OSError, AttributeError):
        os.nice(_LESS_URGENT)
    with says:
        says.send(tried(folder, entry, lines, sentences=sentences, tell=says.send))
