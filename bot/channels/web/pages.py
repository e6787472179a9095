"""The chat page, its files and the widget's script."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web.about import About
from bot.channels.web.files import FOLDER, as_asked, widget_script
from bot.channels.web.texts import page_texts, widget_texts
from bot.engine.texts import FALLBACK, own_name
from bot.files.kinds import EXTENSIONS
from bot.files.rules import CITIZEN_BYTES, MOST_FILES
from bot.web.assets import load_assets

TEMPLATES = Path(__file__).parent / "templates"
# Extensions too: many computers don't know the media types of documents.
ACCEPT = ",".join(["image/*", *(one for several in EXTENSIONS.values() for one in several)])

ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Pages:
    """Renders every page once, for each language, the widget, a shared computer."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._files = load_assets(FOLDER)
        # By language, the widget, a shared computer: what a page was rendered with, and the page.
        self._pages: dict[tuple[str, bool, bool], tuple[object, str]] = {}
        texts = {lang: widget_texts(about.translate[lang]) for lang in about.translate}
        self._widget = widget_script(self._files, texts, home=about.home)
        self.headers = {
            "Content-Security-Policy": (
                "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
                f"frame-ancestors {' '.join(about.frame_ancestors)}"
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
            "Cache-Control": "no-cache",
        }

    @property
    def folder(self) -> str:
        """Where the pages' files are, with their version."""
        return f"/chat/static/{self._files.version}"

    def _page(self, lang: str, widget: bool, shared: bool) -> str:
        """The page, rendered anew only when today's telephones are others."""
        phones = self._about.phones(lang)
        made, page = self._pages.get((lang, widget, shared), (None, ""))
        if made != phones:
            page = self._render(lang, widget, shared, phones)
            self._pages[lang, widget, shared] = (phones, page)
        return page

    def _render(
        self, lang: str, widget: bool, shared: bool, phones: Sequence[tuple[str, Sequence[str]]]
    ) -> str:
        texts = page_texts(self._about.translate[lang])
        return ENVIRONMENT.get_template("chat.html").render(
            about=self._about,
            lang=lang,
            languages={one: own_name(one) for one in self._about.translate},
            page=json.dumps(
                {
                    "lang": lang,
                    "widget": widget,
                    "shared": shared,
                    "exit": self._about.quick_exit,
                    "texts": texts,
                    "fileBytes": CITIZEN_BYTES,
                    "mostFiles": MOST_FILES,
                },
                ensure_ascii=False,
            ),
            accept=ACCEPT,
            static=self.folder,
            phones=phones,
            token="",
            id="",
            kept="",
            texts=texts,
            widget=widget,
            shared=shared,
        )

    async def chat(self, request: Request) -> Response:
        """The chat page; `?widget` for inside the widget, `?kiosk` for a shared computer."""
        asked = request.query_params
        lang = asked.get("lang", "")
        shared = "kiosk" in asked
        known = lang if lang in self._about.translate else FALLBACK
        page = self._page(known, "widget" in asked, shared)
        # A browser that may not store the page does not show it again by its back button either.
        kept = {"Cache-Control": "no-store"} if shared else {}
        return HTMLResponse(page, headers=self.headers | kept)

    async def widget(self, request: Request) -> Response:
        """The script that puts the chat on another site."""
        script = as_asked(self._widget, str(request.base_url))
        tag = f'"{hashlib.sha256(script).hexdigest()[:16]}"'
        headers = {
            "ETag": tag,
            "Cache-Control": "public, max-age=600",
            "X-Content-Type-Options": "nosniff",
            # It is made to be loaded by other sites.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(script, media_type=self._files.media_type("widget.js"), headers=headers)

    async def icon(self, _request: Request) -> Response:
        """What browsers ask for beside pages that name no icon: files, addresses by mistake."""
        return self._files.answer("icon.svg", "")

    async def static(self, request: Request) -> Response:
        """A file of the page, kept by browsers for a year."""
        return self._files.answer(request.path_params["name"], request.path_params["version"])
