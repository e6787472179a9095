"""A feature, declared once: `FEATURE = Feature(name=…)` in its folder, and a line in the list.

The program loops over the list (`bot/app/features.py`) and knows no feature by its name. All but
the name may be left out.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Table
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.contracts.section import Section
from bot.contracts.services import Make, Prepare, Process, Program, Services
from bot.engine.flow import Context, Flow, Seen
from bot.engine.model import Link, Say, StepRef
from bot.engine.profile import Fact
from bot.storage.database import Unit

E = TypeVar("E")
K = TypeVar("K")
Ctx = Context[Services, Seen]
Translate = Callable[[str], str]  # from msgid to text


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A choice of the main menu.

    Attributes:
        id: stable, it rests in dialogues.
        title: msgid.
        to: the step it opens.
        own: the fact of the citizen's profile that makes it theirs: shown to them alone, after
            what is everybody's; None shows it to all.
        last: it stands below all others.
        label: the whole label where it isn't a msgid (a language is called by its own name).
    """

    id: str
    title: str
    to: StepRef
    own: Fact[str] | Fact[bool] | None = None
    last: bool = False
    label: Callable[[Ctx], str] | None = None


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody who wants letters: where, in which language, and what tells them from others."""

    address: str = field(repr=False)
    lang: str
    id: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter: final texts."""

    subject: str
    text: str


async def _no_mailboxes(_services: Services, _event: Any) -> Sequence[Mailbox]:
    return ()


def _no_mail(_ctx: Ctx, _event: Any) -> Mail | None:
    return None


@dataclass(frozen=True, slots=True)
class Notices(Generic[E]):
    """What is told when a use case has recorded an event of this type.

    Attributes:
        event: its type.
        to: ids of the citizens (also of staff) whose conversations hear of it.
        say: what one of them is told, in their language; () tells nothing.
        key: unique for each thing told: the same is told once.
        keeps: whether it is kept for somebody who can't be reached, until they are back.
        reminds: it is of use at its time only, and may cost what the operator allows for that.
        bulk: the same goes to many: after replies, and as one message where a channel can do that.
        mailboxes: who gets a letter of it, where the settings name a mail server.
        mail: that letter, in the mailbox's language; None for none.
    """

    event: type[E]
    to: Callable[[Services, E], Awaitable[Sequence[int]]]
    say: Callable[[Ctx, E], Sequence[Say]]
    key: Callable[[E], str]
    keeps: Callable[[E], bool] = lambda _event: False
    reminds: bool = False
    bulk: bool = False
    mailboxes: Callable[[Services, E], Awaitable[Sequence[Mailbox]]] = _no_mailboxes
    mail: Callable[[Ctx, E], Mail | None] = _no_mail


@dataclass(frozen=True, slots=True)
class Due(Generic[K]):
    """What a feature does when time comes: each row by itself, in a unit of work of its own.

    One process at a time looks, every few seconds, and never by a clock that has jumped.

    Attributes:
        name: for the log.
        find: keys of what is due at a moment, the longest waiting first; not too many at once.
        do: do it, and see that it is due no more. Others may have done it meanwhile.
        aside: what takes long, before that and outside any unit of work; `do` is given what it
            returns instead of the key. It may run again.
    """

    name: str
    find: Callable[[Unit, datetime], Awaitable[Sequence[K]]]
    do: Callable[[Services, Any, datetime], Awaitable[None]]
    aside: Callable[[Program, K, datetime], Awaitable[object]] | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a feature does and says when a citizen asks to be forgotten.

    Their rows go by what each table declares; this is for what rows can't say.

    Attributes:
        stays: msgids of what will stay, asked before; () when nothing of theirs is there.
        leave: do what is to be done; msgids of what stays.
    """

    stays: Callable[[Ctx], Awaitable[Sequence[str]]]
    leave: Callable[[Ctx], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Lost:
    """A letter that will not be delivered. `key` is its key: `Notices.key`, citizen and part.

    `why` is gone (the citizen closed the chat), retry (no answer of the channel for long), bad
    (the channel refused it) or later (it goes out by itself when the citizen writes).
    """

    key: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """An address of the desk. `run` gets the visit; `role` is the least that may open it.

    `role` "" opens it to everybody; with `post` it takes forms, with `files` also files.
    """

    path: str
    run: Callable[[Any], Awaitable[Response]]
    role: str = "librarian"
    post: bool = False
    files: bool = False


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A link in the desk's head: msgid, address, the least role that sees it.

    `last`: it stands behind those of the other features. `count` tells how many new things wait
    there for this person.
    """

    title: str
    path: str
    role: str = "librarian"
    last: bool = False
    count: Callable[[Services, Any], Awaitable[int]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature, all of it.

    Attributes:
        name: one word.
        sections: its files of the content folder.
        tables: its tables; each says how long its rows stay and whose they are (`info`).
        parts: what it keeps as long as the process lasts, by type: made at start, found by pages,
            routes and channels.
        services: how its services are made, by their type.
        prepare: reads in the unit of every turn, before it, what answers must know; what it
            returns is then found by its type, in place of what is otherwise given.
        flows: its conversations.
        opens: knows texts that open a flow of its own wherever one is: a code, say.
        menu: its entries of the main menu.
        notices: what is told of its events.
        due: what it does when time comes.
        leaving: what it does when a citizen asks to be forgotten.
        kept: what it keeps and for how many days, told in «про бота»: (msgid, days).
        pages: its addresses at the desk.
        navigation: its links in the desk's head.
        routes: its public addresses, made of what the program holds (by type) and its texts by
            language.
        lost: what it does when a letter of its notices will not be delivered.
        sent_again: what it does when such a letter, by its key, goes out after all: its citizen
            is back.
        phones: who can be called where nothing else works, (whose, numbers), of today's content in
            a language.
        trusts: whether the conversation of a peer key may send more than a citizen's.
    """

    name: str
    tables: tuple[Table, ...] = ()
    sections: tuple[Section[Any, Any], ...] = ()
    parts: Mapping[type, Callable[[Process], object]] = field(default_factory=dict)
    services: Mapping[type, Make] = field(default_factory=dict)
    prepare: Prepare | None = None
    flows: tuple[Flow[Services, Any], ...] = ()
    opens: Callable[[str], Link | None] | None = None
    menu: tuple[MenuEntry, ...] = ()
    notices: tuple[Notices[Any], ...] = ()
    due: tuple[Due[Any], ...] = ()
    leaving: Leaving | None = None
    kept: Callable[[Services], Iterable[tuple[str, int]]] | None = None
    pages: tuple[Page, ...] = ()
    navigation: tuple[NavigationEntry, ...] = ()
    routes: Callable[[Program, Mapping[str, Translate]], Sequence[BaseRoute]] | None = None
    phones: Callable[[Any, str], Iterable[tuple[str, Sequence[str]]]] | None = None
    trusts: Callable[[Unit, bytes], Awaitable[bool]] | None = None
    lost: Callable[[Services, Lost], Awaitable[None]] | None = None
    sent_again: Callable[[Services, str, datetime], Awaitable[None]] | None = None
