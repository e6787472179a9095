"""ZIPs that unpack to a gigabyte (bzip2, LZMA, deflate) and ZIPs of many entries, uploaded."""

import asyncio
import io
import time
import zipfile
from pathlib import Path

from tests.torture.target import Target, counted, from_address, session, upload

LARGE = 300_000_000
METHODS = (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED)


def bomb(method: int, size: int = LARGE) -> bytes:
    """A DOCX whose first part is `size` letters."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        with archive.open("[Content_Types].xml", "w") as part:
            for _ in range(max(1, size // 1_000_000)):
                part.write(b"a" * min(size, 1_000_000))
        archive.writestr("word/document.xml", "<w/>")
    return made.getvalue()


def flood(entries: int = 60_000) -> bytes:
    """A DOCX of very many entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(entries):
            archive.writestr(f"word/{number}", b"")
    return made.getvalue()


def prepare(folder: Path) -> None:
    """Made before the attack: it takes longer than one, and the processor."""
    for number, method in enumerate(METHODS):
        (folder / f"bomb-{number}").write_bytes(bomb(method))
    (folder / "bomb-many").write_bytes(flood())


async def run(target: Target) -> str:
    bombs = [path.read_bytes() for path in sorted(target.folder.glob("bomb-*"))]
    statuses: list[int] = []
    end = time.monotonic() + target.seconds

    async def one(number: int) -> None:
        while time.monotonic() < end:
            async with from_address(target, number) as http:
                key = await session(http)
                body = bombs[number % len(bombs)]
                statuses.append(await upload(http, key, "лист.docx", body))
            await asyncio.sleep(0.5)

    await asyncio.gather(*map(one, range(4)))
    return counted(statuses)
