"""What flows that others open know while they go on; a flow's own data stands in its module.

It rests in citizens' dialogues by the names of the fields: a field keeps its name and its default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from bot.appointments.model import Whom
from bot.appointments.schedule import Kind
from bot.appointments.slots import ANY, Wish
from bot.engine.draft import Part
from bot.files.model import FileRef
from bot.libraries.report_model import ReportKind
from bot.requests.model import Holder, PassedOver, RequestKind, RoutingReason


def _file(at_rest: object) -> FileRef:
    if isinstance(at_rest, FileRef):
        return at_rest
    if not isinstance(at_rest, Mapping):
        raise ValueError("not a file")
    return FileRef.from_json(at_rest)


KeptFile = Annotated[FileRef, PlainValidator(_file), PlainSerializer(FileRef.to_json)]


class OfferReason(StrEnum):
    """Why a person is offered."""

    PERSON = "person"  # only a person can answer it
    TWICE = "twice"  # not understood twice in a row
    TANGLED = "tangled"  # it takes too long to be read
    NOT_THAT = "not_that"  # none of what was offered was meant
    UNHELPED = "unhelped"  # what was shown was no help twice
    NO_CARD = "no_card"  # it is understood, and no card is about it


@dataclass(frozen=True, slots=True)
class AskLibrarianData:
    """A question to a librarian, or an order of a copy, on its way.

    Attributes:
        message: the channel's name of the citizen's message, by which it is found when changed.
        parts: the texts that make up the whole, each by its own message, when there are several.
        kind: what is asked, said by the flow before; None: by the card it is about.
        service: id of that card.
        purpose: what a copy is for.
        holder: id of the library that would get it, `why` by routing, `km` from here, `skipped`
            the nearer ones and why each was passed over.
        code: the settlement that was named.
        codes: settlements of one name, to choose from.
        offered: why a person was offered.
        lacks: what that card lacks and is asked for: then the answer is a proposal for the card.
        call: the librarian shall call; `contact`: the phone they gave for it.
    """

    text: str = ""
    files: tuple[KeptFile, ...] = ()
    message: str = ""
    parts: tuple[Part, ...] = ()
    kind: RequestKind | None = None
    service: str = ""
    purpose: str = ""
    holder: str = ""
    why: RoutingReason = RoutingReason.OBLAST
    km: float | None = None
    skipped: tuple[tuple[str, PassedOver], ...] = ()
    code: str = ""
    codes: tuple[str, ...] = ()
    offered: OfferReason = OfferReason.PERSON
    lacks: tuple[str, ...] = ()
    call: bool = False
    contact: str = ""

    def routed(self) -> Holder:
        """The library that would get it."""
        return Holder(self.holder, self.why, self.km, self.skipped)

    def to(self, holder: Holder, code: str = "") -> "AskLibrarianData":
        """The same question to this library, from this settlement."""
        return replace(
            self, holder=holder.point, why=holder.why, km=holder.km, skipped=holder.skipped,
            code=code,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskQuestionData:
    """A question to the bot itself.

    Attributes:
        parts: the texts that make up the whole, each by its own message, when there are several.
        said: the words as a person should read them, when something else came with them.
        lang: the language it is in, when it is another than before.
        hits: ids of the cards that were offered; `several`: they are matters of one message.
        service: the card that was chosen.
        near: the topic that no card answers, where cards near it are offered.
        out: ids of cards that what was said rules out.
    """

    text: str = ""
    files: tuple[KeptFile, ...] = ()
    message: str = ""
    parts: tuple[Part, ...] = ()
    said: str = ""
    lang: str = ""
    hits: tuple[str, ...] = ()
    several: bool = False
    service: str = ""
    near: str = ""
    out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindLibraryData:
    """A library that is looked for.

    Attributes:
        text: the question that may name a place; `codes`: settlements of one name, to choose
            from; `code`: the one that is meant.
        service: id of the card that the library shall help with; `warm`: to warm up in it.
        need: capabilities that it shall have besides, with hyphens between.
        library: its id, once found; `libraries`: those of one name, to choose from; `aspect`: the
            one thing asked; `day` of its hours, ISO.
    """

    text: str = ""
    codes: tuple[str, ...] = ()
    code: str = ""
    service: str = ""
    library: str = ""
    aspect: str = ""
    day: str = ""
    warm: bool = False
    need: str = ""
    libraries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindOfficeData:
    """An office that is asked for.

    Attributes:
        kind: id of its kind; `codes`: settlements that were named, `code`: the one that is meant.
        service: id of the card that is decided there, instead of a kind.
    """

    kind: str = ""
    service: str = ""
    codes: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class ServicesData:
    """Where in the catalogue somebody is.

    Attributes:
        group, event, service: ids of what was chosen; `page` of an event's list, from 0.
        aspect: the one thing about a card that was asked.
        beside: id of the card that was meant nearly as likely.
        guessed: it is likely meant, not surely; `instead`: id of the likeliest other card, or "".
        others: ids of cards that a sequel may mean; `text`: all that was asked; `said`: the sequel.
    """

    group: str = ""
    event: str = ""
    page: int = 0
    service: str = ""
    aspect: str = ""
    beside: str | None = None
    guessed: bool = False
    instead: str = ""
    others: tuple[str, ...] = ()
    text: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class RateAnswerData:
    """The question's number, its rating (0: none), and whether it can be opened again."""

    number: str = ""
    rating: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class LanguageData:
    """The language that was chosen."""

    lang: str = ""


@dataclass(frozen=True, slots=True)
class PlaybookData:
    """A playbook and the card it was opened for; `end`: its ending from 1, "" before a choice."""

    playbook: str = ""
    card: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class OneQuestionData:
    """The question to a librarian that is looked at.

    Attributes:
        number: its number; `entry`: the id of something said in it.
        about: the text of our own message that was replied to.
        asked: the number of the question about which something is being asked just now.
        since: when something else was asked here, an ISO time.
    """

    number: str = ""
    entry: str = ""
    about: str = ""
    asked: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentData:
    """The right help that is looked for, and an appointment on its way to being booked.

    Attributes:
        kind: what one comes for; None: not told yet. `topic`: its id, "" for none.
        service: id of the card that help is wanted with.
        urgent: something must be done within days.
        wish: when and how they would like to come.
        code: the settlement they come from; `codes`: those of one name, to choose from.
        anywhere: it need not be near.
        page: of the free places, from 0.
        schedule, starts_at: the place that was chosen, its beginning in seconds since 1970.
        number: of the held or booked appointment; `moved`: of the one that gets another time.
        whom, name: who comes; contact: the phone where they are called.
        waiting: id of an entry of the waiting list, 0 for none; said: their matter in their words.
    """

    kind: Kind | None = None
    topic: str = ""
    service: str = ""
    urgent: bool = False
    wish: Wish = ANY
    code: str = ""
    codes: tuple[str, ...] = ()
    anywhere: bool = False
    page: int = 0
    schedule: str = ""
    starts_at: int = 0
    number: str = ""
    moved: str = ""
    whom: Whom = Whom.SELF
    name: str = ""
    contact: str = ""
    waiting: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class MyAppointmentData:
    """The appointment that is looked at.

    Attributes:
        number: its number.
        token: what its slip's address ends with.
        wish: when it shall be instead.
    """

    number: str = ""
    token: str = ""
    wish: Wish = ANY


@dataclass(frozen=True, slots=True)
class MenuData:
    """Whether the menu greets."""

    hello: bool = False


@dataclass(frozen=True, slots=True)
class DangerData:
    """The kind of danger, "" when it isn't known; `called`: whose number they ask for, or "".

    `rang`: they have called for help; `unanswered`: nobody answers or comes. `card`: id of the one
    that answers what they ask of this danger, "" for none.
    """

    kind: str = ""
    called: str = ""
    rang: bool = False
    unanswered: bool = False
    card: str = ""


@dataclass(frozen=True, slots=True)
class ReportData:
    """What is reported: its kind, what it is about ("library:ID", …, "" not known yet), words.

    `library`: the id of the one whose button was pressed.
    """

    kind: ReportKind = ReportKind.OTHER
    about: str = ""
    text: str = ""
    library: str = ""
