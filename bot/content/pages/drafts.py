"""What the form of a new entry begins with: a librarian's answer, or what a reader told."""

import asyncio
import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editing import MissingEntryError, Writer
from bot.content.library_list.compare import new_id
from bot.content.library_list.rows import kind_of
from bot.content.pages.told_facts import told_facts
from bot.engine.texts import N_
from bot.learning.rules import scrub_lines
from bot.libraries.report_model import ReportKind
from bot.libraries.reports import Reports
from bot.places.gazetteer import Gazetteer
from bot.requests.repository.good_answers import GoodAnswer, answer_to, good_answers
from bot.requests.service import Requests

Typed = Mapping[str, list[str]]

LONGEST_TITLE: Final = 60
LOOKED_THROUGH: Final = 200  # of the latest changes
DRAFTS: Final = {
    "libraries": N_(
        "A reader says that there is a library here. The place is filled in, and what they told of "
        "its address, phone and hours: call there or look it up, then write its name and the "
        "source. Check whether the phone is the library’s. Nobody sees it before you publish it."
    ),
}
OF_AN_ANSWER: Final = N_(
    "A draft of a librarian’s answer, with what tells of a person taken out (…). Read it, compare "
    "it with a source, and fill in what lacks. Nobody sees it before you publish it."
)
MARK: Final = N_("A reader’s mark, %(day)s")
WHY: Final = N_("A librarian’s answer, № %(number)s")
_NUMBER: Final = re.compile(r"№ (\d{4}-\d{4})")


async def draft(visit: Visit, key: str) -> Typed | None:
    """What it begins with, of the request or the mark named in the address; None: nothing.

    What tells of a person is taken out; only an answer that this person sees is taken.
    """
    if key == "libraries":
        return await _of_mark(visit)
    if key not in {"ready_answers", "services"} or (found := await _asked_from(visit)) is None:
        return None
    question, answer = scrub_lines(found.question), scrub_lines(found.answer)
    typed = {
        "title.uk": [_title(question)],
        "why": [visit._(WHY, number=found.number)],
    }
    if key == "ready_answers":
        return {**typed, "text.uk": [answer.replace("{", "(").replace("}", ")")]}
    file = await asyncio.to_thread(_file_of, visit.console.program[Writer], found.card)
    return {
        **typed, "what.uk": [answer], "asks": [" ".join(question.split())],
        "kind": ["info"], "route": ["service"], "file": [file],
    }  # fmt: skip


async def _of_mark(visit: Visit) -> Typed | None:
    """A library that a reader says is there: where, and what they told of it."""
    number = whole_number(visit.asked("mark"))
    async with visit.console.database.reading() as unit:
        services = visit.console.bind(unit)
        marks = await services[Reports].of(visit.person) if number else []
        mark = next((one for one in marks if one.id == number), None)
        if mark is None or mark.kind is not ReportKind.MISSING:
            return None
        place = services[Gazetteer].get(mark.place)
        ids = {one.id for one in services[Content].access_points}
    typed = {"walk_in": ["true"], "why": [visit._(MARK, day=visit.moment(mark.at))]}
    typed |= told_facts(mark.words)
    if place is None:
        return typed
    kind = kind_of("", place)
    return {
        **typed, "id": [new_id(place, kind, ids)], "kind": [kind], "settlement": [place.code],
        "settlement_name": [place.name], "hromada": [place.hromada], "raion": [place.raion],
    }  # fmt: skip


async def told_of(visit: Visit) -> dict[str, str] | None:
    """What a librarian answered, beside the form of the card that is to tell it."""
    found = await _asked_from(visit)
    if found is None:
        return None
    return {
        "question": scrub_lines(found.question),
        "answer": scrub_lines(found.answer),
        "why": visit._(WHY, number=found.number),
    }


async def _asked_from(visit: Visit) -> GoodAnswer | None:
    """The answer of the request named in the address, where this person may see it."""
    number = visit.asked("from")
    if not number:
        return None
    async with visit.console.database.reading() as unit:
        helped = {one.number: one for one in await good_answers(unit)}
        found = helped.get(number)
        lists = visit.console.bind(unit)[Requests].lists
        if found is None and await lists.open(visit.person, number) is not None:
            found = await answer_to(unit, number)
    return found


def _file_of(writer: Writer, card: str) -> str:
    """Where a card stands, "" for none: another on the same matter begins there."""
    try:
        return writer.find("services", card).file if card else ""
    except MissingEntryError:
        return ""


async def waiting(visit: Visit) -> list[GoodAnswer]:
    """Answers that helped, of which nothing was made yet."""
    history = visit.console.program[Writer].history

    def why() -> str:
        return " ".join(one.why for one in islice(history.newest(), LOOKED_THROUGH))

    made = set(_NUMBER.findall(await asyncio.to_thread(why)))  # each holds two whole files
    async with visit.console.database.reading() as unit:
        return [one for one in await good_answers(unit) if one.number not in made]


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= LONGEST_TITLE else line[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
