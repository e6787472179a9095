"""The virus scanner: a fake that speaks clamd's protocol, and a real clamd where there is one."""

import asyncio
import shutil
import struct
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.files.examiner import Examiner
from bot.files.file_store import FileStore
from bot.files.quotas import Quotas
from bot.files.rules import FileRefusedError
from bot.files.scanner import Scan, Scanner, ScannerAddress, read_scanner_address
from tests.waiting import until

PDF = b"%PDF-1.7\n" + bytes(300_000)
SIGN = b"a sign of harm that only these tests know"
BAD = b"%PDF-1.7\n" + SIGN
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


class FakeClamd:
    """INSTREAM as clamd does it: a length before each piece, none after the last."""

    def __init__(self, folder: Path, *, most: int = 25 * 1024 * 1024) -> None:
        self.path = folder / "clamd.ctl"
        self.most = most
        self.seen: list[bytes] = []
        self.silent = False
        self.says = b""

    @property
    def address(self) -> ScannerAddress:
        return read_scanner_address(f"unix:{self.path}")

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FakeClamd"]:
        server = await asyncio.start_unix_server(self._serve, self.path)
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
            writer.write(await self._answer(reader))
            await writer.drain()
        except (OSError, EOFError):
            pass  # the other side had enough
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader) -> bytes:
        body = b""
        while size := struct.unpack("!L", await reader.readexactly(4))[0]:
            body += await reader.readexactly(size)
            if len(body) > self.most:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.seen.append(body)
        if self.silent:
            await asyncio.sleep(600)
        found = b"Tests.Harm.UNOFFICIAL FOUND" if SIGN in body else b"OK"
        return self.says or b"stream: " + found + b"\0"


@pytest.fixture
async def clamd(tmp_path: Path) -> AsyncIterator[FakeClamd]:
    async with FakeClamd(tmp_path).running() as fake:
        yield fake


async def test_a_clean_file_and_an_infected_one_are_told_apart(clamd: FakeClamd) -> None:
    scanner = Scanner(clamd.address)
    assert await scanner.scan(PDF) is Scan.CLEAN
    assert await scanner.scan(BAD) is Scan.INFECTED
    assert clamd.seen == [PDF, BAD]


async def test_without_an_answer_the_file_counts_as_not_scanned(clamd: FakeClamd) -> None:
    clamd.silent = True
    assert await Scanner(clamd.address, seconds=0.5).scan(PDF) is Scan.NONE
    clamd.silent = False
    for odd in (b"", b"\0", b"UNKNOWN COMMAND\0", b"stream: FOUND?\0", b"x" * 9000):
        clamd.says = odd or b"\0"
        assert await Scanner(clamd.address).scan(PDF) is Scan.NONE
    assert await Scanner(ScannerAddress(path="/nowhere/clamd.ctl")).scan(PDF) is Scan.NONE
    assert await Scanner(ScannerAddress(host="127.0.0.1", port=1)).scan(PDF) is Scan.NONE


async def test_a_file_longer_than_it_takes_is_not_scanned(tmp_path: Path) -> None:
    async with FakeClamd(tmp_path, most=100_000).running() as clamd:
        assert await Scanner(clamd.address).scan(PDF + bytes(5_000_000)) is Scan.NONE


async def test_a_trouble_is_logged_once_a_while() -> None:
    now = 0.0
    scanner = Scanner(ScannerAddress(path="/nowhere/clamd.ctl"), clock=lambda: now)
    with structlog.testing.capture_logs() as logs:
        for _ in range(20):
            await scanner.scan(PDF)
        assert [one["event"] for one in logs] == ["scanner.no_answer"]
        now = 601.0
        await scanner.scan(PDF)
    assert len(logs) == 2


@pytest.mark.parametrize(
    "value", ["", "clamd", "unix:clamd.ctl", "tcp:host", "tcp:host:0", "tcp::1"]
)
def test_a_wrong_address_is_told(value: str) -> None:
    with pytest.raises(ValueError, match=r"unix:/run/clamav/clamd\.ctl"):
        read_scanner_address(value)


def test_addresses() -> None:
    assert read_scanner_address("tcp:[::1]:3310") == ScannerAddress(host="::1", port=3310)
    assert read_scanner_address("unix:/run/a.ctl") == ScannerAddress(path="/run/a.ctl")


async def test_what_is_infected_is_refused_and_what_was_scanned_says_so(database, clamd) -> None:
    examiner = Examiner(Scanner(clamd.address))
    file_store = FileStore(database, clock=lambda: NOW, examiner=examiner, quotas=Quotas(floor=0))
    with pytest.raises(FileRefusedError) as refused:
        await file_store.upload(BAD, name="a.pdf", sender=("web", "olena"))
    assert refused.value.code == "infected"
    kept = await file_store.upload(PDF, name="a.pdf", sender=("web", "olena"))
    assert kept.scanned_at == NOW
    assert (await file_store.about([kept.id]))[kept.id].scanned_at == NOW


async def test_what_came_while_it_was_away_is_scanned_when_it_is_given(database, clamd) -> None:
    away = Examiner(Scanner(ScannerAddress(path="/nowhere")))
    quotas = Quotas(floor=0)
    before = FileStore(database, clock=lambda: NOW, examiner=away, quotas=quotas)
    bad = await before.upload(BAD, name="a.pdf", sender=("web", "olena"))
    good = await before.upload(PDF, name="a.pdf", sender=("web", "olena"))
    assert (bad.scanned_at, good.scanned_at) == (None, None)
    now = FileStore(
        database, clock=lambda: NOW, examiner=Examiner(Scanner(clamd.address)), quotas=quotas
    )
    with pytest.raises(FileRefusedError) as refused:
        await now.examined(bad, BAD)
    assert refused.value.code == "infected"
    assert (await now.examined(good, PDF)).scanned
    assert (await now.about([good.id]))[good.id].scanned_at == NOW


@pytest.fixture(scope="module")
def real_clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A clamd of our own that knows one sign; its address."""
    if CLAMD is None:
        pytest.skip("clamd is not installed (apt-get install clamav-daemon)")
    folder = tmp_path_factory.mktemp("clamd")
    signs = folder / "signs"
    signs.mkdir()
    (signs / "tests.ndb").write_text(f"Tests.Harm:0:*:{SIGN.hex()}\n", encoding="ascii")
    path = folder / "clamd.ctl"
    given = (
        f"DatabaseDirectory {signs}\nLocalSocket {path}\nForeground yes\nStreamMaxLength 1M\n"
        f"LogFile {folder / 'log'}\nTemporaryDirectory {folder}\n"
    )
    (folder / "conf").write_text(given, encoding="utf-8")
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(
            [CLAMD, "-c", str(folder / "conf")], stdout=out, stderr=subprocess.STDOUT
        )
    try:
        yield str(path)
    finally:
        process.kill()
        process.wait()


async def test_a_real_clamd_says_the_same(real_clamd: str) -> None:
    scanner = Scanner(ScannerAddress(path=real_clamd))

    async def has_read_its_signs() -> bool:
        return await scanner.scan(b"a") is not Scan.NONE

    await until(has_read_its_signs)
    assert await scanner.scan(PDF) is Scan.CLEAN
    assert await scanner.scan(BAD) is Scan.INFECTED
    assert await scanner.scan(bytes(3_000_000)) is Scan.NONE  # longer than it takes
