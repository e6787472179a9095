"""Coming in: each invitation once, guesses slowed down, codes of an app never twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.staff import totp
from bot.staff.authentication import Authentication
from bot.staff.doors import Doors
from bot.staff.invitations import Invitation
from bot.staff.model import Role, staff, staff_sessions
from bot.staff.rules import MOST_FAILURES, StaffError
from bot.staff.service import Staff
from bot.storage import citizens, inbox
from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PASSWORD = "три довгі слова"


async def invite(
    database: Database, role: Role = Role.LIBRARIAN, name: str = "Оксана"
) -> Invitation:
    async with database.unit() as unit:
        return await Staff(unit).invite(name, role=role, point="village", now=NOW, by=None)


def authentication(database: Database, now: datetime = NOW) -> Authentication:
    return Authentication(database, clock=lambda: now)


@asynccontextmanager
async def doors(database: Database) -> AsyncIterator[Doors]:
    async with database.unit() as unit:
        yield Doors(unit)


async def conversation(database: Database, peer: str) -> int:
    async with database.unit() as unit:
        key = inbox.peer_key(unit, "web", peer)
        citizens.add(unit, "web", peer, key=key, lang="uk", now=NOW)
        row = await unit.first(citizens.known, {"peer_key": key})
        return int(row.id)


async def failing(database: Database, login: str, password: str, *, now: datetime = NOW) -> str:
    """Try to sign in; the reason it failed, committed."""
    try:
        await authentication(database, now).sign_in(login, password)
    except StaffError as error:
        return error.code
    return ""


async def with_password(database: Database) -> Invitation:
    invited = await invite(database)
    await authentication(database).set_password(
        invited.person, login="Oksana", password=PASSWORD, session=""
    )
    return invited


async def test_a_link_signs_in_once_however_many_try(database: Database) -> None:
    invited = await invite(database)

    async def one() -> str:
        try:
            async with doors(database) as at:
                await at.enter(invited.link, now=NOW)
        except StaffError as error:
            return error.code
        return "in"

    outcomes = await asyncio.gather(*(one() for _ in range(5)))
    assert sorted(outcomes) == ["in", "used", "used", "used", "used"]


async def test_a_session_names_its_person_until_it_ends(database: Database) -> None:
    invited = await invite(database)
    async with doors(database) as at:
        person, token = await at.enter(invited.link, now=NOW)
    assert person.name == "Оксана"
    async with database.reading() as unit:
        at = Doors(unit)
        found = await at.of_session(token, now=NOW)
        assert found is not None
        assert (found.id, found.has_entered) == (person.id, True)
        assert await at.of_session(token + "x", now=NOW) is None
        assert await at.of_session(token, now=NOW + timedelta(days=14)) is None
        row = await unit.first(select(staff_sessions))
        named = await unit.first(select(staff))
    assert token.encode() not in row.key
    assert "Оксана".encode() not in named.name
    async with doors(database) as at:
        at.sign_out(token)
    async with database.reading() as unit:
        assert await Doors(unit).of_session(token, now=NOW) is None


async def test_links_and_codes_have_a_term(database: Database) -> None:
    invited, olena = await invite(database), await conversation(database, "olena")
    late = NOW + timedelta(days=8)
    async with doors(database) as at:
        with pytest.raises(StaffError, match="expired"):
            await at.enter(invited.link, now=late)
        with pytest.raises(StaffError, match="unknown"):
            await at.enter("forged", now=NOW)
        with pytest.raises(StaffError, match="code_expired"):
            await at.link(invited.code, citizen=olena, now=late)


async def test_a_linked_conversation_spends_no_other_code(database: Database) -> None:
    first, second = await invite(database), await invite(database)
    olena, ivan = await conversation(database, "olena"), await conversation(database, "ivan")
    async with doors(database) as at:
        await at.link(first.code, citizen=olena, now=NOW)
        with pytest.raises(StaffError, match="linked"):
            await at.link(second.code, citizen=olena, now=NOW)
        assert (await at.link(second.code, citizen=ivan, now=NOW)).citizen_id == ivan


async def test_a_code_links_one_conversation_as_people_type_it(database: Database) -> None:
    invited = await invite(database)
    olena, ivan = await conversation(database, "olena"), await conversation(database, "ivan")
    typed = f" {invited.code.replace('-', '').lower()} ".translate(str.maketrans("ck", "ск"))
    async with doors(database) as at:
        person = await at.link(typed, citizen=olena, now=NOW)
        with pytest.raises(StaffError, match="code_used"):
            await at.link(invited.code, citizen=ivan, now=NOW)
    async with database.reading() as unit:
        found = await Staff(unit).of_citizen(olena)
        assert await Staff(unit).of_citizen(ivan) is None
    assert found is not None
    assert (found.id, found.citizen_id) == (person.id, olena)


async def test_login_and_password(database: Database) -> None:
    await with_password(database)
    person, _ = await authentication(database).sign_in(" OKSANA ", PASSWORD)
    assert person.has_password
    assert await failing(database, "oksana", "не той пароль") == "wrong"
    assert await failing(database, "nobody", PASSWORD) == "wrong"


async def test_a_new_password_ends_the_other_sessions(database: Database) -> None:
    await with_password(database)
    login = authentication(database)
    person, at_home = await login.sign_in("oksana", PASSWORD)
    _, at_work = await login.sign_in("oksana", PASSWORD)
    await login.set_password(person, login="oksana", password=PASSWORD[::-1], session=at_work)
    async with doors(database) as at:
        assert await at.of_session(at_home, now=NOW) is None
        assert await at.of_session(at_work, now=NOW) is not None


@pytest.mark.parametrize(
    ("login", "password", "code"),
    [
        ("оксана", PASSWORD, "bad_login"),
        ("ab", PASSWORD, "bad_login"),
        ("oksana", "коротке", "short_password"),
        ("oksana", "мій oksana 2026 пароль", "same_password"),
        ("taken", PASSWORD, "taken_login"),
    ],
)
async def test_a_poor_login_or_password_is_refused(
    database: Database, login: str, password: str, code: str
) -> None:
    other, invited = await invite(database, name="Інша"), await invite(database)
    at = authentication(database)
    await at.set_password(other.person, login="taken", password=PASSWORD, session="")
    with pytest.raises(StaffError, match=code):
        await at.set_password(invited.person, login=login, password=password, session="")


async def test_guessing_is_stopped_and_told_how_long(database: Database) -> None:
    await with_password(database)
    for _ in range(MOST_FAILURES):
        assert await failing(database, "oksana", "вгадую вгадую") == "wrong"
    assert await failing(database, "oksana", PASSWORD) == "throttled"
    assert await failing(database, "oksana", PASSWORD, now=NOW + timedelta(minutes=16)) == ""


async def test_a_code_of_the_app_works_once(database: Database) -> None:
    invited = await with_password(database)
    secret = totp.new_secret()
    async with doors(database) as at:
        at.set_totp(invited.person, secret)
    assert await failing(database, "oksana", PASSWORD) == "wrong"
    code = totp.code(secret, int(NOW.timestamp()) // 30)
    await authentication(database).sign_in("oksana", PASSWORD, code=code)
    with pytest.raises(StaffError, match="wrong"):
        await authentication(database).sign_in("oksana", PASSWORD, code=code)


async def test_who_is_removed_is_out_at_once(database: Database) -> None:
    invited, olena = await invite(database), await conversation(database, "olena")
    async with doors(database) as at:
        _, token = await at.enter(invited.link, now=NOW)
        await at.link(invited.code, citizen=olena, now=NOW)
    async with database.unit() as unit:
        await Staff(unit).remove(invited.person.id, now=NOW, by=None)
    async with database.reading() as unit:
        people = Staff(unit)
        assert await Doors(unit).of_session(token, now=NOW) is None
        assert await people.of_citizen(olena) is None
        assert await people.active() == []
        gone = await people.get(invited.person.id)
    assert gone is not None
    assert gone.name == "Оксана"


async def test_who_may_invite_and_remove_whom(database: Database) -> None:
    admin = (await invite(database, Role.ADMIN, "Адмін")).person
    head = (await invite(database, Role.HEAD, "Марія")).person
    boss = (await invite(database, Role.COORDINATOR, "Координатор")).person
    async with database.unit() as unit:
        people = Staff(unit)
        mine = await people.invite("Іван", role=Role.LIBRARIAN, point="village", now=NOW, by=head)
        for by, role, point in (
            (head, Role.HEAD, "village"), (head, Role.LIBRARIAN, "oblast"),
            (boss, Role.LIBRARIAN, "village"), (mine.person, Role.LIBRARIAN, "village"),
        ):  # fmt: skip
            with pytest.raises(StaffError, match="may_not"):
                await people.invite("Хтось", role=role, point=point, now=NOW, by=by)
        with pytest.raises(StaffError, match="may_not"):
            await people.remove(boss.id, now=NOW, by=head)
        with pytest.raises(StaffError, match="last_admin"):
            await people.remove(admin.id, now=NOW, by=None)
        await people.remove(mine.person.id, now=NOW, by=head)
        with pytest.raises(StaffError, match="unknown"):
            await people.invite_again(mine.person.id, now=NOW, by=admin)


async def test_a_new_invitation_ends_the_older_one(database: Database) -> None:
    invited = await invite(database)
    async with database.unit() as unit:
        again = await Staff(unit).invite_again(invited.person.id, now=NOW, by=None)
    async with doors(database) as at:
        with pytest.raises(StaffError, match="unknown"):
            await at.enter(invited.link, now=NOW)
        await at.enter(again.link, now=NOW)
