"""/libraries, /services, /offices, /data: for readers, search engines and who reuses the data."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.console.templating import TEMPLATES
from bot.content import Content
from bot.contracts.entrances import Entrances
from bot.contracts.feature import Translate
from bot.contracts.services import Process, Site
from bot.engine.texts import FALLBACK, N_, own_name
from bot.engine.wording import kyiv
from bot.open_data.exports import EXPORTS, NoLicenceError, made
from bot.open_data.pages import offices, robots, shown
from bot.open_data.pages.address import languages, path_of
from bot.open_data.pages.kept import FRESH_SECONDS, Body, Kept
from bot.open_data.pages.style import POLICY, STYLE
from bot.open_data.published import Published
from bot.places.access import AccessPoints
from bot.web.plain_page import plain_page

PAGE_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
# Anybody's program may read the data, from any site.
DATA_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
GONE = N_("There is no such page here any more")
GONE_MORE = N_("Look for it in the list, or ask in the chat.")
TO_LIST = N_("To the list")
TO_CHAT = N_("Ask in the chat")
NO_TERMS = N_("The data can’t be taken yet")
NO_TERMS_MORE = N_("Nobody has said under which terms. Ask the library that runs this service.")


class PublicPages:
    """What the pages need of the process, and what was rendered."""

    def __init__(self, process: Process) -> None:
        self.kept = Kept()
        self._database = process.database
        self._bind = process.bind
        self.clock = process.clock

    async def published(self) -> tuple[Published, str]:
        """Today's content, and its version."""
        async with self._database.reading() as unit:
            services = await self._bind(unit).prepare(self.clock())
            content, access = services[Content], services[AccessPoints]
            address = services[Site].address
        walk_in = tuple(one for one in content.access_points if one.walk_in)
        found = Published(
            walk_in, content.catalogue, content.region, content.about, access, address,
            content.offices, content.calendar.off,
        )  # fmt: skip
        return found, content.version


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: of which content, in which language, when."""

    published: Published
    lang: str
    say: Translate
    now: datetime
    entrances: Entrances
    languages: tuple[str, ...]

    def told(self, msgid: str, **given: object) -> str:
        """The text in the language that was asked for, with its values."""
        return self.say(msgid) % given if given else self.say(msgid)

    def page(self, template: str, kind: str, id: str = "", **values: Any) -> Body:
        """A rendered page."""
        others = {lang: own_name(lang) for lang in self.languages if lang != self.lang}
        html = TEMPLATES.get_template(f"open_data/{template}").render(
            _=self.told, lang=self.lang, style=Markup(STYLE),  # noqa: S704 -- our own file
            site=self.published.about.name.in_(self.lang),
            address=self.published.address, path=path_of(kind, id, self.lang),
            alternates=languages(kind, id, self.languages), fallback=FALLBACK, others=others,
            to=partial(path_of, lang=self.lang), **values,
        )  # fmt: skip
        return Body(html.encode(), "text/html; charset=utf-8", headers=tuple(PAGE_HEADERS.items()))


Make = Callable[[Asked, Request], Awaitable[Body | None]]


def public_routes(
    pages: PublicPages, entrances: Entrances, translate: Mapping[str, Translate]
) -> list[BaseRoute]:
    """All public addresses."""

    async def answer(request: Request, make: Make, kind: str) -> Response:
        published, version = await pages.published()
        asked_lang = request.query_params.get("lang", "")
        lang = asked_lang if asked_lang in translate else FALLBACK
        now = pages.clock()
        asked = Asked(published, lang, translate[lang], now, entrances, tuple(translate))
        key = (
            version, published.access.live.mark, request.url.path, lang,
            kyiv(now).date().isoformat(),
            str(int(now.timestamp()) // FRESH_SECONDS),
        )  # fmt: skip
        try:
            return await pages.kept.answer(request, key, partial(_found, make, asked, request))
        except LookupError as error:
            return _gone(asked, kind, is_closed=isinstance(error, NoLicenceError))

    def route(path: str, make: Make, kind: str) -> Route:
        return Route(path, partial(answer, make=make, kind=kind))

    return [
        route("/libraries", shown.libraries, "libraries"),
        route("/libraries/{id}", shown.library, "libraries"),
        route("/libraries/{id}/poster", shown.poster, "libraries"),
        route("/libraries/{id}/poster.pdf", shown.poster_file, "libraries"),
        route("/services", shown.services, "services"),
        route("/services/{id}", shown.service, "services"),
        route("/offices", offices.offices, "offices"),
        route("/offices/{id}", offices.office, "offices"),
        route("/data", shown.data, "data"),
        route("/data/{name}", _data, "data"),
        route("/sitemap.xml", robots.sitemap, "libraries"),
        route("/robots.txt", robots.robots, "libraries"),
    ]


async def _found(make: Make, asked: Asked, request: Request) -> Body:
    found = await make(asked, request)
    if found is None:
        raise LookupError
    return found


async def _data(asked: Asked, request: Request) -> Body:
    """A file; its name is the last part of the address."""
    name = request.path_params["name"]
    content = made(name, asked.published, asked.say)
    return Body(content, EXPORTS[name].media_type, headers=tuple(DATA_HEADERS.items()))


def _gone(asked: Asked, kind: str, *, is_closed: bool) -> Response:
    title, more = (NO_TERMS, NO_TERMS_MORE) if is_closed else (GONE, GONE_MORE)
    links = [(path_of(kind, lang=asked.lang), asked.say(TO_LIST)), ("/", asked.say(TO_CHAT))]
    return plain_page(404, asked.lang, asked.say(title), asked.say(more), links=links[is_closed:])
