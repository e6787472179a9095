"""One entry: its form, how a citizen sees it, what people ask, and saving it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from bot.console.forms import whole_number
from bot.console.visit import Visit
from bot.content.editing import (
    ChangedMeanwhileError,
    EditError,
    Entry,
    NotEditableError,
    UnsoundError,
    Writer,
)
from bot.content.editing.form import changes, groups
from bot.content.editing.kinds import KINDS as ENTRY_KINDS
from bot.content.editors import OpenEntries, may_edit
from bot.content.load import Content
from bot.content.messages import field_message
from bot.content.pages.asking import beside
from bot.content.pages.called import called, spoken
from bot.content.pages.danger_shown import LINES, other_numbers
from bot.content.pages.drafts import DRAFTS, OF_AN_ANSWER, Typed, draft, told_of
from bot.content.pages.hinted import hinted
from bot.content.pages.labels import FIELDS, KINDS, label
from bot.content.pages.marks import after, mark_of
from bot.content.pages.meanwhile import began, is_behind, told_meanwhile
from bot.content.pages.merged_form import TwoForms, form_of_both, two_forms
from bot.content.pages.opened_entry import files_for_new, found_entry, not_yours, whose_card
from bot.content.pages.previews import previews
from bot.content.pages.saved import WAITS, done_by, told_done
from bot.content.pages.shown import about, form, has_check, language, title, today
from bot.engine.texts import N_
from bot.libraries.report_model import KINDS as REPORTS
from bot.libraries.reports import Reports

NO_WHY = N_("Write why, in a few words: who told it, or which page.")
NOT_SURE = N_("Mark that you compared each number and word with its source: lives hang on them.")
DANGER = N_(
    "People in danger get this. So write your password or a code of the app once more. Nothing is "
    "lost: all goes on from here."
)
NO_CHANGE = N_("Nothing has changed yet.")


async def entry(visit: Visit) -> Response:
    """The form."""
    found = await found_entry(visit)
    if isinstance(found, Response):
        return found
    told = await told_of(visit) if may_edit(visit.person, found.key, found.id) else None
    return await _page(visit, found, told=told)


async def new(visit: Visit) -> Response:
    """The form of an entry that is not there yet."""
    key = str(visit.request.path_params["key"])
    if key not in KINDS or not ENTRY_KINDS[key].is_listed or not may_edit(visit.person, key):
        return not_yours(visit)
    return await _page(visit, _blank(key), typed=await draft(visit, key))


async def save(visit: Visit) -> Response:
    """Show how it will look, or put it in place."""
    key = str(visit.request.path_params["key"])
    is_new = visit.request.path_params.get("id") is None
    found = _blank(key) if is_new and key in KINDS else await found_entry(visit)
    if isinstance(found, Response):
        return found
    if not may_edit(visit.person, key, found.id):
        return not_yours(visit)
    if is_behind(visit, found):
        return await _behind(visit, found)
    fields = changes(key, found.data, _sent(visit).get_all)
    if is_new and ENTRY_KINDS[key].id and not ENTRY_KINDS[key].named_in:
        fields[ENTRY_KINDS[key].id] = visit.text("id").strip()
    wrong = _wrong(visit, found, fields)
    if visit.text("do") != "save" or wrong:
        told = " ".join(wrong) or _another_number(visit, found, fields)
        return await _page(visit, found, fields=fields, status=422 if wrong else 200, error=told)
    why = " ".join(visit.text("why").split())[:200]
    if lacks := _unsaid(visit, key, why):
        return await _page(visit, found, fields=fields, status=422, error=lacks)
    if not fields:
        return await _page(visit, found, done=visit._(NO_CHANGE))
    if not visit.text("meant") and (told := _another_number(visit, found, fields)):
        return await _page(visit, found, fields=fields, status=422, error=told, asks_if_meant=True)
    try:
        number = await asyncio.to_thread(_write, visit, found, fields, why, is_new)
    except (EditError, NotEditableError) as error:
        return await _refused(visit, found, fields, error)
    visit.console.program[OpenEntries].closed((key, found.id), visit.person)
    done = await done_by(visit, number)
    return visit.go(after(visit, key, fields, done))


async def remove(visit: Visit) -> Response:
    """Take an entry out of the content, for a reason that is kept; it can be taken back."""
    found = await found_entry(visit)
    if isinstance(found, Response):
        return found
    kind = ENTRY_KINDS[found.key]
    if not kind.is_listed or not may_edit(visit.person, found.key):
        return not_yours(visit)
    if is_behind(visit, found):  # what goes is to be seen first
        return await _page(visit, found, status=409, error=str(ChangedMeanwhileError(found)))
    why = " ".join(visit.text("why").split())[:200]
    if lacks := _unsaid(visit, kind.name, why):
        return await _page(visit, found, status=422, error=lacks)
    writer = visit.console.program[Writer]
    asks = f"examples/{found.id}.txt"
    seen = replace(found, version=visit.text("version"))

    def take_out() -> int | None:
        own = [asks] if found.key == "services" and writer.read(asks) is not None else []
        return writer.remove(seen, by=visit.person.actor, why=why, files=own)

    try:
        number = await asyncio.to_thread(take_out)
    except (EditError, NotEditableError) as error:
        return await _refused(visit, found, None, error)
    done = await done_by(visit, number, "removed")
    return visit.go(f"/desk/content?kind={found.key}&done={done}")


def _unsaid(visit: Visit, key: str, why: str) -> str:
    """What the person has to say before a change, "" for nothing."""
    if not why:
        return visit._(NO_WHY)
    is_sure = bool(visit.text("sure")) or not ENTRY_KINDS[key].is_danger
    return "" if is_sure else visit._(NOT_SURE)


def is_harmless(visit: Visit) -> bool:
    """Whether what was posted changes nothing that lives hang on: no password is asked for it."""
    kind = ENTRY_KINDS.get(str(visit.request.path_params.get("key")))
    is_look = visit.text("do") == "preview"
    return kind is None or not kind.is_danger or is_look or not may_edit(visit.person, kind.name)


async def right(visit: Visit) -> Response:
    """«Yes, all is right»: it was compared with its source today."""
    found = await found_entry(visit)
    if isinstance(found, Response):
        return found
    if not may_edit(visit.person, found.key, found.id):
        return not_yours(visit)
    writer = visit.console.program[Writer]
    seen = replace(found, version=visit.text("version"))
    fields = {"checked": today(visit).isoformat()}
    try:
        number = await asyncio.to_thread(
            lambda: writer.change(seen, fields, by=visit.person.actor, why="Звірено: усе правильно")
        )
    except EditError as error:
        return visit.message(409, title(found, visit.lang), str(error), to="/desk/content/today")
    return visit.go(f"/desk/content/today?done={await done_by(visit, number)}")


async def _refused(
    visit: Visit, found: Entry, fields: Mapping[str, Any] | None, error: Exception
) -> Response:
    """What stood in the way; the typed values stay. None for `fields`: it was no form of them."""
    if isinstance(error, ChangedMeanwhileError) and isinstance(error.now, Entry):
        if fields is not None:
            return await _behind(visit, error.now)
        found = error.now
    status = 422 if isinstance(error, UnsoundError) else 409
    return await _page(visit, found, fields=fields, status=status, error=str(error))


async def _behind(visit: Visit, now: Entry) -> Response:
    """Somebody changed it since the form was opened: both are shown, and nothing is written."""
    two = two_forms(visit, now, _sent(visit).get_all)
    told = await told_meanwhile(visit, now)
    return await _page(visit, now, fields=two.fields, two=two, status=409, error=told)


def _write(
    visit: Visit, found: Entry, fields: dict[str, Any], why: str, is_new: bool
) -> int | None:
    writer = visit.console.program[Writer]
    by = visit.person.actor
    if not is_new:
        seen = replace(found, version=visit.text("version"))
        return writer.change(seen, fields, by=by, why=why)
    files = files_for_new(writer, found.key)
    file = visit.text("file")
    return writer.add(file if file in files else files[0], found.key, fields, by=by, why=why)


def _wrong(visit: Visit, found: Entry, fields: Mapping[str, Any]) -> list[str]:
    """What the schema refuses, each with the name of its field."""
    data = {**found.data, **fields}
    try:
        ENTRY_KINDS[found.key].model.model_validate(
            {name: one for name, one in data.items() if one is not None}
        )
    except ValidationError as error:
        told = []
        for one in error.errors():
            part = next((str(p) for p in reversed(one["loc"]) if str(p) in FIELDS), "")
            name = f"«{visit._(label(found.key, part))}»: " if part else ""
            told.append(_lacks(visit, found.key, one["loc"]) if one["type"] == "missing" else
                        name + spoken(visit, found.key, field_message(one)))  # fmt: skip
        return list(dict.fromkeys(told))
    return []


def _lacks(visit: Visit, key: str, place: Sequence[int | str]) -> str:
    """What is to be filled in, as the form calls it; a language in brackets."""
    code = str(place[-1])
    lang = f" ({language(visit, code)})" if code in visit.console.texts else ""
    part = next((str(one) for one in reversed(place) if str(one) in FIELDS), str(place[-1]))
    return visit._("Fill in “%(field)s”.", field=visit._(label(key, part)) + lang)


def _another_number(visit: Visit, found: Entry, fields: Mapping[str, Any]) -> str:
    """That the text of an emergency number says another one, "" when it does not."""
    data = {**found.data, **fields}
    told = other_numbers(data) if found.key == LINES else None
    return visit._(told[0], told=told[1], number=data.get("number", "")) if told else ""


async def _page(
    visit: Visit,
    found: Entry,
    *,
    asks_if_meant: bool = False,
    fields: Mapping[str, Any] | None = None,
    status: int = 200,
    done: str = "",
    error: str = "",
    typed: Typed | None = None,
    told: Mapping[str, str] | None = None,
    two: TwoForms | None = None,
) -> Response:
    may = may_edit(visit.person, found.key, found.id)
    if typed is None and fields is not None:
        typed = _sent(visit).all
    data = {name: one for name, one in {**found.data, **(fields or {})}.items() if one is not None}
    others = []
    if may and found.id:
        place = (found.key, found.id)
        others = visit.console.program[OpenEntries].others(place, visit.person)
    async with visit.console.database.reading() as unit:
        services = await visit.console.bind(unit).prepare(visit.console.clock())
        shown = await previews(visit, services, found.key, data, id=found.id)
        content = services[Content]
        marks = await services[Reports].open_about(about(found)) if found.id else ()
    writer = visit.console.program[Writer]
    rows = (form_of_both(visit, found, two) if two else
            form(visit, found.key, groups(found.key, found.data), typed))  # fmt: skip
    hinted(visit, rows, content)
    return visit.page(
        "content/entry.html", status=status, found=found, name=_name(visit, found), may=may,
        may_remove=may_edit(visit.person, found.key),
        form=rows,
        began=began(found), mark=mark_of(visit), previews=shown,
        asks_if_meant=asks_if_meant or bool(fields and _another_number(visit, found, fields)),
        marks=[(visit._(REPORTS[one.kind]), one.words) for one in marks],
        others=others, done=done or _added(visit), error=error,
        **await beside(visit, found, may=may),
         why="\n".join(typed.get("why", [])) if typed else (told or {}).get("why", ""), told=told,
        draft_told=_draft_told(visit, found) if typed is not None and fields is None else "",
        kind=visit._(KINDS[found.key]), shape=ENTRY_KINDS[found.key],
        id_label=visit._(label(found.key, ENTRY_KINDS[found.key].id or "id")),
        has_check=has_check(found.key),
        new_id=visit.text("id") or "".join((typed or {}).get("id", [])),
        file="".join((typed or {}).get("file", [])),
        files=files_for_new(writer, found.key), whose="" if may else whose_card(visit, found),
        own=visit.person.point if may_edit(visit.person, "libraries", visit.person.point) else "",
    )  # fmt: skip


def _draft_told(visit: Visit, found: Entry) -> str:
    return visit._(DRAFTS.get(found.key, OF_AN_ANSWER))


def _added(visit: Visit) -> str:
    """What was published a moment ago."""
    if visit.asked("done") == WAITS:
        return told_done(visit, "")
    many = whole_number(visit.asked("added"), digits=3)
    if many is None:
        return ""
    return visit.n_("%(n)s way of asking added.", "%(n)s ways of asking added.", many)


def _blank(key: str) -> Entry:
    return Entry(key, "", "", (), {}, "")


def _name(visit: Visit, found: Entry) -> str:
    return called(visit, found) if found.id else ""


class _Sent:
    """What was typed, by input; several of one name together."""

    def __init__(self, visit: Visit) -> None:
        self.all: dict[str, list[str]] = {}
        for name, value in visit.form.multi_items():
            if isinstance(value, str):
                self.all.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\0", ""))

    def get_all(self, name: str) -> list[str]:
        """The values of an input."""
        return self.all.get(name, [])


def _sent(visit: Visit) -> _Sent:
    return _Sent(visit)
