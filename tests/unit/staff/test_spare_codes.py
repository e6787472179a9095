"""Spare codes stand in for an app on a lost phone: each once, wherever a code is asked for."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.staff.model import staff_spare_codes
from bot.staff.repository.acts import Acts
from bot.staff.repository.spare_codes import MANY, SpareCodes, digits_of
from bot.staff.rules import StaffError
from bot.staff.service import Staff
from bot.storage.database import Database
from tests.unit.staff.test_sign_in import (
    NOW,
    PASSWORD,
    authentication,
    failing,
    found,
    invite,
    sign_in,
    with_app,
)


async def renew(database: Database, person: int) -> list[str]:
    async with database.unit() as unit:
        return SpareCodes(unit).renew(person, now=NOW)


async def left(database: Database, person: int) -> int:
    async with database.reading() as unit:
        return (await SpareCodes(unit).left()).get(person, 0)


async def test_each_signs_in_once_and_it_is_told(database: Database) -> None:
    invited, _ = await with_app(database)
    codes = await renew(database, invited.person.id)
    assert len(set(codes)) == MANY
    typed = codes[0].replace("-", " – ")
    assert await failing(database, "oksana", PASSWORD, code=typed) == ""
    assert await failing(database, "oksana", PASSWORD, code=typed) == "wrong"
    assert await left(database, invited.person.id) == MANY - 1
    async with database.reading() as unit:
        told = await Acts(unit).telling(invited.person.id, since=NOW - timedelta(days=1))
    assert [one.did.value for one in told if "spare" in one.did.value] == ["spare_code_used"]


async def test_new_ones_end_the_older_and_another_persons_open_nothing(database: Database) -> None:
    invited, _ = await with_app(database)
    ivan = (await invite(database, name="Іван")).person.id
    old, others = await renew(database, invited.person.id), await renew(database, ivan)
    new = await renew(database, invited.person.id)
    for code in (old[0], others[0], "00000-00000", "12345", "дев’ять"):
        assert await failing(database, "oksana", PASSWORD, code=code) == "wrong"
    assert await failing(database, "oksana", PASSWORD, code=new[0]) == ""


async def test_only_digests_rest(database: Database) -> None:
    invited, _ = await with_app(database)
    codes = await renew(database, invited.person.id)
    async with database.reading() as unit:
        rows = await unit.all(select(staff_spare_codes))
    assert len(rows) == MANY
    assert not any(code.replace("-", "") in str(rows) for code in codes)


async def test_it_confirms_what_changes_accounts(database: Database) -> None:
    invited, _ = await with_app(database)
    codes = await renew(database, invited.person.id)
    entered = await sign_in(database, code=codes[0])
    session = await found(database, entered.session)
    assert session is not None
    await authentication(database).confirm(session, entered.session, codes[1])
    with pytest.raises(StaffError, match="wrong_confirm"):
        await authentication(database).confirm(session, entered.session, codes[1])


async def test_they_end_with_the_codes_and_with_the_access(database: Database) -> None:
    invited, _ = await with_app(database)
    await renew(database, invited.person.id)
    async with database.unit() as unit:
        await Staff(unit).no_codes(invited.person.id, now=NOW, by=None)
    assert await left(database, invited.person.id) == 0
    await renew(database, invited.person.id)
    async with database.unit() as unit:
        await Staff(unit).remove(invited.person.id, now=NOW, by=None)
    assert await left(database, invited.person.id) == 0


@pytest.mark.parametrize("typed", ["48291-53720", "4829153720", " 48291 53720 ", "48291–53720"])
def test_however_it_is_typed(typed: str) -> None:
    assert digits_of(typed) == "4829153720"
