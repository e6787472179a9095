"""The values that content files hold: codes, dates, addresses, phones, hours, texts."""

import re
from datetime import date, time
from typing import Annotated, Any, Final, Literal

from babel import Locale
from opening_hours import validate as hours_are_valid
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 \-]*[0-9]")
_WORD: Final = re.compile(r"[\w’']+\*?")
_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_PHOTO: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,119}-[0-9a-f]{8}\.jpg")
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
    "toilet": "туалет для відвідувачів",
    "shelter": "укриття поруч або в будівлі",
    "generator": "генератор",
    "blackout_internet": "інтернет, коли немає світла",
    "resilience_point": "Пункт незламності",
    "sign_language": "жестова мова",
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
    "toilet",
    "shelter",
    "generator",
    "blackout_internet",
    "resilience_point",
    "sign_language",
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
            if _DAY.fullmatch(value):
                told = f"дня «{value}» немає в календарі. Перевірте місяць і число."
            else:
                told = f"«{value}» не дата. Пишіть рік-місяць-день: 2026-11-23."
            raise ValueError(told) from error
    return value


def _clock(value: object) -> object:
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return time.fromisoformat(value)
    raise ValueError("час пишуть у лапках, так: '09:00'.")


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://\S+", value):
        raise ValueError(f"«{value}» не адреса сторінки. Вона починається з https://.")
    return value


def _origin(value: str) -> str:
    if re.fullmatch(r"https?://\S+", value) or re.search(r"\b(?:19|20)\d\d\b", value):
        return value
    raise ValueError(
        f"«{value}» не джерело. Пишіть адресу сторінки або хто сказав і коли: "
        "«Лист бібліотеки від 20.11.2026»."
    )


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise ValueError(
            f"«{value}» не телефон. Пишіть, як набирають: '0382 79-47-31' або '0 800 213 103'."
        )
    return value


def _word(value: str) -> str:
    if not _WORD.fullmatch(value):
        raise ValueError(f"«{value}» не годиться: тут має бути одне слово, можна із зірочкою.")
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


def _photo(value: str) -> str:
    if not _PHOTO.fullmatch(value):
        raise ValueError(
            f"«{value}» не назва фото. Додайте фото на сторінці «Картка бібліотеки»: "
            "вона впише все."
        )
    return value


def _month_day(value: str) -> str:
    try:
        date.fromisoformat(f"2024-{value}")
    except ValueError as error:
        raise ValueError(
            f"«{value}» не день року. Пишіть місяць-день у лапках: '08-24'."
        ) from error
    return value


def _language(value: str) -> str:
    # A slip («ua», «ukr») must not be taken for a language that nobody reads.
    if len(value) != len("uk") or value not in Locale("uk").languages:
        raise PydanticCustomError("extra_forbidden", "unknown language")
    return value


def _asks_field(value: str) -> str:
    asks, _, code = value.partition("_")
    if asks != "asks":
        raise PydanticCustomError("extra_forbidden", "unknown field")
    return f"asks_{_language(code)}"


def asks_in_schema(schema: dict[str, Any]) -> None:
    """Say in a JSON schema that of fields without a name only `asks_<code>` is one."""
    schema["patternProperties"] = {"^asks_[a-z]{2}$": schema["additionalProperties"]}
    schema["additionalProperties"] = False


AsksField = Annotated[str, AfterValidator(_asks_field)]
LanguageCode = Annotated[str, AfterValidator(_language)]
Id = Annotated[str, AfterValidator(_id)]
Day = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
Clock = Annotated[time, BeforeValidator(_clock), WithJsonSchema({"type": "string"})]
Url = Annotated[str, AfterValidator(_url)]
Origin = Annotated[str, AfterValidator(_origin)]
"""Where a fact comes from: a page, or a letter, call or list with its date."""
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Phone = Annotated[str, AfterValidator(_phone)]
PhotoFile = Annotated[str, AfterValidator(_photo)]
"""A file of content/photos; its name changes with its bytes."""
Pixels = Annotated[int, Field(ge=1, le=4000)]
Hours = Annotated[str, AfterValidator(_hours)]
Katottg = Annotated[str, AfterValidator(_katottg)]
MonthDay = Annotated[str, AfterValidator(_month_day)]
Words = Annotated[str, Field(min_length=1, max_length=1000)]
Word = Annotated[Words, AfterValidator(_word)]


def facts_need_source(names: tuple[str, ...], source: object, model: BaseModel) -> None:
    """Refuse facts that nobody can trace: ValueError when `source` is empty."""
    told = [name for name in names if getattr(model, name)]
    if told and not source:
        raise ValueError(f"«{', '.join(told)}» без джерела. Додайте source або приберіть ці поля.")
