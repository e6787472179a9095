"""What a flow knows while it goes on: a frozen dataclass in code, plain JSON in a dialogue."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")

_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


@dataclass(frozen=True, slots=True)
class NoData:
    """Of a flow that need know nothing."""


def is_data(kind: type) -> bool:
    """Whether a flow's data may be of this type: frozen, and with a default for each field."""
    if not is_dataclass(kind) or not vars(kind)["__dataclass_params__"].frozen:
        return False
    return all(
        one.default is not MISSING or one.default_factory is not MISSING for one in fields(kind)
    )


def names_of(kind: type) -> frozenset[str]:
    """Of what a flow's data is made."""
    return frozenset(one.name for one in fields(kind))


def data_from_json(kind: type[T], stored: Mapping[str, Any]) -> T:
    """What rests in a dialogue, as this type.

    It may be of another version or come by a link: what the type doesn't know is left out, what
    is missing or can't be read is as the type has it by default.
    """
    adapter: TypeAdapter[T] = _adapter(kind)
    try:
        return adapter.validate_python(stored)
    except ValidationError as error:
        foreign = {one["loc"][0] for one in error.errors(include_url=False)}
    kept = {name: value for name, value in stored.items() if name not in foreign}
    return adapter.validate_python(kept)


def data_to_json(data: object) -> dict[str, Any]:
    """The inverse of `data_from_json`: only what differs from the defaults."""
    told: dict[str, Any] = _adapter(type(data)).dump_python(
        data, mode="json", exclude_defaults=True
    )
    return told


def changes(data: object, *, since: object) -> dict[str, Any]:
    """What of `data` differs from earlier data of its type, as JSON."""
    now, before = (_adapter(type(data)).dump_python(one, mode="json") for one in (data, since))
    return {name: value for name, value in now.items() if value != before[name]}


def _adapter(kind: type) -> TypeAdapter[Any]:
    adapter = _ADAPTERS.get(kind)
    if adapter is None:
        adapter = _ADAPTERS[kind] = TypeAdapter(kind)
    return adapter
