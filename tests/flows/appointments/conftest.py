"""A content in which two libraries receive, on every line there is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.app.content_index import ContentIndex
from bot.appointments.schedule import Kind, Mode, Schedule
from bot.catalogue.model import Text
from bot.storage.database import Database
from tests.flows.appointments.people import People
from tests.flows.conftest import bare_line

if TYPE_CHECKING:
    from tests.lines.service import Service

MORNINGS = (((time(10), time(13)),),) * 5 + ((), ())
NEAR, FAR = "derazhnia-tsentralna", "hounb"


def schedule(id: str, **given: object) -> Schedule:
    """Half hours of the mornings, Monday to Friday, in Derazhnia."""
    values: dict[str, object] = {
        "kind": Kind.LEGAL_AID,
        "title": Text("Прийом юриста"),
        "library": NEAR,
        "hours": MORNINGS,
        "slot_minutes": 30,
        "source": "https://example.org",
        "checked": date(2026, 11, 23),
    }
    return Schedule(id=id, **{**values, **given})  # type: ignore[arg-type]


SCHEDULES = (
    schedule("lawyer-derazhnia", bring=(Text("паспорт"),)),
    schedule("lawyer-oblast", library=FAR, modes=(Mode.IN_PERSON, Mode.PHONE), capacity=100,
             hours=(((time(9), time(18)),),) * 5 + ((), ())),
    schedule("help-derazhnia", kind=Kind.HELP_HOUR, title=Text("Година допомоги"), capacity=100),
)  # fmt: skip


def with_schedules(index: ContentIndex, *schedules: Schedule) -> ContentIndex:
    """The same content where these receive."""
    content = index.content
    known = replace(content.appointments, all=schedules)
    return replace(index, content=replace(content, appointments=known))


@pytest.fixture(scope="session")
def content_index(content_index: ContentIndex) -> ContentIndex:
    """The content as it is, with schedules."""
    return with_schedules(content_index, *(replace(one, capacity=100) for one in SCHEDULES))


@pytest.fixture(scope="session")
def service(
    content_index: ContentIndex, fresh_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Service]":
    """The bot that conversations of Telegram and the web chat share."""
    from tests.lines.service import serving_copy

    with serving_copy(fresh_sqlite, tmp_path_factory.mktemp("service"), content_index) as service:
        yield service


@pytest.fixture(scope="session")
def viber_service(
    content_index: ContentIndex, fresh_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Service]":
    from tests.lines.service import serving_copy

    folder = tmp_path_factory.mktemp("viber")
    with serving_copy(fresh_sqlite, folder, content_index, "viber") as service:
        yield service


@pytest.fixture
def people(database: Database, content_index: ContentIndex) -> People:
    """Where one lawyer receives, one person at a time."""
    return People(bare_line(database, with_schedules(content_index, *SCHEDULES[:1])))
