"""Means of documents on disk, so that nothing is embedded that was embedded before.

One line of JSON, then the numbers as raw bytes, closed by a checksum, as the prepared index. What
the content of this repository needs travels with the program (`learnt.means`, made by
`make sentences`); what another content folder adds rests in its cache.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

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

if TYPE_CHECKING:
    from bot.understanding.sentence.model import Vector

log = structlog.get_logger(__name__)

LEARNT = Path(__file__).with_name("learnt.means")
MAKE = "Words alone are compared until `make sentences` is run."
_CHECKSUM_BYTES = 4

Read = Callable[[str], str]


class UnusableMeansError(Exception):
    """The file is absent, damaged, or of another model; the message says which."""


def save_means(means: Means, path: Path) -> None:
    """Write them, whole or not at all. Raises OSError."""
    import numpy as np

    head = {"model": NAME, "byteorder": sys.byteorder, "digests": [*means.by_digest]}
    rows = np.stack([*means.by_digest.values()]).astype(np.float16)
    body = json.dumps(head).encode() + b"\n" + means.shape.tobytes() + rows.tobytes()
    body += zlib.crc32(body).to_bytes(_CHECKSUM_BYTES, "big")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(body)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load_means(path: Path) -> Means:
    """Read them. Raises UnusableMeansError."""
    import numpy as np

    digests, body = _read(path)
    square = WIDTH * WIDTH
    shape = np.frombuffer(body, np.float32, square).reshape(WIDTH, WIDTH)
    rows = np.frombuffer(body, np.float16, offset=shape.nbytes).reshape(len(digests), WIDTH)
    return Means(dict(zip(digests, rows.astype(np.float32), strict=True)), shape)


def _read(path: Path) -> tuple[list[str], bytes]:
    """The digests of what a file knows, and the numbers. Raises UnusableMeansError."""
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UnusableMeansError(f"cannot read {path}: {error.strerror}") from error
    content, checksum = body[:-_CHECKSUM_BYTES], body[-_CHECKSUM_BYTES:]
    if zlib.crc32(content).to_bytes(_CHECKSUM_BYTES, "big") != checksum:
        raise UnusableMeansError(f"{path} is damaged")
    line, _, numbers = content.partition(b"\n")
    head = json.loads(line)
    if (head["model"], head["byteorder"]) != (NAME, sys.byteorder):
        raise UnusableMeansError(f"{path} is of another model or machine")
    return head["digests"], numbers


def sentence_ranker(documents: Documents, read: Read, cache: Path) -> SentenceRanker:
    """The ranker of these documents, ready to load what it needs.

    Args:
        documents: their lines by key. Those that no file knows are embedded when it loads.
        read: a line as the model reads it.
        cache: the file for what this content adds to `LEARNT`.
    """

    def load() -> tuple[SentenceModel, Means] | None:
        model = load_model()
        if model is None:
            return None
        try:
            return model, _completed(documents, _embedding(model, read), cache)
        except UnusableMeansError as error:
            log.warning("understanding.no_sentence_model", exc_info=error, next=MAKE)
            return None

    return SentenceRanker({key: digest_of(told) for key, told in documents.items()}, load)


def unknown(documents: Documents) -> list[str]:
    """The documents that `LEARNT` doesn't know. Raises UnusableMeansError."""
    known = set(_read(LEARNT)[0])
    return [key for key, told in documents.items() if digest_of(told) not in known]


def learn_anew(documents: Documents, read: Read) -> None:
    """Make `LEARNT` of these documents. Raises RuntimeError where there is no model."""
    model = load_model()
    if model is None:
        raise RuntimeError("the sentence model is not here")
    save_means(learn_means(documents, _embedding(model, read)), LEARNT)


def _embedding(model: SentenceModel, read: Read) -> Embed:
    return lambda lines: model.vectors([read(line) for line in lines])


def _completed(documents: Documents, embed: Embed, cache: Path) -> Means:
    """What is known of these documents, and the rest embedded and kept.

    A disk that can't be written costs time at the next start, nothing else.
    """
    learnt = load_means(LEARNT)
    known = {**learnt.by_digest, **_kept(cache)}
    new = {key: told for key, told in documents.items() if told and digest_of(told) not in known}
    if new:
        known |= means_of(new, embed)
        here = {digest_of(told) for told in documents.values()} - learnt.by_digest.keys()
        own = {one: known[one] for one in here if one in known}
        try:
            save_means(Means(own, learnt.shape), cache)
        except OSError as error:
            log.warning("understanding.means_not_kept", exc_info=error)
    return Means(known, learnt.shape)


def _kept(cache: Path) -> dict[str, Vector]:
    try:
        return dict(load_means(cache).by_digest)
    except UnusableMeansError:
        return {}
