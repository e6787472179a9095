"""What a citizen lets us remember, by facts that are declared once and typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T", str, bool)


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """One thing to remember: its name in the stored profile, and what says nothing."""

    name: str
    nothing: T


class Profile:
    """Facts of one citizen; names that nobody here declares (another version's) are kept.

    Args:
        stored: as it rests in the citizen's row; it is copied.
    """

    __slots__ = ("stored",)

    def __init__(self, stored: Mapping[str, Any] | None = None) -> None:
        self.stored = dict(stored or {})

    def __getitem__(self, fact: Fact[T]) -> T:
        """What is known, or what says nothing."""
        value = self.stored.get(fact.name)
        return value if isinstance(value, type(fact.nothing)) else fact.nothing

    def __setitem__(self, fact: Fact[T], value: T) -> None:
        if value == fact.nothing:
            self.stored.pop(fact.name, None)
        else:
            self.stored[fact.name] = value

    def __contains__(self, fact: Fact[str] | Fact[bool]) -> bool:
        """Whether anything is known of it."""
        value = self.stored.get(fact.name)
        return isinstance(value, type(fact.nothing)) and value != fact.nothing

    def __delitem__(self, fact: Fact[T]) -> None:
        self.stored.pop(fact.name, None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Profile) and self.stored == other.stored

    __hash__ = None  # type: ignore[assignment]
