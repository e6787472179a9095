"""Citizens say that a card is out of date: one tap, once for each citizen and card."""

from datetime import datetime

from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert  # SQLite reads its ON CONFLICT too

from bot.catalogue.tables import service_faults
from bot.storage.database import Unit

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
