"""Rows of a list as facts of libraries: what its cells say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from bot.content.fields import CAPABILITIES
from bot.content.library_list.closed import (
    CLOSED,
    NOT_OPEN,
    closed_part,
    is_closed,
    remark,
    without_aside,
)
from bot.content.library_list.headings import read_head
from bot.content.library_list.hours import ClosedError, NotUnderstoodError, opening_hours
from bot.content.library_list.people import People
from bot.content.library_list.phones import WHOLE, phones_in
from bot.content.library_list.remarks import is_public, read_remark
from bot.content.library_list.spoken import languages_in, offers_in
from bot.content.library_list.where import VILLAGE, FindPlaces, Neighbours, code_in, find_place
from bot.content.library_list.words import begins_with, folded, has_word, topics, words
from bot.content.schema import LibraryIn
from bot.engine.turn import Point
from bot.places.coordinates import FARTHEST_KM, read_point
from bot.places.distance import distance_km
from bot.places.map_links import is_short_link
from bot.places.model import Settlement

COLUMN = "column"  # left out of all rows: told, not asked
SHARED = "shared"  # a telephone of several libraries: one question for all its rows
WITHHELD = "note"  # what readers don't see of a remark: nothing that has to be settled


@dataclass(frozen=True, slots=True)
class Unclear:
    """What a person has to settle: the row's number in the file, from 1, and what is asked.

    `without` is the field that the row is taken without, `COLUMN`, `SHARED` or `WITHHELD`; ""
    where the row is skipped.
    `id` is that of a library of the map, which of ours it is (`among`, their ids) is asked; what is
    answered is remembered (`osm_answers`).
    """

    row: int
    what: str
    without: str = ""
    id: str = ""
    among: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A library as a row tells it: fields of content (`LibraryIn`) without source and check.

    `remark` is what stands in its column of remarks, as it was written.
    """

    number: int
    facts: Mapping[str, object]
    place: Settlement | None
    id: str = ""
    remark: str = ""


def read_rows(
    table: Sequence[Sequence[str]], find: FindPlaces, people: People, beside: Neighbours
) -> tuple[list[Row], list[Unclear]]:
    """The libraries of a table, and what isn't clear in it. Raises UnreadableListError."""
    head = read_head(table)
    rows: list[Row] = []
    unclear = [Unclear(head.row, what, COLUMN) for what in head.unclear]
    for number, cells in enumerate(table[head.row :], head.row + 1):
        told = head.told(cells)
        if not any(told.values()):
            continue
        one = _Reading(number, told, find, people, beside)
        row = one.row()
        unclear += one.unclear
        if row is not None:
            rows.append(row)
    return rows, unclear


class _Reading:
    """One row."""

    def __init__(
        self, number: int, told: Mapping[str, str], find: FindPlaces, people: People,
        beside: Neighbours,
    ) -> None:  # fmt: skip
        self.unclear: list[Unclear] = []
        self._people = people
        self._beside = beside
        self._number = number
        self._told = dict(told)
        self._find = find
        self._remark = read_remark(self._told.get("note", ""), people)

    def row(self) -> Row | None:
        """The library, None when it can't be told which or where."""
        code = code_in(self._told)
        name, aside = without_aside(" ".join(self._told.get("name", "").split()))
        name = self._for_all("name", name)
        if not name:
            self._ask("немає назви бібліотеки. Впишіть її.")
            return None
        place = self._place(name, code)
        if place is None and not self._told.get("id"):
            return None
        facts: dict[str, object] = {"name": {"uk": name}, "kind": kind_of(name, place)}
        if place is not None:
            facts |= {"settlement": place.code, "settlement_name": place.name,
                      "hromada": place.hromada}  # fmt: skip
        facts |= self._point(place)
        for read in (self._contacts, self._hours, self._capabilities, self._languages):
            facts |= read()
        if address := self._for_all("address", self._told.get("address", "")):
            facts["address"] = address
        if landmark := self._for_all("landmark", self._told.get("landmark", "")):
            facts["landmark"] = {"uk": landmark}
        facts |= self._closed(aside, facts)
        if self._remark.rest:
            self._ask(f"примітку не оприлюднюємо: «{self._remark.rest}»", without=WITHHELD)
        return Row(self._number, self._sound(facts), place, self._told.get("id", ""),
                   self._told.get("note", ""))  # fmt: skip

    def _ask(self, what: str, *, without: str = "") -> None:
        self.unclear.append(Unclear(self._number, what, without))

    def _for_all(self, field: str, text: str) -> str:
        """What all may read of a cell: nobody's name, and no telephone outside its column.

        How to find the library is told whole or not at all.
        """
        left, cut = self._people.cut(text, any_form=field == "landmark")
        if cut:
            self._ask(f"прибрали «{'», «'.join(cut)}» з «{text}»: сторінку бачать усі. Телефон "
                      "бібліотеки пишіть у колонці «Телефон».", without=field)  # fmt: skip
        return "" if cut and field == "landmark" else left

    def _place(self, name: str, code: str) -> Settlement | None:
        found = find_place(self._told, name, code, self._find, self._beside)
        if isinstance(found, str):
            self._ask(found)
            return None
        return found

    def _contacts(self) -> dict[str, object]:
        found: dict[str, object] = {}
        told = self._told.get("phone", "")
        if self._people.names_one(told):
            self._ask(f"телефон «{told}» стоїть біля імені, тож не взяли. Якщо він бібліотеки, "
                      "лишіть у клітинці самий номер.", without="phone")  # fmt: skip
            told = ""
        phones, wrong = phones_in(told)
        if phones:
            found["phone"] = list(phones)
        for one in wrong:
            self._ask(f"телефон «{one}» {_trouble(one)}", without="phone")
        parts = re.split(r"[\s,;<>]", self._told.get("email", "").lower())
        if mail := next((one for one in parts if "@" in one), ""):
            found["email"] = mail
        site = self._told.get("website", "").split()
        if site and "." in site[0]:
            found["website"] = site[0] if site[0].startswith("http") else f"https://{site[0]}"
        return found

    def _hours(self) -> dict[str, object]:
        told = self._told.get("hours", "")
        if not told:
            return {}
        if is_closed(told, in_hours=True):
            return {"hours": CLOSED}
        try:
            return {"hours": opening_hours(told)}
        except ClosedError:
            return {"hours": CLOSED}
        except NotUnderstoodError:
            self._ask(f"графік «{told}» не зрозуміли. Впишіть так: пн-пт 9:00-18:00, сб вихідний.",
                      without="hours")  # fmt: skip
            return {}

    def _closed(self, aside: str, facts: Mapping[str, object]) -> dict[str, object]:
        """No hours, and the remark, of a library that any of its cells calls closed."""
        state = self._told.get("state", "")
        told = [one for one in (self._remark.closed, closed_part(state), closed_part(aside)) if one]
        if not told and _yes_or_no(state) is False:
            told = [NOT_OPEN]
        if not told and facts.get("hours") != CLOSED:
            return {}
        in_hours = closed_part(self._told.get("hours", ""), in_hours=True)
        why = [*told, in_hours or NOT_OPEN][0]
        shown = why if is_public(why, self._people) else NOT_OPEN
        return {"hours": CLOSED, "hours_note": {"uk": remark(shown)}}

    def _point(self, place: Settlement | None) -> dict[str, object]:
        apart = f"{self._told.get('lat', '')}; {self._told.get('lon', '')}".strip("; ")
        told = apart or self._told.get("point", "")
        if not told:
            return {}
        found = read_point(told)
        if found is None:
            why = "коротке посилання саме не каже місця" if is_short_link(told) else "не зрозуміли"
            self._ask(f"координати «{told}»: {why}. Пишіть так: 49.27012, 27.43180.",
                      without="point")  # fmt: skip
            return {}
        km = _km(found, place)
        if place and km > FARTHEST_KM:
            self._ask(f"координати «{told}» за {round(km)} км від середини населеного пункту "
                      f"{place.name}. Звірте цифри.", without="point")  # fmt: skip
            return {}
        return {"lat": round(found.lat, 6), "lon": round(found.lon, 6)}

    def _capabilities(self) -> dict[str, object]:
        has = {*offers_in(self._told.get("capabilities", ""))[0], *self._remark.has}
        lacks: set[str] = {*self._remark.lacks} - has
        for name, cell in self._told.items():
            if name.startswith("can."):
                answer = _yes_or_no(cell)
                if answer is not None:
                    (has if answer else lacks).add(name.removeprefix("can."))
        order = list(CAPABILITIES)
        found = {"capabilities": sorted(has, key=order.index),
                 "lacks": sorted(lacks - has, key=order.index)}  # fmt: skip
        return {name: told for name, told in found.items() if told}

    def _languages(self) -> dict[str, object]:
        codes, unknown = languages_in(self._told.get("languages", ""))
        if unknown:
            self._ask(f"мови «{', '.join(unknown)}» не знаємо. Пишіть так: англійська, польська.",
                      without="languages")  # fmt: skip
        return {"languages": list(codes)} if codes else {}

    def _sound(self, facts: dict[str, object]) -> dict[str, object]:
        """Without the fields that content would refuse; each is told."""
        for field in refused(facts):
            value = facts.pop(field, None)
            if value is not None:
                self._ask(f"«{value}» не годиться для «{field}». Виправте або приберіть.",
                          without=field)  # fmt: skip
        return facts


def _km(point: Point, place: Settlement | None) -> float:
    """From the middle of a place; 0 where that is not known."""
    middle = place.point if place else None
    return distance_km((point.lat, point.lon), (middle.lat, middle.lon)) if middle else 0.0


def refused(facts: Mapping[str, object]) -> set[str]:
    """The fields that content would refuse."""
    try:
        LibraryIn.model_validate({"id": "x", "source": "https://x.ua", **facts})
    except ValidationError as error:
        return {str(one["loc"][0]) for one in error.errors() if one["loc"]}
    return set()


def _trouble(number: str) -> str:
    """What is wrong with what is no whole telephone number."""
    digits = sum(one.isdigit() for one in number)
    if digits < WHOLE:
        return "неповний. Впишіть його з кодом міста."
    if digits > WHOLE:
        return f"задовгий: {digits} цифр, а має бути {WHOLE}. Приберіть зайве."
    return "починається не з нуля. Перевірте його."


def kind_of(name: str, place: Settlement | None) -> str:
    """What kind of library it is, by its name, else by where it is."""
    text = folded(name)
    found = next((one for one, told in topics("kind.").items() if has_word(text, told)), "")
    if found:
        return found
    if place is not None and place.category == VILLAGE:
        return "village"
    return "hromada_central" if has_word(text, words("public")) else "branch"


def _yes_or_no(cell: str) -> bool | None:
    """Of a cell like «так», «3», «немає», «0»; None when it says something else."""
    text = folded(cell)
    if number := re.match(r"\d+", text):
        return int(number[0]) > 0
    if text in words("no") or begins_with(text, tuple(w for w in words("no") if len(w) > 1)):
        return False
    return True if text in words("yes") or begins_with(text, words("yes")) else None
