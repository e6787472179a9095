"""The photo of a library: its head puts it, another in its place, or takes it away."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.catalogue.photos import FOLDER, address_of
from bot.console.visit import Visit
from bot.content import Content
from bot.content.editing import EditError, Entry, Writer
from bot.content.editing.photo import put_photo, sweep_photos
from bot.content.library_list.own_word import own_source
from bot.content.pages.saved import done_by, told_done
from bot.engine.texts import FALLBACK, N_
from bot.engine.wording import full_date, kyiv
from bot.files.bounded_child import NoAnswerError
from bot.libraries.card import photo_in
from bot.libraries.pages import card
from bot.libraries.photo import MOST_SENT, UNREADABLE, BadPhotoError, MadePhoto, PhotoMaker

PAGE: Final = f"{card.PAGE}/photo"
LONGEST_ALT: Final = 120
ENTRANCE: Final = N_("The entrance of the library")
WHY: Final = N_("A photo of the library")
WHY_GONE: Final = N_("The photo of the library is taken away")
DONE: Final = {
    "put": N_("The photo is published. Readers see it on the library’s page in a few seconds."),
    "gone": N_("The photo is taken away. An editor can bring it back from the history."),
}
NO_FILE = N_("Choose a photo: a file JPEG, PNG or WebP.")
TOO_LARGE = N_("The photo is larger than %(most)s MB. Choose a lower quality, or a smaller copy.")
NO_ALT = N_("Write in a few words what the photo shows: who can’t see it hears that.")
NOT_AGREED = N_(
    "A photo is published only when both is so. Tick both lines, or choose another one."
)
BUSY = N_("The photo can’t be read just now: another one is being read. Try again in a minute.")


class _RefusedError(Exception):
    """Nothing is published; its text says what to do."""


async def form(visit: Visit) -> Response:
    """The photo that is shown now, and where another one is chosen."""
    known = await card.card_of(visit, visit.asked("library"))
    if isinstance(known, Response):
        return known
    return await _page(visit, known, done=told_done(visit, DONE.get(visit.asked("done"), "")))


async def send(visit: Visit) -> Response:
    """Make the photo anew, without what the camera wrote into it, and publish it."""
    known = await card.card_of(visit, visit.text("library"))
    if isinstance(known, Response):
        return known
    alt = " ".join(visit.text("alt").split())[:LONGEST_ALT]
    try:
        photo = await _made(visit, alt)
        number = await asyncio.to_thread(_put, visit, known.entry, photo, alt)
    except (_RefusedError, EditError) as error:
        return await _page(visit, known, status=422, alt=alt, error=str(error))
    return visit.go(f"{PAGE}?{urlencode(await _told(visit, known, number, 'put'))}")


async def remove(visit: Visit) -> Response:
    """Show none; its file stays for who takes this back."""
    known = await card.card_of(visit, visit.text("library"))
    if isinstance(known, Response):
        return known
    why = visit._(WHY_GONE)
    writer = visit.console.program[Writer]
    try:
        number = await asyncio.to_thread(
            writer.change, known.entry, {"photo": None}, by=visit.person.actor, why=why
        )
    except EditError as error:
        return await _page(visit, known, status=409, error=str(error))
    return visit.go(f"{PAGE}?{urlencode(await _told(visit, known, number, 'gone'))}")


async def _told(
    visit: Visit, known: card.KnownCard, number: int | None, done: str
) -> Mapping[str, str]:
    return {"library": known.library.id, "done": await done_by(visit, number, done)}


async def _made(visit: Visit, alt: str) -> MadePhoto:
    """The photo of the form. Raises _RefusedError."""
    given = visit.form.get("photo")
    if not isinstance(given, UploadFile) or not given.filename:
        raise _RefusedError(visit._(NO_FILE))
    if (given.size or 0) > MOST_SENT:
        raise _RefusedError(visit._(TOO_LARGE, most=MOST_SENT // 1024 // 1024))
    if not alt:
        raise _RefusedError(visit._(NO_ALT))
    if not (visit.text("ours") and visit.text("people")):
        raise _RefusedError(visit._(NOT_AGREED))
    try:
        return await visit.console.program[PhotoMaker].make(await given.read())
    except BadPhotoError as error:
        raise _RefusedError(visit._(error.text)) from error
    except NoAnswerError as error:
        raise _RefusedError(visit._(UNREADABLE if error.fault else BUSY)) from error


def _put(visit: Visit, entry: Entry, photo: MadePhoto, alt: str) -> int | None:
    """Write the file, then the record that names it. Raises EditError."""
    writer, today = visit.console.program[Writer], kyiv(visit.console.clock()).date()
    file = put_photo(writer, entry.id, photo.body)
    fact = {
        "file": file, "width": photo.width, "height": photo.height, "alt": _alt(visit, alt),
        "source": own_source(today), "checked": today,
    }  # fmt: skip
    by, why = visit.person.actor, visit._(WHY)
    number = writer.change(entry, {"photo": fact}, by=by, why=why, beside=[f"{FOLDER}/{file}"])
    sweep_photos(writer, entry.id, by=by, why=why)
    return number


def _alt(visit: Visit, alt: str) -> dict[str, str]:
    """What it shows, in Ukrainian; what we wrote ourselves, in every language."""
    texts = visit.console.texts
    if alt != texts[FALLBACK].text(ENTRANCE):
        return {FALLBACK: alt}
    return {FALLBACK: alt, **{lang: texts[lang].text(ENTRANCE) for lang in texts}}


async def _page(visit: Visit, known: card.KnownCard, *, status: int = 200, **told: Any) -> Response:
    async with visit.console.database.reading() as unit:
        licence = visit.console.bind(unit)[Content].region.licence
    default, photo = visit.console.texts[FALLBACK].text(ENTRANCE), photo_in(known.entry)
    values = {"done": "", "error": "", "alt": default, **told}
    return visit.page(
        "libraries/photo.html", status=status, page=PAGE, card=card.PAGE,
        library=known.library.id, title=known.library.name.in_(visit.lang),
        photo=photo, on=full_date(photo.checked, visit.lang) if photo else "",
        address_of=address_of, longest=LONGEST_ALT,
        most=MOST_SENT // 1024 // 1024, licence=licence.name if licence else "",
        agreed=bool(visit.text("ours") and visit.text("people")), **values,
    )  # fmt: skip
