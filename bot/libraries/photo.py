"""A photo of a library as it is published: made anew from what was sent, in a child process."""

import base64
import binascii
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.catalogue.photos import jpeg_size
from bot.engine.texts import N_
from bot.files.bounded_child import BoundedChild, NoAnswerError

MOST_SENT: Final = 15 * 1024 * 1024  # bytes: what the best telephones make
ROOT: Final = Path(__file__).resolve().parents[2]
CHILD: Final = "bot.libraries.photo_child"
PROGRAM: Final = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {CHILD}; {CHILD}.main()"
COMMAND: Final = (sys.executable, "-I", "-X", "utf8", "-c", PROGRAM)
SECONDS: Final = 30.0  # by the clock; its processor time is limited by itself
PATIENCE: Final = 60.0  # for one's turn
ANSWER_BYTES: Final = 1024 * 1024
UNREADABLE: Final = N_("This file is no photo that we can read. Choose a JPEG, PNG or WebP file.")
WRONG: Final = {
    "heic": N_(
        "This photo is in the format HEIC, which not every computer opens. Choose JPEG in the "
        "camera’s settings and take it again, or send the photo to yourself in a messenger and "
        "save it from there."
    ),
    "pixels": N_(
        "The photo has too many pixels. Choose a lower quality in the camera’s settings and take "
        "it again."
    ),
    "small": N_(
        "The photo is too small: people would see nothing. Take one of at least 320 pixels."
    ),
    "unreadable": UNREADABLE,
}


class BadPhotoError(Exception):
    """It is no photo that can be published; `text` is a msgid that tells what to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class MadePhoto:
    """A JPEG with nothing in it but the picture, and its size in pixels."""

    body: bytes
    width: int
    height: int


class PhotoMaker:
    """Makes photos, one at a time; see BoundedChild."""

    def __init__(
        self,
        command: tuple[str, ...] = COMMAND,
        *,
        seconds: float = SECONDS,
        patience: float = PATIENCE,
    ) -> None:
        self._child = BoundedChild(
            command, at_once=1, seconds=seconds, patience=patience, answer_bytes=ANSWER_BYTES
        )

    async def make(self, body: bytes) -> MadePhoto:
        """The photo of a file.

        Raises:
            BadPhotoError: it is none.
            NoAnswerError: nothing could be found out; `fault` when the file is to blame.
        """
        line = await self._child.ask({}, body)
        try:
            return _read(json.loads(line))
        except (ValueError, TypeError, KeyError, RecursionError, binascii.Error):
            raise NoAnswerError(fault=True) from None


def _read(told: Mapping[str, Any]) -> MadePhoto:
    if "wrong" in told:
        raise BadPhotoError(WRONG[told["wrong"]])
    body = base64.b64decode(told["picture"], validate=True)
    size = jpeg_size(body)
    if size is None:
        raise ValueError("no picture")
    return MadePhoto(body, *size)
