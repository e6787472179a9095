"""The table of the catalogue: who said that a card is out of date."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from bot.storage.schema import Keep, OwnedBy, UtcDateTime, clear, metadata

service_faults = Table(
    "service_faults",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("service", String(64), nullable=False, info=clear("id of a card")),
    Column("citizen_id", ForeignKey("citizens.id", ondelete="SET NULL")),
    Column("content", String(32), nullable=False, info=clear("the version of the content seen")),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("service", "citizen_id"),
    Index("ix_service_faults_at", "at"),
    Index("ix_service_faults_citizen_id", "citizen_id"),
    info={
        "keep": Keep("at", 365, "so that editors can put the card right"),
        "whose": (
            OwnedBy(
                "citizen_id", blank={"citizen_id": None}, left="that somebody found a card wrong"
            ),
        ),
    },
)
