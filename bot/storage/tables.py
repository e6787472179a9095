"""The tables every message passes through: inbox, citizens, dialogues, outbox."""

from sqlalchemy import (
    BigInteger,
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

from bot.storage.schema import (
    DIGEST,
    SEALED,
    Keep,
    NotPersonal,
    OwnedBy,
    SealedBy,
    UtcDateTime,
    clear,
    metadata,
)

# What broke or was not delivered waits for an administrator, who may be away; not for ever.
UNSOLVED_DAYS = 90
NOBODY = bytes(16)  # no citizen has this peer key

CHANNEL_LETTERS = 16
CHANNEL = clear("name of a channel")
STATE = clear("one of the states")
FAILURE = clear("kind of an error and its place in the program, never its text")
PROCESS = clear("name of a process")

# What the citizen sent, kept as it came. `peer_key` is a keyed digest of channel and address.
inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(CHANNEL_LETTERS), nullable=False, info=CHANNEL),
    Column("event_id", String(128), nullable=False, info=DIGEST),  # of the channel's own id
    Column("peer_key", LargeBinary(16), nullable=False, info=DIGEST),
    Column("body", LargeBinary, nullable=False, info=SEALED),
    Column("state", String(16), nullable=False, info=STATE),  # new, done, parked, dropped
    Column("attempts", Integer, nullable=False),
    Column("error", Text, info=FAILURE),
    Column("received_at", UtcDateTime, nullable=False),
    Column("erase_at", UtcDateTime),  # when its words go, before the row does
    UniqueConstraint("channel", "event_id"),
    Index(
        "ix_inbox_waiting",
        "peer_key",
        "id",
        sqlite_where=text("state = 'new'"),
        postgresql_where=text("state = 'new'"),
    ),
    Index(
        "ix_inbox_parked",
        "id",
        sqlite_where=text("state = 'parked'"),
        postgresql_where=text("state = 'parked'"),
    ),
    Index("ix_inbox_received_at", "received_at"),
    Index(
        "ix_inbox_erase_at",
        "erase_at",
        sqlite_where=text("erase_at IS NOT NULL"),
        postgresql_where=text("erase_at IS NOT NULL"),
    ),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep(
            "received_at",
            30,
            "so that nothing is handled twice, and for the web chat’s history",
            ended=("done", "dropped"),
            longer={"parked": UNSOLVED_DAYS},
        ),
        "sealed_by": {"body": SealedBy("inbox.body", ("channel", "event_id"))},
        # A channel that delivers it again must not bring back the citizen who left.
        "whose": (
            OwnedBy(
                "peer_key",
                blank={"peer_key": NOBODY, "body": b"", "erase_at": None},
                but=("new",),
                left="that an event came and when, and where in the program it broke",
            ),
        ),
    },
)

citizens = Table(
    "citizens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(CHANNEL_LETTERS), nullable=False, info=CHANNEL),
    Column("peer_key", LargeBinary(16), nullable=False, unique=True, info=DIGEST),
    Column("peer", LargeBinary, nullable=False, info=SEALED),  # the address to answer to
    Column("lang", String(8), nullable=False, info=clear("code of a language")),
    Column("noticed", Boolean, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("profile", LargeBinary, nullable=False, info=SEALED),  # JSON: my library, settings
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    # When the stretch of time began in which the messenger takes nothing for our messages.
    Column("session_at", UtcDateTime),
    # The chat of the same person that what they asked belongs to, and that answers go to: its
    # own where it is empty.
    Column("home_id", ForeignKey("citizens.id", ondelete="SET NULL")),
    Index("ix_citizens_home_id", "home_id"),
    Index("ix_citizens_seen_at", "seen_at"),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep("seen_at", 365, "so that you needn’t start anew on each visit"),
        "sealed_by": {
            "peer": SealedBy("citizens.peer", ("peer_key",)),
            "profile": SealedBy("citizens.profile", ("peer_key",)),
        },
        "whose": (OwnedBy("peer_key"), OwnedBy("home_id")),
    },
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), primary_key=True),
    Column("state", LargeBinary, nullable=False, info=SEALED),  # JSON of engine.dialogue.Dialogue
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_dialogues_updated_at", "updated_at"),
    info={
        "keep": Keep("updated_at", 90, "so that an unfinished form can be finished"),
        "sealed_by": {"state": SealedBy("dialogues.state", ("citizen_id",))},
        "whose": (OwnedBy("citizen_id"),),
    },
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "key",
        String(64),
        nullable=False,
        unique=True,  # the same effect is queued once
        info=clear("numbers of the rows that the letter comes of"),
    ),
    Column("channel", String(CHANNEL_LETTERS), nullable=False, info=CHANNEL),
    Column("peer_key", LargeBinary(16), nullable=False, info=DIGEST),
    Column("peer", LargeBinary, info=SEALED),  # only until it is sent to a citizen who left
    Column("inbox_id", Integer),  # the event it answers; none for what we begin
    Column("body", LargeBinary, nullable=False, info=SEALED),  # JSON of engine.model.Message
    Column("bulk", Boolean, nullable=False),  # replies go before bulk
    Column("state", String(16), nullable=False, info=STATE),  # queued, sent, failed, dropped
    Column("attempts", Integer, nullable=False),
    Column("reason", Text, info=clear("why a channel refused it, without a word of it")),
    # It failed because its citizen could not be reached: it goes out when they are back.
    Column("gone", Boolean, nullable=False, server_default=text("false")),
    Column("owner", String(64), info=PROCESS),  # the epoch of the process that is sending it
    Column("lease_until", UtcDateTime),  # written by versions before there were epochs
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    # What the messenger calls it, where it tells later what became of it, and what it told.
    Column("reference", String(64), info=clear("the messenger’s number of the message")),
    Column("delivered_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    Column("erase_at", UtcDateTime),  # when its words go, before the row does
    Index(
        "ix_outbox_reference",
        "channel",
        "reference",
        sqlite_where=text("reference IS NOT NULL"),
        postgresql_where=text("reference IS NOT NULL"),
    ),
    Index(
        "ix_outbox_waiting",
        "peer_key",
        "id",
        sqlite_where=text("state = 'queued'"),
        postgresql_where=text("state = 'queued'"),
    ),
    Index(
        "ix_outbox_failed",
        "id",
        sqlite_where=text("state = 'failed'"),
        postgresql_where=text("state = 'failed'"),
    ),
    Index("ix_outbox_peer", "peer_key", "id"),
    Index("ix_outbox_created_at", "created_at"),
    Index(
        "ix_outbox_erase_at",
        "erase_at",
        sqlite_where=text("erase_at IS NOT NULL"),
        postgresql_where=text("erase_at IS NOT NULL"),
    ),
    sqlite_autoincrement=True,  # an id is never used again
    info={
        "keep": Keep(
            "created_at",
            30,
            "until it is delivered, and for the web chat’s history",
            longer={"failed": UNSOLVED_DAYS},
        ),
        "sealed_by": {
            "peer": SealedBy("citizens.peer", ("peer_key",)),
            "body": SealedBy("outbox.body", ("key",)),
        },
        "whose": (OwnedBy("peer_key", but=("queued",)),),
    },
)

# How many messages cost money, by month in Kyiv, and how many did not go out for it.
paid_messages = Table(
    "paid_messages",
    metadata,
    Column("channel", String(CHANNEL_LETTERS), primary_key=True, info=CHANNEL),
    Column("month", String(7), primary_key=True, info=clear("year and month")),
    Column("fate", String(8), primary_key=True, info=clear("sent or refused")),
    Column("messages", Integer, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    info={
        "keep": Keep("changed_at", 400, "so that the cost of a year can be told"),
        "whose": NotPersonal("how many messages cost money"),
    },
)

# What the program knows of this database: its keys, its clock, who serves it. Nothing of people.
system_facts = Table(
    "system_facts",
    metadata,
    Column(
        "name",
        String(96),
        primary_key=True,
        info=clear("name of a fact, with an id of a key or of a process"),
    ),
    # Sealed, or ids of keys.
    Column("cell", LargeBinary, info=SEALED),
    Column("moment", UtcDateTime),
    Column("ended_at", UtcDateTime),  # since when it is of no use; most are as long as the database
    info={
        "keep": Keep("ended_at", 1, "so that a wrong key or a wrong date does no harm"),
        "sealed_by": {},  # bot.storage.keys seals these anew itself
        "whose": NotPersonal("what the program knows of itself"),
    },
)

# Who shares the database. An epoch is one start of one process; a heartbeat counts `beat` up.
processes = Table(
    "processes",
    metadata,
    Column("epoch", String(64), primary_key=True, info=PROCESS),
    Column("place", String(16), nullable=False, info=DIGEST),  # which machine or container
    Column("pid", Integer, nullable=False),
    Column("started", BigInteger, nullable=False),
    Column("serves", Boolean, nullable=False),  # not so a terminal beside a service
    Column("beat", Integer, nullable=False),
    # Whether a full disk has room again.
    Column("ballast", Text, info=clear("random digits")),
    Column("seen_at", UtcDateTime, nullable=False),
    info={
        "keep": Keep("seen_at", 30, "so that no message is sent by two processes"),
        "whose": NotPersonal("what the program knows of itself"),
    },
)

# What one process does at a time. It is the holder's while its epoch is among the processes.
duties = Table(
    "duties",
    metadata,
    Column("name", String(32), primary_key=True, info=clear("one of the duties")),
    Column("epoch", String(64), nullable=False, info=PROCESS),
    Column("taken_at", UtcDateTime, nullable=False),
    info={
        "keep": Keep("taken_at", 30, "so that one process at a time does it"),
        "whose": NotPersonal("what the program knows of itself"),
    },
)
