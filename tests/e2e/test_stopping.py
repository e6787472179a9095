"""Ctrl-C and SIGTERM: the process stops soon and cleanly, and nothing is lost."""

import asyncio
import signal
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from tests.channels.web.served_chat import Reading, Visitor
from tests.e2e.deployment import living
from tests.e2e.telegram import Telegram
from tests.fakes.telegram.citizen import Citizen
from tests.waiting import until

CITIZENS = 3
ASKED = ("де взяти довідку про несудимість", "як оформити субсидію", "меню")
ANSWERS = ("Це Місток", "Довідка про несудимість", "убсиді", "Чим допомогти?", "Будь ласка.")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda one: one.name)
async def test_it_stops_in_the_middle_of_the_work_and_answers_the_rest_later(
    home: Path, http: httpx.Client, telegram: Telegram, number: signal.Signals
) -> None:
    citizens = [telegram.citizen() for _ in range(CITIZENS)]
    with living(home, http, telegram=telegram) as deployment:
        page = SimpleNamespace(address=deployment.base)
        async with Visitor(page) as visitor, visitor.stream() as stream:
            await visitor.post(start="")
            await stream.next()  # an open page must not hold it up
            for asked in ASKED:
                for citizen in citizens:
                    await citizen.says(asked)
            await citizens[0].hears()
            assert await asyncio.to_thread(deployment.stops, number) == 0
            await ended(stream)
        deployment.log_is_calm()
    for citizen in citizens:
        await citizen.says("дякую")
    with living(home, http, telegram=telegram) as deployment:
        assert deployment.ready < 20  # about 2 s on a machine that does nothing else
        await until(lambda: all(len(_texts(one)) >= len(ANSWERS) for one in citizens))
        await deployment.rests()
        for citizen in citizens:
            heard(citizen)
        assert deployment.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]


async def ended(stream: Reading) -> None:
    """The stream ends whole: it is not cut off."""
    with suppress(EOFError):
        while True:
            await stream.next()


def heard(citizen: Citizen) -> None:
    """All answers, each once, in order."""
    for text, answer in zip(_texts(citizen), ANSWERS, strict=True):
        assert answer in text


def _texts(citizen: Citizen) -> list[str]:
    return [seen.whole for seen in citizen.sees if not seen.own]
