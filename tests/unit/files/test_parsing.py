"""What is risky in a file, and what is refused before it is unpacked. In this process."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.files.kinds import EXTENSIONS, RISKS
from bot.files.parsing.signatures import judged
from bot.files.rules import is_sheet
from tests.unit.files.risky import (
    CALM,
    MEGABYTE,
    RISKY,
    WORD,
    bomb,
    deflated,
    document,
    encrypted,
    many,
    overlapping,
    twice,
)
from tests.unit.files.samples import REFUSED, TAKEN

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTHING: tuple[None, set[str]] = (None, set())
SAMPLES = [
    *(body for _, body in TAKEN), *(body for body, _ in REFUSED.values()),
    *(body for _, body, _ in RISKY.values() if len(body) < 10_000),
    *(body for _, body in CALM.values()),
]  # fmt: skip


@pytest.mark.parametrize("case", RISKY)
def test_what_is_risky_is_told(case: str) -> None:
    name, body, risks = RISKY[case]
    kind, found = judged(body, is_sheet=is_sheet(name))
    assert kind in EXTENSIONS
    assert found == risks


@pytest.mark.parametrize("case", CALM)
def test_what_everybody_has_is_not_warned_of(case: str) -> None:
    name, body = CALM[case]
    kind, found = judged(body, is_sheet=is_sheet(name))
    assert kind in EXTENSIONS
    assert found == set()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_an_unusual_way_is_never_unpacked(method: int) -> None:
    assert judged(bomb(method, megabytes=2)) == NOTHING
    assert judged(bomb(zipfile.ZIP_DEFLATED, megabytes=1))[0] == DOCX


@pytest.mark.parametrize(
    "body",
    [
        deflated("word/a.xml", 65 * MEGABYTE),
        deflated("[Content_Types]2.xml", 65 * MEGABYTE),
        deflated("word/_rels/a.rels", 2 * MEGABYTE),
        deflated("word/_rels/a.rels", 2 * MEGABYTE, told=100),
        overlapping(),
        encrypted(),
        many(20_001),
        twice(),
    ],
    ids=["much", "much elsewhere", "long", "untrue", "overlapping", "locked", "many", "twice"],
)
def test_an_archive_made_to_harm_is_refused(body: bytes) -> None:
    assert len(body) < 4 * MEGABYTE
    assert judged(body) == NOTHING


def test_a_large_honest_document_is_taken() -> None:
    assert judged(deflated("word/media/image.bmp", 60 * MEGABYTE))[0] == DOCX
    assert judged(many(5000))[0] == DOCX


def test_words_longer_than_are_looked_through_are_told() -> None:
    body = deflated("xl/externalLinks/a.xml", 9 * MEGABYTE)
    assert judged(body) == (DOCX, {"locked"})
    assert judged(document(main=WORD)) == (DOCX, set())


@given(
    some.sampled_from(SAMPLES),
    some.lists(some.tuples(some.floats(0, 1), some.binary(max_size=40)), max_size=6),
    some.floats(0, 1),
    some.booleans(),
)
def test_no_change_of_a_file_breaks_the_judge(body, changes, cut, sheet) -> None:
    for at, noise in changes:
        start = int(at * len(body))
        body = body[:start] + noise + body[start + len(noise) :]
    for one in (body, body[: int(cut * len(body))]):
        kind, risks = judged(one, is_sheet=sheet)
        assert kind is None or kind in EXTENSIONS
        assert risks <= set(RISKS)
