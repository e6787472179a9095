"""`mistok coverage`: who lives near an open library that can help."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app.settings import read_settings
from bot.catalogue.offers import OFFERS
from bot.cli.places import Content
from bot.content.library_list.spoken import offers_in
from bot.content.library_list.words import topics
from bot.coverage import asked, sheet
from bot.coverage.asked import UnclearError
from bot.coverage.compute import WhatIf, coverage
from bot.coverage.model import Count, Coverage, Spot, Standing, Wanted
from bot.coverage.picture import svg
from bot.engine.texts import FALLBACK, load_texts
from bot.languages.folder import LOCALES
from bot.places.access import AccessPoints
from bot.places.gazetteer import Gazetteer
from bot.places.opening import KYIV

Offers = Annotated[
    list[str] | None,
    typer.Option("--offers", help="What it must offer: «друк», wifi… Several: more than once."),
]
Day = Annotated[
    str, typer.Option(help="Open on that day: 2026-12-05, or the next «сб». Without: any hours.")
]
Without = Annotated[list[str] | None, typer.Option(help="As if this library (its id) closed.")]
With = Annotated[
    list[str] | None,
    typer.Option("--with", help="As if one opened: «49.42,26.98» or a settlement."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object instead of words.")]
Xlsx = Annotated[Path | None, typer.Option(help="Write a spreadsheet.", dir_okay=False)]
Svg = Annotated[Path | None, typer.Option("--svg", help="Write the map.", dir_okay=False)]


class _WrongError(Exception):
    """What was given can't be used; the message says what to write."""


def cover(
    offers: Offers = None,
    day: Day = "",
    without: Without = None,
    with_: With = None,
    as_json: Json = False,
    xlsx: Xlsx = None,
    svg_file: Svg = None,
    content: Content = None,
) -> None:
    """Share of people within 5, 10 and 20 km, in a straight line, of a library that can help.

    Libraries of which nobody told what they have or when they are open are counted apart.
    """
    folder = content or read_settings().content
    try:
        found, before, gazetteer = _computed(folder, offers, day, without or (), with_ or ())
    except _WrongError as error:
        _say(json.dumps({"error": str(error)}, ensure_ascii=False) if as_json else str(error))
        raise typer.Exit(1) from None
    say = load_texts(LOCALES)[FALLBACK].text
    if xlsx is not None:
        xlsx.write_bytes(sheet.xlsx(found, say))
    if svg_file is not None:
        svg_file.write_text(svg(found, gazetteer.borders, say), encoding="utf-8")
    if as_json:
        _say(json.dumps(_told(found, before, without or (), with_ or ()), ensure_ascii=False))
    else:
        _tell(found, before, say)


def _computed(
    folder: Path, offers: Sequence[str] | None, day: str, without: Sequence[str],
    opened: Sequence[str],
) -> tuple[Coverage, Coverage | None, Gazetteer]:  # fmt: skip
    """What comes of it, what is now (None where nothing would change), and the places."""
    from bot.app.content_index import content_and_places

    read, gazetteer = content_and_places(folder)
    access = AccessPoints(read.access_points, closed_on=read.calendar.off)
    wanted = Wanted(_offers(offers or ()), _day(day))
    ids = {one.id for one in read.access_points}
    if wrong := [one for one in without if one not in ids]:
        raise _WrongError(f"Бібліотеки «{wrong[0]}» немає. Коди стоять у libraries/.")
    change = WhatIf(frozenset(without), tuple(_spot(one, gazetteer) for one in opened))
    found = coverage(gazetteer, read.access_points, access, wanted, change)
    before = coverage(gazetteer, read.access_points, access, wanted) if change else None
    return found, before, gazetteer


def _offers(given: Sequence[str]) -> frozenset[str]:
    names, wrong = offers_in(",".join(given))
    if wrong:
        say = load_texts(LOCALES)[FALLBACK].text
        known = ", ".join(f"{say(name)} ({code})" for code, name in OFFERS.items())
        raise _WrongError(f"Не знаємо «{wrong[0]}». Можна: {known}.")
    return names


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return asked.day_of(typed, datetime.now(KYIV).date(), topics("day."))
    except UnclearError:
        raise _WrongError(f"«{typed}» не день. Пишіть 2026-12-05 або день тижня: сб.") from None


def _spot(typed: str, gazetteer: Gazetteer) -> Spot:
    try:
        return asked.opened(typed, gazetteer)
    except UnclearError as error:
        if not error.choices:
            raise _WrongError(
                f"Не знаємо, де «{typed}». Пишіть село з громадою або координати: 49.42,26.98."
            ) from None
        names = "; ".join(f"{one.name}, {one.hromada} громада" for one in error.choices)
        raise _WrongError(f"«{typed}»: таких місць кілька. Напишіть котре: {names}.") from None


def _told(
    found: Coverage, before: Coverage | None, without: Sequence[str], opened: Sequence[str]
) -> dict[str, object]:
    told: dict[str, object] = {
        "offers": sorted(found.wanted.offers),
        "day": found.wanted.day.isoformat() if found.wanted.day else None,
        "distance": "straight_line_km",
        "counted_by": "people" if found.by_people else "settlements",
        "people": found.all.people if found.by_people else None,
        "settlements": found.all.settlements,
        "settlements_without_place": found.unplaced,
        "points": _points(found),
        "points_without_place": [{"id": one.id, "name": one.name} for one in found.placeless],
        "within": _within(found),
        "hromadas": [
            {
                "code": one.code, "name": one.name, "raion": one.raion,
                **_count(found, one.all), "points": one.points, "sure": one.sure,
                "share_10km": round(found.share(one.reach.sure, one.all), 4),
                "unknown_share_10km": round(found.share(one.reach.perhaps, one.all), 4),
                "centre_km": None if one.centre_km is None else round(one.centre_km, 2),
            }
            for one in found.hromadas
        ],
        "hromadas_without": [{"code": one.code, "name": one.name} for one in found.without],
    }  # fmt: skip
    if before is not None:
        told |= {"without": list(without), "with": list(opened), "before": _within(before)}
    return told


def _points(found: Coverage) -> dict[str, int]:
    counted = {one.value: 0 for one in Standing}
    for spot in found.spots:
        counted[spot.standing.value] += 1
    return {**counted, "without_place": len(found.placeless)}


def _within(found: Coverage) -> list[dict[str, object]]:
    return [
        {
            "km": one.km, **_count(found, one.sure), "share": round(found.share(one.sure), 4),
            "unknown": {
                **_count(found, one.perhaps), "share": round(found.share(one.perhaps), 4)
            },
        }
        for one in found.reaches
    ]  # fmt: skip


def _count(found: Coverage, count: Count) -> dict[str, object]:
    return {
        "settlements": count.settlements,
        "people": count.people if found.by_people else None,
    }


def _tell(found: Coverage, before: Coverage | None, say: sheet.Say) -> None:
    for note in sheet.notes(found, say):
        _say(note)
    unit = "людей" if found.by_people else "населених пунктів"
    for at, one in enumerate(found.reaches):
        was = f" (було {_percent(before, before.reaches[at].sure)})" if before else ""
        _say(
            f"До {one.km} км: {_percent(found, one.sure)} {unit}{was}, "
            f"невідомо ще {_percent(found, one.perhaps)}"
        )
    _say("Громади без бібліотеки у списку: " + (", ".join(_names(found)) or "немає") + ".")


def _percent(found: Coverage, count: Count) -> str:
    return f"{sheet.percent(found.share(count))} %".replace(".", ",")


def _names(found: Coverage) -> list[str]:
    return [one.name for one in found.without]


def _say(text: str) -> None:
    print(text)  # noqa: T201
