"""Links: a name declared once, with the names of its arguments; as button data and deep link."""

import re
from dataclasses import dataclass
from typing import Generic

from typing_extensions import TypeVarTuple

from bot.engine.model import Link

Arguments = TypeVarTuple("Arguments")
ARGUMENT = re.compile(r"\A[A-Za-z0-9](?:[A-Za-z0-9-]|_(?!_))*\Z")
TOKEN_BYTES = 64


@dataclass(frozen=True, slots=True, init=False)
class DeepLink(Generic[*Arguments]):
    """What `Flow.link` opens: `DeepLink("rate", "number", "rating")`.

    Called with as many arguments, all ids, it gives the link of one button. Names stay: they stand
    on posters and in buttons of last year.
    """

    name: str
    arguments: tuple[str, ...]

    def __init__(self, name: str, *arguments: *Arguments) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "arguments", arguments)

    def __call__(self, *arguments: *Arguments) -> Link:
        """The link with these arguments."""
        return Link(self.name, tuple(map(str, arguments)))


def link_token(link: Link) -> str:
    """The link as button data and deep link: at most 64 bytes of A-Za-z0-9_-.

    Raises ValueError for an argument that can't travel so; labels never can.
    """
    token = "__".join((link.name, *link.args))
    if len(token) > TOKEN_BYTES or not all(map(ARGUMENT.match, link.args)):
        raise ValueError(f"{token!r} can't be a button: ids only, {TOKEN_BYTES} bytes at most")
    return token


def read_link(token: str) -> Link | None:
    """The inverse of `link_token`; None for what can't be one."""
    name, *args = token.split("__")
    if len(token) > TOKEN_BYTES or not name or not all(map(ARGUMENT.match, args)):
        return None
    return Link(name, tuple(args))
