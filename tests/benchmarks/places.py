"""The oblast's places beside the whole country's 29,707: start, memory, time to find.

The country is content/places/country.csv when it was brought in; else one made up of the oblast's
names, halves of which are put together anew. Each is measured in fresh processes, in turn.
"""

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import psutil

from bot.app.settings import ROOT
from bot.places.gazetteer import Gazetteer, load_gazetteer
from bot.places.register.codifier import read_codifier
from bot.places.register.country_rows import COLUMNS
from bot.places.register.importing import plan, write
from tests.unit.places.small import REGION

COUNTRY = 29_707
OBLASTS = ("Вінницька", "Волинська", "Житомирська", "Рівненська", "Сумська", "Черкаська")
SEED = 20261123
MESSAGES = 600
LONGEST, LONG_ONES = 4096, 15
TIMES = 3

Figures = dict[str, float]


def run() -> list[str]:
    """The figures, a line each."""
    with tempfile.TemporaryDirectory() as temporary:
        ours, all_of_it = _folders(Path(temporary))
        measured = [(_fresh(ours), _fresh(all_of_it)) for _ in range(TIMES)]
    one, many = ({name: median(each[side][name] for each in measured) for name in measured[0][0]}
                 for side in (0, 1))  # fmt: skip
    return [
        f"{one['settlements']:,.0f} and {many['settlements']:,.0f} settlements",
        (
            f"ready in {one['load']:.2f} and {many['load']:.2f} s of the processor:"
            f" +{many['load'] - one['load']:.2f} s (goal ≤ 0.5 s)"
        ),
        (
            f"memory {one['memory']:.0f} and {many['memory']:.0f} MB:"
            f" +{many['memory'] - one['memory']:.0f} MB (goal ≤ 30 MB)"
        ),
        *(
            f"find, {name}: {one[name]:.2f} and {many[name]:.2f} ms,"
            f" × {many[name] / one[name]:.2f} (goal ≤ 1.3)"
            for name in ("p50", "p99", "written forms only, p50")
        ),
        (
            f"{LONGEST} characters in capitalised words: {one['longest']:.0f} and"
            f" {many['longest']:.0f} ms (goal ≤ 15 ms)"
        ),
    ]


def _folders(temporary: Path) -> tuple[Path, Path]:
    """The oblast's tables alone, and with the country."""
    ours, all_of_it = temporary / "ours", temporary / "all"
    for folder in (ours, all_of_it):
        shutil.copytree(ROOT / "content" / "places", folder)
    (ours / "country.csv").unlink(missing_ok=True)
    if not (all_of_it / "country.csv").exists():
        table = temporary / "table.csv"
        table.write_text("\n".join(_made_up(load_gazetteer(ours, REGION))), encoding="utf-8")
        write(all_of_it, plan(all_of_it, read_codifier(table), oblast=REGION.code).files)
    return ours, all_of_it


def _made_up(gazetteer: Gazetteer) -> list[str]:
    """Rows of a table that is imported: the oblast's settlements moved and called anew."""
    chance = random.Random(SEED)
    names = [one.name for one in gazetteer.settlements if " " not in one.name]
    rows = [",".join(COLUMNS)]
    for at in range(COUNTRY - len(gazetteer.settlements)):
        start, end, (one, *_) = (chance.choice(names), chance.choice(names),
                                 chance.choices(gazetteer.settlements))  # fmt: skip
        name = start[: len(start) // 2] + end[len(end) // 2 :].lower()
        hromada = f"UA{90 + at % 6}{at // 120:015d}"
        point = f"{chance.uniform(45, 52):.5f},{chance.uniform(23, 40):.5f}"
        rows.append(
            f"UA{90 + at % 6}{at:015d},{one.category},{name},{hromada},{one.hromada},{one.raion},"
            f"{one.raion_old},{OBLASTS[at % 6]},{point},{'|'.join(one.aliases)},{one.name_ru},"
        )
    return rows


def _fresh(folder: Path) -> Figures:
    """Figures of a process that knows only this folder."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.places", str(folder)],
        check=True, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    figures: Figures = json.loads(told.stdout)
    return figures


def _measure(folder: Path) -> Figures:
    process = psutil.Process()
    before, began = process.memory_info().rss, time.process_time()
    gazetteer = load_gazetteer(folder, REGION)
    load = time.process_time() - began
    gazetteer.warm()
    memory = (process.memory_info().rss - before) / 1e6
    chance = random.Random(SEED)
    lines = [
        line
        for file in sorted((ROOT / "content" / "examples").glob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    asked = chance.sample(lines, MESSAGES // 2)
    asked += [f"живу в {one.name}, де бібліотека"
              for one in chance.sample(gazetteer.settlements, MESSAGES // 2)]  # fmt: skip
    words = [word.capitalize() for line in asked for word in line.split() if len(word) > 3]
    longest = [" ".join(chance.sample(words, 400))[:LONGEST] for _ in range(LONG_ONES)]
    spent = _spent(asked, gazetteer.find)
    exact = _spent(asked, lambda text: gazetteer.find(text, loose=False))
    return {
        "settlements": len(gazetteer.settlements) + len(gazetteer.country),
        "load": load,
        "memory": memory,
        "p50": _share(spent, 0.5),
        "p99": _share(spent, 0.99),
        "written forms only, p50": _share(exact, 0.5),
        "longest": median(_spent(longest, gazetteer.find)),
    }


def _spent(texts: Sequence[str], find: Callable[[str], object]) -> list[float]:
    """Milliseconds of the processor for each text."""
    spent = []
    for text in texts:
        began = time.process_time()
        find(text)
        spent.append(1000 * (time.process_time() - began))
    return spent


def _share(spent: Sequence[float], share: float) -> float:
    """What this share of calls stays within."""
    return sorted(spent)[int(share * (len(spent) - 1))]


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]))))
