"""Every refusal has its words, wherever it is told."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from bot.appointments.model import AppointmentRefusal
from bot.channels.web import texts, uploads
from bot.files.rules import REFUSED, FileRefusal
from bot.requests import labels
from bot.requests.refusals import RequestRefusal
from bot.staff.rules import MESSAGES, StaffRefusal
from handlers.shared import appointments, requests


@pytest.mark.parametrize(
    ("refusals", "told"),
    [
        (RequestRefusal, labels.NOT_POSSIBLE),
        (RequestRefusal, requests.NOT_POSSIBLE),
        (AppointmentRefusal, appointments.NOT_POSSIBLE),
        (StaffRefusal, MESSAGES),
        (FileRefusal, REFUSED),
        (FileRefusal, uploads.STATUS),
    ],
)
def test_each_refusal_is_told_and_nothing_else(
    refusals: type[StrEnum], told: Mapping[StrEnum, object]
) -> None:
    assert set(told) == set(refusals)
    assert all(told.values())


def test_the_page_of_the_chat_tells_each_refusal_of_a_file() -> None:
    assert {f"file_{code}" for code in FileRefusal} <= texts.ERRORS.keys()
