"""The shape of every content file. Strict: an unknown field or a number for a text is an error."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.catalogue.model import EntryKind
from bot.content.fields import (
    AsksField,
    Capability,
    Day,
    Email,
    Hours,
    Id,
    Katottg,
    LanguageCode,
    Origin,
    Phone,
    PhotoFile,
    Pixels,
    Url,
    Words,
    asks_in_schema,
    facts_need_source,
)
from bot.content.sources import CLAIMS, Page


class Strict(BaseModel):
    """A part of a file: only the named fields, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TextIn(Strict):
    """A text: Ukrainian always, other languages (by their codes) where it is written."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[LanguageCode, Words]
    uk: Words
    en: Words | None = None

    def by_language(self) -> dict[str, str]:
        """Return what is written, by language."""
        return self.model_dump(exclude_none=True)


class CallIn(Strict):
    """A telephone and whose it is; `after` what else is done now."""

    phone: Phone
    whom: TextIn
    free: bool | None = None
    after: bool = False


class InsteadIn(Strict):
    """When another entry is meant."""

    when: TextIn
    see: Id


class ServiceIn(Strict):
    """A service or topic of the catalogue; `asks_<code>` is how it is asked in a language."""

    model_config = ConfigDict(
        extra="allow", strict=True, frozen=True, json_schema_extra=asks_in_schema
    )
    __pydantic_extra__: dict[AsksField, list[Words]]
    id: Id
    kind: Annotated[EntryKind, Field(strict=False)]
    route: Literal[
        "service", "legal_aid", "access_point", "document_delivery",
        "librarian", "event", "emergency",
    ]  # fmt: skip
    title: TextIn
    provider: TextIn | None = None
    official_url: Url | None = None
    what: TextIn
    official_name: TextIn | None = None
    now: TextIn | None = None
    call: Annotated[list[CallIn], Field(max_length=2)] = []
    who: TextIn | None = None
    steps: list[TextIn] = []
    documents: list[TextIn] = []
    cost: TextIn | None = None
    term: TextIn | None = None
    note: TextIn | None = None
    law: list[Words] = []
    need: list[Capability] = []
    sought: bool = False
    keywords: list[Words] = []
    related: list[Id] = []
    not_this_if: Annotated[list[InsteadIn], Field(max_length=3)] = []
    asks: list[Words] = []
    asks_en: list[Words] = []
    source: Page | None = None
    sources_more: list[Page] = []
    checked: Day | None = None

    @model_validator(mode="after")
    def _sourced(self) -> "ServiceIn":
        facts_need_source(CLAIMS, self.source, self)
        facts_need_source(("checked",), self.source, self)
        return self

    def asked(self) -> tuple[str, ...]:
        """How people ask for it, in every language."""
        others: dict[str, list[str]] = self.model_extra or {}
        return (*self.asks, *self.asks_en, *(line for one in others.values() for line in one))


class ServicesHead(Strict):
    """A file content/services/*.yaml without its list."""

    life_event: Id


class ServicesFile(ServicesHead):
    """content/services/*.yaml."""

    services: list[ServiceIn]


class CommonestFile(Strict):
    """content/commonest.yaml: ids of the cards that people need most."""

    commonest: list[Id]


class LifeEventIn(Strict):
    """A life event inside its group."""

    id: Id
    title: TextIn


class GroupIn(Strict):
    """A group of life events: one button of the menu's first page."""

    id: Id
    title: TextIn
    events: Annotated[list[LifeEventIn], Field(min_length=1)]


class PhotoIn(Strict):
    """A picture of a library in content/photos, as the card's page at the desk puts it there."""

    file: PhotoFile
    width: Pixels
    height: Pixels
    alt: TextIn
    source: Origin
    checked: Day


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
    supplements: Id | None = None
    address: Words | None = None
    landmark: TextIn | None = None
    lat: Annotated[float, Field(ge=44, le=53)] | None = None
    lon: Annotated[float, Field(ge=22, le=41)] | None = None
    phone: list[Phone] = []
    email: Email | None = None
    website: Url | None = None
    photo: PhotoIn | None = None
    hours: Hours | None = None
    hours_note: TextIn | None = None
    capabilities: list[Capability] = []
    lacks: list[Capability] = []
    languages: list[LanguageCode] = []
    note: TextIn | None = None
    confidence: Literal["low"] | None = None
    walk_in: bool = True
    source: Origin
    sources_more: list[Origin] = []
    seen: Day | None = None
    last_activity: Day | None = None
    checked: Day | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "LibraryIn":
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat і lon пишуть разом. Додайте друге число або приберіть обидва.")
        if both := sorted(set(self.capabilities) & set(self.lacks)):
            raise ValueError(
                f"«{both[0]}» стоїть і в capabilities, і в lacks. Лишіть там, де правда."
            )
        return self


class SiblingIn(Strict):
    """What a person says who means one of the siblings."""

    label: TextIn
    see: Id


class SiblingsIn(Strict):
    """Entries that one is taken for another, and the question that tells them apart."""

    question: TextIn
    answers: Annotated[list[SiblingIn], Field(min_length=2, max_length=6)]


class SiblingsFile(Strict):
    """content/siblings.yaml."""

    siblings: list[SiblingsIn]


class LifeEventsFile(Strict):
    """content/life_events.yaml."""

    groups: list[GroupIn]


class LicenceIn(Strict):
    """Under which terms others may take data, and whom they have to name."""

    name: Words
    url: Url
    by: TextIn


class LibrariesFile(Strict):
    """content/libraries/*.yaml; `licence` where all of it is somebody else's.

    Of a map's objects a person has said that these are libraries of their `own`, and those are
    none (`left_out`): they are not asked about again.
    """

    licence: LicenceIn | None = None
    own: list[str] = []
    left_out: list[str] = []
    libraries: list[LibraryIn]


class RunByIn(Strict):
    """The library that answers for the service."""

    name: TextIn
    address: TextIn | None = None
    phone: list[Phone] = []
    email: Words | None = None
    website: Url | None = None
    source: Url
    checked: Day


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


class RefusalIn(Strict):
    """What to say to a question out of scope, by the topic of routes/out_of_scope.<topic>.txt.

    `see` are the entries that are near: then they are offered, and nothing is refused.
    """

    topic: Id
    text: TextIn
    see: Annotated[list[Id], Field(max_length=3)] = []


class AboutIn(Strict):
    """content/service.yaml."""

    name: TextIn
    tagline: TextIn
    run_by: RunByIn
    privacy: list[TextIn]
    leave: TextIn
    credits: list[TextIn]
    thresholds: ThresholdsIn
    refusals: list[RefusalIn] = []
