"""`mistok export`: what is published, as files."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app.settings import read_settings
from bot.cli.places import Content
from bot.engine.texts import FALLBACK, load_texts
from bot.languages.folder import LOCALES
from bot.open_data.exports import EXPORTS, NoLicenceError, made
from bot.open_data.published import Published
from bot.places.access import AccessPoints

Name = Annotated[str, typer.Argument(help=f"One of: {', '.join(EXPORTS)}.")]
Out = Annotated[Path | None, typer.Option(help="Where to write it.", dir_okay=False)]


def export(name: Name, out: Out = None, content: Content = None) -> None:
    """Write libraries and services as open data, as /data gives them.

    The licence is that of region.yaml; without one nothing is given away.
    """
    from bot.app.content_index import content_of

    settings = read_settings()
    if name not in EXPORTS:
        raise typer.BadParameter(f"Такого файла немає. Можна: {', '.join(EXPORTS)}.")
    read = content_of(content or settings.content)
    published = Published(
        tuple(one for one in read.access_points if one.walk_in),
        read.catalogue,
        read.region,
        read.about,
        AccessPoints(read.access_points, closed_on=read.calendar.off),
        settings.address,
        read.offices,
    )
    try:
        file = made(name, published, load_texts(LOCALES)[FALLBACK].text)
    except KeyError:
        typer.echo("Бібліотек із даними OpenStreetMap ще немає: mistok libraries import.", err=True)
        raise typer.Exit(1) from None
    except NoLicenceError:
        typer.echo("У region.yaml не сказано умов (licence). Впишіть їх і повторіть.", err=True)
        raise typer.Exit(1) from None
    target = out or Path(name)
    target.write_bytes(file)
    typer.echo(f"Записано: {target}")
