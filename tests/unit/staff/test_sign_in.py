"""Coming in: each invitation once, guesses slowed down, codes of an app never twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.staff import totp
from bot.staff.acts import Wanted
from bot.staff.authentication import Attempt, Authentication, Entered
from bot.staff.credentials import Credentials
from bot.staff.devices import LASTS
from bot.staff.model import LinkKind, Person, Role, staff, staff_attempts, staff_sessions
from bot.staff.passwords import BusyError
from bot.staff.repository.acts import Acts
from bot.staff.repository.invitations import Invitation
from bot.staff.repository.sessions import Session, Sessions
from bot.staff.rules import (
    CONFIRMED,
    MOST_FAILURES,
    MOST_LINK_CODES,
    SESSION,
    SESSION_IDLE,
    SLOW_AFTER,
    StaffError,
    pause_of,
)
from bot.staff.service import Staff
from bot.staff.sign_in import SignIn
from bot.staff.waiting import MOST, MOST_OF_PLACE, Pause, WaitingLine
from bot.storage import citizens, inbox
from bot.storage.database import Database

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PASSWORD = "три довгі слова"
COMMON = (
    "123456789012", "password1234", " " * 12, "qwertyuiop12", "йцукенгшщзхї", "Пароль123456",
    "пароль-пароль", "!!!!!!!!!!!!", "Слава Україні", "СлаваУкраїні1", "qwerty123456",
    "aaaaaaaaaaaaa", "01.01.1990 01.01.1990", "Привіт123456",
)  # fmt: skip


async def invite(
    database: Database, role: Role = Role.LIBRARIAN, name: str = "Оксана", point: str = "village"
) -> Invitation:
    async with database.unit() as unit:
        return await Staff(unit).invite(name, role=role, point=point, now=NOW, by=None)


async def no_pause(_seconds: float) -> None:
    """Time is not what is tested."""


def authentication(
    database: Database, now: datetime = NOW, pause: Pause = no_pause
) -> Authentication:
    return Authentication(database, key=b"k", clock=lambda: now, line=WaitingLine(pause))


async def choose(
    database: Database, person: Person, login: str = "Oksana", password: str = PASSWORD, *,
    session: str = "", now: datetime = NOW, common: Sequence[str] = (),
) -> str:  # fmt: skip
    return await authentication(database, now).set_password(
        person, login=login, password=password, library="Сільська бібліотека", session=session,
        common=common,
    )  # fmt: skip


async def sign_in(database: Database, password: str = PASSWORD, **given: str) -> Entered:
    return await authentication(database).sign_in(Attempt(" OKSANA ", password, **given))


@asynccontextmanager
async def sign_in_of(database: Database) -> AsyncIterator[SignIn]:
    async with database.unit() as unit:
        yield SignIn(unit)


async def conversation(database: Database, peer: str) -> int:
    async with database.unit() as unit:
        key = inbox.peer_key(unit, "web", peer)
        citizens.add(unit, "web", peer, key=key, lang="uk", now=NOW)
        row = await unit.first(citizens.known, {"peer_key": key})
        return int(row.id)


async def failing(
    database: Database, login: str, password: str, *, now: datetime = NOW, network: str = "here",
    device: str = "", code: str = "",
) -> str:  # fmt: skip
    """Try to sign in; the reason it failed, committed."""
    given = Attempt(login, password, network=network, device=device, code=code)
    try:
        await authentication(database, now).sign_in(given)
    except StaffError as error:
        return error.code
    return ""


async def with_password(database: Database) -> Invitation:
    invited = await invite(database)
    await choose(database, invited.person)
    return invited


async def test_a_link_signs_in_once_however_many_try(database: Database) -> None:
    invited = await invite(database)

    async def one() -> str:
        try:
            async with sign_in_of(database) as at:
                await at.enter(invited.link, now=NOW)
        except StaffError as error:
            return error.code
        return "in"

    outcomes = await asyncio.gather(*(one() for _ in range(5)))
    assert sorted(outcomes) == ["in", "used", "used", "used", "used"]


async def test_a_session_names_its_person_until_it_ends(database: Database) -> None:
    invited = await invite(database)
    async with sign_in_of(database) as at:
        person, token = await at.enter(invited.link, now=NOW)
    assert person.name == "Оксана"
    async with database.reading() as unit:
        at = Sessions(unit)
        session = await at.find(token, now=NOW)
        assert session is not None
        assert (session.person.id, session.person.has_entered) == (person.id, True)
        assert await at.find(token + "x", now=NOW) is None
        assert await at.find(token, now=NOW + timedelta(days=14)) is None
        row = await unit.first(select(staff_sessions))
        named = await unit.first(select(staff))
    assert token.encode() not in row.key
    assert "Оксана".encode() not in named.name
    async with database.unit() as unit:
        Sessions(unit).end(token)
    async with database.reading() as unit:
        assert await Sessions(unit).find(token, now=NOW) is None


async def test_links_and_codes_have_a_term(database: Database) -> None:
    invited, olena = await invite(database), await conversation(database, "olena")
    late = NOW + timedelta(days=8)
    async with sign_in_of(database) as at:
        with pytest.raises(StaffError, match="expired"):
            await at.enter(invited.link, now=late)
        with pytest.raises(StaffError, match="unknown"):
            await at.enter("forged", now=NOW)
        with pytest.raises(StaffError, match="code_expired"):
            await at.link(invited.code, citizen=olena, now=late)


async def test_a_linked_conversation_spends_no_other_code(database: Database) -> None:
    first, second = await invite(database), await invite(database)
    olena, ivan = await conversation(database, "olena"), await conversation(database, "ivan")
    async with sign_in_of(database) as at:
        await at.link(first.code, citizen=olena, now=NOW)
        with pytest.raises(StaffError, match="linked"):
            await at.link(second.code, citizen=olena, now=NOW)
        assert (await at.link(second.code, citizen=ivan, now=NOW)).citizen_id == ivan


async def test_a_code_links_one_conversation_as_people_type_it(database: Database) -> None:
    invited = await invite(database)
    olena, ivan = await conversation(database, "olena"), await conversation(database, "ivan")
    typed = f" {invited.code.replace('-', '').lower()} ".translate(str.maketrans("ck", "ск"))
    async with sign_in_of(database) as at:
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
    assert (await sign_in(database)).person.has_password
    assert await failing(database, "oksana", "не той пароль") == "wrong"
    assert await failing(database, "nobody", PASSWORD) == "wrong"


async def test_a_new_password_ends_the_other_sessions(database: Database) -> None:
    await with_password(database)
    at_home, at_work = await sign_in(database), await sign_in(database)
    await choose(database, at_work.person, password=PASSWORD[::-1], session=at_work.session)
    async with database.reading() as unit:
        assert await Sessions(unit).find(at_home.session, now=NOW) is None
        assert await Sessions(unit).find(at_work.session, now=NOW) is not None


@pytest.mark.parametrize(
    ("login", "password", "code"),
    [
        ("оксана", PASSWORD, "bad_login"),
        ("ab", PASSWORD, "bad_login"),
        ("oksana", "коротке", "short_password"),
        ("oksana", "мій oksana 2026 пароль", "same_password"),
        ("taken", PASSWORD, "taken_login"),
        ("oksana", "слово " * 43, "long_password"),
        ("oksana", "Оксана 2026!", "own_password"),
        ("oksana", "Сільська-Оксана", "own_password"),
        ("oksana", "Бібліотека2026", "own_password"),
        *(("oksana", one, "common_password") for one in COMMON),
    ],
)
async def test_a_poor_login_or_password_is_refused(
    database: Database, login: str, password: str, code: str
) -> None:
    other, invited = await invite(database, name="Інша"), await invite(database)
    await choose(database, other.person, login="taken")
    with pytest.raises(StaffError, match=code):
        await choose(database, invited.person, login=login, password=password)


async def test_what_is_chosen_first_in_the_oblast_is_refused(database: Database) -> None:
    person = (await invite(database)).person
    common = ["заріччя", "zarichchia"]
    for password in ("Заріччя-2026!", "zarichchia-zarichchia"):
        with pytest.raises(StaffError, match="common_password"):
            await choose(database, person, password=password, common=common)


async def guess(database: Database, times: int, *, network: str = "here", **given: str) -> None:
    for _ in range(times):
        assert (
            await failing(database, "oksana", "вгадую вгадую", network=network, **given) == "wrong"
        )


async def acts(database: Database, person: int) -> list[str]:
    """What the log says of somebody, newest first."""
    async with database.reading() as unit:
        wanted = Wanted(NOW - timedelta(days=1), NOW + timedelta(days=1), person)
        return [one.did.value for one in await Acts(unit).find(wanted, many=99)]


async def test_guessing_is_stopped_where_it_comes_from_and_nowhere_else(
    database: Database,
) -> None:
    invited = await with_password(database)
    await guess(database, MOST_FAILURES)
    assert await failing(database, "oksana", PASSWORD) == "throttled"
    assert await failing(database, "oksana", PASSWORD, network="at home") == ""
    assert await failing(database, "oksana", PASSWORD, now=NOW + timedelta(minutes=16)) == ""
    assert (await acts(database, invited.person.id)).count("throttled") == 1


async def test_many_at_once_are_told_no_more_than_one_after_another(database: Database) -> None:
    await with_password(database)
    tries = [failing(database, "oksana", "вгадую вгадую") for _ in range(MOST_FAILURES + 5)]
    told = await asyncio.gather(*tries)
    # Two processes may count the same one on PostgreSQL, a single writer never does.
    assert told.count("wrong") - MOST_FAILURES in ({0} if database.is_sqlite else set(range(6)))
    assert await failing(database, "oksana", PASSWORD) == "throttled"


async def test_a_known_device_passes_while_others_are_stopped(database: Database) -> None:
    await with_password(database)
    mine = (await sign_in(database, network="here")).device
    await guess(database, MOST_FAILURES)
    assert await failing(database, "oksana", PASSWORD) == "throttled"
    assert await failing(database, "oksana", PASSWORD, device=mine) == ""
    assert await failing(database, "oksana", PASSWORD, device=mine[:-1]) == "throttled"
    assert await failing(database, "oksana", PASSWORD, device="1.2.3") == "throttled"
    await guess(database, MOST_FAILURES, device=mine)  # it is not for guessing either
    assert await failing(database, "oksana", PASSWORD, device=mine) == "throttled"


async def test_a_new_password_ends_known_devices(database: Database) -> None:
    invited = await with_password(database)
    before = (await sign_in(database)).device
    after = await choose(database, invited.person, password=PASSWORD[::-1])
    await guess(database, MOST_FAILURES)
    assert await failing(database, "oksana", PASSWORD[::-1], device=before) == "throttled"
    assert await failing(database, "oksana", PASSWORD[::-1], device=after) == ""
    late = NOW + LASTS
    await guess(database, 0)
    async with database.unit() as unit:
        await unit.run(update(staff_attempts).values(at=late))
    assert await failing(database, "oksana", PASSWORD[::-1], device=after, now=late) == "throttled"


async def test_guesses_from_everywhere_slow_down_strangers_and_refuse_nobody(
    database: Database,
) -> None:
    invited = await with_password(database)
    mine = (await sign_in(database)).device
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    for network in range(SLOW_AFTER):
        await guess(database, 1, network=f"network {network}")
    at = authentication(database, pause=pause)
    await at.sign_in(Attempt("oksana", PASSWORD, network="at home"))
    assert pauses == [0.5]
    await at.sign_in(Attempt("oksana", PASSWORD, network="at home", device=mine))
    assert pauses == [0.5]
    assert (await acts(database, invited.person.id)).count("slowed") == 1
    assert [pause_of(n) for n in (0, 19, 20, 25, 30, 40, 1000)] == [0, 0, 0.5, 1, 2, 8, 8]


async def test_so_many_wait_and_so_many_of_one_place() -> None:
    go = asyncio.Event()

    async def pause(_seconds: float) -> None:
        await go.wait()

    line = WaitingLine(pause)
    waiting = [asyncio.create_task(line.wait(1, place="here")) for _ in range(MOST_OF_PLACE)]
    await asyncio.sleep(0)
    with pytest.raises(BusyError):
        await line.wait(1, place="here")
    await line.wait(0, place="here")  # who need not wait is never refused
    waiting += [asyncio.create_task(line.wait(1, place=f"{n}")) for n in range(MOST - 4)]
    await asyncio.sleep(0)
    with pytest.raises(BusyError):
        await line.wait(1, place="elsewhere")
    go.set()
    await asyncio.gather(*waiting)
    await line.wait(1, place="here")


async def with_app(database: Database) -> tuple[Invitation, str]:
    invited, secret = await with_password(database), totp.new_secret()
    async with database.unit() as unit:
        Credentials(unit).set_totp(invited.person.id, secret)
    return invited, secret


def code_at(secret: str, now: datetime) -> str:
    return totp.code(secret, int(now.timestamp()) // 30)


async def test_a_code_of_the_app_works_once(database: Database) -> None:
    _, secret = await with_app(database)
    assert await failing(database, "oksana", PASSWORD) == "wrong"
    assert await failing(database, "oksana", PASSWORD, code=code_at(secret, NOW)) == ""
    assert await failing(database, "oksana", PASSWORD, code=code_at(secret, NOW)) == "wrong"


async def test_codes_fit_again_after_the_clock_went_back(database: Database) -> None:
    invited, secret = await with_app(database)
    wrong = NOW + timedelta(hours=1)
    told = await failing(database, "oksana", PASSWORD, code=code_at(secret, wrong), now=wrong)
    assert told == ""
    assert await failing(database, "oksana", PASSWORD, code=code_at(secret, NOW)) == ""
    assert "clock_went_back" in await acts(database, invited.person.id)
    assert await failing(database, "oksana", PASSWORD, code=code_at(secret, NOW)) == "wrong"


async def test_a_link_asks_for_the_code_and_not_for_ever(database: Database) -> None:
    invited, secret = await with_app(database)
    async with sign_in_of(database) as at:
        link = at.sign_in_link(invited.person, now=NOW).link
        other = at.sign_in_link(invited.person, now=NOW).link
        assert await at.asks_for_code(link, now=NOW)
    login = authentication(database)
    with pytest.raises(StaffError, match="needs_code"):
        await login.enter(link, code="", browser="")
    for _ in range(MOST_LINK_CODES):
        with pytest.raises(StaffError, match="wrong_code"):
            await login.enter(link, code="000000", browser="")
    with pytest.raises(StaffError, match="used"):
        await login.enter(link, code=code_at(secret, NOW), browser="")
    entered = await login.enter(other, code=code_at(secret, NOW), browser="")
    assert entered.person.id == invited.person.id


async def found(database: Database, token: str, now: datetime = NOW) -> Session | None:
    async with database.reading() as unit:
        return await Sessions(unit).find(token, now=now)


async def test_a_session_ends_without_use_and_in_any_case(database: Database) -> None:
    await with_password(database)
    token = (await sign_in(database)).session
    almost = NOW + SESSION_IDLE - timedelta(minutes=1)
    session = await found(database, token, almost)
    assert session
    assert await found(database, token, NOW + SESSION_IDLE) is None
    async with database.unit() as unit:
        Sessions(unit).seen(session, now=almost)
    assert await found(database, token, NOW + SESSION_IDLE)
    async with database.unit() as unit:
        Sessions(unit).seen(session, now=NOW + SESSION)
    assert await found(database, token, NOW + SESSION) is None


async def test_the_password_is_asked_again_after_ten_minutes(database: Database) -> None:
    _, secret = await with_app(database)
    entered = await sign_in(database, code=code_at(secret, NOW))
    later = NOW + CONFIRMED
    session = await found(database, entered.session, later)
    assert session
    assert not session.is_confirmed(later)
    assert session.is_confirmed(NOW)
    at = authentication(database, later)
    for typed in ("вгадую", "000000", "", code_at(secret, NOW)):
        with pytest.raises(StaffError, match="wrong_confirm"):
            await at.confirm(session, entered.session, typed)
    for typed in (PASSWORD, code_at(secret, later)):
        await at.confirm(session, entered.session, typed)
    fresh = await found(database, entered.session, later)
    assert fresh
    assert fresh.is_confirmed(later)


async def test_guessing_at_an_open_session_ends_it(database: Database) -> None:
    await with_password(database)
    entered = await sign_in(database)
    session = await found(database, entered.session)
    assert session
    for _ in range(MOST_FAILURES):
        with pytest.raises(StaffError, match="wrong_confirm"):
            await authentication(database).confirm(session, entered.session, "вгадую")
    with pytest.raises(StaffError, match="confirm_over"):
        await authentication(database).confirm(session, entered.session, PASSWORD)
    assert await found(database, entered.session) is None


async def test_a_head_cannot_become_her_librarian_unseen(database: Database) -> None:
    head = (await invite(database, Role.HEAD, "Марія")).person
    invited, secret = await with_app(database)
    async with database.unit() as unit:
        await unit.run(update(staff).values(entered_at=NOW))
    oksana = await sign_in(database, code=code_at(secret, NOW))
    async with database.unit() as unit:
        given = await Staff(unit).invite_again(invited.person.id, now=NOW, by=head)
    assert (given.kind, given.code) == (LinkKind.RESET, "")  # no messenger of hers is linked by it
    assert await found(database, oksana.session) is None
    login = authentication(database, NOW + timedelta(minutes=1))
    with pytest.raises(StaffError, match="needs_code"):
        await login.enter(given.link, code="", browser="")
    code = code_at(secret, NOW + timedelta(minutes=1))
    await login.enter(given.link, code=code, browser="")
    async with database.reading() as unit:
        row = await Credentials(unit).by_id(invited.person.id)
        told = await Acts(unit).telling(invited.person.id, since=NOW - timedelta(days=1))
    assert (row.password, row.totp is None) == (None, False)
    assert [(one.did.value, one.by) for one in told] == [
        ("reset_used", None), ("reset_given", head.id),
    ]  # fmt: skip
    elsewhere = (await invite(database, Role.HEAD, "Ніна", point="oblast")).person
    for by in (elsewhere, invited.person):
        async with database.unit() as unit:
            with pytest.raises(StaffError, match="may_not"):
                await Staff(unit).no_codes(invited.person.id, now=NOW, by=by)
    async with database.unit() as unit:
        await Staff(unit).no_codes(invited.person.id, now=NOW, by=head)
        told = await Acts(unit).telling(invited.person.id, since=NOW - timedelta(days=1))
    assert (told[0].did.value, told[0].by) == ("codes_reset", head.id)


async def test_old_invitations_end_with_a_chosen_password(database: Database) -> None:
    """Else whoever invited somebody could come in as them later, or link a messenger."""
    invited, ivan = await with_password(database), await conversation(database, "ivan")
    async with sign_in_of(database) as at:
        with pytest.raises(StaffError, match="expired"):
            await at.enter(invited.link, now=NOW)
        with pytest.raises(StaffError, match="code_expired"):
            await at.link(invited.code, citizen=ivan, now=NOW)
        own = at.linking_code(invited.person, now=NOW)
        with pytest.raises(StaffError, match="unknown"):
            await at.enter(own.link, now=NOW)
        assert (await at.link(own.code, citizen=ivan, now=NOW)).id == invited.person.id


async def test_who_is_removed_is_out_at_once(database: Database) -> None:
    invited, olena = await invite(database), await conversation(database, "olena")
    async with sign_in_of(database) as at:
        _, token = await at.enter(invited.link, now=NOW)
        await at.link(invited.code, citizen=olena, now=NOW)
    async with database.unit() as unit:
        await Staff(unit).remove(invited.person.id, now=NOW, by=None)
    async with database.reading() as unit:
        people = Staff(unit)
        assert await Sessions(unit).find(token, now=NOW) is None
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
    async with sign_in_of(database) as at:
        with pytest.raises(StaffError, match="replaced"):
            await at.enter(invited.link, now=NOW)
        await at.enter(again.link, now=NOW)
