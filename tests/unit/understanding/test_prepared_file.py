"""The prepared file gives the same index back, or says why it can't."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import bot.understanding.index.index as index_module
from bot.understanding import (
    Corpus,
    Index,
    Understanding,
    UnusableFileError,
    build_index,
    load_index,
    prepared_index,
    save_index,
)
from bot.understanding.text.preparing import Prepared, prepare
from tests.unit.understanding.small import ThreeTowns


@pytest.fixture
def path(tmp_path: Path, index: Index) -> Path:
    save_index(index, tmp_path / "var" / "index.bin")
    return tmp_path / "var" / "index.bin"


def test_a_loaded_index_understands_the_same(path: Path, index: Index) -> None:
    again = Understanding(load_index(path, "v1"), ThreeTowns())
    first = Understanding(index, ThreeTowns())
    for typed in ("субсидія", "zahranpasport", "де бібліотека", "hello", "бібліотека в Гукові"):
        assert again.explain(typed) == first.explain(typed)


def test_other_content_makes_it_unusable(path: Path) -> None:
    with pytest.raises(UnusableFileError, match="other content"):
        load_index(path, "v2")


@pytest.mark.parametrize("at", [0, 5, 200, -1, -500])
def test_a_flipped_bit_makes_it_unusable(path: Path, at: int) -> None:
    body = bytearray(path.read_bytes())
    body[at] ^= 1
    path.write_bytes(body)
    with pytest.raises(UnusableFileError, match="damaged"):
        load_index(path, "v1")


@pytest.mark.parametrize("body", [b"", b"abc", b"null\n\x00\x00\x00\x00", b"\x00" * 100])
def test_anything_else_is_unusable(path: Path, body: bytes) -> None:
    path.write_bytes(body)
    with pytest.raises(UnusableFileError):
        load_index(path, "v1")


def test_a_cut_file_is_unusable(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UnusableFileError):
        load_index(path, "v1")


def test_no_file_is_built_and_kept(tmp_path: Path, corpus: Corpus) -> None:
    path = tmp_path / "index.bin"
    prepared_index(path, corpus, ThreeTowns())
    assert load_index(path, "v1").topics.keys() >= {"passport", "~greeting"}
    assert [held.name for held in tmp_path.iterdir()] == ["index.bin"]


def test_a_damaged_file_is_replaced(path: Path, corpus: Corpus) -> None:
    path.write_bytes(b"junk")
    assert prepared_index(path, corpus).version == "v1"
    assert load_index(path, "v1").version == "v1"


def test_a_disk_that_refuses_does_not_stop_us(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert prepared_index(tmp_path / "file" / "index.bin", corpus).version == "v1"


def test_a_saved_card_costs_the_reading_of_its_own_lines(
    tmp_path: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def prepared(text: str, **given: Any) -> Prepared:
        read.append(text)
        return prepare(text, **given)

    monkeypatch.setattr(index_module, "prepare", prepared)
    path = tmp_path / "index.bin"
    prepared_index(path, corpus, reading="r1")
    assert len(read) > 3
    entry = corpus.entries[0]
    changed = replace(entry, asks=(*entry.asks, "зовсім нове запитання"))
    saved = replace(corpus, entries=(changed, *corpus.entries[1:]), version="v2")
    read.clear()
    index = prepared_index(path, saved, reading="r1")
    assert read == ["зовсім нове запитання"]
    anew = build_index(saved)
    assert [shelf.stems.terms for shelf in index.shelves.values()] == [
        shelf.stems.terms for shelf in anew.shelves.values()
    ]
    # Another lexicon or other places read all lines anew; so does a damaged file.
    read.clear()
    prepared_index(tmp_path / "index.bin", replace(saved, version="v3"), reading="r2")
    assert len(read) > 3
    path.with_suffix(".lines").write_bytes(b"nonsense")
    read.clear()
    prepared_index(path, replace(saved, version="v4"), reading="r2")
    assert len(read) > 3
