"""A citizen and where their dialogue rests: loaded and saved once a turn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.storage.database import Unit
from bot.storage.tables import citizens, dialogues

PEER = "citizens.peer"
PROFILE = "citizens.profile"
STATE = "dialogues.state"


@dataclass(frozen=True, slots=True)
class KnownCitizen:
    """A citizen's row with the dialogue, opened; `state` is {} when there is none yet."""

    id: int
    peer: str
    lang: str
    noticed: bool
    reachable: bool
    profile: dict[str, Any]
    state: dict[str, Any]
    session_at: datetime | None = None
    home_id: int | None = None

    @property
    def home(self) -> int:
        """To which citizen what this person asks belongs: one of their linked chats."""
        return self.home_id or self.id


@dataclass(frozen=True, slots=True)
class Chat:
    """One of the linked chats of a person."""

    id: int
    channel: str
    key: bytes
    reachable: bool


@dataclass(frozen=True, slots=True)
class Addressed:
    """A citizen with the address of their conversation; the dialogue isn't read."""

    known: KnownCitizen
    channel: str
    key: bytes


known = (
    select(
        citizens.c.id,
        citizens.c.peer,
        citizens.c.lang,
        citizens.c.noticed,
        citizens.c.reachable,
        citizens.c.profile,
        citizens.c.session_at,
        citizens.c.home_id,
        dialogues.c.state,
    )
    .select_from(citizens.outerjoin(dialogues))
    .where(citizens.c.peer_key == bindparam("peer_key"))
)
# A statement of its own: one that reads the dialogue too would, after it has waited for another
# turn, still show what that dialogue was before.
_lock = select(citizens.c.id).where(citizens.c.peer_key == bindparam("peer_key")).with_for_update()
_home_first = (citizens.c.home_id.is_not(None), citizens.c.seen_at.desc(), citizens.c.id)
_of_person = (
    select(citizens)
    .where(or_(citizens.c.id == bindparam("citizen"), citizens.c.home_id == bindparam("citizen")))
    .order_by(*_home_first)
)
_home_of = select(citizens.c.home_id).where(citizens.c.id == bindparam("citizen"))
_set_home = (
    update(citizens)
    .where(citizens.c.id == bindparam("citizen"))
    .values(home_id=bindparam("home", type_=Integer))
)
_new = (
    insert(citizens)
    .values(
        {
            column.name: bindparam(column.name)
            for column in citizens.c
            if column.name not in {"id", "home_id"}
        }
    )
    .on_conflict_do_nothing(index_elements=["peer_key"])
)
_save = (
    update(citizens)
    .where(citizens.c.id == bindparam("citizen"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("lang", "noticed", "reachable", "profile", "seen_at")
        }
    )
)
_seen = (
    update(citizens)
    .where(citizens.c.id == bindparam("citizen"))
    .values(seen_at=bindparam("new_seen_at"))
)
_unreachable = (
    update(citizens).where(citizens.c.peer_key == bindparam("whose")).values(reachable=False)
)
_session = (
    update(citizens)
    .where(citizens.c.peer_key == bindparam("whose"))
    .values(session_at=bindparam("moment"))
)
_session_of = select(citizens.c.session_at).where(citizens.c.peer_key == bindparam("whose"))
_insert_dialogue = insert(dialogues).values(
    {name: bindparam(name) for name in ("citizen_id", "state", "updated_at")}
)
_save_dialogue = _insert_dialogue.on_conflict_do_update(
    index_elements=["citizen_id"],
    set_={
        "state": _insert_dialogue.excluded.state,
        "updated_at": _insert_dialogue.excluded.updated_at,
    },
)


def add(unit: Unit, channel: str, peer: str, *, key: bytes, lang: str, now: datetime) -> None:
    """A citizen seen for the first time."""
    row = key.hex()
    unit.put(
        _new,
        {
            "channel": channel,
            "peer_key": key,
            "peer": unit.vault.seal(peer, column=PEER, row=row),
            "lang": lang,
            "noticed": False,
            "reachable": True,
            "profile": unit.vault.seal("{}", column=PROFILE, row=row),
            "created_at": now,
            "seen_at": now,
            "session_at": None,
        },
    )


def begin_session(unit: Unit, key: bytes, *, at: datetime) -> None:
    """From this moment on the messenger takes nothing for our messages, for a while."""
    unit.put(_session, {"whose": key, "moment": at})


async def session_of(unit: Unit, key: bytes) -> datetime | None:
    """When the citizen's last session began; None for one who never wrote, or left."""
    row = await unit.first(_session_of, {"whose": key})
    return row.session_at if row else None


def lock(unit: Unit, key: bytes) -> None:
    """One turn of one citizen at a time, whatever process; call it before what it is to guard.

    SQLite has one writer in any case.
    """
    if not unit.is_sqlite:
        unit.put(_lock, {"peer_key": key})


def read_known(unit: Unit, row: Any, *, key: bytes) -> KnownCitizen:
    """A row of `known`, opened. Raises VaultError."""
    name, vault = key.hex(), unit.vault
    state = vault.open_json(row.state, column=STATE, row=str(row.id)) if row.state else {}
    return KnownCitizen(
        id=row.id,
        peer=vault.open(row.peer, column=PEER, row=name),
        lang=row.lang,
        noticed=row.noticed,
        reachable=row.reachable,
        profile=vault.open_json(row.profile, column=PROFILE, row=name),
        state=state,
        session_at=row.session_at,
        home_id=row.home_id,
    )


async def by_id(unit: Unit, citizen: int) -> Addressed | None:
    """Whom a letter goes to: their home, or where it is closed another chat of theirs.

    None for one who left. Raises VaultError.
    """
    rows = await unit.all(_of_person, {"citizen": citizen})
    if not rows:
        return None
    row = next((one for one in rows if one.reachable), rows[0])
    name, vault = row.peer_key.hex(), unit.vault
    found = KnownCitizen(
        id=row.id,
        peer=vault.open(row.peer, column=PEER, row=name),
        lang=row.lang,
        noticed=row.noticed,
        reachable=row.reachable,
        profile=vault.open_json(row.profile, column=PROFILE, row=name),
        state={},
    )
    return Addressed(found, row.channel, row.peer_key)


async def chats_of(unit: Unit, home: int) -> list[Chat]:
    """The chats of a person, their home first, then the one where they were last."""
    rows = await unit.all(_of_person, {"citizen": home})
    return [Chat(row.id, row.channel, row.peer_key, row.reachable) for row in rows]


async def home_of(unit: Unit, chat: int) -> int:
    """The home of the person whose chat this is."""
    row = await unit.first(_home_of, {"citizen": chat})
    return int(row.home_id) if row and row.home_id else chat


def set_home(unit: Unit, chat: int, home: int | None) -> None:
    """What is asked in this chat belongs to that one; None: to itself."""
    unit.put(_set_home, {"citizen": chat, "home": home})


def save(
    unit: Unit,
    citizen: int,
    *,
    key: bytes,
    lang: str,
    noticed: bool,
    reachable: bool,
    profile: Mapping[str, Any],
    now: datetime,
) -> None:
    """What changed about the citizen."""
    values = {
        "citizen": citizen,
        "new_lang": lang,
        "new_noticed": noticed,
        "new_reachable": reachable,
        "new_profile": unit.vault.seal_json(profile, column=PROFILE, row=key.hex()),
        "new_seen_at": now,
    }
    unit.put(_save, values)


def seen(unit: Unit, citizen: int, *, now: datetime) -> None:
    """Nothing changed but the time."""
    unit.put(_seen, {"citizen": citizen, "new_seen_at": now})


def save_dialogue(unit: Unit, citizen: int, state: Mapping[str, Any], *, now: datetime) -> None:
    """Where the dialogue rests now."""
    sealed = unit.vault.seal_json(state, column=STATE, row=str(citizen))
    unit.put(_save_dialogue, {"citizen_id": citizen, "state": sealed, "updated_at": now})


def mark_unreachable(unit: Unit, *, key: bytes) -> None:
    """They blocked the bot, or their account is gone."""
    unit.put(_unreachable, {"whose": key})
