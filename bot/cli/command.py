"""The command line: `mistok` and `python -m bot`."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.app.kept_secrets import secret_of
from bot.app.settings import Settings, SettingsError, read_settings
from bot.cli import (
    backup,
    check,
    clock,
    coverage,
    export,
    init,
    learn,
    libraries,
    links,
    places,
    problems,
    rekey,
    staff,
    viber,
)
from bot.cli.console import fit_console
from bot.cli.told_errors import ToldGroup
from bot.languages.word_lists import MissingListError
from bot.storage.database import DatabaseError
from bot.storage.vault import Vault, VaultError

app = typer.Typer(
    help="Місток: the chat service of a region's public libraries.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    cls=ToldGroup,
)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("rekey")(rekey.rekey_)
app.command("check")(check.check)
app.command("clock")(clock.clock)
app.command("coverage")(coverage.cover)
app.command("export")(export.export)
app.add_typer(learn.app, name="learn")
app.add_typer(libraries.app, name="libraries")
app.add_typer(links.app, name="links")
app.add_typer(places.app, name="places")
app.add_typer(problems.app, name="problems")
app.add_typer(staff.app, name="staff")
app.add_typer(viber.app, name="viber")
app.command("init")(init.init)
FIRST_ADMIN = (
    "Перший адміністратор (посилання діє один раз, {hours} год; пізніше: "
    "mistok staff invite --role admin --name «Ім’я»): {link}"
)
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One JSON object a line, in and out.")]


def main() -> None:
    """Run a command; settings and database errors are told in words, with exit code 1."""
    from bot.app.logs import set_up_logs

    fit_console()
    set_up_logs("text", serves=False)  # else lines would go to stdout, with values of frames
    try:
        app()
    except (SettingsError, DatabaseError, VaultError, MissingListError) as error:
        _tell(str(error))
        sys.exit(1)


@app.command()
def run() -> None:
    """Serve everything that is configured; with nothing configured, the web chat."""
    from bot.app.logs import set_up_logs
    from bot.app.server import serve
    from bot.app.wiring import App

    settings = read_settings()
    set_up_logs(settings.log_format)

    async def ready(started: App) -> None:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        names = ", ".join(started.channels)
        print(f"Місток: http://{host}:{settings.port}  ({names}; Ctrl-C stops)", flush=True)  # noqa: T201
        point = started.content_index.content.region.library
        now = datetime.now(UTC)
        # What goes to no terminal may be kept (a journal): there the link is over in an hour.
        hours = 24 if sys.stdout.isatty() else 1
        link = await staff.first_admin_link(
            started.database, settings, point=point, now=now, lasts=timedelta(hours=hours)
        )
        if link is not None:
            print(FIRST_ADMIN.format(hours=hours, link=link), flush=True)  # noqa: T201

    asyncio.run(serve(settings, ready=ready))


@app.command()
def chat(
    person: Annotated[
        str,
        typer.Option("--as", help="Sit at the desk: librarian:NAME, head:, coordinator:, admin:."),
    ] = "",
    point: Annotated[str, typer.Option(help="Id of that person's library.")] = "",
    jsonl: Jsonl = False,
) -> None:
    """Talk to the bot here, in the terminal, as a citizen or as somebody of the staff.

    With --jsonl: {"who","say"}, {"who","tap"} or {"who","lat","lon"} lines in, what is said out.
    """
    from bot.app.logs import set_up_logs
    from bot.cli.chat import chat_by_lines, chat_here, seat_of

    settings = read_settings()
    set_up_logs(settings.log_format)
    if jsonl:
        with _answers() as write:
            asyncio.run(chat_by_lines(settings, write))
        return
    asyncio.run(chat_here(settings, seat_of(settings, person, point) if person else None))


@app.command()
def ask(
    jsonl: Jsonl = False,
    explain: Annotated[bool, typer.Option(help="Tell step by step why.")] = False,
    text: Annotated[str, typer.Argument()] = "",
) -> None:
    """Say what a question means: {"id","text"} lines in, meanings out."""
    from bot.understanding.evaluation.ask import answer_line

    _needs_text(text, unless=jsonl)
    learnt = _learn(read_settings())
    known = learnt.understanding
    if explain:
        _explain(learnt, text)
    elif jsonl:
        _each_line(lambda line: answer_line(line, known))
    else:
        _put(answer_line({"id": "1", "text": text}, known))


def _explain(learnt: Any, text: str) -> None:
    from bot.understanding.evaluation.explain import as_lines

    titles = {one.id: one.title.main for one in learnt.content.catalogue}
    steps = learnt.understanding.explain(text)
    limits = learnt.content.about.thresholds
    for line in as_lines(steps, title=lambda known: titles.get(known, known), thresholds=limits):
        print(line)  # noqa: T201


@app.command()
def near(jsonl: Jsonl = False, text: Annotated[str, typer.Argument()] = "") -> None:
    """Say which places a text names and which libraries are near."""
    from bot.cli.live import access_now
    from bot.places.near import answer_line

    _needs_text(text, unless=jsonl)
    settings = read_settings()
    known = _learn(settings)
    access = asyncio.run(access_now(settings, known, datetime.now(UTC)))

    def answer(line: Any) -> Mapping[str, object]:
        meaning: Mapping[str, object] = answer_line(
            line,
            gazetteer=known.gazetteer,
            access=access,
            now=datetime.now(UTC),
        )
        return meaning

    if jsonl:
        _each_line(answer)
    else:
        _put(answer({"id": "1", "text": text}))


@app.command("eval")
def evaluate(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False)] = None,
    against: Annotated[
        Path | None, typer.Option(help="Another content folder.", exists=True, file_okay=False)
    ] = None,
    share: Annotated[float, typer.Option(help="Without FILE: how much to hide.")] = 0.1,
    folds: Annotated[int, typer.Option(help="Without FILE: how many times.")] = 3,
) -> None:
    """Measure understanding on labelled questions; without a file, on the content's own examples.

    Those are hidden in turn, and asked of the rest.
    """
    from bot.app.content_index import corpus, learn_anew
    from bot.understanding.evaluation.evaluate import evaluate as measure
    from bot.understanding.evaluation.evaluate import hidden_outcomes, read_labels
    from bot.understanding.evaluation.evaluate_text import as_lines, compared

    known = _learn(read_settings())
    if file is None:
        report = hidden_outcomes(corpus(known.content), known.gazetteer, share=share, folds=folds)
        lines = as_lines(report)
    else:
        try:
            labels = list(read_labels(file))
        except ValueError as error:
            _tell(str(error))
            raise typer.Exit(1) from None
        lines = as_lines(measure(labels, known.understanding))
        if against is not None:
            before = measure(labels, learn_anew(against).understanding)
            lines = compared(before, measure(labels, known.understanding))
    for line in lines:
        print(line)  # noqa: T201


@app.command()
def migrate() -> None:
    """Create or upgrade the database."""
    from bot.storage.migrate import migrate as upgrade

    settings = read_settings()
    changed = upgrade(settings.database, vault=Vault(secret_of(settings)))
    print("The database is upgraded." if changed else "The database is up to date.")  # noqa: T201


def _learn(settings: Settings) -> Any:
    """What the service answers from: instead of a broken file its last good copy."""
    from bot.app.content_index import cache_folder, kept_folder, learn
    from bot.content.last_good import LastGood

    known = learn(
        settings.content,
        cache=cache_folder(settings.content),
        sentences=settings.sentence_model == "on",
        last_good=LastGood(settings.content, kept_folder(settings.content)),
    )
    for told in known.state.told:
        _tell(told)
    return known


def _needs_text(text: str, *, unless: bool) -> None:
    if not text and not unless:
        raise typer.BadParameter("допишіть після команди текст або --jsonl, щоб читати рядки.")


def _each_line(answer: Callable[[Any], Mapping[str, object]]) -> None:
    """Answer each line of stdin; a wrong line gets an error line, not an end, and exit code 1."""
    with _answers() as write:
        for line in _lines():
            write(_answered(line, answer))


@contextmanager
def _answers() -> Iterator[Callable[[Mapping[str, object]], None]]:
    """What writes answers; after the block exit code 1 when one of them told an error."""
    wrong = False

    def write(answered: Mapping[str, object]) -> None:
        nonlocal wrong
        wrong = wrong or "error" in answered
        _put(answered)

    yield write
    if wrong:
        raise typer.Exit(1)


def _answered(line: str, answer: Callable[[Any], Mapping[str, object]]) -> Mapping[str, object]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"this line is not JSON: {error}"}
    return answer(given)


def _lines() -> Iterator[str]:
    sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
    return (line for line in sys.stdin if line.strip())


def _put(value: Mapping[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def _tell(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201
