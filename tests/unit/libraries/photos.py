"""Photos as people send them."""

import io
from typing import Any

from PIL import Image

GPS_LATITUDE = 2
GPS = 0x8825
ORIENTATION = 0x0112
MODEL = 0x0110


def photo(
    size: tuple[int, int] = (1600, 1200),
    *,
    format: str = "JPEG",
    mode: str = "RGB",
    **options: Any,
) -> bytes:
    """A picture: its left half is red, its right half blue."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    picture.convert(mode).save(file, format, **options)
    return file.getvalue()


def of_a_telephone(turned: int = 6) -> bytes:
    """A photo that knows where and with what it was taken, held upright."""
    exif = Image.Exif()
    exif[MODEL] = "Village Phone 7"
    exif[ORIENTATION] = turned
    exif.get_ifd(GPS)[GPS_LATITUDE] = (49.0, 16.0, 12.0)
    return photo(exif=exif, comment=b"Oksana Melnyk")
