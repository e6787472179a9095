"""Questions that were not understood, without what a net could find personal in them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from bot.storage.schema import (
    DIGEST,
    SEALED,
    Json,
    Keep,
    OwnedBy,
    SealedBy,
    UtcDateTime,
    clear,
    metadata,
)

WORDS = "unclear_questions.words"


class UnclearReason(StrEnum):
    """What showed that a question was not understood."""

    UNANSWERED = "unanswered"  # nothing fitted
    OTHER = "other"  # the citizen chose the second or third offer
    NONE = "none"  # «Не те»


unclear_questions = Table(
    "unclear_questions",
    metadata,
    Column("id", Integer, primary_key=True),
    # Whose question it is (citizens.peer_key), so that it goes with them; words are bound to it.
    Column("asker_key", LargeBinary(16), nullable=False, info=DIGEST),
    Column("words", LargeBinary, nullable=False, info=SEALED),  # scrubbed too: see rules.scrub
    Column("why", String(16), nullable=False, info=clear("what showed that it was not understood")),
    Column("offered", Json, nullable=False, info=clear("ids of cards, best first")),
    Column("chosen", String(64), info=clear("id of the card that was chosen")),
    Column("content", String(32), nullable=False, info=clear("version of the content")),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_unclear_questions_at", "at"),
    Index("ix_unclear_questions_asker_key", "asker_key"),
    info={
        "keep": Keep("at", 180, "so that editors can teach the bot, without any personal data"),
        "sealed_by": {"words": SealedBy(WORDS, ("asker_key",))},
        "whose": (OwnedBy("asker_key"),),
    },
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """One such question."""

    id: int
    words: str
    why: UnclearReason
    offered: tuple[str, ...]
    chosen: str | None
    at: datetime
