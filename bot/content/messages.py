"""Errors of the parser and of pydantic, in plain Ukrainian that says what to do."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, Final

from pydantic_core import ErrorDetails
from ruamel.yaml.error import MarkedYAMLError

from bot.content.field_names import FIELD_NAMES

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
    (
        "could not find expected ':'",
        "після назви поля немає двокрапки, або рядок тексту зсунуто вліво.",
        True,
    ),
    ("found unexpected end of stream", "лапки відкрито, але не закрито. Закрийте їх.", True),
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


def unknown_field(name: str) -> str:
    """Return the sentence for a field nobody knows, with the nearest one that exists."""
    near = get_close_matches(name, FIELD_NAMES, n=1)
    advice = f"Може, «{near[0]}»?" if near else "Приберіть його або перевірте назву."
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
    if details["type"] == "value_error":
        return str(details["ctx"]["error"])
    message = _BY_TYPE.get(details["type"])
    if message is None:
        return f"значення не підходить ({details['type']}). Порівняйте із сусідніми записами."
    return message if isinstance(message, str) else message(details)
