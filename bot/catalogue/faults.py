"""Citizens say that a card is out of date: one tap, once for each citizen and card."""

from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    bindparam,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.storage.database import Unit
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

_report = (
    insert(service_faults)
    .values({name: bindparam(name) for name in ("service", "citizen_id", "content", "at")})
    .on_conflict_do_nothing(index_elements=["service", "citizen_id"])
    .returning(service_faults.c.id)
)


class Faults:
    """What citizens said about cards, bound to one transaction."""

    def __init__(self, unit: Unit, *, content_version: str) -> None:
        self._unit = unit
        self._content_version = content_version

    async def report(self, service: str, *, citizen: int, now: datetime) -> bool:
        """Keep that the card is out of date; False when this citizen has said so before."""
        values = {
            "service": service,
            "citizen_id": citizen,
            "content": self._content_version,
            "at": now,
        }
        return await self._unit.first(_report, values) is not None
