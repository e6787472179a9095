"""A form made from the schema of an entry: what a browser shows, and what it sends back."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.content.editing.kinds import KINDS, Kind
from bot.content.schema import TextIn

LANGUAGES: Final = ("uk", "en")
SPARE_ROWS: Final = 1
LONG: Final = {"words", "law"}  # texts of several lines, though one language's


class Input(StrEnum):
    """How a value is asked for."""

    LINE = "line"
    AREA = "area"
    LINES = "lines"  # one item a line
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Asked:
    """One input.

    Attributes:
        name: of the input: "title.uk", "call.0.phone".
        part: the last part of its name that has a label of its own: "phone".
        lang: of the text, "" for what is no text.
        value: as it stands in the form; of CHOICES the chosen ones in one line.
        options: of CHOICE and CHOICES.
    """

    name: str
    part: str
    input: Input
    value: str
    lang: str = ""
    options: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A field of an entry with its inputs."""

    name: str
    inputs: tuple[Asked, ...]
    required: bool


Get = Callable[[str], Sequence[str]]


def groups(key: str, data: Mapping[str, Any]) -> list[Group]:
    """The form of an entry with these values; its id is shown and not asked."""
    return [
        Group(name, tuple(_inputs(name, name, field.annotation, data.get(name))),
              field.is_required())
        for name, field in _asked_of(KINDS[key])
    ]  # fmt: skip


def changes(key: str, data: Mapping[str, Any], sent: Get) -> dict[str, Any]:
    """The fields whose values differ from those in `data`; None for one that was emptied.

    Args:
        key: the kind of the entry.
        data: the entry as its file has it.
        sent: the values of an input by its name; none for one that was not sent.
    """
    known = {one.name: _split(one) for group in groups(key, data) for one in group.inputs}

    def kept(name: str) -> Sequence[str]:
        return known.get(name, ())

    found = {}
    for name, field in _asked_of(KINDS[key]):
        before = _read(name, field.annotation, data.get(name), kept)
        after = _read(name, field.annotation, data.get(name), sent)
        if after != before:
            empty = after in (None, "", [], {})
            found[name] = None if empty else after
            if after is False and not field.is_required() and field.default is False:
                found[name] = None
    return found


def _asked_of(kind: Kind) -> list[tuple[str, FieldInfo]]:
    """The fields of a form: not an id that old buttons and posters lead to."""
    fixed = set(kind.leaves) if kind.named_in else {kind.id, *kind.leaves}
    return [one for one in kind.model.model_fields.items() if one[0] not in fixed]


def _inputs(name: str, part: str, kind: Any, value: Any) -> list[Asked]:
    kind = _bare(kind)
    if _is_model(kind, TextIn):
        texts = value if isinstance(value, Mapping) else {}
        return [Asked(f"{name}.{lang}", part, Input.AREA, str(texts.get(lang) or ""), lang)
                for lang in LANGUAGES]  # fmt: skip
    if _is_model(kind, BaseModel):
        told = value if isinstance(value, Mapping) else {"url": value} if value else {}
        found: list[Asked] = []
        for field, info in kind.model_fields.items():
            found += _inputs(f"{name}.{field}", field, info.annotation, told.get(field))
        return found
    if get_origin(kind) is dict:
        keys, each = get_args(kind)
        told = value if isinstance(value, Mapping) else {}
        return [_one(f"{name}.{one}", one, _bare(each), told.get(one)) for one in _options(keys)]
    if get_origin(kind) is list:
        return _list_inputs(name, part, _bare(get_args(kind)[0]), value or [])
    return [_one(name, part, kind, value)]


def _list_inputs(name: str, part: str, kind: Any, values: list[Any]) -> list[Asked]:
    if _is_model(kind, TextIn):
        return [
            Asked(f"{name}.{lang}", part, Input.LINES,
                  "\n".join(str(one.get(lang) or "") for one in values).rstrip("\n"), lang)
            for lang in LANGUAGES
        ]  # fmt: skip
    if _is_model(kind, BaseModel):
        rows = [*values, *[None] * SPARE_ROWS]
        return [
            one for at, row in enumerate(rows) for one in _inputs(f"{name}.{at}", part, kind, row)
        ]
    if options := _options(kind):
        return [Asked(name, part, Input.CHOICES, "\n".join(map(str, values)), options=options)]
    return [Asked(name, part, Input.LINES, "\n".join(map(str, values)))]


def _one(name: str, part: str, kind: Any, value: Any) -> Asked:
    text = "" if value is None else str(value)
    if kind is bool:
        return Asked(name, part, Input.FLAG, "true" if value else "")
    if options := _options(kind):
        return Asked(name, part, Input.CHOICE, text, options=options)
    if kind is date:
        return Asked(name, part, Input.DAY, text)
    if kind in (int, float):
        return Asked(name, part, Input.NUMBER, text)
    return Asked(name, part, Input.AREA if part in LONG else Input.LINE, text)


def _read(name: str, kind: Any, before: Any, get: Get) -> Any:
    kind = _bare(kind)
    if _is_model(kind, TextIn):
        others = before if isinstance(before, Mapping) else {}
        told = {lang: _text(get(f"{name}.{lang}")) for lang in LANGUAGES}
        others = {lang: one for lang, one in others.items() if lang not in LANGUAGES}
        spoken = {lang: one for lang, one in told.items() if one}
        return {**spoken, **others} if spoken else None
    if _is_model(kind, BaseModel):
        return _model(name, kind, before, get)
    if get_origin(kind) is dict:
        keys, each = get_args(kind)
        read = {one: _read(f"{name}.{one}", each, None, get) for one in _options(keys)}
        return {one: found for one, found in read.items() if found is not None}
    if get_origin(kind) is list:
        return _list(name, _bare(get_args(kind)[0]), before or [], get)
    text = _text(get(name))
    if kind is bool:
        return bool(text) if text or before is not None else None
    if kind in (int, float) and text:
        return _number(text)
    return text or None


def _model(name: str, kind: Any, before: Any, get: Get) -> Any:
    told = before if isinstance(before, Mapping) else {}
    fields = {
        field: _read(f"{name}.{field}", info.annotation, told.get(field), get)
        for field, info in kind.model_fields.items()
    }
    found = {field: one for field, one in fields.items() if one not in (None, [], False)}
    if set(found) == {"url"} and not isinstance(before, Mapping):
        return found["url"]
    return found or None


def _list(name: str, kind: Any, before: list[Any], get: Get) -> list[Any]:
    if _is_model(kind, TextIn):
        return _texts(name, before, get)
    if _is_model(kind, BaseModel):
        rows = [_model(f"{name}.{at}", kind, before[at] if at < len(before) else None, get)
                for at in range(len(before) + SPARE_ROWS)]  # fmt: skip
        return [row for row in rows if row is not None]
    if _options(kind):
        sent = {line.strip() for one in get(name) for line in one.split("\n")}
        kept = [one for one in before if one in sent]
        return [*kept, *(one for one in _options(kind) if one in sent and one not in kept)]
    return [line for line in map(_tidy, "\n".join(get(name)).split("\n")) if line]


def _texts(name: str, before: list[Any], get: Get) -> list[Any]:
    """Lines of several languages, each line with its own translation."""
    spoken = {
        lang: [_tidy(one) for one in "\n".join(get(f"{name}.{lang}")).rstrip().split("\n")]
        for lang in LANGUAGES
    }
    found = []
    for at, text in enumerate(spoken["uk"]):
        old = before[at] if at < len(before) and isinstance(before[at], Mapping) else {}
        line = {"uk": text}
        english = spoken["en"][at] if at < len(spoken["en"]) else ""
        line |= {"en": english} if english else {}
        if old.get("uk") == text:
            line |= {lang: one for lang, one in old.items() if lang not in LANGUAGES}
        if text:
            found.append(line)
    return found


def _split(asked: Asked) -> Sequence[str]:
    return (asked.value,) if asked.value else ()


def _text(values: Sequence[str]) -> str:
    lines = [_tidy(one) for one in "\n".join(values).replace("\r", "").split("\n")]
    return "\n".join(lines).strip()


def _tidy(line: str) -> str:
    return " ".join(line.replace("\r", "").split(" ")).strip()


def _number(text: str) -> int | float | str:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(value) if value.is_integer() and "." not in text else value


def _bare(kind: Any) -> Any:
    """The type without what only checks it, and without None."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        rest = [one for one in get_args(kind) if one is not type(None)]
        return _bare(rest[0])
    return kind


def _is_model(kind: Any, model: type[BaseModel]) -> bool:
    return isinstance(kind, type) and issubclass(kind, model)


def _options(kind: Any) -> tuple[str, ...]:
    kind = _bare(kind)
    if get_origin(kind) is Literal:
        return tuple(map(str, get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(map(str, kind))
    return ()
