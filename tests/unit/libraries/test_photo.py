"""A photo that is sent becomes one that may be published: small, upright, and nothing in it."""

import base64
import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from bot.catalogue.photos import MOST_BYTES, MOST_SIDE, jpeg_size
from bot.files.bounded_child import NoAnswerError
from bot.libraries.photo import WRONG, BadPhotoError, PhotoMaker
from bot.libraries.photo_child import made
from tests.unit.libraries.photos import of_a_telephone, photo

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)


def opened(body: bytes) -> Image.Image:
    """What is published of a file."""
    told = made(body)
    assert "wrong" not in told
    return Image.open(io.BytesIO(base64.b64decode(told["picture"])))


def colour(picture: Image.Image, x: float, y: float) -> str:
    red, green, blue = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    return max((red, "red"), (green, "green"), (blue, "blue"))[1]


def test_where_and_with_what_it_was_taken_goes_and_it_stands_upright() -> None:
    sent = of_a_telephone(turned=6)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)
    published = opened(sent)
    raw = published.fp.read() if published.fp else b""
    published.seek(0)
    assert not published.getexif()
    assert {"exif", "comment", "icc_profile", "xmp"} & set(published.info) == set()
    for secret in (b"Village Phone", b"Oksana", b"Exif", b"GPS"):
        assert secret not in raw + base64.b64decode(made(sent)["picture"])
    assert published.size == (960, 1280)  # it was held on its side
    assert (colour(published, 0.5, 0.1), colour(published, 0.5, 0.9)) == ("red", "blue")


@pytest.mark.parametrize(
    ("format", "mode"),
    [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGB"), ("PNG", "RGBA"),
     ("PNG", "P"), ("PNG", "1"), ("WEBP", "RGB"), ("WEBP", "RGBA")],
)  # fmt: skip
def test_every_kind_of_photo_becomes_a_small_jpeg(format: str, mode: str) -> None:
    published = opened(photo((3000, 2000), format=format, mode=mode))
    assert (published.format, published.mode, published.size) == ("JPEG", "RGB", (1280, 853))
    if mode in {"RGB", "RGBA"}:
        assert (colour(published, 0.1, 0.5), colour(published, 0.9, 0.5)) == ("red", "blue")


def test_what_is_clear_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(file, "PNG")
    assert min(opened(file.getvalue()).getpixel((200, 200))) > 250


def test_a_small_photo_is_not_made_larger_and_noise_is_not_too_large() -> None:
    assert opened(photo((400, 300))).size == (400, 300)
    file = io.BytesIO()
    Image.effect_noise((2600, 2600), 90).convert("RGB").save(file, "JPEG", quality=95)
    told = made(file.getvalue())
    body = base64.b64decode(told["picture"])
    assert len(body) <= MOST_BYTES
    size = jpeg_size(body)
    assert size
    assert max(size) <= MOST_SIDE
    assert size == Image.open(io.BytesIO(body)).size


def bomb(side: int) -> bytes:
    """A PNG that says it is so large, in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) \
        + chunk(b"IEND", b"")  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        (b"", "unreadable"),
        ("Просто слова".encode(), "unreadable"),
        (b"%PDF-1.7 ...", "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unreadable"),
        (photo(format="GIF"), "unreadable"),
        (photo(format="TIFF"), "unreadable"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "unreadable"),
        (photo()[:2000], "unreadable"),
        (HEIC, "heic"),
        (photo((200, 100)), "small"),
        (bomb(60_000), "pixels"),
        (bomb(7_000), "pixels"),
    ],
)
def test_what_is_no_photo_is_told_so(sent: bytes, wrong: str) -> None:
    assert made(sent) == {"wrong": wrong}
    assert wrong in WRONG


async def test_it_is_made_in_a_child_process() -> None:
    maker = PhotoMaker()
    published = await maker.make(of_a_telephone())
    assert (published.width, published.height) == (960, 1280)
    assert jpeg_size(published.body) == (960, 1280)
    with pytest.raises(BadPhotoError, match="HEIC"):
        await maker.make(HEIC)


async def test_a_child_that_dies_or_says_nonsense_makes_none(tmp_path: Path) -> None:
    for program in (
        "import os; os._exit(3)",
        "print('nonsense')",
        'print(\'{"picture": "AA=="}\')',
    ):
        file = tmp_path / "child.py"
        file.write_text(program)
        with pytest.raises(NoAnswerError):
            await PhotoMaker((__import__("sys").executable, str(file))).make(photo())


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xc0\0\x11\x08", b"GIF89a", b"\xff\xd8" * 9],
)
def test_the_size_of_what_is_no_jpeg_is_none(raw: bytes) -> None:
    assert jpeg_size(raw) is None
