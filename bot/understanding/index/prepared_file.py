"""The prepared file: an index on disk, so that a start does not learn the content again."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.understanding.index.index import Index, Subject, build_index
from bot.understanding.model import Corpus, PlaceFinder
from bot.understanding.packed_file import UnusableFileError, read_packed, write_packed
from bot.understanding.ranking.postings import Postings
from bot.understanding.ranking.rankers import Shelf
from bot.understanding.text.lexicon import Lexicon
from bot.understanding.text.readings import TrigramModel

# Raise it whenever the way of learning changes: older files are then built again.
FORMAT = 5
# The postings of a shelf, in the order in which their arrays follow each other.
_PARTS = ("pieces", "stems", "contrast")
# Lines whose words are kept; those of cards that are gone stay among them until then.
_MOST = 100_000


def save_index(index: Index, path: Path) -> None:
    """Write an index to a file, whole or not at all.

    Raises:
        OSError: the disk refuses.
    """
    arrays = list(_arrays(index))
    head = {
        "format": FORMAT,
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
    write_packed(path, head, b"".join(held.tobytes() for held in arrays))


def load_index(path: Path, expected_version: str) -> Index:
    """Read the index of a content version.

    Raises:
        UnusableFileError: the file is absent, damaged, or of other content.
    """
    head, raw = read_packed(path, format=FORMAT, version=expected_version)
    try:
        return _index(head, raw)
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise UnusableFileError(f"{path} is not a prepared index: {error!r}") from error


def prepared_index(
    path: Path,
    corpus: Corpus,
    places: PlaceFinder | None = None,
    *,
    reading: str = "",
    anew: bool = True,
) -> Index:
    """Return the index of a corpus: from the file if it fits, else built and written there.

    Words of its lines are kept beside it, so that a saved card costs the reading of its own lines
    alone. A disk that cannot be written costs time at the next start, nothing else.

    Args:
        path: the file.
        corpus: what is learnt.
        places: as for `build_index`.
        reading: changes with whatever cuts a line into words; "" keeps no words.
        anew: whether it may be built, which takes seconds.

    Raises:
        UnusableFileError: the file does not fit, and nothing may be built.
    """
    try:
        return load_index(path, corpus.version)
    except UnusableFileError:
        if not anew:
            raise
    beside = path.with_suffix(".lines")
    known = _known_lines(beside, reading) if reading else {}
    many = len(known)
    index = build_index(corpus, places, known=known)
    try:
        save_index(index, path)
        if reading and len(known) > many:
            save_lines(known, beside, reading)
    except OSError:
        return index
    return index


def save_lines(known: dict[str, tuple[str, ...]], path: Path, reading: str) -> None:
    """Write the words of lines. Raises OSError."""
    held = json.dumps(known, ensure_ascii=False).encode()
    write_packed(path, {"format": FORMAT, "reading": reading}, zlib.compress(held, 1))


def _known_lines(path: Path, reading: str) -> dict[str, tuple[str, ...]]:
    """The words of lines that were read so before; of too many old ones none."""
    try:
        _, raw = read_packed(path, format=FORMAT, reading=reading)
        held = json.loads(zlib.decompress(raw))
        return {text: tuple(words) for text, words in held.items()} if len(held) < _MOST else {}
    except (UnusableFileError, ValueError, TypeError, AttributeError, zlib.error):
        return {}


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
        topics={key: Subject(*topic) for key, topic in head["topics"].items()},
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
