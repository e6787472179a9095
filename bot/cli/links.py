"""`mistok links`: whether the pages that the content names open. Nothing asks them by itself."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.app.settings import read_settings
from bot.cli.places import Content
from bot.content.links.kept import Checked, KeptLinks
from bot.places.opening import KYIV

app = typer.Typer(help="Links of the content: do their pages open.", no_args_is_help=True)
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line on stdout.")]
Only = Annotated[str, typer.Option(help="Only links of sites whose name ends so: .gov.ua")]


@app.command()
def check(content: Content = None, only: Only = "", as_json: Json = False) -> None:
    """Ask each page: HEAD, then GET, a few sites at a time, with rests. It may take an hour.

    What does not open stands on «What to check today» of editors. Nothing inside this network is
    asked. Run it as often as you like, weekly say.
    """
    from bot.content.links.asking import check_links
    from bot.content.links.folder import links_of

    folder = content or read_settings().content
    links = [one for one in links_of(folder) if _is_of(one, only)]
    kept, today = _kept(folder), datetime.now(KYIV).date()
    known = kept.read()

    def told(url: str, one: Checked) -> None:
        if one.why:
            _tell(url, one, as_json)

    found = check_links(links, known, today=today, told=told)
    there = set(links_of(folder))
    try:
        kept.keep({**{url: one for url, one in known.items() if url in there}, **found})
    except OSError as error:
        typer.echo(f"Не вдалося записати, що з’ясовано: {error.strerror}.", err=True)
        raise typer.Exit(1) from None
    bad = sum(bool(one.why) for one in found.values())
    typer.echo(f"Посилань: {len(found)}. Не відкрилися: {bad}.", err=True)


@app.command("list")
def list_(content: Content = None, as_json: Json = False) -> None:
    """List those that did not open when they were last asked."""
    found = _kept(content or read_settings().content).read()
    for url, one in sorted(found.items()):
        if one.why:
            _tell(url, one, as_json)
    if not found:
        typer.echo("Ще не перевіряли: mistok links check", err=True)


def _kept(folder: Path) -> KeptLinks:
    from bot.app.content_index import kept_folder

    return KeptLinks(kept_folder(folder))


def _is_of(url: str, only: str) -> bool:
    return (urlsplit(url).hostname or "").endswith(only)


def _tell(url: str, one: Checked, as_json: bool) -> None:
    told: Mapping[str, str] = {"url": url, "why": one.why, "since": str(one.since or one.on)}
    line = (
        json.dumps(told, ensure_ascii=False) if as_json else f"{url}\t{one.why}, з {told['since']}"
    )
    typer.echo(line)
