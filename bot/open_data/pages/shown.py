"""What each public page shows."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import segno
from markupsafe import Markup
from starlette.requests import Request

from bot.catalogue.library import Library
from bot.catalogue.model import Service
from bot.catalogue.offers import OFFERS
from bot.catalogue.photos import address_of
from bot.catalogue.spoken import in_words
from bot.engine.texts import N_
from bot.engine.turn import Point
from bot.engine.wording import alphabetical, decimal, kyiv, phone
from bot.libraries.live_words import line_of
from bot.libraries.week import told
from bot.open_data.exports import EXPORTS, OTHERS
from bot.open_data.pages.address import chat_link, path_of
from bot.open_data.pages.kept import Body
from bot.open_data.pages.words import (
    all_said,
    day_told,
    dialled,
    map_of,
    said,
    shortened,
    source_told,
    week_told,
)
from bot.open_data.poster import LEVEL, QUIET, Poster, poster_pdf
from bot.open_data.published import week_of
from bot.open_data.schema_org import library_node, service_node, written

if TYPE_CHECKING:
    from bot.open_data.pages.public import Asked

SAME_KM = 0.05  # nearer than this only middles of settlements are
NEIGHBOURS = 3
WHO, COST, TERM = N_("Who it is for"), N_("Cost"), N_("How long it takes")
PROVIDER = N_("Provided by")
HEADING, HINT = N_("Closed? A question? Write here"), N_("Point the phone’s camera at the code")
THIS_COMPUTER = ("127.0.0.1", "localhost", "[::1]")


async def libraries(asked: Asked, _request: Request) -> Body:
    """All of them, by hromada."""
    groups: dict[str, list[Library]] = defaultdict(list)
    for one in asked.published.libraries:
        groups[one.hromada or ""].append(one)
    listed = [
        (name, [_line(asked, one) for one in _by_name(groups[name], asked.lang)])
        for name in sorted(groups, key=lambda name: (not name, alphabetical(name)))
    ]
    return asked.page("libraries.html", "libraries", groups=listed,
                      many=len(asked.published.libraries))  # fmt: skip


async def library(asked: Asked, request: Request) -> Body | None:
    """One of them."""
    of = asked.published.library(request.path_params["id"])
    if of is None:
        return None
    today, lang = kyiv(asked.now).date(), asked.lang
    says = {key: asked.say(name) for key, name in OFFERS.items()}
    node = library_node(asked.published, of, lang, today=today, says=says)
    return asked.page(
        "library.html", "libraries", of.id, of=of, name=of.name.in_(lang),
        live=[line_of(asked.told, lang, one, asked.now)
              for one in asked.published.access.live.of(of, asked.now)],
        landmark=said(of.landmark, lang), note=said(of.note, lang),
        hours_note=said(of.hours_note, lang),
        week=week_told(asked, week_of(asked.published.access, of, today)),
        phones=[(phone(one), dialled(one)) for one in of.phones],
        has=[says[key] for key in OFFERS if key in of.capabilities],
        lacks=[says[key] for key in OFFERS if key in of.lacks],
        languages=in_words(of.languages, lang),
        checked=day_told(of.checked, lang), source=source_told(of.source),
        chats=await _chats(asked, "library", of.id), chat=chat_link("library", of.id, lang),
        photo=_photo(asked, of),
        map=map_of(of), near=_near(asked, of), schema=Markup(written(node)),  # noqa: S704
        description=shortened(", ".join(filter(None, (
            of.name.in_(lang), of.settlement_name, of.address,
            *(phone(one) for one in of.phones[:1]),
        )))),
    )  # fmt: skip


def _photo(asked: Asked, of: Library) -> dict[str, Any] | None:
    """Its picture, with an address of the same site."""
    if of.photo is None:
        return None
    return {
        "src": address_of(of.photo.file), "width": of.photo.width, "height": of.photo.height,
        "alt": of.photo.alt.in_(asked.lang), "date": day_told(of.photo.checked, asked.lang),
    }  # fmt: skip


async def poster(asked: Asked, request: Request) -> Body | None:
    """A sheet for its door: a code that opens the chat at this library."""
    of = asked.published.library(request.path_params["id"])
    if of is None:
        return None
    told = _poster(asked, of)
    picture = segno.make(told.link, error=LEVEL).svg_data_uri(scale=8, border=QUIET, light="white")
    return asked.page(
        "poster.html", f"libraries/{of.id}/poster", of=of, told=told, picture=picture,
        is_local=(urlsplit(asked.published.address).hostname or "") in THIS_COMPUTER,
    )  # fmt: skip


async def poster_file(asked: Asked, request: Request) -> Body | None:
    """The sheet as a PDF."""
    of = asked.published.library(request.path_params["id"])
    if of is None:
        return None
    content = await asyncio.to_thread(poster_pdf, _poster(asked, of))
    return Body(content, "application/pdf", headers=(
        ("Content-Disposition", f'inline; filename="{of.id}.pdf"'),
        ("X-Content-Type-Options", "nosniff"), ("X-Robots-Tag", "noindex"),
    ))  # fmt: skip


def _poster(asked: Asked, of: Library) -> Poster:
    address = asked.published.address
    return Poster(
        heading=asked.say(HEADING), library=of.name.in_(asked.lang),
        link=f"{address}{chat_link('library', of.id, asked.lang)}", hint=asked.say(HINT),
        host=urlsplit(address).netloc, tagline=asked.published.about.tagline.in_(asked.lang),
    )  # fmt: skip


async def services(asked: Asked, _request: Request) -> Body:
    """All of them, by what happens in a life."""
    catalogue, lang = asked.published.catalogue, asked.lang
    groups = [
        (
            group.title.in_(lang),
            [
                (event.title.in_(lang),
                 [(path_of("services", one.id, lang), one.title.in_(lang))
                  for one in catalogue.services_of(event.id)])
                for event in catalogue.events_of(group.id)
            ],
        )
        for group in catalogue.groups
    ]  # fmt: skip
    return asked.page("services.html", "services", groups=groups)


async def service(asked: Asked, request: Request) -> Body | None:
    """One of them."""
    catalogue, lang = asked.published.catalogue, asked.lang
    of = catalogue.get(request.path_params["id"])
    if of is None:
        return None
    instead = [
        (one.when.in_(lang), path_of("services", other.id, lang), other.title.in_(lang))
        for one in of.not_this_if if (other := catalogue.get(one.see))
    ]  # fmt: skip
    named = {one.see for one in of.not_this_if}
    related = [
        (path_of("services", one.id, lang), one.title.in_(lang))
        for one in catalogue.related(of) if one.id not in named
    ]  # fmt: skip
    return asked.page(
        "service.html", "services", of.id, of=of, name=of.title.in_(lang), what=of.what.in_(lang),
        now=said(of.now, lang),
        calls=[(phone(one.phone), dialled(one.phone), one.whom.in_(lang), one.free)
               for one in of.calls],
        steps=all_said(of.steps, lang), documents=all_said(of.documents, lang),
        facts=_facts(asked, of), note=said(of.note, lang), instead=instead, related=related,
        offices=_offices(asked, of),
        checked=day_told(of.checked if of.is_checked else None, lang),
        source=source_told(of.source or ""),
        official=of.official_url, official_host=(urlsplit(of.official_url or "").hostname or ""),
        chats=await _chats(asked, "service", of.id), chat=chat_link("service", of.id, lang),
        help=chat_link("help", of.id, lang) if of.need else "",
        schema=Markup(written(service_node(asked.published, of, lang))),  # noqa: S704
        description=shortened(of.what.in_(lang)),
    )  # fmt: skip


async def data(asked: Asked, _request: Request) -> Body:
    """What can be taken, and under which terms."""
    licence = asked.published.region.licence
    files = [
        (name, asked.say(one.title)) for name, one in EXPORTS.items()
        if name != OTHERS or asked.published.others
    ]  # fmt: skip
    return asked.page(
        "data.html", "data", licence=licence, by=licence.by.in_(asked.lang) if licence else "",
        files=files, credits=asked.published.credits(asked.lang),
    )  # fmt: skip


def _offices(asked: Asked, of: Service) -> list[tuple[str, list[dict[str, str]]]]:
    """Where the card sends people, by kind: those that are known, by the names of hromadas."""
    known, lang = asked.published.offices, asked.lang
    return [
        (kind.title.in_(lang), [
            {
                "name": one.name.in_(lang), "hromada": one.hromada or "",
                "where": ", ".join(filter(None, (one.settlement_name, one.address))),
                "phones": ", ".join(map(phone, one.phones)),
                "hours": told(one.hours, asked.told, lang) if one.hours else "",
                "to": path_of("offices", one.id, lang),
            }
            for one in sorted(known.of(kind.id), key=lambda one: one.hromada or "")
        ])
        for kind in known.kinds_for(of) if known.of(kind.id)
    ]  # fmt: skip


def _facts(asked: Asked, of: Service) -> list[tuple[str, str]]:
    lang = asked.lang
    told = (
        (WHO, of.who), (COST, of.cost), (TERM, of.term), (PROVIDER, of.provider),
    )  # fmt: skip
    return [(asked.say(name), text.in_(lang)) for name, text in told if text]


def _near(asked: Asked, of: Library) -> list[tuple[str, str, str]]:
    """Others nearby: address, name, km; "" in the same settlement, where no house is known."""
    if of.lat is None or of.lon is None:
        return []
    ids = {one.id for one in asked.published.libraries}
    found = asked.published.access.at_any_distance(Point(of.lat, of.lon), ids)[: NEIGHBOURS + 1]
    return [
        (path_of("libraries", one.library.id, asked.lang), one.library.name.in_(asked.lang),
         decimal(round(one.km, 1), asked.lang) if one.km >= SAME_KM else "")
        for one in found if one.library.id != of.id
    ][:NEIGHBOURS]  # fmt: skip


def _line(asked: Asked, of: Library) -> dict[str, Any]:
    return {
        "to": path_of("libraries", of.id, asked.lang), "name": of.name.in_(asked.lang),
        "where": ", ".join(filter(None, (of.settlement_name, of.address))),
        "phone": phone(of.phones[0]) if of.phones else "",
        "live": " ".join(line_of(asked.told, asked.lang, one, asked.now)
                         for one in asked.published.access.live.of(of, asked.now)),
    }  # fmt: skip


async def _chats(asked: Asked, name: str, id: str) -> list[tuple[str, str]]:
    found = await asked.entrances.to(f"{name}__{id}")
    return [(address, messenger.title()) for messenger, address in found.items()]


def _by_name(found: Iterable[Library], lang: str) -> list[Library]:
    return sorted(found, key=lambda one: alphabetical(one.name.in_(lang)))
