"""The tables every message passes through: inbox, citizens, dialogues, outbox, jobs."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.schema import Json, Keep, UtcDateTime, metadata

# What the citizen sent, kept as it came. `peer_key` is a keyed digest of channel and address.
inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("event_id", String(128), nullable=False),
    Column("peer_key", LargeBinary(16), nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed
    Column("state", String(16), nullable=False),  # new, done, parked
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "event_id"),
    Index(
        "ix_inbox_waiting",
        "peer_key",
        "id",
        sqlite_where=text("state = 'new'"),
        postgresql_where=text("state = 'new'"),
    ),
    Index("ix_inbox_received_at", "received_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep(
            "received_at",
            30,
            "so that nothing is handled twice, and for the web chat’s history",
            ended=("done", "parked"),
        )
    },
)

citizens = Table(
    "citizens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("peer_key", LargeBinary(16), nullable=False, unique=True),
    Column("peer", LargeBinary, nullable=False),  # sealed: the address to answer to
    Column("lang", String(8), nullable=False),
    Column("noticed", Boolean, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("profile", LargeBinary, nullable=False),  # sealed JSON: my library, settings
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Index("ix_citizens_seen_at", "seen_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={"keep": Keep("seen_at", 365, "so that you needn’t start anew on each visit")},
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("state", LargeBinary, nullable=False),  # sealed JSON of engine.dialogue.Dialogue
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_dialogues_updated_at", "updated_at"),
    info={"keep": Keep("updated_at", 90, "so that an unfinished form can be finished")},
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),  # the same effect is queued once
    Column("channel", String(16), nullable=False),
    Column("peer_key", LargeBinary(16), nullable=False),
    Column("peer", LargeBinary),  # sealed: only until it is sent to a citizen who left
    Column("inbox_id", Integer),  # the event it answers; none for what we begin
    Column("body", LargeBinary, nullable=False),  # sealed JSON of engine.model.Message
    Column("bulk", Boolean, nullable=False),  # replies go before bulk
    Column("state", String(16), nullable=False),  # queued, sent, failed
    Column("attempts", Integer, nullable=False),
    Column("reason", Text),  # why it failed, for staff
    Column("owner", String(64)),  # the process that is sending it
    Column("lease_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Index(
        "ix_outbox_waiting",
        "peer_key",
        "id",
        sqlite_where=text("state = 'queued'"),
        postgresql_where=text("state = 'queued'"),
    ),
    Index("ix_outbox_peer", "peer_key", "id"),
    Index("ix_outbox_created_at", "created_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={"keep": Keep("created_at", 30, "until it is delivered, and for the web chat’s history")},
)

# Later work, written in the transaction that decides on it; no personal data in `payload`.
jobs = Table(
    "jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("key", String(128), nullable=False, unique=True),
    Column("payload", Json, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False),  # waiting, done, failed, cancelled
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("owner", String(64)),
    Column("lease_until", UtcDateTime),
    Index(
        "ix_jobs_waiting",
        "due_at",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    info={
        "keep": Keep(
            "due_at", 30, "to see that work was done", ended=("done", "failed", "cancelled")
        )
    },
)
