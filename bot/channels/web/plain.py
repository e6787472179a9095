"""The conversation without scripts: forms and pages, for browsers that run none of ours.

Everything the chat can do by words and buttons works here too. The session rests in the page's own
form; a cookie that only this address gets lets the page be opened again for a later answer.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.contract import TranscriptEntry
from bot.channels.payload import storable
from bot.channels.tappable import tappable
from bot.channels.web.api import Api
from bot.channels.web.incoming import CLIENT_ID, RefusedError
from bot.channels.web.session import Session
from bot.channels.web.texts import page_texts
from bot.engine.model import Message
from bot.files.words import lead_of

PATH = "/plain"
COOKIE = "mistok_plain"
SHOWN = 40  # lines of the conversation
FIELDS = 12
PERSON = "person"  # the link that opens a question to a librarian
SCHEMES = ("https://", "http://", "tel:", "mailto:", "/")


@dataclass(slots=True)
class ShownLine:
    """One line as the page shows it: the citizen's own words, or a message of ours."""

    own: str = ""
    id: int = 0
    message: Message | None = None
    is_new: bool = False
    keys: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Our text in parts, each with the address it leads to, "" for mere words."""
        return _linked(lead_of(self.message) if self.message else "")

    @property
    def folded(self) -> list[tuple[str, str]]:
        """Its details in parts."""
        return _linked(self.message.details if self.message else "")


def _linked(text: str) -> list[tuple[str, str]]:
    parts, end = [], 0
    for one in tappable(text):
        parts += [(text[end : one.start], ""), (text[one.start : one.end], one.url)]
        end = one.end
    return [*parts, (text[end:], "")]


class Plain:
    """Its two requests.

    Args:
        api: sessions, messages and history.
        env: of the page's template.
        static: address of the page's files.
        headers: of every page.
    """

    def __init__(self, api: Api, env: Environment, static: str, headers: Mapping[str, str]) -> None:
        self._api = api
        self._about = api.about
        self._template = env.get_template("plain.html")
        self._static = static
        self._headers = {**headers, "Cache-Control": "no-store"}

    async def page(self, request: Request) -> Response:
        """The conversation of this browser, or an empty page to begin one."""
        lang = self._lang(request, request.query_params.get("lang", ""))
        token = request.cookies.get(COOKIE, "")
        session = self._api.known(token)
        try:
            self._api.pace(request)
            lines = await self._lines(session, 0) if session else []
        except RefusedError as refusal:
            return self._render(request, lang, "", [], error=refusal)
        return self._render(request, lang, token if session else "", lines)

    async def say(self, request: Request) -> Response:
        """Take what was written or pressed; the page with what is answered."""
        form = await self._form(request)
        lang = self._lang(request, form.get("lang", ""))
        shared = "kiosk" in form
        if form.get("do") in {"end", "exit"}:
            await self._api.leave(form.get("session", ""), lang=lang)
            if form["do"] == "exit":
                return self._elsewhere()
            return self._ended(request, lang, shared=shared)
        token, session, known = form.get("session", ""), None, 0
        lines: list[ShownLine] = []
        try:
            self._api.pace(request)
            session = self._api.known(token)
            if session is None:
                token = self._api.begin(request, shared=shared)
                session = self._api.known(token)
            assert session is not None
            known = await self._api.last_id(session.peer)
            for event in _events(form):
                await self._api.take_and_wait(session, event, lang=lang)
            lines = await self._lines(session, known)
        except RefusedError as refusal:
            lines = await self._lines(session, known) if session else []
            return self._render(
                request, lang, token, lines, error=refusal, shared=shared, kept=form.get("text", "")
            )
        return self._render(request, lang, token, lines, shared=shared)

    def _lang(self, request: Request, asked: str) -> str:
        return asked if asked in self._about.translate else self._api.lang_of(request)

    async def _form(self, request: Request) -> dict[str, str]:
        try:
            raw = await self._api.body(request)
            text = raw.decode("utf-8", "replace")
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS)
        except (RefusedError, ValueError):
            return {}
        return {name: storable(value) for name, value in pairs}

    async def _lines(self, session: Session, known: int) -> list[ShownLine]:
        entries = await self._api.said(session.peer, limit=SHOWN)
        await self._api.note_shown(session.peer, [one.id for one in entries if one.id])
        labels = {
            (entry.id, key.token): key.label
            for entry in entries
            if entry.message
            for row in entry.message.rows
            for key in row
        }
        shown = (self._line(entry, labels, known) for entry in entries)
        return _with_keys([one for one in shown if one is not None])

    def _line(
        self, entry: TranscriptEntry, labels: Mapping[tuple[int, str], str], known: int
    ) -> ShownLine | None:
        if entry.message is not None:
            return ShownLine(id=entry.id, message=entry.message, is_new=entry.id > known)
        own = entry.own or {}
        number = str(own.get("message", "") or 0)
        label = labels.get((int(number), str(own.get("token", ""))), "")
        words = str(own.get("text", "")) or label
        return ShownLine(own=words) if words else None

    def _elsewhere(self) -> Response:
        """Another page in place of this one: a form may lead nowhere else by itself."""
        headers = {**self._headers, "Refresh": f"0; url={self._about.quick_exit}"}
        answer = HTMLResponse("", headers=headers)
        answer.delete_cookie(COOKIE, path=PATH)
        return answer

    def _ended(self, request: Request, lang: str, *, shared: bool) -> Response:
        texts = page_texts(self._about.translate[lang])
        answer = self._render(request, lang, "", [], said=texts["ended"], shared=shared)
        answer.delete_cookie(COOKIE, path=PATH)
        return answer

    def _render(
        self,
        request: Request,
        lang: str,
        token: str,
        lines: Sequence[ShownLine],
        *,
        error: RefusedError | None = None,
        said: str = "",
        kept: str = "",
        shared: bool = False,
    ) -> Response:
        translate = self._about.translate[lang]
        fresh = [one for one in lines if one.is_new]
        page = self._template.render(
            about=self._about,
            lang=lang,
            texts=page_texts(translate),
            static=self._static,
            token=token,
            id=str(uuid.uuid4()),
            lines=lines,
            first_new=fresh[0].id if fresh else 0,
            error=error.text(translate) if error else "",
            said=said,
            kept=kept,
            danger=any(one.message and one.message.danger for one in lines),
            shared=shared,
            phones=self._about.phones(lang),
        )
        answer = HTMLResponse(page, error.status if error else 200, headers=dict(self._headers))
        if token and not shared:
            secure = request.url.scheme == "https"
            answer.set_cookie(
                COOKIE, token, path=PATH, httponly=True, samesite="strict", secure=secure
            )
        return answer


def _events(form: Mapping[str, str]) -> list[dict[str, object]]:
    """What the form says, as the chat page would post it; repeating it is the same again."""
    text = form.get("text", "").replace("\r\n", "\n")
    press, do = form.get("press", ""), form.get("do", "")
    given = form.get("id", "")
    page = uuid.UUID(given) if CLIENT_ID.match(given) else uuid.uuid4()

    def event(**content: object) -> dict[str, object]:
        return {"id": str(uuid.uuid5(page, repr(content))), **content}

    if press:
        number, _, token = press.partition(":")
        return [event(token=token, message=number)]
    if do == "look":
        return []
    words = [event(text=text)] if text.strip() else []
    if do == "librarian":
        return [event(start=PERSON), *words]
    return words or [event(text=text)]  # it is told that it is empty


def _with_keys(lines: list[ShownLine]) -> list[ShownLine]:
    """Buttons stand under what was said last; links stay."""
    last_own = max((place for place, one in enumerate(lines) if not one.message), default=-1)
    for place, line in enumerate(lines):
        for row in line.message.rows if line.message else ():
            for key in row:
                if key.url:
                    if key.url.startswith(SCHEMES):
                        line.links.append((key.label, key.url))
                elif place > last_own:
                    line.keys.append((key.label, f"{line.id}:{key.token}"))
    return lines
