"""Whatever happens in whatever order: see `machine`. Many more steps: tests/torture/bookings.py."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.storage.database import Database
from bot.storage.vault import Vault
from tests.conftest import emptied
from tests.unit.appointments.machine import AppointmentMachine

FEW = settings(
    max_examples=5,
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def machine(url: str, fresh: Path, folder: Path) -> type[AppointmentMachine]:
    """The machine over a database that is empty each time."""
    made = iter(range(1_000_000))

    async def opened() -> Database:
        where = url
        if url.startswith("sqlite"):
            path = folder / f"{next(made)}.db"
            shutil.copy(fresh, path)
            where = f"sqlite:///{path}"
        else:
            emptied(url)
        database = Database(where, vault=Vault(["a secret of the tests"]))
        await database.open()
        return database

    return type("Machine", (AppointmentMachine,), {"opened": staticmethod(opened)})


def test_nothing_is_given_twice_and_nobody_is_lost(
    database_url: str, fresh_sqlite: Path, tmp_path: Path
) -> None:
    run_state_machine_as_test(machine(database_url, fresh_sqlite, tmp_path), settings=FEW)


def test_a_lost_check_is_found(
    fresh_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine sees what it is for: here who waits is forgotten when an offer lapses."""
    from bot.appointments import waiting_repository

    monkeypatch.setattr(
        waiting_repository,
        "change_waiting",
        lambda unit, waiting, **_given: waiting_repository.end_waiting(unit, waiting),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            machine(f"sqlite:///{tmp_path}", fresh_sqlite, tmp_path),
            settings=settings(FEW, max_examples=20, phases=[Phase.generate]),
        )
