"""Every kind of content by a form of its schema: an edit changes its field, and no other byte."""

import re
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.content.editing import Document, NotEditableError
from bot.content.editing.form import Input, changes, groups
from bot.content.editing.kinds import KINDS, Place
from bot.content.editing.nodes import composed
from bot.content.source import parsed as parsed_anew

CONTENT = Path(__file__).parents[3] / "content"
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)
typed = words | st.sampled_from(
    ["", "так: ні", "# ні", "«10»", "0382 11-22-33", "2026-11-30", "09:00", "7", "0.5", "true",
     "два\r\nрядки", "- x", "'", '"', "{a}", "довго " * 40]
)  # fmt: skip


@cache
def nodes(text: str) -> Any:
    """A file as nodes, which know their lines."""
    return composed(text)


@lru_cache(maxsize=64)
def values(text: str) -> Any:
    """All that stands in a file."""
    return parsed_anew(text, name="")


def parsed(text: str, *, name: str) -> Any:
    """The same, to be changed."""
    return deepcopy(values(text))


@cache
def entries(key: str) -> list[tuple[str, Place, dict[str, Any]]]:
    """The text of its file, its place and its fields, for each entry of a kind."""
    found = []
    for path in KINDS[key].files(CONTENT):
        text = path.read_bytes().decode()
        found += [
            (text, place, dict(row)) for place, _, row in KINDS[key].rows(parsed(text, name=""))
        ]
    return found


def sent(key: str, data: dict[str, Any]) -> dict[str, list[str]]:
    """What a browser sends of the form, nothing typed: line ends as browsers write them."""
    found: dict[str, list[str]] = {}
    for group in groups(key, data):
        for one in group.inputs:
            if one.input is Input.CHOICES:
                found[one.name] = one.value.split("\n") if one.value else []
            elif one.input is not Input.FLAG or one.value:
                found[one.name] = [one.value.replace("\n", "\r\n")]
    return found


def read(given: dict[str, list[str]], name: str) -> list[str]:
    return [one.replace("\r\n", "\n") for one in given.get(name, [])]


def test_every_file_of_values_has_its_kind() -> None:
    files = {path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.yaml")}
    known = {path.relative_to(CONTENT).as_posix() for one in KINDS.values()
             for path in one.files(CONTENT)}  # fmt: skip
    assert files == known


@pytest.mark.parametrize("key", KINDS)
def test_a_form_that_nothing_was_typed_into_changes_nothing(key: str) -> None:
    for _, _, data in entries(key):
        given = sent(key, data)
        assert changes(key, data, lambda name, g=given: read(g, name)) == {}


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(key=st.sampled_from(sorted(KINDS)), pick=st.integers(0, 10_000), value=typed)
def test_any_edit_through_a_form_keeps_every_other_byte(key: str, pick: int, value: str) -> None:
    known = entries(key)
    assume(known)
    text, place, data = known[pick % len(known)]
    inputs = [one for group in groups(key, data) for one in group.inputs]
    asked = inputs[pick % len(inputs)]
    given = {**sent(key, data), asked.name: [value]}
    fields = changes(key, data, lambda name: read(given, name))
    assert set(fields) <= {asked.name.partition(".")[0]}
    if set(fields) == set(data) and not any(fields.values()):  # nothing would be left
        with pytest.raises(NotEditableError):
            edited(text, place, fields, key)
        return
    if any(is_linked(text, place, name) for name in fields):  # a change here would change others
        with pytest.raises(NotEditableError):
            edited(text, place, fields, key)
        return
    written = edited(text, place, fields, key)
    wanted = parsed(text, name="")
    entry = wanted
    for step in place:
        entry = entry[step]
    for name, new in fields.items():
        entry.pop(name, None) if new is None else entry.update({name: new})
    assert parsed(written, name="") == wanted
    lines, kept = text.splitlines(keepends=True), written.splitlines(keepends=True)
    blocks = SequenceMatcher(a=lines, b=kept, autojunk=False).get_matching_blocks()
    same = {at for block in blocks for at in range(block.a, block.a + block.size)}
    touched = {at for name in fields for at in lines_of(text, place, name)}
    # What follows a first field that goes takes its dash: «  text:» is «- text:» then.
    dashed = (at for at in touched if at < len(lines) and lines[at].lstrip().startswith("- "))
    touched |= {at + 1 for at in dashed}
    gone = [lines[at] for at in range(len(lines)) if at not in same and at not in touched]
    assert gone == []


def is_linked(text: str, place: Place, name: str) -> bool:
    """Whether a field has an anchor, or stands for one: «sources_more: &payments_more»."""
    lines = text.splitlines()
    first = min(lines_of(text, place, name), default=None)
    return first is not None and re.match(rf"[\s-]*{name}: [&*]\w", lines[first]) is not None


def edited(text: str, place: Place, fields: dict[str, Any], key: str) -> str:
    document = Document(text)
    document.change(place, fields, order=tuple(KINDS[key].model.model_fields))
    return document.text()


def lines_of(text: str, place: Place, field: str) -> Iterator[int]:
    """The lines of a field; all of a mapping that stands in one line."""
    node = nodes(text)
    for step in place:
        fields = {} if isinstance(step, int) else {name.value: one for name, one in node.value}
        node = fields[step] if fields else node.value[step]
    for name, value in node.value:
        if name.value == field:
            yield from range(name.start_mark.line, value.end_mark.line + 1)
    if node.flow_style:
        yield from range(node.start_mark.line, node.end_mark.line + 1)
