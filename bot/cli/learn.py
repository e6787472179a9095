"""`mistok learn`: what people asked and was not understood, for editors."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated

import typer

from bot.app.settings import Settings, read_settings
from bot.catalogue.service import Catalogue
from bot.cli.opened import opened
from bot.engine.wording import kyiv_time
from bot.learning.model import Unclear, UnclearReason
from bot.learning.rules import group
from bot.learning.service import Learning
from bot.requests.repository.proposals import Proposal, proposals

SHOWN = 5

app = typer.Typer(help="Questions that were not understood: see them, add them as examples.")
Numbers = Annotated[list[int], typer.Argument(help="Numbers from the list.")]
_WHY = {
    UnclearReason.UNANSWERED: "без відповіді",
    UnclearReason.OTHER: "вибрано інше",
    UnclearReason.NONE: "«Не те»",
}


@app.command("list")
def show() -> None:
    """List them, alike ones together, the most frequent first."""
    groups = group(asyncio.run(_newest(read_settings())))
    if not groups:
        _say("Немає нових незрозумілих запитань.")
    for alike in groups:
        guess = f"; люди вибирали: {alike.guess}" if alike.guess else ""
        _say(f"\n× {len(alike.questions)}{guess}")
        for one in alike.questions[:SHOWN]:
            _say(f"  {one.id}  {one.words}  ({_WHY[one.why]})")
        rest = [str(one.id) for one in alike.questions[SHOWN:]]
        if rest:
            _say(f"  і ще: {' '.join(rest)}")
    if groups:
        _say(
            "\nДодати як приклади: mistok learn add КОД НОМЕР…   Прибрати: mistok learn drop НОМЕР…"
        )


@app.command()
def add(entry: Annotated[str, typer.Argument(help="Code of a card.")], numbers: Numbers) -> None:
    """Add questions to the examples of a card, and take them off the list."""
    from bot.app.content_index import content_of
    from bot.app.content_writer import content_writer
    from bot.content.editing import COMMAND, EditError
    from bot.content.examples import with_examples

    settings = read_settings()
    if entry not in content_of(settings.content).catalogue:
        _say(f"Немає картки «{entry}». Її код – поле id у content/services/.")
        raise typer.Exit(1)
    wanted = [one for one in asyncio.run(_newest(settings)) if one.id in numbers]
    writer = content_writer(settings.content)
    try:
        change, added = with_examples(writer, entry, (one.words for one in wanted))
        writer.save([change], by=COMMAND, why=f"Запитання людей: {entry}")
    except EditError as error:
        _say(str(error))
        raise typer.Exit(1) from None
    taken = asyncio.run(_take(settings, numbers))
    _say(f"Додано рядків: {added} у examples/{entry}.txt. Перечитайте їх: Місток візьме їх сам.")
    _missing(numbers, taken)


@app.command()
def drop(numbers: Numbers) -> None:
    """Take questions off the list."""
    taken = asyncio.run(_take(read_settings(), numbers))
    _say(f"Прибрано: {len(taken)}.")
    _missing(numbers, taken)


@app.command()
def cards() -> None:
    """List what librarians found out that cards lack, newest first."""
    from bot.app.content_index import content_of

    settings = read_settings()
    found = asyncio.run(_proposals(settings, content_of(settings.content).catalogue))
    for one in found:
        _say(f"\n{one.card}: {', '.join(one.lacks)}  (звернення {one.number}, {kyiv_time(one.at)})")
        _say(one.answer)
    if not found:
        _say("Немає нових відповідей про те, чого бракує карткам.")
    else:
        _say("\nЗвірте з джерелом і впишіть у картку: тоді відповідь зникне з цього списку.")


async def _proposals(settings: Settings, catalogue: Catalogue) -> Sequence[Proposal]:
    async with opened(settings) as database, database.reading() as unit:
        return await proposals(unit, catalogue)


def _missing(numbers: list[int], taken: list[Unclear]) -> None:
    missing = [str(one) for one in numbers if one not in {each.id for each in taken}]
    if missing:
        _say(f"Таких номерів у списку немає: {' '.join(missing)}.")
        raise typer.Exit(1)


async def _newest(settings: Settings) -> list[Unclear]:
    async with _learning(settings) as learning:
        return await learning.newest()


async def _take(settings: Settings, numbers: list[int]) -> list[Unclear]:
    async with _learning(settings) as learning:
        return await learning.take(numbers)


@asynccontextmanager
async def _learning(settings: Settings) -> AsyncIterator[Learning]:
    async with opened(settings) as database, database.unit() as unit:
        yield Learning(unit, content_version="")


def _say(text: str) -> None:
    print(text)  # noqa: T201
