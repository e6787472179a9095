"""One request of a browser: who comes, in which language; and the page it gets."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console.console import Console
from bot.console.cookies import FORM
from bot.console.forms import clean
from bot.console.static_files import STATIC
from bot.console.templating import TEMPLATES
from bot.contracts.feature import NavigationEntry
from bot.engine.texts import FALLBACK, own_name
from bot.engine.wording import clock, kyiv, short_day
from bot.staff.model import Person, Role
from bot.staff.repository.sessions import Session
from bot.staff.rules import at_least
from bot.web.plain_page import language_asked

LANGUAGE_COOKIE = "mistok_desk_lang"
YEAR_SECONDS = 365 * 24 * 3600
# What a page is about: a form carries it where its page has it in the address.
SUBJECTS: Final = ("library", "whom", "day", "slot", "file")
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


def rendered(
    template: str,
    say: Callable[[str], str],
    lang: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """A page that looks like the desk's and is everybody's. `say` translates a msgid."""

    def text(msgid: str, **given: object) -> str:
        return say(msgid) % given if given else say(msgid)

    html = TEMPLATES.get_template(template).render(
        _=text, lang=lang, static=f"/desk/static/{STATIC.version}", **values
    )
    return HTMLResponse(html, status, headers={**HEADERS, **(headers or {})})


@dataclass(slots=True)
class Visit:
    """A request as pages see it. `form` holds what was posted.

    Attributes:
        session: the token of the cookie, of a session that may be over; "" for none of ours.
        opened: the session, while it lasts; `known` is its person.
        news: what others did with the person's account, lines to be told.
        mistakes: how many the content's files have, for who can mend them.
        counts: how many new things wait behind a link of the desk's head, by its address.
    """

    console: Console
    request: Request
    session: str = ""
    opened: Session | None = None
    known: Person | None = None
    form: FormData = field(default_factory=FormData)
    news: list[str] = field(default_factory=list)
    mistakes: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    _new_mark: str = ""

    @property
    def person(self) -> Person:
        """Who is signed in: pages that nobody else reaches use it."""
        assert self.known is not None
        return self.known

    @property
    def number(self) -> str:
        """The request's number in the address, as the database takes it."""
        return clean(str(self.request.path_params["number"]))

    @property
    def is_by_itself(self) -> bool:
        """Whether the page asks and not the person: that keeps no session alive."""
        return "fragment" in self.request.query_params or self.request.url.path == "/desk/stream"

    @property
    def is_confirmed(self) -> bool:
        """Whether the password or a code was given in the last minutes."""
        return self.opened is not None and self.opened.is_confirmed(self.console.clock())

    @property
    def lang(self) -> str:
        """The one that was chosen, or the fallback; a reader’s is that of their browser."""
        asked = self.request.query_params.get("lang", "")
        kept = self.request.cookies.get(LANGUAGE_COOKIE, "")
        # Readers open what is outside the desk: their browser tells their language.
        is_desk = self.request.url.path.startswith("/desk")
        other = FALLBACK if is_desk else language_asked(self.request.headers, self.console.texts)
        return next((one for one in (asked, kept) if one in self.console.texts), other)

    def _(self, msgid: str, **values: object) -> str:
        """The text in the visitor's language."""
        return self.console.texts[self.lang].text(msgid, **values)

    def n_(self, one: str, many: str, n: int, **values: object) -> str:
        """The text that agrees with `n`."""
        return self.console.texts[self.lang].plural(one, many, n, **values)

    def moment(self, at: datetime) -> str:
        """«вт 24.11, 09:30», in Kyiv."""
        local = kyiv(at)
        return f"{short_day(local.date(), self.lang)}, {clock(local)}"

    def text(self, name: str) -> str:
        """A field of the form, "" when it is missing or a file."""
        value = self.form.get(name, "")
        return clean(value) if isinstance(value, str) else ""

    def asked(self, name: str) -> str:
        """A value of the address after "?", "" when it is missing."""
        return clean(self.request.query_params.get(name, ""))

    def in_language(self, code: str) -> str:
        """The address of this very page in another language, with all that it is about.

        After a form that is the form's own address: opened, it leads back to its page.
        """
        asked = self.request.query_params
        kept = [(name, value) for name, value in asked.multi_items() if name != "lang"]
        sent = [(name, self.text(name)) for name in SUBJECTS if name not in asked]
        query = [*kept, *((name, value) for name, value in sent if value), ("lang", code)]
        return f"{self.request.url.path}?{urlencode(query)}"

    @property
    def links(self) -> list[NavigationEntry]:
        """Those of the desk's head that this person sees."""
        return [one for one in self.console.navigation if self._may_see(one)]

    @property
    def csrf(self) -> str:
        """What a form of this session must carry: nobody else can make it.

        Before sign-in the form is bound to a mark of this browser's own.
        """
        return self._guard(f"session\0{self.session}" if self.known else f"mark\0{self._mark}")

    def csrf_fits(self, given: str) -> bool:
        """Whether a form with this guard is one of ours, for this browser."""
        kept = self.console.cookies.read(self.request, FORM)
        bonds = [f"session\0{self.session}"] if self.known else []
        bonds += [f"mark\0{kept}"] if kept else []
        typed = given.encode()
        return any(hmac.compare_digest(typed, self._guard(one).encode()) for one in bonds)

    @property
    def _mark(self) -> str:
        kept = self.console.cookies.read(self.request, FORM)
        if not kept and not self._new_mark:
            self._new_mark = secrets.token_urlsafe(16)
        return kept or self._new_mark

    def _guard(self, bond: str) -> str:
        return hmac.digest(self.console.key, f"desk form\0{bond}".encode(), "sha256").hex()

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
        html = TEMPLATES.get_template(template).render(
            visit=self,
            _=self._,
            n_=self.n_,
            lang=self.lang,
            languages=[
                (one, own_name(one), self.in_language(one))
                for one in self.console.texts
                if one != self.lang
            ],
            here=here if self.request.method == "GET" else here.rpartition("/")[0],
            static=f"/desk/static/{STATIC.version}",
            navigation=self.links,
            **values,
        )
        response = HTMLResponse(html, status, headers={**HEADERS, **(headers or {})})
        if self._new_mark:
            self.console.cookies.put(response, FORM, self._new_mark)
        if self.request.query_params.get("lang") in self.console.texts:
            response.set_cookie(
                LANGUAGE_COOKIE, self.lang, max_age=YEAR_SECONDS, path="/desk", httponly=True,
                samesite="lax", secure=self.console.is_secure,
            )  # fmt: skip
        return response

    def message(
        self,
        status: int,
        title: str,
        more: str,
        *,
        kept: str = "",
        to: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """A page that says one thing; `kept` is typed text that must not be lost.

        `to` is where its button leads: else to the desk, or to sign in.
        """
        to = to or ("/desk" if self.known else "/desk/sign-in")
        return self.page(
            "message.html", status=status, headers=headers, title=title, more=more, kept=kept,
            to=to,
        )  # fmt: skip

    def go(self, path: str) -> Response:
        """On to another page of the desk, by GET."""
        return RedirectResponse(path, 303, headers=HEADERS)

    def _may_see(self, entry: NavigationEntry) -> bool:
        return self.known is not None and at_least(self.known, Role(entry.role))
