"""The chat page, its files and the widget's script."""

import hashlib
import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.assets import load_assets
from bot.channels.web.about import About
from bot.channels.web.files import FOLDER, widget_script
from bot.channels.web.texts import page_texts, widget_texts
from bot.files.kinds import EXTENSIONS
from bot.files.rules import CITIZEN_BYTES

TEMPLATES = Path(__file__).parent / "templates"
# Extensions too: many computers don't know the media types of documents.
ACCEPT = ",".join(["image/*", *(one for several in EXTENSIONS.values() for one in several)])
LANGUAGES = {"uk": "Українська", "en": "English"}


class Pages:
    """Renders every page once, at start: they differ by language and by the widget only."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._files = load_assets(FOLDER)
        env = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages = {
            (lang, widget): self._render(env, lang, widget)
            for lang in LANGUAGES
            for widget in (False, True)
        }
        texts = {lang: widget_texts(about.translate[lang]) for lang in LANGUAGES}
        self._widget = widget_script(self._files, texts)
        self._widget_tag = f'"{hashlib.sha256(self._widget).hexdigest()[:16]}"'
        self._headers = {
            "Content-Security-Policy": (
                "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
                f"frame-ancestors {' '.join(about.frame_ancestors)}"
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
            "Cache-Control": "no-cache",
        }

    def _render(self, env: Environment, lang: str, widget: bool) -> str:
        texts = page_texts(self._about.translate[lang])
        return env.get_template("chat.html").render(
            about=self._about,
            lang=lang,
            languages=LANGUAGES,
            page=json.dumps(
                {"lang": lang, "widget": widget, "texts": texts, "fileBytes": CITIZEN_BYTES},
                ensure_ascii=False,
            ),
            accept=ACCEPT,
            static=f"/chat/static/{self._files.version}",
            texts=texts,
            widget=widget,
        )

    async def chat(self, request: Request) -> Response:
        """The chat page, whole or for the widget."""
        lang = request.query_params.get("lang", "")
        key = (lang if lang in LANGUAGES else "uk", "widget" in request.query_params)
        return HTMLResponse(self._pages[key], headers=self._headers)

    async def widget(self, request: Request) -> Response:
        """The script that puts the chat on another site."""
        headers = {
            "ETag": self._widget_tag,
            "Cache-Control": "public, max-age=600",
            "X-Content-Type-Options": "nosniff",
            # It is made to be loaded by other sites.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        if request.headers.get("if-none-match") == self._widget_tag:
            return Response(status_code=304, headers=headers)
        return Response(
            self._widget, media_type=self._files.media_type("widget.js"), headers=headers
        )

    async def static(self, request: Request) -> Response:
        """A file of the page, kept by browsers for a year."""
        return self._files.answer(request.path_params["name"], request.path_params["version"])
