"""Questions that were not understood, without anything personal."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, Index, Integer, String, Table, Text

from bot.storage.schema import Json, Keep, UtcDateTime, metadata


class Why(StrEnum):
    """What showed that a question was not understood."""

    UNANSWERED = "unanswered"  # nothing fitted
    OTHER = "other"  # the citizen chose the second or third offer
    NONE = "none"  # «Не те»


unclear_questions = Table(
    "unclear_questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("words", Text, nullable=False),  # scrubbed: see rules.scrub
    Column("why", String(16), nullable=False),
    Column("offered", Json, nullable=False),  # entry ids, best first
    Column("chosen", String(64)),  # the entry the citizen chose
    Column("content", String(32), nullable=False),  # the content's version
    Column("at", UtcDateTime, nullable=False),
    Index("ix_unclear_questions_at", "at"),
    info={"keep": Keep("at", 180, "so that editors can teach the bot, without any personal data")},
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """One such question."""

    id: int
    words: str
    why: Why
    offered: tuple[str, ...]
    chosen: str | None
    at: datetime
