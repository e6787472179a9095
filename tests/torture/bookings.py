"""`python -m tests.torture.bookings [--steps N]`: appointments, at random.

At least ten thousand steps of the machine in tests/unit/appointments, each run another one: holds,
bookings, moves, cancellations, the waiting list, schedules that change, clocks that jump, and
acts that break off in the middle.
"""

import argparse
import tempfile
import time
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from bot.storage.migrate import migrate
from tests.unit.appointments.test_machine import FEW, machine

STEPS, RUN = 10_000, 50


def main(steps: int) -> str:
    """Run so many steps, and say so. Raises AssertionError with the shortest way to a fault."""
    began, done = time.perf_counter(), 0
    with tempfile.TemporaryDirectory(prefix="mistok-bookings-") as folder:
        fresh = Path(folder) / "fresh.db"
        migrate(f"sqlite:///{fresh}")
        counted = machine(f"sqlite:///{folder}", fresh, Path(folder))

        def count(self: object, *given: object, **named: object) -> None:
            nonlocal done
            done += 1
            plain(self, *given, **named)

        plain = counted.happens
        counted.happens = count  # type: ignore[method-assign,assignment]
        examples = settings(
            FEW, max_examples=steps // RUN, stateful_step_count=RUN, derandomize=False
        )
        while done < steps:
            run_state_machine_as_test(counted, settings=examples)
    return f"appointments: {done:,} steps held, {time.perf_counter() - began:.0f} s"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=STEPS)
    print(main(parser.parse_args().steps))
