"""Means of documents on disk, so that a start computes none of them again.

What the content of this repository needs travels with the program (`learnt.means`, made by
`make sentences`); what another content folder adds rests in its cache. The vectors they are made
of are kept by line (`vectors`), so a saved card costs its new lines alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.understanding.packed_file import UnusableFileError, read_packed, write_packed
from bot.understanding.sentence.model import NAME, WIDTH, SentenceModel, load_model
from bot.understanding.sentence.ranker import (
    Documents,
    Embed,
    Means,
    SentenceRanker,
    digest_of,
    learn_means,
    means_of,
)
from bot.understanding.sentence.vectors import Vectors, vectors_in

if TYPE_CHECKING:
    from bot.understanding.sentence.model import Vector

log = structlog.get_logger(__name__)

LEARNT = Path(__file__).with_name("learnt.means")
MAKE = "Words alone are compared until `make sentences` is run."

Read = Callable[[str], str]


def save_means(means: Means, path: Path) -> None:
    """Write them, whole or not at all. Raises OSError."""
    import numpy as np

    rows = np.stack([*means.by_digest.values()]).astype(np.float16)
    head = {"model": NAME, "digests": [*means.by_digest]}
    write_packed(path, head, means.shape.tobytes() + rows.tobytes())


def load_means(path: Path) -> Means:
    """Read them. Raises UnusableFileError."""
    import numpy as np

    head, body = read_packed(path, model=NAME)
    shape = np.frombuffer(body, np.float32, WIDTH * WIDTH).reshape(WIDTH, WIDTH)
    rows = np.frombuffer(body, np.float16, offset=shape.nbytes).reshape(-1, WIDTH)
    return Means(dict(zip(head["digests"], rows.astype(np.float32), strict=True)), shape)


def sentence_ranker(documents: Documents, read: Read, cache: Path) -> SentenceRanker:
    """The ranker of these documents, ready to load what it needs.

    Args:
        documents: their lines by key. Those that no file knows are embedded when it loads.
        read: a line as the model reads it.
        cache: the folder for what this content adds to what travels with the program.
    """

    def load() -> tuple[SentenceModel, Means] | None:
        model = load_model()
        if model is None:
            return None
        try:
            embed = embedding(Vectors(model, vectors_in(cache)), read)
            return model, _completed(documents, embed, cache / "sentences.means")
        except UnusableFileError as error:
            log.warning("understanding.no_sentence_model", exc_info=error, next=MAKE)
            return None

    return SentenceRanker({key: digest_of(told) for key, told in documents.items()}, load)


def unknown(documents: Documents) -> list[str]:
    """The documents that `LEARNT` doesn't know. Raises UnusableFileError."""
    known = set(read_packed(LEARNT, model=NAME)[0]["digests"])
    return [key for key, told in documents.items() if digest_of(told) not in known]


def learn_anew(documents: Documents, embed: Embed) -> None:
    """Make `LEARNT` of these documents."""
    save_means(learn_means(documents, embed), LEARNT)


def embedding(vectors: Vectors, read: Read) -> Embed:
    """Lines as they are written to vectors, by what is kept of each."""
    return lambda lines: vectors.of([read(line) for line in lines])


def _completed(documents: Documents, embed: Embed, kept: Path) -> Means:
    """What is known of these documents, and the rest embedded and kept.

    A disk that can't be written costs time at the next start, nothing else.
    """
    learnt = load_means(LEARNT)
    known = {**learnt.by_digest, **_kept(kept)}
    new = {key: told for key, told in documents.items() if told and digest_of(told) not in known}
    if new:
        known |= means_of(new, embed)
        here = {digest_of(told) for told in documents.values()} - learnt.by_digest.keys()
        own = {one: known[one] for one in here if one in known}
        try:
            save_means(Means(own, learnt.shape), kept)
        except OSError as error:
            log.warning("understanding.means_not_kept", exc_info=error)
    return Means(known, learnt.shape)


def _kept(path: Path) -> dict[str, Vector]:
    try:
        return dict(load_means(path).by_digest)
    except UnusableFileError:
        return {}
