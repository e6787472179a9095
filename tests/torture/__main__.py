"""`python -m tests.torture [--only NAME] [--seconds N]`: the attacks, one after another.

Each runs against a fresh program on loopback while a citizen asks a question a second. A line
says how fast she was answered (half, 95 in 100, the slowest), what the program used, whether it
answers again afterwards, and the verdict. `control` is the same without an attack: compare with
it where the machine has other work.
"""

import argparse
import importlib
import tempfile
from pathlib import Path

from bot.app.settings import ROOT
from tests.torture.attacks import NAMES
from tests.torture.trial import HEAD, trial

SECONDS = 20.0


def main() -> int:
    """Run what is asked for; 1 when something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=NAMES, action="append")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each attack lasts")
    parser.add_argument("--database", default="", help="a PostgreSQL address; an empty database")
    parser.add_argument("--program", type=Path, default=ROOT, help="another folder of the program")
    given = parser.parse_args()
    settings = {"MISTOK_DATABASE": given.database} if given.database else {}
    held = True
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory(prefix="mistok-torture-") as folder:
        for name in given.only or NAMES:
            result = trial(
                name,
                Path(folder),
                seconds=given.seconds,
                root=given.program.resolve(),
                settings=settings,
            )
            print(result.line, flush=True)
            held &= not result.faults
    print("\n".join(("", *(f"{one}: {_what(one)}" for one in given.only or NAMES))))
    return 0 if held else 1


def _what(name: str) -> str:
    return str(importlib.import_module(f"tests.torture.attacks.{name}").__doc__).splitlines()[0]


if __name__ == "__main__":
    raise SystemExit(main())
