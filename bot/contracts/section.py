"""A file of the content folder that belongs to a feature."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Section(Generic[M, T]):
    """A YAML file, its schema, and the value that services get of it: `services[Rules]`.

    Attributes:
        file: its name in the content folder: "club.yaml". It may be missing.
        model: checks it; what is wrong is told to editors with file, line and column.
        gives: the type of the value.
        build: the value; of None where there is no file or nothing in it is sound.
    """

    file: str
    model: type[M]
    gives: type[T]
    build: Callable[[M | None], T]
