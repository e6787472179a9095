"""A YAML file as text in which entries change: comments, order, quoting and line ends stay."""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any, Final

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.content.editing.errors import EditError
from bot.content.editing.nodes import behind, composed, end_of, is_same, start_of
from bot.content.editing.rendering import UnwritableError, block, inline, listed, listed_all, pair
from bot.content.editing.splices import Splices
from bot.content.source import parsed

Place = tuple[str | int, ...]
_DASH: Final = re.compile(r"\A {0,99}- {1,99}")


class NotEditableError(EditError):
    """The file writes this in a way (links, rare brackets) that only a person can change."""

    def __init__(self) -> None:
        super().__init__(
            "Цей запис у файлі записано незвично, і звідси його не змінити так, щоб решта лишилася "
            "як є. Змініть його в самому файлі."
        )


class Document:
    """One file. Changes are gathered, then `text()` gives the whole with all of them.

    Raises:
        BrokenFileError: the text is not YAML.
    """

    def __init__(self, text: str) -> None:
        self._splices = Splices(text)
        self.data = parsed(text, name="")
        self._wanted = deepcopy(self.data)
        self._root = composed(text)
        self._gone: list[tuple[str, int]] = []
        self._new: dict[str, list[Any]] = {}

    def change(
        self, place: Place, fields: Mapping[str, object], *, order: Sequence[str] = ()
    ) -> None:
        """Give fields of the mapping at `place` these values; None takes a field out.

        `order` says where a new field stands: after those before it in this list.
        """
        node, before = self._at(place)
        if not isinstance(node, MappingNode):
            raise NotEditableError
        after = {**before, **{key: value for key, value in fields.items() if value is not None}}
        for key, value in fields.items():
            if value is None:
                after.pop(key, None)
        try:
            self._mapping(node, before, after, order)
        except _WholeError as error:
            raise NotEditableError from error
        wanted = self._wanted
        for step in place:
            wanted = wanted[step]
        wanted.clear()
        wanted.update(deepcopy(after))

    def add(self, key: str, fields: Mapping[str, object]) -> None:
        """Put a new entry at the end of the list `key`."""
        self._new.setdefault(key, []).append(dict(fields))

    def remove(self, key: str, index: int) -> None:
        """Take an entry out of the list `key`."""
        self._gone.append((key, index))

    def text(self) -> str:
        """The changed file. Raises NotEditableError."""
        try:
            self._lists()
        except UnwritableError as error:
            raise NotEditableError from error
        written = self._splices.applied()
        try:
            if parsed(written, name="") == self._wanted:
                return written
        except Exception as error:
            raise NotEditableError from error
        raise NotEditableError

    def _lists(self) -> None:
        for key in dict.fromkeys([*self._new, *(key for key, _ in self._gone)]):
            gone = sorted({index for name, index in self._gone if name == key})
            new = self._new.get(key, [])
            kept = [one for at, one in enumerate(self._wanted.get(key) or []) if at not in gone]
            self._wanted[key] = [*kept, *new]
            node = self._value(key)
            if not isinstance(node, SequenceNode) or node.flow_style or not kept:
                if gone and new:
                    raise NotEditableError
                self._whole_list(key, node, [*kept, *new])
                continue
            for index in gone:
                self._remove_entry(node, index)
            if new:
                self._add_entries(node, new)

    def _whole_list(self, key: str, node: Node | None, items: list[Any]) -> None:
        """A list that was empty, or will be."""
        text = self._splices
        if node is None:
            text.put_lines(len(text.text), [f"{key}:", *listed_all(items, 2, spaced=True)])
        elif not items:
            text.put(self._colon(self._root, key), self._end(node), " []")
        elif isinstance(node, ScalarNode):  # «libraries:» and nothing
            text.put_lines(text.line_end(start_of(node)), listed_all(items, 2, spaced=True))
        else:
            lines = ["", *listed_all(items, 2, spaced=False)]
            text.put(self._colon(self._root, key), self._end(node), text.newline.join(lines))

    def _add_entries(self, node: SequenceNode, new: list[Any]) -> None:
        last, text = node.value[-1], self._splices
        spaced = len(node.value) < 2 or text.is_blank_above(self._dash(last))
        indent = text.column(self._dash(last))
        text.put_lines(text.line_end(self._end(last)), listed_all(new, indent, spaced=spaced))

    def _remove_entry(self, node: SequenceNode, index: int) -> None:
        item = node.value[index]
        span = self._splices.entry_span(self._dash(item), self._end(item), first=not index)
        self._splices.put(*span, "")

    def _change(self, node: Node, before: Any, after: Any) -> None:
        """Change a value in place."""
        if is_same(before, after):
            return
        if isinstance(node, MappingNode) and isinstance(after, Mapping) and before and after:
            self._mapping(node, before, after, ())
        elif isinstance(node, SequenceNode) and isinstance(after, list) and before and after:
            self._sequence(node, before, after)
        else:
            raise _WholeError

    def _mapping(
        self, node: MappingNode, before: Mapping[str, Any], after: Mapping[str, Any],
        order: Sequence[str],
    ) -> None:  # fmt: skip
        pairs = {key.value: (key, value) for key, value in node.value}
        if pairs.keys() != before.keys():
            raise NotEditableError
        if not before.keys() & after.keys():
            raise _WholeError
        for key, (_, value) in pairs.items():
            if key in after and is_same(before[key], after[key]):
                continue
            self._inside(node, value)
            if key not in after:
                self._remove_pair(node, key)
                continue
            try:
                self._change(value, before[key], after[key])
            except _WholeError:
                self._replace_value(node, key, after[key])
        new = [key for key in after if key not in before]
        for key in sorted(new, key=lambda one: order.index(one) if one in order else len(order)):
            self._add_pair(node, key, after[key], behind(key, order, list(pairs)))

    def _replace_value(self, node: MappingNode, key: str, value: object) -> None:
        name, old = next(one for one in node.value if one[0].value == key)
        style = old.style if isinstance(old, ScalarNode) else None
        try:
            if node.flow_style:
                self._splices.put(
                    start_of(old), self._end(old), inline(value, style=style, flow=True)
                )
                return
            colon = self._colon(node, key)
            lines = block(
                value, self._splices.column(start_of(name)), used=len(key) + 1, style=style
            )
            if len(lines) > 1 and self._splices.has_more(self._end(old)):  # a comment stays there
                lines = [f" {inline(value)}"]
        except UnwritableError as error:
            raise NotEditableError from error
        self._splices.put(colon, max(self._end(old), colon), self._splices.newline.join(lines))

    def _add_pair(self, node: MappingNode, key: str, value: object, behind: str) -> None:
        """Put a new field behind another."""
        name, old = next(one for one in node.value if one[0].value == behind)
        try:
            if node.flow_style:
                at = self._end(node.value[-1][1])
                self._splices.put(at, at, f", {key}: {inline(value, flow=True)}")
                return
            indent = self._splices.column(start_of(name))
            first, *more = pair(key, value, indent)
        except UnwritableError as error:
            raise NotEditableError from error
        at = self._splices.line_end(self._end(old))
        self._splices.put_lines(at, [" " * indent + first, *more])

    def _remove_pair(self, node: MappingNode, key: str) -> None:
        at = next(index for index, one in enumerate(node.value) if one[0].value == key)
        name, old = node.value[at]
        start, end = start_of(name), self._end(old)
        if node.flow_style and at:
            self._splices.put(self._end(node.value[at - 1][1]), end, "")
        elif node.flow_style:
            self._splices.put(start, start_of(node.value[1][0]), "")
        elif not self._splices.text[self._splices.line_start(start) : start].strip():
            self._splices.put(self._splices.line_start(start), self._splices.line_end(end), "")
        else:  # behind a dash: the next field comes there
            self._splices.put(start, start_of(node.value[1][0]), "")

    def _sequence(self, node: SequenceNode, before: list[Any], after: list[Any]) -> None:
        told = SequenceMatcher(a=[repr(one) for one in before], b=[repr(one) for one in after],
                               autojunk=False)  # fmt: skip
        for what, a, a_end, b, b_end in told.get_opcodes():
            if what == "equal":
                continue
            same = min(a_end - a, b_end - b)
            for offset in range(same):
                self._item(node, a + offset, before[a + offset], after[b + offset])
            self._remove_items(node, a + same, a_end)
            self._add_items(node, a + same, after[b + same : b_end])

    def _item(self, node: SequenceNode, index: int, before: Any, after: Any) -> None:
        item = node.value[index]
        self._inside(node, item)
        try:
            self._change(item, before, after)
        except _WholeError:
            style = item.style if isinstance(item, ScalarNode) else None
            if node.flow_style:
                written = inline(after, style=style, flow=True)
                self._splices.put(start_of(item), self._end(item), written)
                return
            dash = self._dash(item)
            lines = listed(after, self._splices.column(dash), style=style)
            text = self._splices.newline.join(lines)
            self._splices.put(dash, self._end(item), text.lstrip(" "))

    def _remove_items(self, node: SequenceNode, start: int, end: int) -> None:
        if start >= end:
            return
        first, last = node.value[start], node.value[end - 1]
        if not node.flow_style:
            self._splices.put(
                self._splices.line_start(self._dash(first)),
                self._splices.line_end(self._end(last)),
                "",
            )
        elif start:
            self._splices.put(self._end(node.value[start - 1]), self._end(last), "")
        elif end < len(node.value):
            self._splices.put(start_of(first), start_of(node.value[end]), "")
        else:
            raise NotEditableError

    def _add_items(self, node: SequenceNode, at: int, items: list[Any]) -> None:
        """Put new items before the one at this index."""
        if not items:
            return
        if node.flow_style:
            told = ", ".join(inline(one, flow=True) for one in items)
            where = self._end(node.value[at - 1]) if at else start_of(node.value[0])
            self._splices.put(where, where, f", {told}" if at else f"{told}, ")
            return
        dash = self._dash(node.value[max(at - 1, 0)])
        lines = [line for one in items for line in listed(one, self._splices.column(dash))]
        where = (
            self._splices.line_end(self._end(node.value[at - 1]))
            if at
            else self._splices.line_start(dash)
        )
        self._splices.put_lines(where, lines)

    def _at(self, place: Place) -> tuple[Node, Any]:
        node, data = self._root, self.data
        for step in place:
            found = None
            if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                found = node.value[step]
            elif isinstance(node, MappingNode):
                found = next((one for key, one in node.value if key.value == step), None)
            if found is None:
                raise NotEditableError
            self._inside(node, found)
            node, data = found, data[step]
        return node, data

    def _colon(self, node: Node, key: str) -> int:
        """The place behind the colon of a field."""
        name = next(one for one, _ in node.value if one.value == key)
        return self._splices.text.index(":", name.end_mark.index) + 1

    def _value(self, key: str) -> Node | None:
        if not isinstance(self._root, MappingNode):
            raise NotEditableError
        return next((value for name, value in self._root.value if name.value == key), None)

    def _inside(self, node: Node, part: Node) -> None:
        """Refuse a link to another place of the file: a change here would change that one."""
        if not start_of(node) <= start_of(part) <= node.end_mark.index or part.anchor:
            raise NotEditableError

    def _dash(self, item: Node) -> int:
        """Where the dash of an item stands, alone before it in its line."""
        start = self._splices.line_start(start_of(item))
        if not _DASH.fullmatch(self._splices.text[start : start_of(item)]):
            raise NotEditableError
        return self._splices.text.index("-", start)

    def _end(self, node: Node) -> int:
        return end_of(node, self._splices.text)


class _WholeError(Exception):
    """The value can't be changed in parts: it is written anew."""
