"""A list of 1,000 libraries brought in whole, by the command: from nothing to files in place.

Beside it: only reading the file that comes of it, by the same YAML library. In time of the
processor; the clock's time holds what else the machine does.
"""

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.app.content_index import content_of
from bot.app.settings import ROOT
from bot.content.source import parsed
from bot.places.gazetteer import load_gazetteer
from tests.unit.library_list.sheets import HEAD, csv_file

ROWS = 1000
GOAL = 10.0  # seconds
WEEK = "пн-пт з 9 до 18, обід 13-14, сб вихідний"


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        content = shutil.copytree(ROOT / "content", folder / "content")
        file = csv_file(folder / "list.csv", _rows(content))
        first = _seconds(folder, file)
        text = (content / "libraries" / "imported.yaml").read_text(encoding="utf-8")
        again = _seconds(folder, file)
        began = time.process_time()  # nothing in this process has read it yet
        read = parsed(text, name="imported.yaml")
        plain = time.process_time() - began
    new, times = len(read["libraries"]), first[0] / plain
    return [
        f"{new} new libraries of {ROWS} rows: {first[0]:.1f} s of CPU (goal ≤ {GOAL:.0f} s)",
        f"by the clock {first[1]:.1f} s; the same list again, nothing to do: {again[0]:.1f} s",
        f"reading the file that came of it: {plain:.1f} s; all of the import is {times:.1f} times",
    ]


def _rows(content: Path) -> list[tuple[str, ...]]:
    gazetteer = load_gazetteer(content / "places", content_of(content).region)
    ours = [one for one in gazetteer.settlements if not one.oblast]
    chosen = random.Random(20261130).sample(ours, ROWS)
    return [HEAD, *(
        (str(number), f"Бібліотека с. {one.name}", one.name, one.hromada, f"вул. Миру, {number}",
         f"067 1{number:06}", WEEK, "2", "так")
        for number, one in enumerate(chosen, 1)
    )]  # fmt: skip


def _seconds(folder: Path, file: Path) -> tuple[float, float]:
    """Of the processor, and by the clock."""
    command = [sys.executable, "-m", "bot", "libraries", "import", str(file)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(  # what is asked about makes it end with 1
        [*command, "--content", str(folder / "content")], check=False, capture_output=True,
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.monotonic() - began
