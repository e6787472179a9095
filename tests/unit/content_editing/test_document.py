"""An entry changes, every other byte of its file stays: comments, order, quoting, line ends."""

from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.editing import Document, NotEditableError
from bot.content.source import parsed

CONTENT = Path(__file__).parents[3] / "content"
MADE = """\
# head
services:   # the list
  - id: a   # its id
    what: {uk: "Один", en: 'Two'}   # flow
    list: [a, b ,c]
    text:
      uk: >-
        Довгий текст
        на два рядки.

    # a comment inside
    items:
      # before x
      - x   # the x
      - y: 1
        z: 2
    empty:
    phone: ['0382 11-22-33']
  # between
  - id: b
    what: {uk: x}

  - id: c
    note:
      uk: |
        Один
        два
    kind: x
"""
NAMES = ("id", "what", "list", "text", "items", "empty", "phone", "note", "added")
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)
spoken = st.lists(
    st.sampled_from(
        ["так", "ні:", "# ні", "«10»", "- x", "0382", "2026-11-30", "'", '"', "{a}", "x" * 30, "\n"]
    ),
    max_size=12,
).map(" ".join)
scalars = (
    words | spoken | st.integers(-9, 9) | st.booleans() | st.sampled_from(["", "a", "b", "Один"])
)
keys = st.sampled_from(["uk", "en", "y", "z"])
values = st.recursive(
    scalars, lambda one: st.lists(one, max_size=4) | st.dictionaries(keys, one, max_size=3),
    max_leaves=6,
)  # fmt: skip
edits = st.dictionaries(st.sampled_from(NAMES), st.none() | values, min_size=1, max_size=3).filter(
    lambda one: one.get("id", "") is not None
)


@cache
def real(name: str) -> str:
    return (CONTENT / name).read_bytes().decode()


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    index=st.integers(0, 2), fields=edits, end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]), cut=st.booleans(),
)  # fmt: skip
def test_every_other_byte_stays(
    index: int, fields: dict[str, Any], end: str, mark: str, cut: bool
) -> None:
    text = mark + (MADE.rstrip("\n") if cut else MADE).replace("\n", end)
    document = Document(text)
    document.change(("services", index), fields)
    written = document.text()
    wanted = parsed(text, name="")
    for name, value in fields.items():
        wanted["services"][index].pop(name, None) if value is None else None
        wanted["services"][index] |= {} if value is None else {name: value}
    assert parsed(written, name="") == wanted
    assert (end == "\r\n") == ("\r\n" in written)
    assert written.replace("\r\n", "").count("\n") == (0 if end == "\r\n" else written.count("\n"))
    # What stands before the entry and behind it is the same to the byte.
    starts = [text.index(f"  - id: {one}") for one in "abc"] + [len(text)]
    assert written.startswith(text[: starts[index]])
    behind = text[starts[index + 1] :]
    assert written.endswith(behind)
    # And within it no line of a field that was not named is touched.
    lines = text[starts[index] : starts[index + 1]].splitlines()
    kept = written[starts[index] : len(written) - len(behind)].splitlines()
    same = {at for block in SequenceMatcher(a=lines, b=kept, autojunk=False).get_matching_blocks()
            for at in range(block.a, block.a + block.size)}  # fmt: skip
    name = ""
    for at, line in enumerate(lines):
        if line.startswith(("    ", "  - ")) and line[4:5].isalpha():
            name = line[4:].partition(":")[0]
        if name not in fields and line.strip():
            assert at in same, line


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(entry=st.dictionaries(st.sampled_from(NAMES[1:]), values, max_size=4), at=st.integers(0, 3))
def test_what_was_added_goes_without_a_trace(entry: dict[str, Any], at: int) -> None:
    document = Document(MADE)
    document.add("services", {"id": "new", **entry})
    written = document.text()
    assert written.startswith(MADE)
    again = Document(written)
    again.remove("services", 3)
    assert again.text() == MADE
    gone = Document(written)
    gone.remove("services", at)
    assert [one["id"] for one in parsed(gone.text(), name="")["services"]] == [
        one for n, one in enumerate(["a", "b", "c", "new"]) if n != at
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [("libraries/khmelnytskyi.yaml", "libraries"), ("services/work.yaml", "services"),
     ("ready_answers.yaml", "ready_answers"), ("practice.yaml", "practice")],
)  # fmt: skip
def test_a_real_file_changes_in_the_named_lines_alone(name: str, key: str) -> None:
    text = real(name)
    document = Document(text)
    document.change(
        (key, 1), {"note": {"uk": "Увага: довга примітка " * 8 + "тут"}, "hours": "Mo off"}
    )
    written = document.text().splitlines()
    gone = [line for line in text.splitlines() if line not in written]
    assert len(gone) <= 4, gone
    assert all(len(line) <= 100 for line in written if line not in text.splitlines())


def test_an_empty_list_gets_its_first_entry_and_loses_it() -> None:
    for empty in ("libraries:\n", "# head\nlibraries: []\n", "libraries:"):
        document = Document(empty)
        document.add("libraries", {"id": "a", "phone": ["0382 11-22-33"]})
        written = document.text()
        assert "    phone:\n      - '0382 11-22-33'\n" in written
        again = Document(written)
        again.remove("libraries", 0)
        assert parsed(again.text(), name="") == {"libraries": []}


def test_a_link_inside_the_file_is_left_to_a_person() -> None:
    text = "services:\n  - id: a\n    what: &x {uk: Так}\n  - id: b\n    what: *x\n"
    for index in (0, 1):
        document = Document(text)
        with pytest.raises(NotEditableError):
            document.change(("services", index), {"what": {"uk": "Ні"}})
    document = Document(text)
    document.change(("services", 1), {"id": "c"})
    assert document.text() == text.replace("id: b", "id: c")


@pytest.mark.parametrize(
    "value",
    [
        "вул. Центральна, 57",
        "вул. Вигадана,5",
        "lib8@example.org",
        "067 123-45-67",
        "0382",
        "+380 67",
        "а, б, в",
        "no",
        "10",
        "0x1f",
        "1e5",
        "y",
        "а , б",
        "а,",
        "а@",
        "lib@x.ua, other@x.ua",
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_what_is_written_without_a_look_is_read_back(value: str, listed: bool) -> None:
    document = Document("services: []\n")
    document.add("services", {"id": [value] if listed else value})
    assert parsed(document.text(), name="")["services"] == [{"id": [value] if listed else value}]
