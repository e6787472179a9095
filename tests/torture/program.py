"""The real program as a process, and what it uses: memory, time, disk, log."""

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil

from bot.app.settings import ROOT
from tests.ports import free_port
from tests.processes import is_ready

OPEN_FILES = 1024
START_SECONDS = 240.0  # the very first start reads all the content


class Program:
    """A running program; `peak` is MB with its children, watched from the start."""

    def __init__(self, process: "subprocess.Popen[bytes]", base: str, folder: Path) -> None:
        self.base = base
        self.process = psutil.Process(process.pid)
        self.folder = folder
        self.peak = 0.0
        self.peak_disk = 0.0
        self._ended = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._watching.start()

    def processor(self) -> float:
        """CPU seconds so far, with its children."""
        with suppress(psutil.Error):
            mine = self.process.cpu_times()
            total = mine.user + mine.system + mine.children_user + mine.children_system
            for child in self.process.children(recursive=True):
                with suppress(psutil.Error):
                    times = child.cpu_times()
                    total += times.user + times.system
            return float(total)
        return 0.0

    def memory(self) -> float:
        """MB now."""
        total = 0
        with suppress(psutil.Error):
            for one in (self.process, *self.process.children(recursive=True)):
                with suppress(psutil.Error):
                    total += one.memory_info().rss
        return total / 1e6

    def log(self) -> float:
        """MB of its log."""
        return (self.folder / "log").stat().st_size / 1e6

    def disk(self) -> float:
        """MB of its files, also of those that are open and have no name any more."""
        total = 0
        for path in self.folder.rglob("*"):
            with suppress(OSError):
                if path.is_file() and path.name != "log" and not path.is_symlink():
                    total += path.stat().st_size
        for link in Path(f"/proc/{self.process.pid}/fd").glob("*"):
            with suppress(OSError):
                if str(link.readlink()).endswith(" (deleted)"):
                    total += link.stat().st_size
        return total / 1e6

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            self.peak = max(self.peak, self.memory())
            self.peak_disk = max(self.peak_disk, self.disk())

    def stop(self) -> None:
        """Watch no more."""
        self._ended.set()
        self._watching.join()


@contextmanager
def program(
    folder: Path, cache: Path, settings: dict[str, str], *, root: Path = ROOT
) -> Iterator[Program]:
    """Start it in an empty folder with as many open files as a plain service may have."""
    (folder / "var").mkdir(parents=True)
    (folder / "tmp").mkdir()
    cache.mkdir(exist_ok=True)
    (folder / "var" / "cache").symlink_to(cache)
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MISTOK_")}
    told = {
        "MISTOK_PORT": str(port),
        "MISTOK_DATABASE": f"sqlite:///{folder}/mistok.db",
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": str(root),
    }

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))

    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=folder,
            env=kept | told | settings,
            stdout=log,
            stderr=log,
            preexec_fn=narrow,
        )
    base = f"http://127.0.0.1:{port}"
    with httpx.Client(timeout=5) as http:
        try:
            end = time.monotonic() + START_SECONDS
            while process.poll() is None and time.monotonic() < end and not is_ready(http, base):
                time.sleep(0.1)
            assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")[-2000:]
            running = Program(process, base, folder)
            yield running
            running.stop()
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answers(base: str, seconds: float) -> float | None:
    """Seconds until /readyz answers well again; None when it does not within `seconds`."""
    began = time.monotonic()
    with httpx.Client(timeout=2) as http:
        while time.monotonic() - began < seconds:
            if is_ready(http, base):
                return time.monotonic() - began
            time.sleep(0.2)
    return None
