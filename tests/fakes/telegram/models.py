"""aiogram's models of the Bot API, each built when it is first needed.

Import aiogram through this module first: building all thousand of them takes four seconds of a
core in each process, and a test uses a few.
"""

import typing
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel

__all__ = ["BufferedInputFile", "MessageEntityType", "TelegramMethod", "Update", "method_model"]

BUILD = BaseModel.model_rebuild.__func__  # type: ignore[attr-defined]


@contextmanager
def _building_later() -> Iterator[None]:
    """Models that are defined meanwhile are built when something is first validated by them."""
    kept = BaseModel.model_rebuild
    BaseModel.model_config["defer_build"] = True
    BaseModel.model_rebuild = classmethod(lambda _model, **_given: None)  # type: ignore[assignment]
    try:
        yield
    finally:
        BaseModel.model_rebuild = kept  # type: ignore[method-assign]
        del BaseModel.model_config["defer_build"]


with _building_later():
    import aiogram.methods
    import aiogram.types
    from aiogram.client.default import Default
    from aiogram.enums import MessageEntityType
    from aiogram.methods.base import Response, TelegramMethod
    from aiogram.types import BufferedInputFile, Update
    from aiogram.types.base import TelegramObject

# What their annotations speak of: aiogram.types gives the same to each of them at its end.
NAMES = {
    **{name: getattr(typing, name) for name in ("Optional", "Union", "Literal")},
    "List": list,
    "Default": Default,
    **{name: getattr(aiogram.types, name) for name in aiogram.types.__all__},
}


def _build(model: type[BaseModel], **given: typing.Any) -> bool | None:
    built: bool | None = BUILD(model, **{"_types_namespace": NAMES, **given})
    return built


for _base in (TelegramObject, TelegramMethod, Response):
    _base.model_rebuild = classmethod(_build)  # type: ignore[assignment]

METHODS: dict[str, type[TelegramMethod]] = {
    name.casefold(): model
    for name in aiogram.methods.__all__
    if isinstance(model := getattr(aiogram.methods, name), type)
    and issubclass(model, TelegramMethod)
}


def method_model(name: str) -> type[TelegramMethod]:
    """The model of a method's parameters, its fields known. Raises KeyError."""
    model = METHODS[name.casefold()]
    model.model_rebuild()
    return model
