"""`mistok staff`: invite, list and remove those who work at the desk."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

import typer
from rapidfuzz import process

from bot.app.settings import Settings, read_settings
from bot.cli.opened import opened
from bot.engine.texts import FALLBACK, load_texts
from bot.engine.wording import kyiv_time
from bot.languages.folder import LOCALES
from bot.requests.repository.owners import waiting_by_person
from bot.staff.model import Role
from bot.staff.repository.invitations import Invitation
from bot.staff.rules import FIRST_LINK, MESSAGES, StaffError, StaffRefusal, normal_login
from bot.staff.service import Staff
from bot.storage.database import Database, Unit

R = TypeVar("R")
app = typer.Typer(help="People who answer requests at the desk.", no_args_is_help=True)
Whom = Annotated[str, typer.Argument(help="Id from `mistok staff list`, or their login.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
FIRST_ADMIN = "Адміністратор"


@app.command()
def invite(
    role: Annotated[Role, typer.Option(help="librarian, editor, head, coordinator or admin.")],
    name: Annotated[str, typer.Option(help="The person's name, as colleagues know it.")],
    point: Annotated[str, typer.Option(help="Id of their library in content/libraries.")] = "",
    lang: Annotated[list[str] | None, typer.Option(help="Codes of languages they write.")] = None,
    as_json: Json = False,
) -> None:
    """Invite somebody: prints a link for a browser and a code for a messenger, each works once."""
    settings = read_settings()
    library = library_of(settings, point, role)
    if not name.strip():
        raise typer.BadParameter("впишіть ім’я людини, наприклад --name «Оксана Мельник».")

    async def use(people: Staff) -> Invitation:
        return await people.invite(
            name, role=role, point=library, langs=lang or [FALLBACK], now=datetime.now(UTC), by=None
        )

    invited = _with_staff(settings, use)
    link = link_address(settings, invited.link)
    if as_json:
        _put({"link": link, "code": invited.code})
        return
    _say(f"{invited.person.name}: {role.value}, {library}")
    _say(f"Посилання для браузера (одноразове): {link}")
    _say(f"Код для месенджера (написати ботові): {invited.code}")
    _say(f"Дійсні до {kyiv_time(invited.expires_at)}.")


@app.command("list")
def list_(as_json: Json = False) -> None:
    """Say who works at the desk."""

    async def use(people: Staff) -> Sequence[Mapping[str, Any]]:
        return [
            {"id": one.id, "name": one.name, "role": one.role.value, "point": one.point,
             "password": one.has_password, "messenger": one.citizen_id is not None,
             "codes": one.has_totp}
            for one in await people.active()
        ]  # fmt: skip

    found = _with_staff(read_settings(), use)
    if as_json:
        _put({"staff": found})
        return
    for one in found:
        _say(f"{one['id']}\t{one['role']}\t{one['point']}\t{one['name']}")
    if not found:
        _say("Ще нікого немає. Запросіть: mistok staff invite --role admin --name «Ім’я»")


@app.command()
def remove(person: Whom) -> None:
    """End a person's access at once."""

    async def work(unit: Unit) -> tuple[str, int]:
        people = Staff(unit)
        whom = await _found(people, person)
        many = (await waiting_by_person(unit)).get(whom, 0)
        return (await people.remove(whom, now=datetime.now(UTC), by=None)).name, many

    try:
        name, many = _in_unit(read_settings(), work)
    except StaffError as error:
        raise _refused(error, person) from None
    _say(f"{name}: доступ закрито.")
    if many:
        _say(f"Звернень у роботі було: {many}. Служба, що працює, за хвилину поверне їх у чергу.")


@app.command()
def reset(
    person: Whom,
    codes: Annotated[
        bool, typer.Option("--codes", help="Also stop asking them for codes of an app.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Give somebody a link in place of a lost password; their sessions end, and they are told."""
    settings = read_settings()

    async def use(people: Staff) -> Invitation:
        now, whom = datetime.now(UTC), await _found(people, person)
        if codes:
            await people.no_codes(whom, now=now, by=None)
        return await people.invite_again(whom, now=now, by=None)

    try:
        given = _with_staff(settings, use)
    except StaffError as error:
        raise _refused(error, person) from None
    link = link_address(settings, given.link)
    if as_json:
        _put({"link": link})
        return
    _say(f"{given.person.name}: усі сеанси завершено.")
    if codes:
        _say("Коди вимкнено: під час входу про код із застосунку більше не питають.")
    _say(f"Посилання для браузера (одноразове): {link}")
    _say(f"Дійсне до {kyiv_time(given.expires_at)}.")


def link_address(settings: Settings, link: str) -> str:
    """The whole address of an invitation."""
    return f"{settings.address}/desk/enter/{link}"


async def first_admin_link(
    database: Database,
    settings: Settings,
    *,
    point: str,
    now: datetime,
    lasts: timedelta = FIRST_LINK,
) -> str | None:
    """A link for the first administrator while there is none; None afterwards.

    Links that other processes, or earlier starts of this one, have shown stay valid.
    """
    async with database.unit() as unit:
        unit.alone("first administrator")
        people = Staff(unit)
        if not await people.first_admin_needed():
            return None
        known = [one for one in await people.active() if one.role is Role.ADMIN]
        if known:
            invited = people.invite_once_more(known[0], now=now, lasts=lasts)
        else:
            invited = await people.invite(
                FIRST_ADMIN, role=Role.ADMIN, point=point, now=now, by=None, lasts=lasts
            )
    return link_address(settings, invited.link)


def library_of(settings: Settings, point: str, role: Role) -> str:
    """The id of a person's library. Raises BadParameter for an unknown or a missing one."""
    from bot.app.content_index import content_of

    content = content_of(settings.content)
    known = [one.id for one in content.access_points]
    if not point and role in {Role.COORDINATOR, Role.ADMIN}:
        return content.region.library
    if point not in known:
        near = ", ".join(found for found, *_ in process.extract(point, known, limit=3))
        raise typer.BadParameter(
            f"бібліотеки «{point}» немає; схожі: {near}. Коди стоять у content/libraries."
            if point
            else "бракує бібліотеки цієї людини. Додайте --point КОД; коди стоять у "
            "content/libraries. Без нього запрошують лише coordinator і admin."
        )
    return point


def _with_staff(settings: Settings, use: Callable[[Staff], Awaitable[R]]) -> R:
    return _in_unit(settings, lambda unit: use(Staff(unit)))


def _in_unit(settings: Settings, use: Callable[[Unit], Awaitable[R]]) -> R:
    async def work() -> R:
        async with opened(settings) as database, database.unit() as unit:
            return await use(unit)

    return asyncio.run(work())


async def _found(people: Staff, told: str) -> int:
    """Whose id or login this is. Raises StaffError("unknown")."""
    login = normal_login(told)
    for one in await people.active():
        if told.strip() == str(one.id) or (one.login and one.login == login):
            return one.id
    raise StaffError(StaffRefusal.UNKNOWN)


def _refused(error: StaffError, person: str) -> typer.BadParameter:
    told = load_texts(LOCALES)[FALLBACK].text(MESSAGES[error.code])
    if error.code is StaffRefusal.UNKNOWN:
        told = (
            f"людини з номером чи логіном «{person}» тут немає. Номери називає "
            "mistok staff list: перше слово рядка."
        )
    return typer.BadParameter(told)


def _put(value: Mapping[str, Any]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def _say(text: str) -> None:
    typer.echo(text)
