"""Ten one-time codes for somebody without the phone that shows the codes of their app."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select

from bot.staff.model import staff_spare_codes
from bot.storage.database import Unit

MANY = 10
DIGITS = 10  # so that no other code is as long, and a phone shows its digits to type them
LASTS = timedelta(days=3650)
FEW = 3  # from here on one is told to make new ones

_add = insert(staff_spare_codes).values(
    {name: bindparam(name) for name in ("staff_id", "key", "expires_at")}
)
_use = delete(staff_spare_codes).where(
    staff_spare_codes.c.staff_id == bindparam("person"), staff_spare_codes.c.key == bindparam("key")
)
_none = delete(staff_spare_codes).where(staff_spare_codes.c.staff_id == bindparam("person"))
_left = select(staff_spare_codes.c.staff_id, func.count().label("many")).group_by(
    staff_spare_codes.c.staff_id
)


def digits_of(typed: str) -> str:
    """A typed spare code without what stands between its digits; "" for what can't be one."""
    bare = "".join(letter for letter in typed if not letter.isspace() and letter not in "-–—‑")
    return bare if len(bare) == DIGITS and bare.isascii() and bare.isdecimal() else ""


class SpareCodes:
    """Bound to one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def renew(self, person: int, *, now: datetime) -> list[str]:
        """New ones, like "48291-53720": told here and never again; the older ones end."""
        self.end(person)
        codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(MANY)]
        for one in codes:
            values = {"staff_id": person, "key": self._key(person, one), "expires_at": now + LASTS}
            self._unit.put(_add, values)
        return [f"{one[:5]}-{one[5:]}" for one in codes]

    async def use(self, person: int, typed: str) -> bool:
        """Whether it is one of theirs; it is none any more."""
        digits = digits_of(typed)
        if not digits:
            return False
        values = {"person": person, "key": self._key(person, digits)}
        return await self._unit.run(_use, values) > 0

    def end(self, person: int) -> None:
        """None of theirs opens anything any more."""
        self._unit.put(_none, {"person": person})

    async def left(self) -> Mapping[int, int]:
        """How many each person has, by the person's id."""
        return {row.staff_id: int(row.many) for row in await self._unit.all(_left)}

    def _key(self, person: int, digits: str) -> bytes:
        return self._unit.vault.lookup(f"staff spare code\0{person}\0{digits}")
