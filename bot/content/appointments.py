"""Topics and schedules of appointments, from the files of their folder."""

from datetime import date, time

from bot.appointments.schedule import Kind, Mode, Schedule, Schedules, Topic
from bot.content import schema_appointments as schema
from bot.content.build import maybe, text
from bot.content.collect import Collector, Path_
from bot.content.source import Source

_NO_LIBRARY = "немає бібліотеки «{}». Виправте код або приберіть рядок."
_NO_TOPIC = "немає теми «{}». Виправте код або додайте її в topics."


def load_appointments(collector: Collector) -> Schedules:
    """Return the topics and schedules of appointments/*.yaml; without files nobody receives."""
    topics: dict[str, Topic] = {}
    schedules: dict[str, Schedule] = {}
    named: list[tuple[Source, Path_, str]] = []
    for source in collector.sources("appointments"):
        collector.only(source, schema.AppointmentsFile)
        for path, given in collector.entries(source, "topics", schema.TopicIn, optional=True):
            if not collector.is_new(source, path, given.id):
                continue
            topics[given.id] = _topic(given)
        for path, one in collector.entries(source, "schedules", schema.ScheduleIn, optional=True):
            if not collector.is_new(source, path, one.id):
                continue
            if not collector.may_exist("libraries", one.library):
                collector.complain(source, _NO_LIBRARY.format(one.library), *path, "library")
                continue
            named += [(source, (*path, "topics", at), name) for at, name in enumerate(one.topics)]
            schedules[one.id] = _schedule(one)
    for source, path, name in named:
        if not collector.may_exist("topics", name):
            collector.complain(source, _NO_TOPIC.format(name), *path)
    return Schedules(tuple(schedules.values()), tuple(topics.values()))


def _topic(given: schema.TopicIn) -> Topic:
    return Topic(
        id=given.id,
        kind=Kind(given.kind),
        title=text(given.title),
        bring=tuple(map(text, given.bring)),
    )


def _schedule(given: schema.ScheduleIn) -> Schedule:
    week = given.hours
    days = (week.mon, week.tue, week.wed, week.thu, week.fri, week.sat, week.sun)
    return Schedule(
        id=given.id,
        kind=Kind(given.kind),
        title=text(given.title),
        library=given.library,
        hours=tuple(_hours(one) for one in days),
        slot_minutes=given.slot_minutes,
        capacity=given.capacity,
        walk_ins=given.walk_ins,
        modes=tuple(map(Mode, given.modes)),
        topics=tuple(given.topics),
        languages=tuple(given.languages),
        accessibility=tuple(given.accessibility),
        changes=_changes(given),
        bring=tuple(map(text, given.bring)),
        note=maybe(given.note),
        days_ahead=given.days_ahead,
        lead_minutes=given.lead_minutes,
        source=given.source,
        checked=given.checked,
    )


def _hours(given: list[schema.HoursIn]) -> tuple[tuple[time, time], ...]:
    return tuple(sorted(one.pair() for one in given))


def _changes(given: schema.ScheduleIn) -> tuple[tuple[date, tuple[tuple[time, time], ...]], ...]:
    off: dict[date, tuple[tuple[time, time], ...]] = dict.fromkeys(given.days_off, ())
    return tuple({**off, **{one.day: _hours(one.hours) for one in given.changed_days}}.items())
