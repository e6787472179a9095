"""`mistok problems`: what could not be done; try it again, put it away."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import typer
from babel.dates import format_timedelta

from bot.app.settings import Settings, read_settings
from bot.cli.opened import opened
from bot.engine.texts import FALLBACK
from bot.engine.wording import kyiv_time
from bot.problems.model import Obstacle, Problem, ProblemError, ProblemKind, Ref
from bot.problems.service import Problems

R = TypeVar("R")
app = typer.Typer(
    help="Messages that broke and letters that were not delivered, without their words.",
    no_args_is_help=True,
)
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")]
Id = Annotated[str, typer.Argument(help="From `mistok problems list`: event-12, letter-7.")]
Ids = Annotated[list[str], typer.Argument(help="From `mistok problems list`: event-12, letter-7.")]

WHAT = {ProblemKind.EVENT: "повідомлення читача", ProblemKind.LETTER: "наше повідомлення"}
WHY_NOT = {
    Obstacle.UNKNOWN: "такого номера немає. Усі номери: mistok problems list",
    Obstacle.OVER: "це вже не проблема: хтось спробував ще раз або прибрав.",
    Obstacle.NOT_STORED: "слів не вдалося зберегти, тож пробувати нема чого. Усунувши причину, "
    "приберіть: mistok problems drop {ref}",
    Obstacle.LEFT: "слова вже стерто: читач пішов або минув термін. Можна лише прибрати: "
    "mistok problems drop {ref}",
}


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List them, newest first."""

    async def use(problems: Problems) -> tuple[list[Problem], int]:
        return await problems.newest(), await problems.count()

    found, total = _with_problems(read_settings(), use)
    for one in found:
        if as_json:
            typer.echo(json.dumps(_listed(one), ensure_ascii=False))
        else:
            cells = (
                str(one.ref),
                WHAT[one.ref.kind],
                one.channel,
                _age(one),
                one.reason,
                one.place,
            )
            typer.echo("\t".join(filter(None, cells)))
    if as_json:
        return
    if not found:
        typer.echo("Проблем немає: усе оброблено й доставлено.")
        return
    if total > len(found):
        typer.echo(f"Усього: {total}. Старіші буде видно, коли цих не стане.")
    typer.echo(
        "Подробиці: mistok problems show НОМЕР. Спробувати ще раз: mistok problems retry НОМЕР… "
        "Прибрати назавжди: mistok problems drop НОМЕР…"
    )


@app.command()
def show(problem: Id, as_json: Json = False) -> None:
    """Tell all that is known of one; never its words."""
    ref = _ref(problem)

    async def use(problems: Problems) -> Problem:
        return await problems.one(ref)

    try:
        found = _with_problems(read_settings(), use)
    except ProblemError as error:
        _refuse(ref, error)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(_told(found), ensure_ascii=False))
        return
    lines = (
        ("Номер", str(found.ref)),
        ("Що", WHAT[found.ref.kind]),
        ("Канал", found.channel),
        ("Причина", found.reason or "невідома"),
        ("Місце в коді", found.place),
        ("Звернення", found.request),
        ("Коли", f"{kyiv_time(found.since)} ({_age(found)} тому)"),
        ("Спроб", str(found.attempts)),
    )
    for name, value in lines:
        if value:
            typer.echo(f"{name}: {value}")
    if found.obstacle:
        typer.echo(f"Ще раз не спробувати: {WHY_NOT[found.obstacle].format(ref=found.ref)}")


@app.command()
def retry(problems: Ids) -> None:
    """Let the service do them again: it takes them up within a minute, without a restart.

    A reader's message is handled as if it came now: mend the cause first.
    """
    done = _each(problems, lambda of, ref, now: of.retry(ref, by=None, now=now))
    if done:
        typer.echo(f"Буде зроблено ще раз: {' '.join(done)}.")
        typer.echo("Місток візьметься за хвилину, якщо він працює; якщо ні, то після запуску.")
    if len(done) < len(problems):
        raise typer.Exit(1)


@app.command()
def drop(problems: Ids) -> None:
    """End them for good: they are not tried any more."""
    done = _each(problems, lambda of, ref, now: of.drop(ref, by=None, now=now))
    if done:
        typer.echo(f"Прибрано: {' '.join(done)}.")
    if len(done) < len(problems):
        raise typer.Exit(1)


def _each(
    given: list[str], act: Callable[[Problems, Ref, datetime], Awaitable[Problem]]
) -> list[str]:
    """Do it with each, in a transaction of its own; names of those it was done with."""
    settings, done = read_settings(), []
    for ref in [_ref(one) for one in given]:

        async def use(problems: Problems, ref: Ref = ref) -> Problem:
            return await act(problems, ref, datetime.now(UTC))

        try:
            _with_problems(settings, use)
        except ProblemError as error:
            _refuse(ref, error)
        else:
            done.append(str(ref))
    return done


def _listed(one: Problem) -> dict[str, Any]:
    return {
        "id": str(one.ref),
        "what": one.ref.kind.value,
        "where": one.place or one.channel,
        "since": one.since.isoformat(),
        "reason": one.reason,
    }


def _told(one: Problem) -> dict[str, Any]:
    return {
        **_listed(one),
        "channel": one.channel,
        "place": one.place,
        "attempts": one.attempts,
        "request": one.request,
        "retry": one.obstacle is None,
    }


def _age(one: Problem) -> str:
    return format_timedelta(datetime.now(UTC) - one.since, locale=FALLBACK)


def _ref(text: str) -> Ref:
    ref = Ref.read(text)
    if ref is None:
        raise typer.BadParameter(
            f"«{text}» – не номер; він такий: event-12 чи letter-7. Номери називає "
            "mistok problems list."
        )
    return ref


def _refuse(ref: Ref, error: ProblemError) -> None:
    typer.echo(f"{ref}: {WHY_NOT[error.obstacle].format(ref=ref)}", err=True)


def _with_problems(settings: Settings, use: Callable[[Problems], Awaitable[R]]) -> R:
    async def work() -> R:
        async with opened(settings) as database, database.unit() as unit:
            return await use(Problems(unit))

    return asyncio.run(work())
