"""The parts of the content folder, each from its own files."""

from collections.abc import Container, Mapping, Set

from bot.catalogue.about import About
from bot.catalogue.danger import Emergency, Line
from bot.catalogue.model import Group, LifeEvent, Route, Service, Siblings
from bot.content import build, schema
from bot.content.collect import Collector
from bot.content.lines import text_files
from bot.content.problems import Problem
from bot.content.schema_emergency import DangerIn, EmergencyIn, LineIn, MannerIn, WordGroupIn
from bot.content.schema_legal_aid import ContactPointIn, FactIn, LegalAidIn
from bot.content.settlements import NO_SETTLEMENT, Settlements, lacks
from bot.content.source import Source
from bot.legal_aid.model import ContactPoint, LegalAid, LegalFact


def life_events(collector: Collector) -> tuple[list[Group], list[LifeEvent]]:
    """Return the groups of the menu and the life events in them."""
    groups: dict[str, Group] = {}
    events: dict[str, LifeEvent] = {}
    source = collector.source(collector.folder / "life_events.yaml")
    if source is None:
        return [], []
    collector.only(source, schema.LifeEventsFile)
    for path, given in collector.entries(source, "groups", schema.GroupIn):
        if not collector.is_new(source, path, given.id):
            continue
        groups[given.id] = Group(id=given.id, title=build.text(given.title), order=len(groups))
        for index, event in enumerate(given.events):
            if event.id in events:
                collector.complain(source, _twice(event.id), *path, "events", index, "id")
                continue
            events[event.id] = LifeEvent(
                id=event.id, title=build.text(event.title), group=given.id, order=len(events)
            )
    return list(groups.values()), list(events.values())


def services(collector: Collector, *, known_events: set[str]) -> list[Service]:
    """Return the entries of services/*.yaml; one of an unknown life event is kept for search."""
    found: dict[str, Service] = {}
    mentioned = []
    for source in collector.sources("services"):
        head = {key: value for key, value in source.data.items() if key != "services"}
        event = collector.value(source, head, schema.ServicesHead, path=())
        life_event = event.life_event if event else ""
        if event and known_events and life_event not in known_events:
            message = f"немає такої життєвої події: «{life_event}». Додайте її в life_events.yaml."
            collector.complain(source, message, "life_event")
        for path, given in collector.entries(source, "services", schema.ServiceIn):
            if not collector.is_new(source, path, given.id):
                continue
            found[given.id] = build.service(given, life_event=life_event)
            mentioned += [
                (source, (*path, "related", index), name)
                for index, name in enumerate(given.related)
            ]
            mentioned += [
                (source, (*path, "not_this_if", index, "see"), one.see)
                for index, one in enumerate(given.not_this_if)
            ]
    for source, path, name in mentioned:
        if not collector.may_exist("services", name):
            collector.complain(source, _no_entry(name), *path)
    return list(found.values())


def legal_aid(collector: Collector, settlements: Settlements | None) -> LegalAid:
    """Return what legal_aid.yaml says."""
    source = collector.source(collector.folder / "legal_aid.yaml")
    if source is None:
        return LegalAid(
            contact_centre=None, offices=(), library_points=(), network=(), primary=(), secondary=()
        )

    collector.only(source, LegalAidIn)

    def points(key: str) -> tuple[ContactPoint, ...]:
        given = collector.entries(source, key, ContactPointIn, optional=True)
        for path, point in given:
            if lacks(settlements, point.settlement):
                message = NO_SETTLEMENT.format(point.settlement)
                collector.complain(source, message, *path, "settlement")
        return tuple(build.contact_point(point) for _, point in given)

    def facts(key: str) -> tuple[LegalFact, ...]:
        given = collector.entries(source, key, FactIn, optional=True)
        return tuple(build.fact(one) for _, one in given)

    centre = collector.value(
        source,
        source.data.get("contact_centre"),
        ContactPointIn,
        path=("contact_centre",),
    )
    return LegalAid(
        contact_centre=build.contact_point(centre) if centre else None,
        offices=points("offices"),
        library_points=points("library_points"),
        network=facts("network"),
        primary=facts("primary"),
        secondary=facts("secondary"),
    )


def emergency(collector: Collector) -> Emergency:
    """Return the dangers of emergency.yaml with their lines."""
    source = collector.source(collector.folder / "emergency.yaml")
    if source is None:
        return Emergency(dangers=(), lines=())
    collector.only(source, EmergencyIn)
    lines: dict[str, Line] = {}
    for _, given in collector.entries(source, "lines", LineIn):
        lines[given.number] = build.line(given)
    named = collector.entries(source, "word_groups", WordGroupIn, optional=True)
    groups = {group.name: tuple(group.words) for _, group in named}
    dangers = collector.entries(source, "dangers", DangerIn)
    for path, danger in dangers:
        for where, wrong in build.wrong_patterns(
            *((key, getattr(danger, key)) for key in ("always", "words", "unless")), groups=groups
        ):
            collector.complain(source, wrong, *path, *where)
        for index, entry in enumerate(danger.see):
            if not collector.may_exist("services", entry):
                collector.complain(source, _no_entry(entry), *path, "see", index)
        for index, number in enumerate(danger.lines):
            if number not in lines:
                message = f"номера «{number}» немає в списку lines. Додайте його туди з джерелом."
                collector.complain(source, message, *path, "lines", index)
    kinds = {danger.kind for _, danger in dangers}
    innocent = _danger_lines(collector, "innocent", kinds)
    return build.emergency(
        lines, groups, (danger for _, danger in dangers),
        _manners(collector, source, groups, kinds, lines),
        told=_danger_lines(collector, "told", kinds),
        innocent=tuple(dict.fromkeys(line for lines in innocent.values() for line in lines)),
    )  # fmt: skip


def _manners(
    collector: Collector,
    source: Source,
    groups: Mapping[str, tuple[str, ...]],
    kinds: Set[str],
    lines: Container[str],
) -> list[MannerIn]:
    """The ways in which dangers come about; what is wrong with them is told."""
    found = collector.entries(source, "manners", MannerIn, optional=True)
    for path, manner in found:
        for where, wrong in build.wrong_patterns(
            ("words", manner.words), ("unless", manner.unless), groups=groups
        ):
            collector.complain(source, wrong, *path, *where)
        for index, kind in enumerate(manner.of):
            if kind not in kinds:
                message = f"небезпеки «{kind}» немає в списку dangers. Виправте код."
                collector.complain(source, message, *path, "of", index)
        if manner.first and manner.first not in lines:
            message = f"номера «{manner.first}» немає в списку lines. Додайте його туди з джерелом."
            collector.complain(source, message, *path, "first")
    return [manner for path, manner in found if collector.is_new(source, path, manner.id)]


def _danger_lines(
    collector: Collector, folder: str, kinds: Container[str]
) -> dict[str, tuple[str, ...]]:
    """The lines of emergency/<folder>/<kind>.txt by kind."""
    found = {}
    for path, lines in text_files(collector, f"emergency/{folder}"):
        if path.stem in kinds:
            found[path.stem] = tuple(dict.fromkeys(lines))
            continue
        message = f"немає небезпеки «{path.stem}» в emergency.yaml. Назва файла – її kind."
        collector.problems.append(Problem(collector.name(path), 1, 1, message))
    return found


def examples(collector: Collector, known: list[Service]) -> dict[str, tuple[str, ...]]:
    """Return every example question by entry: its own first, then examples/<id>.txt."""
    found = {service.id: service.asks for service in known}
    for path, lines in text_files(collector, "examples"):
        if path.stem in found:
            found[path.stem] = tuple(dict.fromkeys((*found[path.stem], *lines)))
        elif not collector.may_exist("services", path.stem):
            message = f"немає послуги «{path.stem}». Назва файла має бути кодом послуги."
            collector.problems.append(Problem(collector.name(path), 1, 1, message))
    return found


def route_examples(collector: Collector) -> dict[str, tuple[str, ...]]:
    """Return the lines of routes/<route>[.<topic>].txt by the file's name."""
    found = {}
    for path, lines in text_files(collector, "routes"):
        if path.stem.partition(".")[0] in set(Route):
            found[path.stem] = tuple(dict.fromkeys(lines))
            continue
        routes = ", ".join(Route)
        message = f"назва файла має починатися з напрямку ({routes}): out_of_scope.weather.txt."
        collector.problems.append(Problem(collector.name(path), 1, 1, message))
    return found


def about(collector: Collector, *, topics: Container[str]) -> About:
    """Return what service.yaml says; `topics` are the keys of the route examples."""
    source = collector.source(collector.folder / "service.yaml")
    given = collector.whole(source, schema.AboutIn)
    if source is not None and given is not None:
        for index, refusal in enumerate(given.refusals):
            if f"{Route.OUT_OF_SCOPE}.{refusal.topic}" not in topics:
                message = f"немає файла routes/out_of_scope.{refusal.topic}.txt. Виправте тему."
                collector.complain(source, message, "refusals", index, "topic")
            for place, entry in enumerate(refusal.see):
                if not collector.may_exist("services", entry):
                    complaint = _no_entry(entry)
                    collector.complain(source, complaint, "refusals", index, "see", place)
    return build.about(given)


def siblings(collector: Collector) -> tuple[Siblings, ...]:
    """Return the questions of siblings.yaml, which may be missing."""
    if not collector.has(collector.folder / "siblings.yaml"):
        return ()
    source = collector.source(collector.folder / "siblings.yaml")
    if source is None:
        return ()
    collector.only(source, schema.SiblingsFile)
    found = []
    for path, given in collector.entries(source, "siblings", schema.SiblingsIn):
        for index, one in enumerate(given.answers):
            if not collector.may_exist("services", one.see):
                collector.complain(source, _no_entry(one.see), *path, "answers", index, "see")
        answers = tuple((build.text(one.label), one.see) for one in given.answers)
        found.append(Siblings(build.text(given.question), answers))
    return tuple(found)


def _no_entry(name: str) -> str:
    return f"немає запису «{name}». Виправте код або приберіть рядок."


def _twice(entry_id: str) -> str:
    return f"код «{entry_id}» вже є в іншому записі. Дайте цьому інший код."
