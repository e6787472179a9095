"""One attack against one fresh program: run it, measure, judge."""

import asyncio
import importlib
import multiprocessing
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.telegram.account import TOKEN
from tests.processes import fake_telegram_process
from tests.torture.citizen import talk
from tests.torture.program import Program, answers, program
from tests.torture.target import Target

ANSWER = 1.0  # seconds, of 95 answers in 100
MEMORY = 600.0  # MB, with children
DISK = 100.0  # MB
LOG = 5.0  # MB
RECOVERY = 10.0  # seconds
FEWEST = 3  # answers; fewer prove nothing
WARM = 3  # answers before the attack
SECRET = "a-secret-of-the-torture-as-long-as-settings-want"


@dataclass(frozen=True, slots=True)
class Result:
    """What one attack did. Seconds, MB."""

    name: str
    told: str
    times: tuple[float, ...]
    memory: float
    processor: float
    disk: float
    log: float
    recovered: float | None
    most_disk: float = DISK

    def part(self, share: float) -> float:
        """The answer time that `share` of all answers kept to."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 99.0

    @property
    def faults(self) -> list[str]:
        """Why it is not held; [] when it is."""
        found = []
        if len(self.times) < FEWEST:
            found.append("too few answers")
        elif self.part(0.95) >= ANSWER:
            found.append("slow")
        if self.memory > MEMORY:
            found.append("memory")
        if self.disk > self.most_disk:
            found.append("disk")
        if self.told.startswith("!"):
            found.append("not served")
        if self.log > LOG:
            found.append("log")
        if self.recovered is None:
            found.append("no recovery")
        return found

    @property
    def line(self) -> str:
        """Its row of the table."""
        back = "never" if self.recovered is None else f"{self.recovered:.1f}"
        worst = max(self.times, default=99.0)
        return (
            f"{self.name:15}{self.part(0.5):6.2f}{self.part(0.95):7.2f}{worst:7.2f}"
            f"{self.memory:7.0f}{self.processor:7.1f}{self.disk:8.1f}{self.log:8.2f}{back:>7}  "
            f"{', '.join(self.faults) or 'held':12} {self.told}"
        )


HEAD = (
    f"{'attack':15}{'p50':>6}{'p95':>7}{'max':>7}{'MB':>7}{'CPU s':>7}{'disk MB':>8}"
    f"{'log MB':>8}{'back s':>7}  verdict      what it answered"
)


def _attack(name: str, target: Target, told: Any) -> None:
    """In a process of its own, so that the citizen's times are the program's."""
    module = importlib.import_module(f"tests.torture.attacks.{name}")
    try:
        told.send(asyncio.run(module.run(target)))
    except Exception as error:
        told.send(f"! the attack broke: {type(error).__name__}: {error}"[:200])


async def _beside(name: str, running: Program, target: Target) -> tuple[str, list[float]]:
    times: list[float] = []
    ended = asyncio.Event()
    talking = asyncio.create_task(talk(running.base, times, ended))
    while len(times) < WARM and not talking.done():  # noqa: ASYNC110 -- a list has no event
        await asyncio.sleep(0.1)
    del times[:]
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_attack, args=(name, target, there), daemon=True
    )
    process.start()
    most = target.seconds * 3 + 60
    came = await asyncio.to_thread(here.poll, most)
    told = here.recv() if came else "! the attack was stopped"
    process.terminate()
    ended.set()
    await talking
    return str(told), times


def trial(
    name: str, folder: Path, *, seconds: float, root: Path, settings: dict[str, str]
) -> Result:
    """Attack a fresh program in `folder` and say what came of it."""
    module = importlib.import_module(f"tests.torture.attacks.{name}")
    told = {"MISTOK_SECRET": SECRET, **settings, **getattr(module, "SETTINGS", {})}
    with ExitStack() as stack:
        api = ""
        if getattr(module, "TELEGRAM", False):
            api = stack.enter_context(fake_telegram_process())
            told |= {"MISTOK_TELEGRAM_TOKEN": TOKEN, "MISTOK_TELEGRAM_API": api}
        running = stack.enter_context(program(folder / name, folder / "cache", told, root=root))
        if make := getattr(module, "prepare", None):
            make(folder)
        target = Target(running.base, seconds, folder, api)
        before = running.processor(), running.disk(), running.log()
        said, times = asyncio.run(_beside(name, running, target))
        back = answers(running.base, RECOVERY)
        return Result(
            name,
            said,
            tuple(times),
            running.peak,
            running.processor() - before[0],
            max(running.peak_disk, running.disk()) - before[1],
            running.log() - before[2],
            back,
            getattr(module, "DISK", DISK),
        )
