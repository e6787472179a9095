"""The shape of every content file. Strict: an unknown field or a number for a text is an error."""

import re
from datetime import date
from typing import Annotated, Final, Literal

from opening_hours import validate as hours_are_valid
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from bot.catalogue.model import Kind

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 \-]*[0-9]")
_KATOTTG: Final = re.compile(r"UA\d{17}")

CAPABILITIES: Final = {
    "computers": "комп’ютери для читачів",
    "internet_access": "доступ до інтернету",
    "wifi": "Wi-Fi",
    "printing": "друк",
    "scanning": "сканування",
    "document_delivery": "електронна доставка документів",
    "legal_consultation": "консультація юриста",
    "legal_education": "правова освіта, клуб",
    "official_information": "офіційна інформація влади",
    "digital_training": "навчання цифрової грамотності",
    "staff_help": "допомога працівника з онлайн-послугою",
    "virtual_reference": "віртуальна довідка",
    "e_catalogue": "електронний каталог",
    "children": "послуги для дітей",
    "bookmobile": "бібліобус",
    "outdoor_reading": "читальна зала просто неба",
    "accessible_entrance": "вхід без сходів",
}
Capability = Literal[
    "computers",
    "internet_access",
    "wifi",
    "printing",
    "scanning",
    "document_delivery",
    "legal_consultation",
    "legal_education",
    "official_information",
    "digital_training",
    "staff_help",
    "virtual_reference",
    "e_catalogue",
    "children",
    "bookmobile",
    "outdoor_reading",
    "accessible_entrance",
]


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(
            f"«{value}» не годиться: код пишуть малими латинськими буквами через дефіс."
        )
    return value


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"«{value}» не дата. Пишіть рік-місяць-день: 2026-11-23.") from error
    return value


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://\S+", value):
        raise ValueError(f"«{value}» не адреса сторінки. Вона починається з https://.")
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise ValueError(
            f"«{value}» не телефон. Пишіть, як набирають: '0382 79-47-31' або '0 800 213 103'."
        )
    return value


def _hours(value: str) -> str:
    if not hours_are_valid(value):
        raise ValueError(
            f"графік «{value}» не зрозумілий. Зразок: Mo-Fr 09:00-18:00; Sa 10:00-15:00; Su off."
        )
    return value


def _katottg(value: str) -> str:
    if not _KATOTTG.fullmatch(value):
        raise ValueError(f"«{value}» не код КАТОТТГ. Він має UA і 17 цифр.")
    return value


def _month_day(value: str) -> str:
    try:
        date.fromisoformat(f"2024-{value}")
    except ValueError as error:
        raise ValueError(
            f"«{value}» не день року. Пишіть місяць-день у лапках: '08-24'."
        ) from error
    return value


Id = Annotated[str, AfterValidator(_id)]
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Url = Annotated[str, AfterValidator(_url)]
Phone = Annotated[str, AfterValidator(_phone)]
Hours = Annotated[str, AfterValidator(_hours)]
Katottg = Annotated[str, AfterValidator(_katottg)]
MonthDay = Annotated[str, AfterValidator(_month_day)]
Words = Annotated[str, Field(min_length=1, max_length=1000)]
Danger = Literal["suicide", "violence", "fire", "medical", "mine", "gas"]


class Strict(BaseModel):
    """A part of a file: only the named fields, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TextIn(Strict):
    """A text: Ukrainian always, English where it is written."""

    uk: Words
    en: Words | None = None


def _facts_need_source(names: tuple[str, ...], source: object, model: BaseModel) -> None:
    told = [name for name in names if getattr(model, name)]
    if told and not source:
        raise ValueError(f"«{', '.join(told)}» без джерела. Додайте source або приберіть ці поля.")


class ServiceIn(Strict):
    """A service or topic of the catalogue."""

    id: Id
    kind: Annotated[Kind, Field(strict=False)]
    route: Literal[
        "service", "legal_aid", "access_point", "document_delivery",
        "librarian", "event", "emergency",
    ]  # fmt: skip
    title: TextIn
    provider: TextIn | None = None
    official_url: Url | None = None
    what: TextIn
    who: TextIn | None = None
    steps: list[TextIn] = []
    documents: list[TextIn] = []
    cost: TextIn | None = None
    term: TextIn | None = None
    note: TextIn | None = None
    law: list[Words] = []
    need: list[Capability] = []
    keywords: list[Words] = []
    related: list[Id] = []
    asks: list[Words] = []
    asks_en: list[Words] = []
    source: Url | None = None
    sources_more: list[Url] = []
    checked: Day | None = None

    @model_validator(mode="after")
    def _sourced(self) -> "ServiceIn":
        _facts_need_source(("who", "steps", "documents", "cost", "term"), self.source, self)
        _facts_need_source(("checked",), self.source, self)
        return self


class ServicesHead(Strict):
    """A file content/services/*.yaml without its list."""

    life_event: Id


class ServicesFile(ServicesHead):
    """content/services/*.yaml."""

    services: list[ServiceIn]


class LifeEventIn(Strict):
    """A life event inside its group."""

    id: Id
    title: TextIn


class GroupIn(Strict):
    """A group of life events: one button of the menu's first page."""

    id: Id
    title: TextIn
    events: Annotated[list[LifeEventIn], Field(min_length=1)]


class LibraryIn(Strict):
    """A library. What is unknown is left out."""

    id: Id
    name: TextIn
    kind: Literal[
        "oblast", "city_central", "hromada_central", "branch", "village", "mobile_point",
        "club_library", "children", "raion", "system",
    ]  # fmt: skip
    settlement: Katottg | None = None
    settlement_name: Words | None = None
    settlement_by_name: bool = False
    hromada: Words | None = None
    raion: Words | None = None
    parent: Id | None = None
    address: Words | None = None
    landmark: TextIn | None = None
    lat: Annotated[float, Field(ge=44, le=53)] | None = None
    lon: Annotated[float, Field(ge=22, le=41)] | None = None
    phone: list[Phone] = []
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    website: Url | None = None
    hours: Hours | None = None
    hours_note: TextIn | None = None
    capabilities: list[Capability] = []
    note: TextIn | None = None
    confidence: Literal["low"] | None = None
    walk_in: bool = True
    source: Url
    sources_more: list[Url] = []
    seen: Day | None = None
    last_activity: Day | None = None
    checked: Day | None = None

    @model_validator(mode="after")
    def _both_coordinates(self) -> "LibraryIn":
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat і lon пишуть разом. Додайте друге число або приберіть обидва.")
        return self


class LifeEventsFile(Strict):
    """content/life_events.yaml."""

    groups: list[GroupIn]


class LibrariesFile(Strict):
    """content/libraries/*.yaml."""

    libraries: list[LibraryIn]


class ContactPointIn(Strict):
    """A point of free legal aid."""

    id: Id
    kind: Literal[
        "contact_centre", "centre", "bureau", "legal_education", "official_information",
        "legal_clinic", "legal_information",
    ]  # fmt: skip
    name: TextIn
    phone: Phone | None = None
    free_call: bool | None = None
    settlement: Katottg | None = None
    settlement_name: Words | None = None
    offers: list[TextIn] = []
    note: TextIn | None = None
    source: Url
    sources_more: list[Url] = []
    seen: Day | None = None
    checked: Day | None = None


class FactIn(Strict):
    """One sourced sentence."""

    id: Id
    text: TextIn
    law: Words | None = None
    source: Url
    seen: Day | None = None


class LegalAidIn(Strict):
    """content/legal_aid.yaml."""

    contact_centre: ContactPointIn
    offices: list[ContactPointIn]
    library_points: list[ContactPointIn] = []
    network: list[FactIn] = []
    primary: list[FactIn] = []
    secondary: list[FactIn] = []


class LineIn(Strict):
    """An emergency number."""

    number: Phone
    text: TextIn
    free: bool | None = None
    source: Url
    seen: Day | None = None
    checked: Day


class DangerIn(Strict):
    """One kind of danger."""

    kind: Danger
    lines: Annotated[list[Words], Field(min_length=1)]
    advice: TextIn | None = None
    source: Url | None = None
    always: list[Words] = []
    words: list[Words] = []
    unless: list[Words] = []

    @model_validator(mode="after")
    def _sourced(self) -> "DangerIn":
        _facts_need_source(("advice",), self.source, self)
        return self


class EmergencyIn(Strict):
    """content/emergency.yaml."""

    lines: Annotated[list[LineIn], Field(min_length=1)]
    dangers: Annotated[list[DangerIn], Field(min_length=1)]


class HolidayIn(Strict):
    """A public holiday: `date`, or days after Easter."""

    name: TextIn
    date: MonthDay | None = None
    after_easter: int | None = None

    @model_validator(mode="after")
    def _one_of(self) -> "HolidayIn":
        if (self.date is None) == (self.after_easter is None):
            raise ValueError("свято має або date, або after_easter. Залиште одне.")
        return self


class MartialLawIn(Strict):
    """While it lasts, holidays are working days."""

    since: Day
    until: Day | None = None
    law: Words
    source: Url
    checked: Day


class CalendarIn(Strict):
    """content/calendar.yaml."""

    weekend: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]]
    martial_law: MartialLawIn | None = None
    holidays: list[HolidayIn]
    holidays_source: Url
    holidays_checked: Day
    off: list[Day] = []
    working: list[Day] = []


class RunByIn(Strict):
    """The library that answers for the service."""

    name: TextIn
    address: TextIn | None = None
    phone: list[Phone] = []
    email: Words | None = None
    website: Url | None = None
    source: Url
    checked: Day


class KeptIn(Strict):
    """What is stored and for how long."""

    id: Id
    what: TextIn
    how_long: TextIn
    days: int | None = None


class ThresholdsIn(Strict):
    """How sure understanding must be."""

    answer: Annotated[float, Field(ge=0, le=1)]
    choose: Annotated[float, Field(ge=0, le=1)]
    refuse: Annotated[float, Field(ge=0, le=1)]

    @model_validator(mode="after")
    def _in_order(self) -> "ThresholdsIn":
        if self.choose > self.answer:
            raise ValueError("choose має бути не більше за answer. Виправте одне з чисел.")
        return self


class AboutIn(Strict):
    """content/service.yaml."""

    name: TextIn
    tagline: TextIn
    run_by: RunByIn
    privacy: list[TextIn]
    kept: list[KeptIn]
    leave: TextIn
    credits: list[TextIn]
    answer_days: Annotated[int, Field(ge=1, le=30)] = 2
    thresholds: ThresholdsIn


FIELD_NAMES: Final = frozenset(
    name
    for model in (
        TextIn, ServiceIn, ServicesFile, LifeEventIn, GroupIn, LibraryIn, ContactPointIn, FactIn,
        LegalAidIn, LineIn, DangerIn, EmergencyIn, HolidayIn, MartialLawIn, CalendarIn, RunByIn,
        KeptIn, ThresholdsIn, AboutIn,
    )
    for name in model.model_fields
)  # fmt: skip
