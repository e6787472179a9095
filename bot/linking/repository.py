"""Codes in the database."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from bot.linking.tables import link_codes
from bot.storage.database import Unit

_fits = (link_codes.c.code_key == bindparam("code"), link_codes.c.at > bindparam("since"))
_forget = delete(link_codes).where(link_codes.c.citizen_id == bindparam("citizen"))
_add = insert(link_codes).values(
    {name: bindparam(name) for name in ("citizen_id", "code_key", "at")}
)
_find = select(link_codes.c.citizen_id).where(*_fits)
_take = delete(link_codes).where(*_fits).returning(link_codes.c.citizen_id)


def renew(unit: Unit, citizen: int, code: bytes, *, now: datetime) -> None:
    """Keep this code of a citizen's, and no earlier one."""
    unit.put(_forget, {"citizen": citizen})
    unit.put(_add, {"citizen_id": citizen, "code_key": code, "at": now})


async def find(unit: Unit, code: bytes, *, since: datetime) -> int | None:
    """Whose code it is; None for none that still holds."""
    row = await unit.first(_find, {"code": code, "since": since})
    return int(row.citizen_id) if row else None


async def take(unit: Unit, code: bytes, *, since: datetime) -> bool:
    """Use a code up; False when somebody else has."""
    return await unit.first(_take, {"code": code, "since": since}) is not None
