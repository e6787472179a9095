"""The shape of offices.yaml."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.content.fields import Day, Email, Hours, Id, Katottg, Origin, Phone, Url, Words
from bot.content.schema import Strict, TextIn


class OfficeKindIn(Strict):
    """A kind of office; `card_words` are those by which a card says that it is dealt with there.

    `asked_as` are the ways in which people call it, in the nominative.
    """

    id: Id
    title: TextIn
    nearest: TextIn
    card_words: list[Words] = []
    asked_as: list[Words] = []
    in_each_hromada: bool = False
    is_government: bool = True


class OfficeIn(Strict):
    """An office. What is unknown is left out."""

    id: Id
    kind: Id
    name: TextIn
    serves: Literal["hromada", "raion", "oblast"] = "hromada"
    settlement: Katottg | None = None
    settlement_name: Words | None = None
    hromada: Words | None = None
    raion: Words | None = None
    address: Words | None = None
    lat: Annotated[float, Field(ge=44, le=53)] | None = None
    lon: Annotated[float, Field(ge=22, le=41)] | None = None
    phone: list[Phone] = []
    email: Email | None = None
    website: Url | None = None
    hours: Hours | None = None
    hours_note: TextIn | None = None
    note: TextIn | None = None
    source: Origin
    sources_more: list[Origin] = []
    seen: Day | None = None
    checked: Day | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> "OfficeIn":
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat і lon пишуть разом. Додайте друге число або приберіть обидва.")
        if self.serves == "hromada" and not (self.settlement or self.hromada):
            raise ValueError(
                "невідомо, де це. Впишіть settlement або hromada, а як для всієї області – "
                "serves: oblast."
            )
        return self


class OfficesFile(Strict):
    """content/offices.yaml."""

    kinds: list[OfficeKindIn]
    offices: list[OfficeIn]
