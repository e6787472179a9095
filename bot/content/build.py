"""From what the files say to the values the features work with."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import MappingProxyType

from bot.catalogue.about import About, Contact, Refusal, Thresholds
from bot.catalogue.calendar import Holiday, MartialLaw, WorkingCalendar
from bot.catalogue.danger import Danger, Emergency, Line, Manner
from bot.catalogue.model import Call, Instead, Route, Service, Text
from bot.catalogue.region import Licence
from bot.content import schema
from bot.content.schema_calendar import CalendarIn, HolidayIn, MartialLawIn
from bot.content.schema_emergency import DangerIn, LineIn, MannerIn
from bot.content.schema_legal_aid import ContactPointIn, FactIn
from bot.legal_aid.model import ContactPoint, LegalFact

_GROUP = re.compile(r"<(\w+)>")
_WORD_OR_GROUP = re.compile(r"[\w’']+\*?|<\w+>")
_ISO_WEEKDAY = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}


def text(given: schema.TextIn) -> Text:
    """Return the text as a value."""
    return Text(given.by_language())


def maybe(given: schema.TextIn | None) -> Text | None:
    """Return the text as a value, or None where there is none."""
    return None if given is None else text(given)


def licence(given: schema.LicenceIn | None) -> Licence | None:
    """Return the terms, or None where none are told."""
    return Licence(name=given.name, url=given.url, by=text(given.by)) if given else None


def _texts(given: Iterable[schema.TextIn]) -> tuple[Text, ...]:
    return tuple(map(text, given))


def calls(given: Iterable[schema.CallIn]) -> tuple[Call, ...]:
    """Return telephones as values."""
    return tuple(
        Call(phone=one.phone, whom=text(one.whom), free=one.free, after=one.after) for one in given
    )


def service(given: schema.ServiceIn, *, life_event: str) -> Service:
    """Return the catalogue's entry."""
    return Service(
        id=given.id,
        kind=given.kind,
        route=Route(given.route),
        life_event=life_event,
        title=text(given.title),
        what=text(given.what),
        provider=maybe(given.provider),
        official_url=given.official_url,
        now=maybe(given.now),
        calls=calls(given.call),
        page_name=maybe(given.official_name),
        who=maybe(given.who),
        steps=_texts(given.steps),
        documents=_texts(given.documents),
        cost=maybe(given.cost),
        term=maybe(given.term),
        note=maybe(given.note),
        law=tuple(given.law),
        need=tuple(given.need),
        sought=given.sought,
        keywords=tuple(given.keywords),
        related=tuple(given.related),
        not_this_if=tuple(Instead(text(one.when), one.see) for one in given.not_this_if),
        asks=given.asked(),
        source=given.source.url if given.source else None,
        sources_more=tuple(page.url for page in given.sources_more),
        checked=given.checked,
    )


def contact_point(given: ContactPointIn) -> ContactPoint:
    """Return a point of legal aid."""
    return ContactPoint(
        id=given.id,
        kind=given.kind,
        name=text(given.name),
        source=given.source,
        phone=given.phone,
        phones=tuple(dict.fromkeys(filter(None, (given.phone, *given.phones_more)))),
        email=given.email,
        website=given.website,
        address=given.address,
        hours=given.hours,
        hours_note=maybe(given.hours_note),
        free_call=given.free_call,
        settlement=given.settlement,
        settlement_name=given.settlement_name,
        offers=_texts(given.offers),
        note=maybe(given.note),
        seen=given.seen,
        checked=given.checked,
    )


def fact(given: FactIn) -> LegalFact:
    """Return one sourced sentence."""
    return LegalFact(
        id=given.id, text=text(given.text), source=given.source, seen=given.seen, law=given.law
    )


def line(given: LineIn) -> Line:
    """Return an emergency number."""
    return Line(number=given.number, text=text(given.text), source=given.source, free=given.free)


def pattern(given: str, groups: Mapping[str, Iterable[str]]) -> str:
    """Return a pattern of danger with its groups of words written out.

    Raises:
        ValueError: it says what is wrong with the pattern.
    """
    chunks = [chunk.split() for chunk in given.split("&")]
    words = [word for chunk in chunks for piece in chunk for word in piece.split("|")]
    if not all(chunks) or not all(map(_WORD_OR_GROUP.fullmatch, words)):
        raise ValueError(
            f"«{given}» не годиться: тут бувають слова, зірочка в кінці слова, «|» між словами "
            "на вибір, «&» між тим, що стоїть у будь-якому порядку, і назва групи в «< >»."
        )
    for name in _GROUP.findall(given):
        if name not in groups:
            raise ValueError(f"групи «{name}» немає в списку word_groups. Додайте її туди.")
    return _GROUP.sub(lambda found: "|".join(groups[found[1]]), given)


def wrong_patterns(
    *lists: tuple[str, Iterable[str]], groups: Mapping[str, Iterable[str]] = MappingProxyType({})
) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield what is wrong with patterns, each with its list's name and its place in that."""
    for name, patterns in lists:
        for index, given in enumerate(patterns):
            try:
                pattern(given, groups)
            except ValueError as wrong:
                yield (name, index), str(wrong)


def emergency(
    lines: Mapping[str, Line],
    groups: Mapping[str, Iterable[str]],
    dangers: Iterable[DangerIn],
    manners: Iterable[MannerIn],
    *,
    told: Mapping[str, tuple[str, ...]],
    innocent: tuple[str, ...],
) -> Emergency:
    """Return the dangers with their lines, and the manners in which they come about.

    A line nobody describes is left out, and so is a pattern that is wrong.
    """

    def patterns(given: Iterable[str]) -> Iterator[str]:
        for one in given:
            with suppress(ValueError):
                yield pattern(one, groups)

    return Emergency(
        told=told,
        innocent=innocent,
        lines=tuple(lines.values()),
        dangers=tuple(
            Danger(
                kind=given.kind,
                lines=tuple(lines[number] for number in given.lines if number in lines),
                advice=maybe(given.advice),
                see=tuple(given.see),
                signs=tuple(given.signs),
                always=tuple(patterns(given.always)),
                words=tuple(patterns(given.words)),
                unless=tuple(patterns(given.unless)),
            )
            for given in dangers
        ),
        manners=tuple(
            manner(given, lines, patterns(given.words), patterns(given.unless)) for given in manners
        ),
    )


def manner(
    given: MannerIn, lines: Mapping[str, Line], words: Iterable[str], unless: Iterable[str] = ()
) -> Manner:
    """Return a manner of dangers with its patterns, their groups written out."""
    return Manner(
        id=given.id,
        of=tuple(given.of),
        words=tuple(words),
        unless=tuple(unless),
        advice=text(given.advice),
        first=lines.get(given.first) if given.first else None,
    )


def _holiday(given: HolidayIn) -> Holiday:
    month, day = map(int, given.date.split("-")) if given.date else (None, None)
    return Holiday(name=text(given.name), month=month, day=day, after_easter=given.after_easter)


def _martial_law(given: MartialLawIn | None) -> MartialLaw | None:
    if given is None:
        return None
    return MartialLaw(since=given.since, until=given.until, law=given.law, source=given.source)


def calendar(given: CalendarIn | None) -> WorkingCalendar:
    """Return the working calendar; without a sound file: Monday to Friday."""
    if given is None:
        return WorkingCalendar(
            weekend=frozenset({6, 7}),
            holidays=(),
            martial_law=None,
            off=frozenset(),
            working=frozenset(),
        )
    return WorkingCalendar(
        weekend=frozenset(_ISO_WEEKDAY[day] for day in given.weekend),
        holidays=tuple(map(_holiday, given.holidays)),
        martial_law=_martial_law(given.martial_law),
        off=frozenset(given.off),
        working=frozenset(given.working),
        workday=(given.workday.opens, given.workday.closes),
    )


_NAMELESS = About(
    name=Text({"uk": "Місток", "en": "Mistok"}),
    tagline=Text(""),
    run_by=Contact(
        name=Text({"uk": "Публічні бібліотеки", "en": "Public libraries"}),
        address=None,
        phones=(),
        email=None,
        website=None,
        source=None,
    ),
    privacy=(),
    leave=Text(
        {
            "uk": "Щоб видалити все про себе, напишіть «забудь мене».",
            "en": "Write “forget me” to delete everything about you.",
        }
    ),
    credits=(),
    thresholds=Thresholds(),
    refusals={},
)


def about(given: schema.AboutIn | None) -> About:
    """Return what the service says of itself; without a sound file: the least that is true."""
    if given is None:
        return _NAMELESS
    owner = given.run_by
    return About(
        name=text(given.name),
        tagline=text(given.tagline),
        run_by=Contact(
            name=text(owner.name),
            address=maybe(owner.address),
            phones=tuple(owner.phone),
            email=owner.email,
            website=owner.website,
            source=owner.source,
        ),
        privacy=_texts(given.privacy),
        leave=text(given.leave),
        credits=_texts(given.credits),
        thresholds=Thresholds(**given.thresholds.model_dump()),
        refusals={one.topic: Refusal(text(one.text), tuple(one.see)) for one in given.refusals},
    )
