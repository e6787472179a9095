"""One request of a browser: who comes, in which language; and the page it gets."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console.console import Console
from bot.console.static_files import STATIC
from bot.engine.texts import LANGUAGES
from bot.staff.model import Person, Role
from bot.staff.rules import at_least

COOKIE = "mistok_desk"
LANGUAGE_COOKIE = "mistok_desk_lang"
YEAR_SECONDS = 365 * 24 * 3600
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(slots=True)
class Visit:
    """A request as pages see it. `form` holds what was posted; `session` is the cookie's token."""

    console: Console
    request: Request
    session: str = ""
    known: Person | None = None
    form: FormData = field(default_factory=FormData)

    @property
    def person(self) -> Person:
        """Who is signed in: pages that nobody else reaches use it."""
        assert self.known is not None
        return self.known

    @property
    def lang(self) -> str:
        """Ukrainian unless English was chosen."""
        asked = self.request.query_params.get("lang", "")
        kept = self.request.cookies.get(LANGUAGE_COOKIE, "")
        return next((one for one in (asked, kept) if one in LANGUAGES), LANGUAGES[0])

    def _(self, msgid: str, **values: object) -> str:
        """The text in the visitor's language."""
        return self.console.texts[self.lang].text(msgid, **values)

    def n_(self, one: str, many: str, n: int, **values: object) -> str:
        """The text that agrees with `n`."""
        return self.console.texts[self.lang].plural(one, many, n, **values)

    def text(self, name: str) -> str:
        """A field of the form, "" when it is missing or a file."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def csrf(self) -> str:
        """What a form of this session must carry: nobody else can make it."""
        return hmac.digest(self.console.key, self.session.encode(), "sha256").hex()

    def page(
        self,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> Response:
        """A rendered page."""
        here = self.request.url.path
        html = _templates.get_template(template).render(
            visit=self,
            _=self._,
            n_=self.n_,
            lang=self.lang,
            languages=[one for one in LANGUAGES if one != self.lang],
            here=here if self.request.method == "GET" else here.rpartition("/")[0],
            static=f"/desk/static/{STATIC.version}",
            may_invite=self.known is not None and self._may_invite(self.known),
            **values,
        )
        response = HTMLResponse(html, status, headers={**HEADERS, **(headers or {})})
        if self.request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE, self.lang, max_age=YEAR_SECONDS, path="/desk", httponly=True,
                samesite="lax", secure=self.console.is_secure,
            )  # fmt: skip
        return response

    def message(self, status: int, title: str, more: str, *, kept: str = "") -> Response:
        """A page that says one thing; `kept` is typed text that must not be lost."""
        return self.page("message.html", status=status, title=title, more=more, kept=kept)

    def go(self, path: str) -> Response:
        """On to another page of the desk, by GET."""
        return RedirectResponse(path, 303, headers=HEADERS)

    def _may_invite(self, person: Person) -> bool:
        return person.role in {Role.HEAD, Role.ADMIN} and at_least(person, Role.HEAD)


def has_cookie(response: Response, token: str, *, secure: bool, seconds: int) -> Response:
    """The response, with the session in the browser's keeping from now on."""
    response.set_cookie(
        COOKIE, token, max_age=seconds, path="/desk", httponly=True, samesite="lax", secure=secure
    )
    return response
