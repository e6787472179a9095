"""What content says of the desk: promises, terms, ready answers, practice, copies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.catalogue.model import Text
from bot.catalogue.promises import Promise

# What a ready answer may name: {library} is written as the library's name, and so on.
VARIABLES = ("library", "hours", "phone", "number", "day", "name")
_SENTENCE = re.compile(r"[^.!?…]*[.!?…]+\s*|[^.!?…]+\Z")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Write the values in; a sentence whose value nobody knows is left out whole."""
    lines = []
    for line in template.splitlines():
        told = "".join(filter(None, (_filled(one, values) for one in _SENTENCE.findall(line))))
        if told.strip() or not line.strip():
            lines.append(told.strip())
    return "\n".join(lines).strip()


def named_in(template: str) -> tuple[str, ...]:
    """The variables that a ready answer names."""
    return tuple(name for name in VARIABLES if f"{{{name}}}" in template)


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    for name in named_in(sentence):
        if not values.get(name):
            return ""
        sentence = sentence.replace(f"{{{name}}}", values[name])
    return sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyAnswer:
    """A text librarians begin an answer with; `kinds` it suits, all when empty."""

    id: str
    title: Text
    text: Text
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRequest:
    """A made-up request; `replies` is what its made-up citizen answers when asked back."""

    id: str
    kind: str
    words: str
    name: str = ""
    replies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryTerms:
    """On what terms a library makes copies."""

    library: str
    limits: tuple[Text, ...] = ()
    price: Text | None = None
    excluded: tuple[Text, ...] = ()
    who: Text | None = None
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a copy is for: the order form asks."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRules:
    """Everything; days are calendar days."""

    promises: tuple[Promise, ...]
    reopen_days: int = 14
    ask_if_helped_days: int = 21
    file_days: int = 30
    keep_days: Mapping[str, int] = field(default_factory=dict)
    ready_answers: tuple[ReadyAnswer, ...] = ()
    practice: tuple[PracticeRequest, ...] = ()
    delivery: Mapping[str, DeliveryTerms] = field(default_factory=dict)
    terms_unknown: Text = field(default_factory=lambda: Text(""))
    purposes: tuple[Purpose, ...] = ()

    def promise(self, known: str) -> Promise:
        """The promise with this id. Raises KeyError."""
        for one in self.promises:
            if one.id == known:
                return one
        raise KeyError(known)

    def of_kind(self, kind: str) -> tuple[Promise, ...]:
        """Promises of a kind, the default one first."""
        return tuple(one for one in self.promises if one.kind == kind)
