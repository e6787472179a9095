"""A list of libraries that somebody gives: what it would change, and putting that in place.

The command does it itself, the desk in a child process: there the file is a stranger's.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from bot.app.content_index import content_and_places
from bot.app.content_writer import content_writer
from bot.app.library_people import people_of
from bot.content.editing import FileChange
from bot.content.library_list import osm, osm_file
from bot.content.library_list.compare import Plan, compare
from bot.content.library_list.osm_answers import read_answers
from bot.content.library_list.rows import read_rows
from bot.content.library_list.table import check_bytes, read_table
from bot.content.library_list.write import answers_of, entries_of, file_changes, known_entries
from bot.engine.turn import Point
from bot.places.gazetteer import Gazetteer
from bot.places.model import Settlement


@dataclass(frozen=True, slots=True)
class Planned:
    """What a list would change, in words of libraries and of files."""

    plan: Plan
    changes: Sequence[FileChange]

    @property
    def mark(self) -> str:
        """What tells this plan from any other."""
        told = json.dumps(asdict(self.plan), sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def plan_list(
    folder: Path,
    body: bytes,
    name: str,
    *,
    source: str,
    today: date,
    dated: date | None = None,
    is_shared: bool = False,
    matches: Iterable[str] = (),
) -> Planned:
    """Read a spreadsheet as a methodologist keeps it, or a map's libraries.

    Args:
        folder: the content.
        body: XLSX, ODS, XLS, CSV; or GeoJSON or Overpass JSON of OpenStreetMap.
        name: what messages call the file.
        source: who told it, as content says it.
        today: in Kyiv.
        dated: of which day the list is, where who brought it said so; its facts are so old.
        is_shared: a telephone that stands at several libraries is that of each.
        matches: what a person answers of a map's objects, «node/8=hounb».

    Raises:
        UnreadableListError: it is no such list; or our own files are broken.
    """
    check_bytes(body, name)
    dated = dated if dated and dated <= today else None  # a slip: no list comes before its day
    _, gazetteer = content_and_places(folder)
    if osm.is_of_the_map(body):
        return _of_the_map(folder, body, name, gazetteer, today, matches)

    def find(text: str) -> list[Settlement]:
        if coded := gazetteer.get(text):
            return [] if coded.oblast else [coded]
        return [one for one in gazetteer.find(text).settlements if not one.oblast]

    villages: dict[str, list[str]] = {}
    for one in gazetteer.settlements:
        villages.setdefault(one.hromada_code, []).append(one.name)

    def beside(place: Settlement) -> list[str]:
        return villages.get(place.hromada_code, [])

    people = people_of(folder, gazetteer)
    rows, unclear = read_rows(read_table(body, name), find, people, beside)
    plan = compare(rows, known_entries(folder), unclear, dated, is_shared=is_shared,
                   people=people)  # fmt: skip
    return Planned(plan, file_changes(folder, plan, source=source, checked=dated or today))


def take_list(folder: Path, planned: Planned, *, by: str, why: str) -> None:
    """Write it, as one change. Raises EditError."""
    content_writer(folder).save(planned.changes, by=by, why=why)


def _of_the_map(
    folder: Path, body: bytes, name: str, gazetteer: Gazetteer, today: date, matches: Iterable[str]
) -> Planned:
    """What a file of OpenStreetMap changes; its libraries stay in a file of their own."""
    found, seen = osm.read_osm(body, name, today)

    def near(lat: float, lon: float) -> Settlement | None:
        point = Point(lat, lon)
        return gazetteer.nearest(point) if gazetteer.is_ours(point) else None

    rows, unclear = osm.rows_of(found, near)
    text, kept = entries_of(folder, osm_file.FILE)
    plan = osm_file.plan_of(
        rows, known_entries(folder), kept, given=read_answers(matches),
        remembered=answers_of(folder, osm_file.FILE),
    )  # fmt: skip
    plan.unclear += unclear
    return Planned(plan, osm_file.changes_of(plan, text, seen=seen))
