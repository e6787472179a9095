"""Nothing is kept for ever: every table says how long its rows stay, and here they go."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.storage.database import Database
from bot.storage.schema import keep_of, metadata


async def purge(database: Database, *, now: datetime) -> int:
    """Delete rows past their term; how many. A message that was never handled stays."""
    gone = 0
    for table in reversed(metadata.sorted_tables):
        rule = keep_of(table)
        old = table.c[rule.column] < now - timedelta(days=rule.days)
        if rule.ended:
            old &= table.c.state.in_(rule.ended)
        async with database.unit() as unit:
            gone += await unit.run(delete(table).where(old))
    return gone
