"""The database file is taken from under the running program, and put back."""

import asyncio
import re
import time
from pathlib import Path

import httpx

from tests.e2e.deployment import FIGURES, Deployment, living, page, told
from tests.e2e.telegram import Telegram
from tests.waiting import PATIENCE, wait_until

SOON = 10.0  # seconds


async def test_every_surface_says_so_and_all_goes_on_when_it_is_back(
    home: Path, http: httpx.Client, telegram: Telegram
) -> None:
    citizen = telegram.citizen()
    with living(home, http, telegram=telegram) as deployment:
        async with page(deployment) as (visitor, stream):
            visitor.http.timeout = PATIENCE
            await citizen.says("меню")
            await told(citizen, "Чим допомогти?")
            before = deployment.rows("SELECT count(*) FROM inbox")
            move(home / "mistok.db", home / "away.db")
            await citizen.says("дякую")
            refused = await visitor.post(text="меню")
            assert (refused.status_code, refused.json()["code"]) == (503, "not_saved")
            assert "Сторінка надішле його ще раз" in refused.json()["error"]
            assert refused.headers["retry-after"]
            await asyncio.to_thread(is_not_ready, http, deployment)
            refused = await visitor.upload(b"%PDF-1.7\n", "a.pdf")
            assert (refused.status_code, refused.json()["code"]) == (503, "not_saved")
            assert "усе надіслане раніше збережено" in refused.json()["error"]
            shown = await visitor.http.get("/desk/sign-in")
            csrf = re.search(r'name="csrf" value="([^"]+)"', shown.text)
            assert csrf, shown.text
            form = {"login": "olena", "password": "x" * 12, "csrf": csrf[1]}
            tried = await visitor.http.post("/desk/sign-in", data=form)
            assert tried.status_code == 503
            assert "Зараз не вдалося зберегти" in tried.text
            assert tried.headers["retry-after"]
            metrics = (await visitor.http.get("/metrics", headers=FIGURES)).text
            assert 'mistok_database_trouble{what="gone"} 1.0' in metrics
            assert telegram.server.fake.updates  # not confirmed: Telegram keeps it for us
            move(home / "away.db", home / "mistok.db")
            assert deployment.rows("SELECT count(*) FROM inbox") == before
            assert (await visitor.post(text="дякую")).status_code == 202
            _, answer = await stream.next()
            assert answer["text"].startswith("Будь ласка.")
            await told(citizen, "Будь ласка.")
            assert (await visitor.http.get("/readyz")).text == "ok"
        log = deployment.log()
        assert log.count("database.trouble") == log.count("database.well_again") == 1
        assert "Traceback" not in log, log


def is_not_ready(http: httpx.Client, deployment: Deployment) -> None:
    """It says so soon, in a line; asking often costs nothing."""
    began = time.monotonic()
    wait_until(lambda: http.get(f"{deployment.base}/readyz").status_code == 503)
    assert time.monotonic() - began < SOON
    assert "is not in its place" in http.get(f"{deployment.base}/readyz").text


def move(one: Path, other: Path) -> None:
    one.rename(other)
