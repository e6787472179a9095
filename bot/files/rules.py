"""What a file is, by its bytes, whether we take it, and what it may be called. Pure."""

import re
import unicodedata
from pathlib import PurePosixPath

from bot.engine.texts import N_
from bot.files.signatures import EXTENSIONS, SCRIPTS, media_type_by_signature

CITIZEN_BYTES = 20 * 1024 * 1024  # what a bot may fetch from Telegram, and so for all
STAFF_BYTES = 50 * 1024 * 1024  # what a bot may send to Telegram

NAME_LETTERS = 80
NAME_BYTES = 240  # file systems take 255
NAMELESS = "файл"
FORBIDDEN = re.compile(r'[<>:"|?*]')
SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}\Z", re.ASCII)
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|\Z)", re.IGNORECASE)
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

EMPTY = N_("The file is empty. Choose another one, please.")
TOO_LARGE = N_("The file is too large. Send a smaller one, or a photo of what matters in it.")
NOT_ALLOWED = N_(
    "Such a file can’t be passed on. Save it as PDF, or take a photo of it, and send that."
)


class FileRefusedError(Exception):
    """A file we don't take. `code` is empty, large or type; `text` is a msgid for the person."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


def media_type_of(body: bytes, name: str, *, most: int = STAFF_BYTES) -> str:
    """What the file is, by its bytes; its name alone makes it nothing, but can refuse it.

    Args:
        body: the whole file.
        name: as the sender called it.
        most: bytes allowed.

    Raises:
        FileRefusedError: it is empty, larger than `most`, or of a kind we don't take.
    """
    if not body:
        raise FileRefusedError("empty", EMPTY)
    if len(body) > most:
        raise FileRefusedError("large", TOO_LARGE)
    media_type = media_type_by_signature(body)
    scripted = media_type == "text/plain" and PurePosixPath(name.casefold()).suffix in SCRIPTS
    if media_type is None or scripted:
        raise FileRefusedError("type", NOT_ALLOWED)
    return media_type


def safe_name(name: str, media_type: str) -> str:
    """A name that any computer may keep and that shows what the file is.

    No folders, no invisible or direction-changing letters, at most 80 letters, the extension
    of `media_type` (as it was when it fits).
    """
    extensions = EXTENSIONS.get(media_type, (".bin",))
    stem = _visible(re.split(r"[/\\]", name)[-1])
    stem, extension = _without_suffixes(stem, extensions)
    if RESERVED.match(stem):
        stem = f"_{stem}"
    return _cut(stem or NAMELESS, extension) + extension


def _visible(name: str) -> str:
    """Without what isn't seen or what a file system would take as a command."""
    kept = "".join(
        " " if unicodedata.category(letter) in INVISIBLE - {"Cf"} else letter
        for letter in unicodedata.normalize("NFC", name)
        if unicodedata.category(letter) != "Cf"
    )
    return _trimmed(" ".join(FORBIDDEN.sub(" ", kept).split()))


def _trimmed(name: str) -> str:
    """Neither hidden by a first dot nor with ends that Windows drops."""
    return name.strip(". \u00a0")


def _without_suffixes(stem: str, extensions: tuple[str, ...]) -> tuple[str, str]:
    """The name before its extension, and the extension; those of other kinds go."""
    if f".{stem.casefold()}" in extensions:  # there was nothing before it
        return "", f".{stem.casefold()}"
    while found := SUFFIX.search(stem):
        stem = _trimmed(stem[: found.start()])
        if found[0].casefold() in extensions:
            return stem, found[0].casefold()
    return stem, extensions[0]


def _cut(stem: str, extension: str) -> str:
    """At most so many letters and bytes with the extension."""
    stem = stem[: NAME_LETTERS - len(extension)]
    while len((stem + extension).encode()) > NAME_BYTES:
        stem = stem[:-1]
    return _trimmed(stem)
