"""What is published of the content: libraries that one may come to, services, offices, terms."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.catalogue.about import About
from bot.catalogue.library import Library
from bot.catalogue.office import Office, Offices
from bot.catalogue.region import Region
from bot.catalogue.service import Catalogue
from bot.engine.wording import clock, kyiv
from bot.places.access import AccessPoints
from bot.places.opening import open_on

WEEK_DAYS = 7
Spans = tuple[tuple[str, str], ...]  # («09:00», «18:00»), in Kyiv


@dataclass(frozen=True, slots=True)
class Published:
    """Today's content, as far as it is published; `address` is the site's, without a last slash."""

    libraries: tuple[Library, ...]
    catalogue: Catalogue
    region: Region
    about: About
    access: AccessPoints
    address: str
    offices: Offices = Offices()  # noqa: RUF009 -- it cannot be changed
    off: Collection[date] = ()  # days on which no office is open

    @property
    def given(self) -> tuple[Library, ...]:
        """What we may give under our own terms: without what is others' data."""
        return tuple(one.own or one for one in self.libraries if one.own or not one.licence)

    @property
    def others(self) -> tuple[Library, ...]:
        """Those that hold others' data, under its licence."""
        return tuple(one for one in self.libraries if one.licence)

    def library(self, id: str) -> Library | None:
        """The library with this id, None when it is not published."""
        return next((one for one in self.libraries if one.id == id), None)

    def office(self, id: str) -> Office | None:
        """The office with this id, None when there is none."""
        return next((one for one in self.offices.all if one.id == id), None)

    def page_of(self, kind: str, id: str) -> str:
        """The address of a page: kind is «libraries», «services» or «offices»."""
        return f"{self.address}/{kind}/{id}"

    def credits(self, lang: str) -> list[str]:
        """Who must be named beside the data."""
        return [one.in_(lang) for one in self.about.credits]


def week_of(access: AccessPoints, library: Library, today: date) -> list[tuple[date, Spans | None]]:
    """When it is open on each of the next seven days; None where nobody knows, () when closed."""
    days = (today + timedelta(days=n) for n in range(WEEK_DAYS))
    return [(day, _told(access.spans_on(library, day))) for day in days]


def office_week(
    office: Office, today: date, *, closed_on: Collection[date]
) -> list[tuple[date, Spans | None]]:
    """The same of an office; `closed_on` are days on which none is open."""
    days = (today + timedelta(days=n) for n in range(WEEK_DAYS))
    return [(day, _told(open_on(office.hours, day, closed_on=closed_on))) for day in days]


def _told(spans: Iterable[tuple[datetime, datetime]] | None) -> Spans | None:
    if spans is None:
        return None
    return tuple((clock(kyiv(begins)), clock(kyiv(ends))) for begins, ends in spans)
