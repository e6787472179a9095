"""Errors of the parser and of pydantic, in plain Ukrainian that says what to do."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Final

from pydantic_core import ErrorDetails
from ruamel.yaml.error import MarkedYAMLError

from bot.content.field_names import FIELD_NAMES
from bot.content.indents import CURLY, NO_BLANK, NO_BLANK_DASH, NO_COLON, UNSEEN
from bot.content.quoting import UNCLOSED

# (part of ruamel's words, what to tell, whether the cause stands where the construct began)
_SYNTAX: Final[tuple[tuple[str, str, bool], ...]] = (
    (
        r"found character '\t'",
        "тут стоїть табуляція. Замініть її пробілами.",
        False,
    ),
    ("found character '@'", "значення починається з «@». Візьміть його в лапки.", False),
    ("found character '%'", "значення починається з «%». Візьміть його в лапки.", False),
    ("found character '`'", "значення починається з «`». Візьміть його в лапки.", False),
    (
        "mapping values are not allowed",
        "зайва двокрапка. Якщо вона є в тексті, візьміть увесь текст у лапки.",
        False,
    ),
    ("could not find expected ':'", NO_COLON, True),
    ("found unexpected end of stream", UNCLOSED, True),
    (
        "found unknown escape character",
        "зайва похила риска «\\» у лапках. Приберіть її або візьміть текст в одинарні лапки.",
        False,
    ),
    ("expected ',' or ']'", "квадратну дужку не закрито або бракує коми.", True),
    ("expected ',' or '}'", "фігурну дужку не закрито або бракує коми.", True),
    (
        "expected <block end>",
        "відступ не той. Поля одного запису мають стояти рівно одне під одним.",
        False,
    ),
    (
        "<document start>",
        "відступ не той. Поля одного запису мають стояти рівно одне під одним.",
        False,
    ),
    ("sequence entries are not allowed", "список починайте з нового рядка.", False),
    ("found undefined alias", "значення починається з «*». Візьміть його в лапки.", False),
)
_UNSEEN: Final = re.compile(f"[{UNSEEN}]")
_TEXT: Final = re.compile(r"[а-яіїєґ]", re.IGNORECASE)
_IN_CURLY: Final = re.compile(r"[“”„‟‘’‚‛].*[“”„‟‘’‚‛]", re.DOTALL)
_STUCK: Final = re.compile(r"[a-z]{2,40}:(?=\S)")
_CYRILLIC: Final = str.maketrans("аеорсхуікАВЕКМНОРСТХІ", "aeopcxyikABEKMHOPCTXI")
_DUPLICATE: Final = re.compile(r'found duplicate key "([^"]*)"')


def syntax_message(error: MarkedYAMLError) -> tuple[str, Any]:
    """Return the sentence for a parser's error, and the mark where the cause stands."""
    problem = error.problem or ""
    if duplicate := _DUPLICATE.search(problem):
        key = duplicate.group(1)
        message = f"поле «{key}» стоїть двічі. Залиште одне."
        return message, error.problem_mark
    for part, message, at_start in _SYNTAX:
        if part in problem.replace("\t", r"\t"):
            mark = error.context_mark if at_start else error.problem_mark
            return message, mark or error.problem_mark
    return f"файл не вдалося прочитати: {problem}.", error.problem_mark or error.context_mark


def meant(name: str) -> str | None:
    """The field that is meant by a name nobody knows; None where it could be any."""
    plain = _UNSEEN.sub("", name).translate(_CYRILLIC).partition(":")[0]
    near = get_close_matches(plain, FIELD_NAMES, n=1)
    return plain if plain in FIELD_NAMES else near[0] if near else None


def unknown_field(name: str) -> str:
    """Return the sentence for a field nobody knows, with the nearest one that exists."""
    plain = _UNSEEN.sub("", name)
    if plain != name:
        return f"у назві поля «{plain}» невидимий пробіл. Наберіть її наново."
    if _STUCK.match(name):
        return NO_BLANK
    known = meant(name)
    if known == name.translate(_CYRILLIC):
        return f"у назві поля «{known}» українські букви. Наберіть її наново латинськими."
    advice = f"Може, «{known}»?" if known else "Приберіть його або перевірте назву."
    return f"невідоме поле «{name}». {advice}"


def _number(details: ErrorDetails) -> str:
    value = details["input"]
    if isinstance(value, bool):
        return "потрібен текст. Візьміть значення в лапки."
    if isinstance(value, (int, float)):
        return (
            f"це прочитано як число {value}, нуль на початку міг зникнути. "
            "Візьміть значення в лапки: '0382 12-34-56'."
        )
    if value is None:
        return "тут порожньо. Напишіть текст або приберіть поле."
    return "потрібен текст, а тут список або вкладені поля."


def _choices(details: ErrorDetails) -> str:
    expected = str(details.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    return f"невідоме значення «{details['input']}». Можна лише: {expected}."


_BY_TYPE: Final[Mapping[str, str | Callable[[ErrorDetails], str]]] = {
    "missing": lambda d: f"немає поля «{d['loc'][-1]}». Додайте його.",
    "extra_forbidden": lambda d: unknown_field(str(d["loc"][-1])),
    "string_type": _number,
    "string_too_short": "тут порожньо. Напишіть текст або приберіть поле.",
    "string_too_long": "текст задовгий. Скоротіть його.",
    "string_pattern_mismatch": lambda d: f"«{d['input']}» написано не так, як треба.",
    "enum": _choices,
    "literal_error": _choices,
    "int_type": "потрібне ціле число без лапок.",
    "float_type": "потрібне число з крапкою, без лапок: 0.8.",
    "bool_type": "потрібно true (так) або false (ні), без лапок.",
    "list_type": "потрібен список: кожен рядок із рисочки.",
    "tuple_type": "потрібен список: кожен рядок із рисочки.",
    "model_type": "потрібні вкладені поля, наприклад uk: і en:.",
    "model_attributes_type": "потрібні вкладені поля, наприклад uk: і en:.",
    "too_short": "список порожній. Додайте рядок або приберіть поле.",
    "greater_than_equal": "число замале.",
    "less_than_equal": "число завелике.",
}


def field_message(details: ErrorDetails) -> str:
    """Return the sentence for one error of pydantic."""
    told = _slip_of_typing(details) or _BY_TYPE.get(details["type"])
    if told is None and details["type"] != "value_error":
        told = f"значення не підходить ({details['type']}). Порівняйте із сусідніми записами."
    if told is None:
        told = str(details["ctx"]["error"])
    return told if isinstance(told, str) else told(details)


def _slip_of_typing(details: ErrorDetails) -> str | None:
    """What nobody sees, or sees and takes for something else, in a value that is refused."""
    value = details["input"]
    if not isinstance(value, str) or details["type"] in {"extra_forbidden", "string_too_long"}:
        return None
    if _UNSEEN.search(value) and not _TEXT.search(value):
        return "тут невидимий пробіл. Наберіть значення наново."
    if _IN_CURLY.fullmatch(value):
        return CURLY
    if details["type"] in {"list_type", "tuple_type"} and value.startswith("-"):
        return NO_BLANK_DASH
    if details["type"] in {"model_type", "model_attributes_type"} and _STUCK.match(value):
        return NO_BLANK
    return None
