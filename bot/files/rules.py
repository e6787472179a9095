"""Whether we take a file, by its size and kind, and what it may be called. Pure."""

import re
import unicodedata
from enum import StrEnum
from pathlib import PurePosixPath

from bot.engine.texts import N_
from bot.files.kinds import EXTENSIONS, SCRIPTS, SHEETS, SIGNATURES

CITIZEN_BYTES = 20 * 1024 * 1024  # what a bot may fetch from Telegram, and so for all
STAFF_BYTES = 50 * 1024 * 1024  # what a bot may send to Telegram
MOST_FILES = 5  # of one message of a citizen, or one answer of staff

NAME_LETTERS = 80
NAME_BYTES = 240  # file systems take 255
NAMELESS = "файл"
FORBIDDEN = re.compile(r'[<>:"|?*]')
SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}\Z", re.ASCII)
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|\Z)", re.IGNORECASE)
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class FileRefusal(StrEnum):
    """Why a file is not taken; told by REFUSED."""

    EMPTY = "empty"
    LARGE = "large"
    TYPE = "type"
    INFECTED = "infected"
    BUSY = "busy"  # this and what follows passes
    DAILY = "daily"
    FULL = "full"


REFUSED = {
    FileRefusal.EMPTY: N_("The file is empty. Choose another one, please."),
    FileRefusal.LARGE: N_(
        "The file is too large. Send a smaller one, or a photo of what matters in it."
    ),
    FileRefusal.TYPE: N_(
        "Such a file can’t be passed on. Save it as PDF, or take a photo of it, and send that."
    ),
    FileRefusal.INFECTED: N_(
        "The virus scanner found something harmful in this file, so it was not taken. Send a photo "
        "of the page instead, please."
    ),
    FileRefusal.BUSY: N_("The file can’t be checked just now. Send it again in a minute, please."),
    FileRefusal.DAILY: N_(
        "You have sent a lot of files today. Send the rest tomorrow, please: what you sent is kept."
    ),
    FileRefusal.FULL: N_(
        "There is no room for new files just now. Send words without a file, please, or the file "
        "later: what you sent before is kept."
    ),
}


class FileRefusedError(Exception):
    """A file we don't take.

    Attributes:
        code: why.
        after: seconds until it may be tried again; 0 when that is no use.
    """

    def __init__(self, code: FileRefusal, *, after: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.after = after

    @property
    def text(self) -> str:
        """A msgid for the person."""
        return REFUSED[self.code]


def check_size(body: bytes, most: int) -> None:
    """Raises FileRefusedError when the file is empty or longer than `most` bytes."""
    if not body:
        raise FileRefusedError(FileRefusal.EMPTY)
    if len(body) > most:
        raise FileRefusedError(FileRefusal.LARGE)


def allowed(media_type: str | None, name: str) -> str:
    """The media type when we take it under this name.

    The name alone makes a file nothing, but can refuse it. Raises FileRefusedError.
    """
    scripted = media_type == "text/plain" and _suffix(name) in SCRIPTS
    if media_type not in EXTENSIONS or scripted:
        raise FileRefusedError(FileRefusal.TYPE)
    return media_type


def is_sheet(name: str) -> bool:
    """Whether a text of this name is opened as a table."""
    return _suffix(name) in SHEETS


def is_signed(name: str) -> bool:
    """Whether a file of this name is a document with an electronic signature."""
    return _suffix(name) in SIGNATURES


def _suffix(name: str) -> str:
    return PurePosixPath(name.casefold()).suffix


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


def is_of_another_kind(name: str, media_type: str) -> bool:
    """Whether the name's ending tells of another kind than the file is."""
    ending = SUFFIX.search(_visible(name))
    return ending is not None and ending[0].casefold() not in EXTENSIONS.get(media_type, ())


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
