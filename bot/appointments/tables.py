"""Tables of appointments. That a place is given once is kept by the database itself.

`seat` counts the people of one place, 0 … capacity - 1; it is empty once the place is free again,
and empty cells are never equal: (schedule, starts_at, seat) is unique among what is taken.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.storage.schema import (
    DIGEST,
    SEALED,
    Json,
    Keep,
    NotPersonal,
    OwnedBy,
    SealedBy,
    UtcDateTime,
    clear,
    metadata,
)

NAME, CONTACT = "appointments.name", "appointments.contact"
SCHEDULE = clear("id of a schedule")
DAY = clear("a day, 2026-12-01")
KIND = clear("one of the kinds")
TOPIC = clear("id of a topic, of a fixed list; goes with its citizen")
LANG = clear("code of a language")

appointments = Table(
    "appointments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), nullable=False, unique=True, info=clear("public number")),
    Column("schedule", String(64), nullable=False, info=SCHEDULE),
    Column("library", String(64), nullable=False, info=clear("id of a library")),
    Column("kind", String(16), nullable=False, info=KIND),
    Column("topic", String(64), nullable=False, info=TOPIC),
    Column("mode", String(16), nullable=False, info=clear("one of the modes")),
    Column("lang", String(8), nullable=False, info=LANG),
    Column("day", String(10), nullable=False, info=DAY),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("seat", Integer),
    Column("state", String(16), nullable=False, info=clear("one of the states")),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="SET NULL")),
    Column("whom", String(8), nullable=False, info=clear("self or other")),
    # The day of somebody's own: one of a topic and day. Empty for others and for what is over.
    Column("own_day", String(10), info=DAY),
    Column("came", String(16), nullable=False, info=clear("one of the ways")),
    Column("name", LargeBinary, info=SEALED),
    Column("contact", LargeBinary, info=SEALED),  # how to reach who has no chat with us
    Column("discreet", Boolean, nullable=False, server_default=text("true")),
    Column("coming", Boolean, nullable=False, server_default=text("false")),
    Column("outcome", String(16), info=clear("one of the outcomes")),
    # While somebody fills in; then the place is anybody's. Empty for all that keeps its place.
    Column("held_until", UtcDateTime),
    Column("act_at", UtcDateTime),  # when the clock looks next: a hold ends, a reminder goes out
    Column("waiting_id", Integer),  # whom of the waiting list it was offered to
    Column("version", Integer, nullable=False, server_default=text("0")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("schedule", "starts_at", "seat", name="uq_appointments_seat"),
    UniqueConstraint("citizen_id", "topic", "own_day", name="uq_appointments_own_day"),
    Index("ix_appointments_day", "day", "schedule", "seat", "held_until"),
    Index("ix_appointments_library", "library", "day"),
    Index("ix_appointments_act_at", "act_at"),
    Index("ix_appointments_ends_at", "ends_at"),
    Index("ix_appointments_waiting_id", "waiting_id"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("ends_at", 365, "so that you can come back to it, and to be counted"),
        "sealed_by": {
            "name": SealedBy(NAME, ("number",)),
            "contact": SealedBy(CONTACT, ("number",)),
        },
        "whose": (
            OwnedBy(
                "citizen_id",
                blank={
                    "citizen_id": None, "topic": "", "own_day": None, "name": None,
                    "contact": None, "waiting_id": None,
                },
                left="number, kind, library, day and outcome, so that the work can be counted",
                apart="own_day",
            ),
        ),
    },
)  # fmt: skip

# Who waits, once for a kind and topic. What is offered to them is a held appointment.
appointment_waiting = Table(
    "appointment_waiting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False, info=KIND),
    Column("topic", String(64), nullable=False, info=TOPIC),
    Column("lang", String(8), nullable=False, info=LANG),
    Column("wish", Json, nullable=False, info=clear("days, times, ids and codes")),
    Column("passed", Json, nullable=False, info=clear("places that were let pass")),
    Column("need_by", UtcDateTime, nullable=False),
    Column("look_at", UtcDateTime, nullable=False),  # when free places are looked through next
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("citizen_id", "kind", "topic", name="uq_appointment_waiting_citizen"),
    Index("ix_appointment_waiting_look_at", "look_at"),
    Index("ix_appointment_waiting_kind", "kind", "need_by"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        # Long after it ended by itself: whoever waits is told so before.
        "keep": Keep("need_by", 30, "until a place is found, or it helps no more"),
        "whose": (OwnedBy("citizen_id"),),
    },
)

# Days that the desk has changed; they go before what content says.
appointment_changes = Table(
    "appointment_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("schedule", String(64), nullable=False, info=SCHEDULE),
    Column("day", String(10), nullable=False, info=DAY),
    Column("hours", Json, nullable=False, info=clear("times of the day; none on a day off")),
    Column("actor", String(32), nullable=False, info=clear("number of a person of the staff")),
    Column("at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),  # the end of the day
    UniqueConstraint("schedule", "day", name="uq_appointment_changes_schedule"),
    Index("ix_appointment_changes_ends_at", "ends_at"),
    info={
        "keep": Keep("ends_at", 30, "until the day is over"),
        "whose": NotPersonal("other hours of a day"),
    },
)

# Links by which calendars of advisers ask who comes; digests only.
appointment_feeds = Table(
    "appointment_feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("schedule", String(64), nullable=False, unique=True, info=SCHEDULE),
    Column("key", LargeBinary(16), nullable=False, unique=True, info=DIGEST),
    Column("actor", String(32), nullable=False, info=clear("number of a person of the staff")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),  # last asked for, to a day
    Index("ix_appointment_feeds_seen_at", "seen_at"),
    info={
        "keep": Keep("seen_at", 90, "as long as a calendar asks for it"),
        "whose": NotPersonal("digests of links of the staff’s calendars"),
    },
)
