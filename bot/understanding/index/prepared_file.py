"""The prepared file: an index on disk, so that a start does not learn the content again.

One line of JSON that describes everything, then the number arrays as raw bytes, closed by a
checksum. It holds data only: nothing in it can run. A file of other content, another format or
another machine's byte order is unusable, as is a damaged one; the index is then built again.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.understanding.index.index import Index, Topic, build_index
from bot.understanding.model import Corpus, PlaceFinder
from bot.understanding.ranking.postings import Postings
from bot.understanding.ranking.rankers import Shelf
from bot.understanding.text.lexicon import Lexicon
from bot.understanding.text.readings import TrigramModel

# Raise it whenever the way of learning changes: older files are then built again.
FORMAT = 5
_CHECKSUM_BYTES = 4
# The postings of a shelf, in the order in which their arrays follow each other.
_PARTS = ("pieces", "stems", "contrast")


class UnusableIndexError(Exception):
    """The prepared file is absent, damaged, or of something else; the message says which."""


def save_index(index: Index, path: Path) -> None:
    """Write an index to a file, whole or not at all.

    Raises:
        OSError: the disk refuses.
    """
    arrays = list(_arrays(index))
    head = {
        "format": FORMAT,
        "byteorder": sys.byteorder,
        "version": index.version,
        "topics": {key: [t.route, t.entry, t.on_the_spot] for key, t in index.topics.items()},
        "lexicon": index.lexicon.table,
        "trigrams": index.trigrams.counts,
        "shelves": {
            name: {
                "keys": shelf.keys,
                **{part: _describe(getattr(shelf, part)) for part in _PARTS},
            }
            for name, shelf in index.shelves.items()
        },
        "arrays": [[held.typecode, len(held)] for held in arrays],
    }
    body = json.dumps(head, ensure_ascii=True).encode() + b"\n"
    body += b"".join(held.tobytes() for held in arrays)
    body += zlib.crc32(body).to_bytes(_CHECKSUM_BYTES, "big")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(body)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def load_index(path: Path, expected_version: str) -> Index:
    """Read the index of a content version.

    Raises:
        UnusableIndexError: the file is absent, damaged, or of other content.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UnusableIndexError(f"cannot read {path}: {error.strerror}") from error
    content, checksum = body[:-_CHECKSUM_BYTES], body[-_CHECKSUM_BYTES:]
    if zlib.crc32(content).to_bytes(_CHECKSUM_BYTES, "big") != checksum:
        raise UnusableIndexError(f"{path} is damaged")
    head_bytes, _, raw = content.partition(b"\n")
    try:
        head = json.loads(head_bytes)
        if (head["format"], head["byteorder"]) != (FORMAT, sys.byteorder):
            raise UnusableIndexError(f"{path} has another format")
        if head["version"] != expected_version:
            raise UnusableIndexError(f"{path} is of other content")
        return _index(head, raw)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise UnusableIndexError(f"{path} is not a prepared index: {error!r}") from error


def prepared_index(path: Path, corpus: Corpus, places: PlaceFinder | None = None) -> Index:
    """Return the index of a corpus: from the file if it fits, else built and written there.

    A disk that cannot be written costs time at the next start, nothing else.
    """
    try:
        return load_index(path, corpus.version)
    except UnusableIndexError:
        index = build_index(corpus, places)
    try:
        save_index(index, path)
    except OSError:
        return index
    return index


def _postings(index: Index) -> Iterator[Postings]:
    for shelf in index.shelves.values():
        yield from (getattr(shelf, part) for part in _PARTS)


def _arrays(index: Index) -> Iterator[array[Any]]:
    for shelf in index.shelves.values():
        yield shelf.bayes_start
    for postings in _postings(index):
        yield postings.starts
        yield postings.docs
        yield from postings.columns


def _describe(postings: Postings) -> dict[str, object]:
    return {"terms": "\t".join(postings.terms), "columns": len(postings.columns)}


def _index(head: dict[str, Any], raw: bytes) -> Index:
    arrays = _unpack(head["arrays"], raw)
    starts = {name: next(arrays) for name in head["shelves"]}
    shelves = {}
    for name, told in head["shelves"].items():
        parts = {part: _read(told[part], arrays) for part in _PARTS}
        shelves[name] = Shelf(tuple(told["keys"]), bayes_start=starts[name], **parts)
    return Index(
        version=head["version"],
        topics={key: Topic(*topic) for key, topic in head["topics"].items()},
        shelves=shelves,
        trigrams=TrigramModel(head["trigrams"]),
        lexicon=Lexicon.from_table(head["lexicon"]),
    )


def _unpack(told: list[tuple[str, int]], raw: bytes) -> Iterator[array[Any]]:
    at = 0
    for typecode, length in told:
        held: array[Any] = array(typecode)
        size = length * held.itemsize
        held.frombytes(raw[at : at + size])
        at += size
        yield held


def _read(told: dict[str, Any], arrays: Iterator[array[Any]]) -> Postings:
    terms = told["terms"].split("\t") if told["terms"] else []
    starts, docs = next(arrays), next(arrays)
    columns = tuple(next(arrays) for _ in range(told["columns"]))
    return Postings(dict(zip(terms, range(len(terms)), strict=True)), starts, docs, columns)
