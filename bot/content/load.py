"""Loading the whole content folder: what is sound works, what is not is named."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.appointments.schedule import Schedules
from bot.catalogue.about import About
from bot.catalogue.calendar import WorkingCalendar
from bot.catalogue.danger import Emergency
from bot.catalogue.desk import DeskRules
from bot.catalogue.library import Library
from bot.catalogue.model import LifeEvent, Siblings
from bot.catalogue.office import Offices
from bot.catalogue.playbooks import Playbooks
from bot.catalogue.region import Region
from bot.catalogue.service import Catalogue
from bot.content import build, sections
from bot.content.appointments import load_appointments
from bot.content.collect import Collector
from bot.content.commonest import load_commonest
from bot.content.desk import load_desk
from bot.content.libraries import load_libraries
from bot.content.lines import read_lexicon
from bot.content.offices import load_offices
from bot.content.playbooks import load_playbooks
from bot.content.problems import Problem
from bot.content.region import load_region
from bot.content.schema_calendar import CalendarIn
from bot.content.settlements import read_settlements
from bot.content.source import Cache, digest_of
from bot.contracts.section import Section
from bot.legal_aid.model import LegalAid

KINDS: Final = (".yaml", ".txt", ".tsv", ".csv", ".geojson")  # what content is made of


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything the editors wrote, as values.

    `examples` holds, per entry, all lines a person might write (its `asks` first);
    `route_examples` is keyed "greeting" or, with a topic, "out_of_scope.weather";
    `version` changes with any byte of any file; `sections` are
    what features read of files of their own, by type.
    """

    catalogue: Catalogue
    access_points: tuple[Library, ...]
    legal_aid: LegalAid
    emergency: Emergency
    calendar: WorkingCalendar
    about: About
    region: Region
    examples: Mapping[str, tuple[str, ...]]
    desk: DeskRules
    route_examples: Mapping[str, tuple[str, ...]]
    lexicon: Mapping[str, str]
    version: str
    sections: Mapping[type, object] = field(default_factory=dict)
    appointments: Schedules = field(default_factory=Schedules)
    siblings: tuple[Siblings, ...] = ()
    playbooks: Playbooks = field(default_factory=Playbooks)
    commonest: tuple[str, ...] = ()
    offices: Offices = field(default_factory=Offices)

    @property
    def life_events(self) -> tuple[LifeEvent, ...]:
        """The life events in menu order."""
        return self.catalogue.events


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content that could be used, and the problems of the rest."""

    content: Content
    problems: tuple[Problem, ...]


def load(
    folder: Path,
    *,
    cache: Path | None = None,
    sections: Iterable[Section[Any, Any]] = (),
    instead: Mapping[str, bytes | None] | None = None,
) -> Loaded:
    """Load the content folder; never raises for what an editor wrote.

    Args:
        folder: the content folder; an empty one gives an empty content with problems.
        cache: a file for parsed YAML, keyed by the hash of each file, to start faster.
        sections: files that features read.
        instead: files, by their place in the folder, that stand instead of those there; None for
            one that is there no more.
    """
    kept = Cache.at(cache)
    collector = Collector(folder, cache=kept, instead=instead)
    content = load_content(collector, sections)
    kept.save()
    return Loaded(content, tuple(sorted(collector.problems)))


def load_content(collector: Collector, more: Iterable[Section[Any, Any]] = ()) -> Content:
    """Load what the collector's folder holds; the collector gathers the problems."""
    folder = collector.folder
    settlements = read_settlements(collector)
    groups, events = sections.life_events(collector)
    services = sections.services(collector, known_events={event.id for event in events})
    route_examples = sections.route_examples(collector)
    access_points = load_libraries(collector, settlements)
    legal_aid = sections.legal_aid(collector, settlements)
    catalogue = Catalogue(services, events=events, groups=groups)
    return Content(
        catalogue=catalogue,
        commonest=load_commonest(collector, catalogue),
        access_points=access_points,
        legal_aid=legal_aid,
        offices=load_offices(collector, settlements, legal_aid.offices),
        emergency=sections.emergency(collector),
        calendar=build.calendar(
            collector.whole(collector.source(folder / "calendar.yaml"), CalendarIn)
        ),
        siblings=sections.siblings(collector),
        playbooks=load_playbooks(collector),
        about=sections.about(collector, topics=route_examples),
        region=load_region(collector, access_points),
        examples=sections.examples(collector, services),
        desk=load_desk(collector),
        route_examples=route_examples,
        lexicon=read_lexicon(collector, folder / "language" / "lexicon.tsv"),
        version=version_of(folder),
        sections={one.gives: _section(collector, one) for one in more},
        appointments=load_appointments(collector),
    )


def _section(collector: Collector, section: Section[Any, Any]) -> object:
    path = collector.folder / section.file
    source = collector.source(path) if collector.has(path) else None
    return section.build(collector.whole(source, section.model))


def version_of(folder: Path) -> str:
    """Return a short hash of all content files, for caches and for «which version runs»."""
    return version_in((name, (folder / name).read_bytes()) for name in sorted(files_in(folder)))


def unread_bytes(folder: Path, cache: Path) -> int:
    """How much of its YAML was never parsed into the file `cache`."""
    kept = Cache.at(cache)
    sizes = 0
    for path in folder.rglob("*.yaml"):
        raw = path.read_bytes()
        sizes += len(raw) if kept.get(digest_of(raw)) is None else 0
    return sizes


def version_in(files: Iterable[tuple[str, bytes]]) -> str:
    """The same of files read before, by their place in the folder, in the order of names."""
    digest = hashlib.sha256()
    for name, raw in files:
        digest.update(name.encode())
        digest.update(hashlib.sha256(raw).digest())
    return digest.hexdigest()[:12]


def files_in(folder: Path) -> set[str]:
    """The places in the folder of all content files."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in KINDS and path.is_file()
    }
