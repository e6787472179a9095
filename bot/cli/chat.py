"""`mistok chat`: a conversation in the terminal, as a citizen or as somebody of the staff."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_urlsafe
from tempfile import TemporaryDirectory

import typer

from bot.app.content_index import content_of
from bot.app.kept_secrets import secret_of
from bot.app.settings import Settings
from bot.app.wiring import App
from bot.channels.jsonl import PEER as LINES
from bot.channels.jsonl import JsonlChannel
from bot.channels.terminal import PEER, TerminalChannel
from bot.cli.live import copy_states, states_now
from bot.cli.staff import library_of
from bot.engine.links import link_token
from bot.engine.texts import FALLBACK
from bot.staff.model import Person, Role
from bot.staff.repository.invitations import new_invitation
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.storage import citizens, inbox
from bot.storage.database import Database, Unit
from bot.storage.migrate import migrate
from bot.storage.vault import Vault
from handlers.shared import links

CHANNEL = TerminalChannel.name
NEW = "За столом нова людина: {} ({}). Прибрати: mistok staff remove {}"


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at the desk in a terminal; `point` is the id of their library, "" for any."""

    role: Role
    name: str
    point: str = ""

    @property
    def peer(self) -> str:
        """A conversation of their own: the citizen at the same terminal is somebody else."""
        return f"{PEER}.{self.role}.{self.name}"


def seat_of(settings: Settings, told: str, point: str) -> Seat:
    """Read "librarian:NAME". Raises BadParameter."""
    role, _, name = told.partition(":")
    if role not in {one.value for one in Role} or not name.strip():
        known = ", ".join(f"{one.value}:ІМ’Я" for one in Role)
        raise typer.BadParameter(f"напишіть одне з: {known}.", param_hint="--as")
    checked = library_of(settings, point, Role(role)) if point else ""
    return Seat(Role(role), name.strip(), checked)


async def chat_here(settings: Settings, seat: Seat | None) -> None:
    """Talk until the input ends."""

    async def settled() -> None:
        await app.rest()

    channel = TerminalChannel(settled=settled)
    if seat is not None:
        await take_seat(settings, seat)
        channel = TerminalChannel(settled=settled, peer=seat.peer, token=link_token(links.DESK()))
    # A service that runs beside holds its letters under its own name.
    alone = settings.model_copy(update={"instance": CHANNEL})
    app = App(alone, channels={CHANNEL: channel})
    async with app.running():
        await app.ended(CHANNEL)


async def chat_by_lines(settings: Settings, write: Callable[[Mapping[str, object]], None]) -> None:
    """Hold the dialogues of a `JsonlChannel`, in a database of their own unless one is set.

    What the service was told of libraries holds there too, as it was at the beginning.
    """
    with TemporaryDirectory() as folder:
        if "database" not in settings.model_fields_set:
            states = await states_now(settings, datetime.now(UTC))
            own = {"database": f"sqlite:///{folder}/mistok.db", "secret": token_urlsafe(32)}
            settings = settings.model_copy(update=own)
            if states:
                async with _begun(settings) as database:
                    await copy_states(states, database)

        async def settled() -> None:
            await app.rest()

        channel = JsonlChannel(settled, write)
        app = App(settings.model_copy(update={"instance": LINES}), channels={CHANNEL: channel})
        async with app.running():
            await app.ended(CHANNEL)


async def take_seat(settings: Settings, seat: Seat) -> Person:
    """Find or make that person and link the terminal's conversation to them."""
    async with _begun(settings) as database, database.unit() as unit:
        return await _seated(unit, settings, seat, now=datetime.now(UTC))


@asynccontextmanager
async def _begun(settings: Settings) -> AsyncIterator[Database]:
    """The database with its tables, made where there is none."""
    vault = Vault(secret_of(settings))
    migrate(settings.database, vault=vault)
    database = Database(settings.database, vault=vault)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def _seated(unit: Unit, settings: Settings, seat: Seat, *, now: datetime) -> Person:
    staff, citizen = Staff(unit), await _conversation(unit, seat.peer, now=now)
    sitting = await staff.of_citizen(citizen)
    if sitting is not None and seat.point in {"", sitting.point}:
        return sitting
    if sitting is not None:
        staff.unlink(sitting, now=now)
    free = [
        one
        for one in await staff.active()
        if (one.name, one.role) == (seat.name, seat.role)
        and seat.point in {"", one.point}
        and one.citizen_id in {None, citizen}
    ]
    if free:
        invited = new_invitation(unit, free[0], now=now)
    else:
        point = seat.point or content_of(settings.content).region.library
        invited = await staff.invite(seat.name, role=seat.role, point=point, now=now, by=None)
        typer.echo(NEW.format(invited.person.name, point, invited.person.id), err=True)
    return await SignIn(unit).link(invited.code, citizen=citizen, now=now)


async def _conversation(unit: Unit, peer: str, *, now: datetime) -> int:
    """The id of the terminal's conversation, begun when there is none."""
    key = inbox.peer_key(unit, CHANNEL, peer)
    citizens.add(unit, CHANNEL, peer, key=key, lang=FALLBACK, now=now)
    (row,) = await unit.all(citizens.known, {"peer_key": key})
    return int(row.id)
