"""The headings of a list: which column is what, and which are of people and stay with them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.content.library_list.table import UnreadableListError
from bot.content.library_list.words import begins_with, folded, has_word, topics, words

_WORD: Final = re.compile(r"[^\W\d_]+")
HEAD_ROWS: Final = 15  # titles and dates may stand above the head
NO_NAME: Final = (
    "У файлі немає колонки з назвою бібліотеки. Перший рядок має бути заголовками: "
    "Назва; Населений пункт; Громада; Адреса; Телефон; Графік."
)
OF_A_PERSON: Final = (
    "колонку «{}» не взяли: вона про людину, а список бачитимуть усі. Якщо це дані бібліотеки, "
    "назвіть колонку без людини, наприклад «Телефон»."
)
UNREAD: Final = (
    "стовпчик «{}» не прочитано: не знаємо, що в ньому. Якщо він потрібен, назвіть його, як у "
    "порожньому списку: Населений пункт, Адреса, Телефон, Години."
)
TWO_NAMES: Final = "назву взяли з колонки «{}», колонку «{}» не взяли. Лишіть одну з назвами."


@dataclass(frozen=True, slots=True)
class Head:
    """The row of headings, numbered from 1, and the field of each column by its place.

    `can.wifi` is a column of its own for one capability. `unclear` is what a person has to settle.
    """

    row: int
    columns: Mapping[int, str]
    unclear: Sequence[str]

    def told(self, cells: Sequence[str]) -> dict[str, str]:
        """What a row tells by field; several columns of one field one after another."""
        told: dict[str, str] = {}
        for at, name in self.columns.items():
            cell = cells[at] if at < len(cells) else ""
            if cell:
                told[name] = f"{told[name]}; {cell}" if name in told else cell
        return told


def read_head(table: Sequence[Sequence[str]]) -> Head:
    """The row that looks most like headings. Raises UnreadableListError when none names libraries.

    A column of a person (their name, post, own telephone) is never taken.
    """
    heads = [_head(at, cells) for at, cells in enumerate(table[:HEAD_ROWS], 1)]
    best = max(heads, key=lambda one: len(set(one.columns.values())), default=None)
    if best is None or "name" not in best.columns.values():
        raise UnreadableListError(NO_NAME)
    return best


def _head(row: int, cells: Sequence[str]) -> Head:
    columns: dict[int, str] = {}
    unclear: list[str] = []
    unread: dict[int, str] = {}
    named = ""
    for at, heading in enumerate(cells):
        field = _field(folded(heading))
        if not field:
            unread[at] = heading
            continue
        if is_of_a_person(heading):
            if field != "name":  # whose name it is goes without saying
                unclear.append(OF_A_PERSON.format(heading))
        elif field == "name" and named:
            unclear.append(TWO_NAMES.format(named, heading))
        else:
            columns[at] = field
            named = heading if field == "name" else named
    for at, heading in unread.items():
        told = {*_WORD.findall(folded(heading))}
        if told & {*words("where")} and "settlement" not in columns.values():
            columns[at] = "settlement"
        elif not is_of_a_person(heading) and told - {*words("not_asked")}:
            unclear.append(UNREAD.format(heading))
    return Head(row, columns, tuple(unclear))


def is_of_a_person(heading: str) -> bool:
    """Whether a column tells of people: it goes without saying that readers don't see it."""
    return has_word(folded(heading), words("person"))


def _field(heading: str) -> str:
    """What a folded heading stands for; "" for nothing that we keep."""
    found = [(begins_with(heading, told), name) for name, told in topics("column.").items()]
    size, name = max(found, default=(0, ""))
    if size:
        return name
    offered = (one for one, told in topics("can.").items() if has_word(heading, told))
    return next((f"can.{one}" for one in offered), "")
