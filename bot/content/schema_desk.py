"""The shape of the desk's content files."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator

from bot.catalogue.desk import VARIABLES
from bot.content.fields import Clock, Day, Id, LanguageCode, Url, Words
from bot.content.schema import Strict, TextIn

RequestKind = Literal["reference", "service_help", "document_delivery", "legal_aid", "information"]
KINDS: Final = ("reference", "service_help", "document_delivery", "legal_aid", "information")
_VARIABLE = re.compile(r"\{([^{}]*)\}|[{}]")


def _variables(value: str) -> str:
    for found in _VARIABLE.finditer(value):
        if found.group(1) not in VARIABLES:
            known = ", ".join(f"{{{name}}}" for name in VARIABLES)
            raise ValueError(f"«{found.group()}» – не змінна. Можна: {known}.")
    return value


Template = Annotated[Words, AfterValidator(_variables)]


class SpanIn(Strict):
    """A term for an answer, working days or hours: exactly one."""

    working_days: Annotated[int, Field(ge=1, le=60)] | None = None
    hours: Annotated[int, Field(ge=1, le=720)] | None = None

    @model_validator(mode="after")
    def _one_of(self) -> "SpanIn":
        given = self.model_dump(exclude_none=True)
        if len(given) != 1:
            named = ", ".join(type(self).model_fields)
            raise ValueError(f"строк має рівно одне з: {named}.")
        return self


class InnerSpanIn(SpanIn):
    """A term inside the library, also in working hours."""

    working_hours: Annotated[int, Field(ge=1, le=200)] | None = None


class PromiseIn(Strict):
    """A promise of libraries, or a term of the law (then with its article and source)."""

    id: Id
    kind: RequestKind
    name: TextIn
    answer_within: SpanIn
    take_within: InnerSpanIn
    idle_after: InnerSpanIn
    remind_at: list[Clock] = Field(default=[])
    extended_to: SpanIn | None = None
    law: Words | None = None
    source: Url | None = None
    checked: Day | None = None

    @model_validator(mode="after")
    def _law_is_sourced(self) -> "PromiseIn":
        if self.law and not (self.source and self.checked):
            raise ValueError("строк із закону має мати source і checked.")
        if self.extended_to and not self.law:
            raise ValueError("extended_to буває лише в строку із закону (law).")
        return self


class DeskFileIn(Strict):
    """content/desk.yaml."""

    promises: Annotated[list[PromiseIn], Field(min_length=1)]
    reopen_days: Annotated[int, Field(ge=1, le=365)]
    ask_if_helped_days: Annotated[int, Field(ge=1, le=365)]
    file_days: Annotated[int, Field(ge=1, le=365)]
    keep_days: dict[RequestKind, Annotated[int, Field(ge=30, le=1825)]]


class TemplateIn(TextIn):
    """A text with variables."""

    __pydantic_extra__: dict[LanguageCode, Template]
    uk: Template
    en: Template | None = None


class ReadyAnswerIn(Strict):
    """A text to begin an answer with."""

    id: Id
    title: TextIn
    text: TemplateIn
    kinds: list[RequestKind] = Field(default=[])


class ReadyAnswersFile(Strict):
    """content/ready_answers.yaml."""

    ready_answers: list[ReadyAnswerIn]


class PracticeIn(Strict):
    """A made-up request."""

    id: Id
    kind: RequestKind
    words: Words
    name: Words | None = None
    replies: list[Words] = Field(default=[])


class PracticeFile(Strict):
    """content/practice.yaml."""

    practice: list[PracticeIn]


class DeliveryTermsIn(Strict):
    """On what terms one library makes copies."""

    library: Id
    limits: list[TextIn] = Field(default=[])
    price: TextIn | None = None
    excluded: list[TextIn] = Field(default=[])
    who: TextIn | None = None
    source: Url
    checked: Day


class PurposeIn(Strict):
    """What a copy is for."""

    id: Id
    name: TextIn


class DeliveryFile(Strict):
    """content/document_delivery.yaml."""

    unknown: TextIn
    purposes: Annotated[list[PurposeIn], Field(min_length=1)]
    purposes_source: Url
    purposes_checked: Day
    libraries: list[DeliveryTermsIn] = Field(default=[])
