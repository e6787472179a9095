"""Tables of what is told of libraries, of what citizens say is wrong, of changes of cards."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from bot.storage.schema import (
    SEALED,
    Keep,
    NotPersonal,
    OwnedBy,
    SealedBy,
    UtcDateTime,
    clear,
    metadata,
)

WORDS = "reports.words"
DONE = "reports.done"

library_states = Table(
    "library_states",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("whom", String(80), nullable=False, info=clear("a library, a hromada, a raion or all")),
    Column("kind", String(16), nullable=False, info=clear("one of LiveKind")),
    Column("note", String(160), nullable=False, info=clear("an address or a reason, shown to all")),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("staff_id", Integer),  # no foreign key: the history outlives the person's row
    Column("ended_at", UtcDateTime),  # when it was taken back before its time
    Column("ended_by", Integer),
    Index("ix_library_states_until", "until"),
    Index("ix_library_states_whom", "whom", "id"),
    sqlite_autoincrement=True,  # of two that contradict each other the newer one holds
    info={
        "keep": Keep("until", 365, "so that a library’s history tells when it was closed and why"),
        "whose": NotPersonal("what the staff told of libraries"),
    },
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("about", String(96), nullable=False, info=clear("a card, a library or a place, by id")),
    Column("kind", String(16), nullable=False, info=clear("one of ReportKind")),
    Column("words", LargeBinary, info=SEALED),  # scrubbed too, as unclear questions are
    Column("citizen_id", ForeignKey("citizens.id", ondelete="SET NULL")),
    Column("content", String(32), nullable=False, info=clear("the version of the content seen")),
    Column("at", UtcDateTime, nullable=False),
    Column("done", LargeBinary, info=SEALED),  # what was changed, told to the citizen
    Column("done_at", UtcDateTime),
    Column("staff_id", Integer),  # no foreign key: the history outlives the person's row
    Index("ix_reports_at", "at"),
    Index("ix_reports_about", "about"),
    Index("ix_reports_citizen_id", "citizen_id"),
    info={
        "keep": Keep("at", 365, "so that editors can put right what is wrong"),
        "sealed_by": {"words": SealedBy(WORDS, prefix=32), "done": SealedBy(DONE, prefix=32)},
        "whose": (
            OwnedBy(
                "citizen_id",
                blank={"citizen_id": None, "words": None, "done": None},
                left="that somebody found a card or a library’s record wrong",
            ),
        ),
    },
)

card_changes = Table(
    "card_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", String(96), nullable=False, info=clear("its id")),
    Column("fields", String(2000), nullable=False, info=clear("JSON: facts that are shown to all")),
    Column("staff_id", Integer, nullable=False),  # no foreign key: as that of states
    Column("at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),  # when it stood in the content, or could not
    Index("ix_card_changes_done_at", "done_at"),
    Index("ix_card_changes_at", "at"),
    info={
        "keep": Keep("at", 30, "until it stands in the content, and for a look back"),
        "whose": NotPersonal("what the staff told of libraries"),
    },
)

card_reminders = Table(
    "card_reminders",
    metadata,
    Column("library", String(96), primary_key=True, info=clear("its id; empty: of all")),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_card_reminders_at", "at"),
    info={
        "keep": Keep("at", 400, "so that nobody is reminded too often"),
        "whose": NotPersonal("which library’s head was reminded when"),
    },
)
