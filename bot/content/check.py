"""Everything an editor should look at: the errors of loading, and warnings about the sound rest."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from opening_hours import validate

from bot.content.collect import Collector
from bot.content.lines import read_lines
from bot.content.load import Content, load_content
from bot.content.photos import photo_remarks
from bot.content.problems import Problem, Severity
from bot.content.slips import slips
from bot.content.source import Cache, Source
from bot.content.sources import addresses, unsupported, unsupported_playbook
from bot.contracts.section import Section
from bot.engine.texts import FALLBACK
from bot.places.opening_rules import idle_rules

CHECK_LASTS: Final = timedelta(days=180)
ENOUGH_EXAMPLES: Final = 15
_WORD: Final = re.compile(r"[A-Za-zА-Яа-яІіЇїЄєҐґЁёЫыЭэЪъ]+")
_CYRILLIC: Final = re.compile(r"[А-Яа-яІіЇїЄєҐґЁёЫыЭэЪъ]")
_ASKED: Final = re.compile("спита|запита", re.IGNORECASE)
_LOOKALIKE: Final = re.compile(r"[aceiopxyABCEHIKMOPTX]")


@dataclass(frozen=True, slots=True)
class Example:
    """An example question: whose, what it says, and where: file, (line, column)."""

    owner: str
    text: str
    file: str
    place: tuple[int, int]


def check(
    folder: Path,
    *,
    today: date | None = None,
    cache: Path | None = None,
    sections: Iterable[Section[Any, Any]] = (),
) -> list[Problem]:
    """Return every problem of the content folder: errors, then warnings, by file and line.

    Args:
        folder: the content folder.
        today: the date in Kyiv that old checks are measured from; None = no check is too old.
        cache: as for `load`.
        sections: as for `load`.
    """
    kept = Cache.at(cache)
    collector = Collector(folder, cache=kept)
    content = load_content(collector, sections)
    kept.save()
    sources = _sources(folder, cache=kept)
    warnings = [
        *_few_examples(sources, content),
        *_twice_asked(folder, sources),
        *_lookalikes(folder),
        *_run_by_another(sources, content),
        *_idle_hours(sources, today),
        *photo_remarks(folder, sources),
        *warnings_of(found := list(slips(folder, sources, today))),
        *(problem for source in sources for problem in _unsupported(source)),
        *(problem for source in sources for problem in _without_next_step(source)),
        *(problem for source in sources for problem in _bare_home_page(source)),
        *(problem for source in sources for problem in _promised_for_all(source)),
        *(problem for source in sources for problem in _unchecked(source, today)),
    ]
    errors = sorted([*collector.problems, *errors_of(found)])
    told = {(one.file, one.line) for one in errors}  # one mistake gives one message
    return [*errors, *sorted(one for one in warnings if (one.file, one.line) not in told)]


def errors_of(problems: Iterable[Problem]) -> list[Problem]:
    """For which something was left out: warnings alone don't fail a check."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def warnings_of(problems: Iterable[Problem]) -> list[Problem]:
    """What only asks for a look."""
    return [problem for problem in problems if problem.severity is Severity.WARNING]


def warning(file: str, place: tuple[int, int], message: str) -> Problem:
    """Something to look at; nothing was left out for it."""
    return Problem(file, *place, message, Severity.WARNING)


def _sources(folder: Path, *, cache: Cache) -> list[Source]:
    collector = Collector(folder, cache=cache)
    paths = sorted(folder.rglob("*.yaml"))
    return [source for path in paths if (source := collector.source(path)) is not None]


def _services_in(source: Source) -> Iterator[tuple[int, dict[str, Any]]]:
    return _rows(source, "services")


def _rows(source: Source, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = source.data.get(key)
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            yield index, row


def _few_examples(sources: list[Source], content: Content) -> Iterator[Problem]:
    for source in sources:
        for index, row in _services_in(source):
            known = content.examples.get(str(row.get("id")))
            if known is not None and len(known) < ENOUGH_EXAMPLES:
                message = (
                    f"замало прикладів запитань: {len(known)}. "
                    f"Додайте до {ENOUGH_EXAMPLES}, щоб бот розумів різні слова."
                )
                yield warning(source.name, source.place(("services", index, "id")), message)


def example_lines(folder: Path) -> Iterator[Example]:
    """Every example question of a content folder, where it stands."""
    return _examples(folder, _sources(folder, cache=Cache(None)))


def shown_lines(folder: Path) -> Iterator[Example]:
    """Every Ukrainian text that people read, where it stands; without an owner."""
    for source in _sources(folder, cache=Cache(None)):
        for path, text in _spoken(source.data, ()):
            yield Example("", text, source.name, source.place(path))


def _spoken(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == FALLBACK and isinstance(item, str):
                yield (*path, key), item
            else:
                yield from _spoken(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _spoken(item, (*path, index))


def _examples(folder: Path, sources: list[Source]) -> Iterator[Example]:
    for source in sources:
        for index, row in _services_in(source):
            for field in sorted(one for one in row if one.partition("_")[0] == "asks"):
                lines = row.get(field)
                for number, line in enumerate(lines if isinstance(lines, list) else ()):
                    place = source.place(("services", index, field, number))
                    yield Example(str(row.get("id")), str(line), source.name, place)
    collector = Collector(folder, cache=Cache(None))
    for path in sorted((folder / "examples").glob("*.txt")):
        for number, line in read_lines(collector, path):
            yield Example(path.stem, line, collector.name(path), (number, 1))


def _twice_asked(folder: Path, sources: list[Source]) -> Iterator[Problem]:
    """Name questions that stand under two entries: the bot can't tell which one is meant."""
    first: dict[str, str] = {}
    for one in _examples(folder, sources):
        other = first.setdefault(one.text.casefold(), one.owner)
        if other != one.owner:
            message = f"те саме запитання є в «{other}». Залиште в одному."
            yield warning(one.file, one.place, message)


def _run_by_another(sources: list[Source], content: Content) -> Iterator[Problem]:
    """Name who runs the service when the oblast's library, as region.yaml says it, doesn't."""
    known = {one.id: one.name.main for one in content.access_points}
    library, runs = known.get(content.region.library), content.about.run_by.name.main
    for source in sources:
        if source.name.endswith("/service.yaml") and library and runs != library:
            message = (
                f"за Місток тут відповідає «{runs}», а обласна бібліотека в region.yaml – "
                f"«{library}». Якщо не так задумано, виправте run_by або library."
            )
            yield warning(source.name, source.place(("run_by", "name")), message)


def _idle_hours(sources: list[Source], today: date | None) -> Iterator[Problem]:
    """Name rules of opening hours that change nothing: a later one hides them, or none comes."""
    now = datetime.combine(today or date.today(), time())  # noqa: DTZ011 -- days of Kyiv
    for source in sources:
        rows = source.data.get("libraries")
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            hours = row.get("hours") if isinstance(row, dict) else None
            if not isinstance(hours, str) or not validate(hours):
                continue
            for rule in idle_rules(hours, now):
                message = (
                    f"правило «{rule}» ніколи не діє: його перекриває пізніше або такі дні не "
                    "настають. Виправте його чи приберіть."
                )
                yield warning(source.name, source.place(("libraries", index, "hours")), message)


def _lookalikes(folder: Path) -> Iterator[Problem]:
    """Find Latin letters that look Ukrainian inside a Cyrillic word: nobody sees them."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".yaml", ".txt", ".tsv"}:
            continue
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            for found in _WORD.finditer(line):
                word = found.group()
                if _CYRILLIC.search(word) and _LOOKALIKE.search(word):
                    message = f"у слові «{word}» є латинські букви. Наберіть його наново."
                    yield warning(name, (number, found.start() + 1), message)


def _unsupported(source: Source) -> Iterator[Problem]:
    """Name claims of which no page is said to tell them."""
    for key, claimed in (("services", unsupported), ("playbooks", unsupported_playbook)):
        for index, row in _rows(source, key):
            if claims := claimed(row):
                message = (
                    f"не сказано, яка сторінка підтверджує «{', '.join(claims)}». "
                    "Впишіть supports біля джерела або приберіть ці поля."
                )
                yield warning(source.name, source.place((key, index, claims[0])), message)


def _without_next_step(source: Source) -> Iterator[Problem]:
    """Name cards that don't say what to do now; of the commonest it is an error (commonest.py)."""
    for index, row in _services_in(source):
        if not row.get("now"):
            message = "картка не каже, що зробити зараз. Допишіть now із джерелом."
            yield warning(source.name, source.place(("services", index, "id")), message)


def _bare_home_page(source: Source) -> Iterator[Problem]:
    """Name buttons to the first page of a site of which the sources know the very page."""
    for index, row in _services_in(source):
        given = urlsplit(str(row.get("official_url") or ""))
        if given.path.strip("/") or given.query or not given.hostname:
            continue
        known = next((one for one in addresses(row) if _is_a_page_of(one, given.hostname)), None)
        if known is not None:
            message = f"кнопка веде на головну сторінку, а відома потрібна: {known}"
            yield warning(source.name, source.place(("services", index, "official_url")), message)


def _is_a_page_of(address: str, host: str) -> bool:
    page = urlsplit(address)
    return page.hostname == host and bool(page.path.strip("/") or page.query)


def _promised_for_all(source: Source) -> Iterator[Problem]:
    """Name cards of libraries' own services that don't say to ask: each library has its own."""
    for index, row in _services_in(source):
        told = " ".join(_ukrainian(row.get(field)) for field in ("what", "now", "note"))
        if row.get("kind") == "library" and not _ASKED.search(told):
            message = "картка обіцяє за всі бібліотеки. Допишіть, що про це спитати у своїй."
            yield warning(source.name, source.place(("services", index, "id")), message)


def _ukrainian(text: object) -> str:
    return str(text.get("uk", "")) if isinstance(text, dict) else ""


def _unchecked(source: Source, today: date | None) -> Iterator[Problem]:
    for index, row in _services_in(source):
        if "checked" not in row:
            message = "запис ніхто не перевіряв. Знайдіть джерело, впишіть source і checked."
            yield warning(source.name, source.place(("services", index, "id")), message)
    if today is None:
        return
    for path, value in _checks(source.data, ()):
        try:
            age = today - date.fromisoformat(value)
        except ValueError:
            continue
        if age > CHECK_LASTS:
            message = f"перевірено {age.days} днів тому. Звірте з джерелом і оновіть дату."
            yield warning(source.name, source.place(path), message)


def _checks(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key in {"checked", "holidays_checked"} and isinstance(item, str):
                yield (*path, key), item
            else:
                yield from _checks(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _checks(item, (*path, index))
