"""What was said in a request, and what happened to it, as pages show it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.console.visit import Visit
from bot.engine.wording import day, kyiv
from bot.files.kinds import NOTES
from bot.files.model import FileRef, StoredFile
from bot.files.words import NOT_SCANNED, RISKS, SCANNED, size_in_words
from bot.requests.labels import ARRIVALS, KINDS, RATINGS, UNDELIVERED, Arrival, happened, said
from bot.requests.model import BOT, CITIZEN, Did, HistoryEvent, RequestEntry, RequestKind, Said
from bot.staff.rules import FORMER

TOLD = frozenset({Said.ANSWER, Said.QUESTION, Said.OFFER, Said.REASON})  # to the reader
NameOf = Callable[[str], str]


def names_of(visit: Visit, *, reader: str, staff: Mapping[int, str]) -> NameOf:
    """How actors are called: the reader, the bot, people of the staff."""

    def name(actor: str) -> str:
        if actor == CITIZEN:
            return reader
        if actor == BOT:
            return visit._("Mistok")
        return staff.get(int(actor.removeprefix("staff:")), visit._(FORMER))

    return name


def thread(
    visit: Visit,
    entries: Sequence[RequestEntry],
    name_of: NameOf,
    stored: Mapping[int, StoredFile],
    undelivered: Mapping[tuple[str, datetime], str],
    arrivals: Mapping[tuple[str, datetime], Arrival],
) -> list[dict[str, Any]]:
    """Entries in order; a changed one stands where it was first said, with its versions.

    `stored` is what is known of the files we hold, by their ids; `undelivered` is why what was
    said has not reached the reader, by its author and moment; `arrivals` is how far it has come.
    """
    older: dict[int, list[RequestEntry]] = {}
    roots: dict[int, int] = {}
    newest: dict[int, RequestEntry] = {}
    for one in entries:
        root = roots.get(one.replaces or 0, one.replaces or one.id)
        roots[one.id] = root
        if root in newest:
            older.setdefault(root, []).append(newest[root])
        newest[root] = one
    shown = []
    for root, one in newest.items():
        why = undelivered.get((one.author, one.at))
        shown.append({
            **_entry(visit, root, one, older.get(root, ()), name_of, stored),
            "undelivered": visit._(UNDELIVERED[why]) if why and one.said is not Said.NOTE else "",
            "arrival": "" if why else _arrival(visit, one, arrivals),
        })  # fmt: skip
    return shown


def _arrival(
    visit: Visit, one: RequestEntry, arrivals: Mapping[tuple[str, datetime], Arrival]
) -> str:
    """ "read", say, of what the reader was told; "" of all else, and where nothing tells."""
    found = arrivals.get((one.author, one.at))
    return visit._(ARRIVALS[found]) if found is not None and one.said in TOLD else ""


def _entry(
    visit: Visit,
    root: int,
    one: RequestEntry,
    older: Sequence[RequestEntry],
    name_of: NameOf,
    stored: Mapping[int, StoredFile],
) -> dict[str, Any]:
    first = older[0] if older else one
    return {
        "id": one.id,
        "said": one.said.value,
        "label": visit._(said(first)),
        "author": name_of(one.author),
        "number": one.number,
        "at": visit.moment(first.at),
        "words": one.words,
        "changed": visit.moment(one.at) if older else "",
        "older": [(visit.moment(past.at), past.words) for past in reversed(older)],
        "files": [
            {"entry": root, "index": index, "name": file.name or visit._("file"),
             "size": size_in_words(file.size, visit._, lang=visit.lang),
             "receipt": _receipt(visit, file, stored),
             **_looked_into(visit, file, stored)}
            for index, file in enumerate(first.files)
        ],
    }  # fmt: skip


def _receipt(visit: Visit, file: FileRef, stored: Mapping[int, StoredFile]) -> str:
    """What became of a file that we sent, "" for a reader's own."""
    if file.sent is None:
        return ""
    known = stored.get(file.sent)
    if known is None:
        return visit._("deleted by its term")
    if known.opened_at is not None:
        return visit._("received %(moment)s", moment=visit.moment(known.opened_at))
    until = day(kyiv(known.expires_at).date(), visit.lang)
    return visit._("not opened yet; kept until %(day)s", day=until)


def _looked_into(visit: Visit, file: FileRef, stored: Mapping[int, StoredFile]) -> dict[str, Any]:
    """What is known of a file: notes, warnings, and whether it was scanned; of ours as of readers'.

    One that lies with a messenger is looked into when it is opened.
    """
    known = stored.get(file.stored) if file.stored else None
    if known is None and file.sent is not None:
        return {"notes": [], "warnings": [], "scanned": ""}  # ours is deleted by its term
    if known is None or known.risks is None:
        return {"notes": [], "warnings": [], "scanned": visit._("checked when you open it")}
    scanned = visit._(SCANNED if known.scanned_at else NOT_SCANNED)
    return {
        "notes": [visit._(RISKS[one]) for one in known.risks if one in NOTES],
        "warnings": [visit._(RISKS[one]) for one in known.risks if one not in NOTES],
        "scanned": scanned,
    }


def history(
    visit: Visit, events: Sequence[HistoryEvent], name_of: NameOf, libraries: Mapping[str, str]
) -> list[dict[str, str]]:
    """What happened, oldest first."""
    return [
        {
            "at": visit.moment(one.at),
            "who": name_of(one.actor),
            "what": visit._(happened(one), **_facts(visit, one, name_of, libraries)),
            "number": one.number,
        }
        for one in events
    ]


def _facts(
    visit: Visit, event: HistoryEvent, name_of: NameOf, libraries: Mapping[str, str]
) -> dict[str, str]:
    told = {name: str(event.facts.get(name, "")) for name in ("from", "to", "into")}
    if event.did is Did.RELABELLED:
        told |= {name: visit._(KINDS[RequestKind(told[name])]) for name in ("from", "to")}
    elif event.did in {Did.HANDED_OVER, Did.PASSED_UP}:
        told |= {name: libraries.get(told[name], told[name]) for name in ("from", "to")}
    told["gone"] = name_of(f"staff:{event.facts['gone']}") if event.facts.get("gone") else ""
    told["rating"] = rating(visit, event.facts.get("rating")).lower()
    return told


def rating(visit: Visit, given: int | None) -> str:
    """What the reader thinks of the answer, "" when they said nothing."""
    return visit._(RATINGS[given]) if given in RATINGS else ""
