"""What is said when the server can't take a request now: in words, and when to come again."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

from bot.engine.texts import N_
from bot.web.plain_page import Translate, language_asked, plain_page

TITLE = N_("This did not work just now")
BUSY = N_(
    "A lot of people write at once. Try again in half a minute, please: what was sent before is "
    "kept."
)
MANY = N_(
    "A lot of pages are open from your network. Close those you don’t need, or try again in a "
    "minute: what was sent before is kept."
)
SLOW = N_(
    "The connection was too slow, and not everything came through. Check it and send again, please."
)
STRANGE = N_(
    "The browser sent too much about itself. Clear the cookies of this site and try again, please."
)
NOWHERE = N_("There is no such page")
NOWHERE_MORE = N_("The address was not copied whole, or the page is no longer there.")
NOT_SO = N_("This can’t be opened so. Begin from the page it stands on.")
TO_CHAT, TO_DESK = N_("Ask in the chat"), N_("To the desk")
DESK_LANGUAGE = "mistok_desk_lang"
NOT_NOW = N_(
    "We could not save this just now. Try again in a minute, please: what was sent before is kept."
)
NOT_READ = N_(
    "This page can’t be opened just now. Open it again in a minute, please: what was sent before "
    "is kept."
)
NOT_WRITTEN = N_(
    "We could not save this just now. Go back and send it again in a minute, please: your text is "
    "kept there, and what was sent before is kept too."
)
AGAIN = {"Retry-After": "5", "Cache-Control": "no-store"}
# Text, and seconds to wait.
REFUSALS: Mapping[int, tuple[str, int]] = {
    408: (SLOW, 0),
    429: (MANY, 60),
    431: (STRANGE, 0),
    503: (BUSY, 30),
}
CODES = {408: "slow", 429: "many_pages", 431: "headers", 503: "busy"}


def refusal(scope: Scope, status: int, translate: Mapping[str, Translate]) -> Response:
    """The response: JSON for the chat's own requests, a page for browsers, else plain text."""
    msgid, after = REFUSALS[status]
    headers = {"Cache-Control": "no-store", "Connection": "close"}
    if after:
        headers["Retry-After"] = str(after)
    asked = Headers(scope=scope)
    lang = language_asked(asked, translate)
    text = translate[lang](msgid)
    if scope["path"].startswith("/chat/"):
        return JSONResponse({"error": text, "code": CODES[status]}, status, headers=headers)
    if "text/html" in asked.get("accept", ""):
        return plain_page(status, lang, translate[lang](TITLE), text, headers=headers)
    return PlainTextResponse(text, status, headers=headers)


def nowhere(
    request: Request,
    status: int,
    translate: Mapping[str, Translate],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response to an address that is none (404), or is asked otherwise than it may be (405)."""
    lang = _language(request, translate)
    say = translate[lang]
    more = say(NOT_SO if status == 405 else NOWHERE_MORE)
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"{say(NOWHERE)}. {more}", status, headers=headers)
    link = ("/desk", say(TO_DESK)) if _is_desk(request) else ("/", say(TO_CHAT))
    return plain_page(status, lang, say(NOWHERE), more, links=[link], headers=headers)


def _is_desk(request: Request) -> bool:
    path = request.url.path
    return path == "/desk" or path.startswith("/desk/")


def _language(request: Request, translate: Mapping[str, Translate]) -> str:
    chosen = request.cookies.get(DESK_LANGUAGE, "") if _is_desk(request) else ""
    return chosen if chosen in translate else language_asked(request.headers, translate)


def not_written(request: Request, translate: Mapping[str, Translate]) -> Response:
    """The response while the database takes no writes: 503, in words, in the person's language."""
    path = request.url.path
    lang = _language(request, translate)
    say = translate[lang]
    if path.startswith("/chat/"):
        return JSONResponse({"error": say(NOT_NOW), "code": "not_saved"}, 503, headers=AGAIN)
    posted = request.method == "POST"
    text = say(NOT_WRITTEN) if posted else say(NOT_READ)
    return plain_page(503, lang, say(TITLE), text, headers=AGAIN)
