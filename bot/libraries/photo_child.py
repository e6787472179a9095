"""A photo read in a process of its own: as a program, the file on its input.

Input: a line of JSON, then the file. "size": its bytes.
Output: a line of JSON, {"picture": a JPEG in base64}, or {"wrong": a key of what
`bot.libraries.photo` tells of it}.
"""

import base64
import io
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from bot.catalogue.photos import MOST_BYTES, MOST_SIDE
from bot.files.limits import limit

SPACE: Final = 640 * 1024 * 1024  # bytes: the largest picture twice
SECONDS: Final = 20  # of the processor
FILES: Final = 32
HEADER_BYTES: Final = 4096
MOST_PIXELS: Final = 40_000_000
MOST_OF_JPEG: Final = 110_000_000  # of the best telephones; it is decoded smaller at once
DISPENSABLE: Final = "1000"  # where memory lacks, the system ends this process first
LEAST_SIDE: Final = 320  # smaller ones show nothing
FORMATS: Final = ("JPEG", "PNG", "WEBP")
QUALITIES: Final = (82, 74, 66, 58, 50, 40, 30)
WHITE: Final = (255, 255, 255)
# What telephones of Apple keep photos in: the brand stands after «ftyp».
HEIC: Final = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


def main() -> None:
    """Make the picture of the file that comes in."""
    given = json.loads(sys.stdin.buffer.readline(HEADER_BYTES))
    limit(space=SPACE, seconds=SECONDS, written=0, files=FILES)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(DISPENSABLE, encoding="ascii")
    told = made(sys.stdin.buffer.read(given["size"]))
    sys.stdout.write(json.dumps(told) + "\n")


def made(body: bytes) -> dict[str, Any]:
    """The picture that is published of a file, or what is wrong with it."""
    if body[4:8] == b"ftyp" and body[8:12] in HEIC:
        return {"wrong": "heic"}
    Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves, before anything is decoded
    try:
        with Image.open(io.BytesIO(body), formats=FORMATS) as opened:
            most = MOST_OF_JPEG if isinstance(opened, JpegImageFile) else MOST_PIXELS
            if opened.width * opened.height > most:
                return {"wrong": "pixels"}
            if max(opened.size) < LEAST_SIDE:
                return {"wrong": "small"}
            picture = _plain(_small(opened))
    except (OSError, ValueError, SyntaxError, EOFError):
        return {"wrong": "unreadable"}
    told = base64.b64encode(_written(picture)).decode("ascii")
    return {"picture": told}


def _small(opened: Image.Image) -> Image.Image:
    """At most MOST_SIDE wide and high: all the rest is then done with little."""
    opened.draft("RGB", (MOST_SIDE, MOST_SIDE))  # a large JPEG is never decoded whole
    if opened.mode in {"P", "1"}:  # of these only the nearest pixels would be taken
        return _thumbnail(opened.convert("RGBA" if opened.has_transparency_data else "RGB"))
    return _thumbnail(opened)


def _thumbnail(picture: Image.Image, side: int = MOST_SIDE) -> Image.Image:
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return picture


def _plain(small: Image.Image) -> Image.Image:
    """Turned as it was held, on white, in the colours that every screen means."""
    profile = small.info.get("icc_profile")
    turned = ImageOps.exif_transpose(small)
    if turned.has_transparency_data:
        clear = turned.convert("RGBA")
        turned = Image.new("RGB", clear.size, WHITE)
        turned.paste(clear, mask=clear.getchannel("A"))
    elif turned.mode == "RGB" and profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = (
                ImageCms.profileToProfile(turned, own, ImageCms.createProfile("sRGB")) or turned
            )
    return turned.convert("RGB")


def _written(picture: Image.Image) -> bytes:
    """A JPEG of at most MOST_BYTES, with nothing in it but the picture."""
    picture.info.clear()
    for quality in QUALITIES:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(file.getvalue()) <= MOST_BYTES:
            return file.getvalue()
    return _written(_thumbnail(picture, max(picture.size) * 2 // 3))
