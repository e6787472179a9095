"""Offices that people are sent to: a list by kind, and a page of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup
from starlette.requests import Request

from bot.catalogue.office import Office, Serves
from bot.engine.texts import N_
from bot.engine.wording import alphabetical, kyiv, phone
from bot.open_data.pages.address import path_of
from bot.open_data.pages.kept import Body
from bot.open_data.pages.words import (
    day_told,
    dialled,
    map_of,
    said,
    shortened,
    source_told,
    week_told,
)
from bot.open_data.published import office_week
from bot.open_data.schema_org import office_node, written

if TYPE_CHECKING:
    from bot.open_data.pages.public import Asked

SERVES = {
    Serves.HROMADA: N_("For people of its hromada."),
    Serves.RAION: N_("For people of its raion."),
    Serves.OBLAST: N_("For people of the whole oblast."),
}


async def offices(asked: Asked, _request: Request) -> Body:
    """All that are known, by kind."""
    known, lang = asked.published.offices, asked.lang
    groups = [
        (kind.title.in_(lang), [_line(asked, one) for one in _by_place(known.of(kind.id))])
        for kind in known.kinds if known.of(kind.id)
    ]  # fmt: skip
    return asked.page("offices.html", "offices", groups=groups, many=len(known.all))


async def office(asked: Asked, request: Request) -> Body | None:
    """One of them."""
    of = asked.published.office(request.path_params["id"])
    if of is None:
        return None
    today, lang = kyiv(asked.now).date(), asked.lang
    kind = asked.published.offices.kind(of.kind)
    node = office_node(asked.published, of, lang, today=today)
    return asked.page(
        "office.html", "offices", of.id, of=of, name=of.name.in_(lang),
        of_kind=kind.title.in_(lang) if kind else "", serves=asked.say(SERVES[of.serves]),
        week=week_told(asked, office_week(of, today, closed_on=asked.published.off)),
        phones=[(phone(one), dialled(one)) for one in of.phones],
        hours_note=said(of.hours_note, lang), note=said(of.note, lang), map=map_of(of),
        seen=day_told(of.seen, lang), checked=day_told(of.checked, lang),
        source=source_told(of.source), cards=_cards(asked, of),
        schema=Markup(written(node)),  # noqa: S704 -- escaped there
        description=shortened(", ".join(filter(None, (
            of.name.in_(lang), of.settlement_name, of.address, *map(phone, of.phones[:1]),
        )))),
    )  # fmt: skip


def _cards(asked: Asked, of: Office) -> list[tuple[str, str]]:
    """Services that offices of this kind provide."""
    known = asked.published.offices
    kind = known.kind(of.kind)
    return [
        (path_of("services", one.id, asked.lang), one.title.in_(asked.lang))
        for one in asked.published.catalogue if kind is not None and known.are_of(one, kind)
    ]  # fmt: skip


def _line(asked: Asked, of: Office) -> dict[str, str]:
    return {
        "to": path_of("offices", of.id, asked.lang), "name": of.name.in_(asked.lang),
        "where": ", ".join(filter(None, (of.settlement_name, of.address))),
        "phone": phone(of.phones[0]) if of.phones else "",
    }  # fmt: skip


def _by_place(found: Iterable[Office]) -> list[Office]:
    return sorted(found, key=lambda one: alphabetical(one.settlement_name or ""))
