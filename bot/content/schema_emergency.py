"""The shape of emergency.yaml."""

from typing import Annotated

from pydantic import Field, model_validator

from bot.content.fields import Day, Id, Phone, Url, Word, Words, facts_need_source
from bot.content.schema import Strict, TextIn


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

    kind: Id
    lines: Annotated[list[Words], Field(min_length=1)]
    advice: TextIn | None = None
    source: Url | None = None
    see: list[Id] = []
    signs: list[Word] = []
    always: list[Words] = []
    words: list[Words] = []
    unless: list[Words] = []

    @model_validator(mode="after")
    def _sourced(self) -> "DangerIn":
        facts_need_source(("advice",), self.source, self)
        return self


class WordGroupIn(Strict):
    """Words of which any will do, by a name that patterns use: «<людина> не дих*»."""

    name: Words
    words: Annotated[list[Word], Field(min_length=1)]


class MannerIn(Strict):
    """A way in which dangers come about, and what is advised then.

    It stands in place of the advice of the dangers `of`; of none, above the numbers of any danger,
    of which `first` then is the first.
    """

    id: Id
    of: list[Id] = []
    words: Annotated[list[Words], Field(min_length=1)]
    unless: list[Words] = []
    advice: TextIn
    first: Phone | None = None
    source: Url
    checked: Day


class EmergencyIn(Strict):
    """content/emergency.yaml."""

    lines: Annotated[list[LineIn], Field(min_length=1)]
    word_groups: list[WordGroupIn] = []
    manners: list[MannerIn] = []
    dangers: Annotated[list[DangerIn], Field(min_length=1)]
