"""What is published of the content: libraries that one may come to, services, offices, terms."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.catalogue.about import About
from bot.catalogue.library import Library
from bot.catalogue.office import Offices
from bot.catalogue.region import Region
from bot.catalogue.service import Catalogue
from bot.engine.wording import clock, kyiv
from bot.places.access import AccessPoints

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

    def page_of(self, kind: str, id: str) -> str:
        """The address of a page: kind is «libraries» or «services»."""
        return f"{self.address}/{kind}/{id}"

    def credits(self, lang: str) -> list[str]:
        """Who must be named beside the data."""
        return [one.in_(lang) for one in self.about.credits]


def week_of(access: AccessPoints, library: Library, today: date) -> list[tuple[date, Spans | None]]:
    """When it is open on each of the next seven days; None where nobody knows, () when closed."""
    days = (today + timedelta(days=n) for n in range(WEEK_DAYS))
    return [(day, _spans(access, library, day)) for day in days]


def _spans(access: AccessPoints, library: Library, day: date) -> Spans | None:
    spans = access.spans_on(library, day)
    if spans is None:
        return None
    return tuple((clock(kyiv(begins)), clock(kyiv(ends))) for begins, ends in spans)
