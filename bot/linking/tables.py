"""Codes that link a chat to another of the same person."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Table

from bot.storage.schema import DIGEST, Keep, OwnedBy, UtcDateTime, metadata

link_codes = Table(
    "link_codes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="CASCADE"), nullable=False),
    Column("code_key", LargeBinary(16), nullable=False, unique=True, info=DIGEST),
    Column("at", UtcDateTime, nullable=False),
    info={
        "keep": Keep("at", 1, "so that you can link another chat of yours"),
        "whose": (OwnedBy("citizen_id"),),
    },
)
