"""The webhook: only Telegram gets in, and 200 means that the update is durable."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.e2e.deployment import Deployment, at_home, living, told
from tests.e2e.telegram import Telegram, fake_telegram
from tests.waiting import PATIENCE, until, wait_until

PUBLIC = "https://bot.example.org"
SHOWN = "X-Telegram-Bot-Api-Secret-Token"
PERSON = {"id": 380_999_999, "is_bot": False, "first_name": "Ніхто", "language_code": "uk"}


@dataclass(frozen=True, slots=True)
class Post:
    """A bot with a webhook, behind what stands for its proxy."""

    deployment: Deployment
    telegram: Telegram
    url: str
    secret: str

    async def post(self, update: dict[str, Any], *, secret: str | None) -> int:
        """Anybody posts an update; the status."""
        headers = {} if secret is None else {SHOWN: secret}
        async with httpx.AsyncClient(trust_env=False, verify=False, timeout=30) as http:
            return (await http.post(self.url, json=update, headers=headers)).status_code

    def stored(self, update: dict[str, Any]) -> list[tuple[str]]:
        """The states it is stored in."""
        query = "SELECT state FROM inbox WHERE event_id = ?"
        return self.deployment.rows(
            query, self.deployment.known_as("telegram", update["update_id"])
        )


@pytest.fixture(scope="module")
def post(
    http: httpx.Client, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Post]:
    home = at_home(tmp_path_factory.mktemp("webhook"), prepared)
    modes = {"telegram_mode": "webhook", "public_url": PUBLIC}
    with fake_telegram() as telegram, living(home, http, telegram=telegram, **modes) as deployment:
        wait_until(lambda: bool(telegram.calls("setWebhook")))
        (params,) = telegram.calls("setWebhook")
        assert params["url"] == f"{PUBLIC}/telegram/webhook"
        url = f"{deployment.base}/telegram/webhook"
        telegram.do("lead", {"url": url})
        yield Post(deployment, telegram, url, params["secret_token"])
        deployment.log_is_calm()


def written(text: str) -> dict[str, Any]:
    """An update that the fake did not make."""
    number = time.monotonic_ns() % 1_000_000_000
    chat = {"id": PERSON["id"], "type": "private", "first_name": "Ніхто"}
    message = {"message_id": number, "date": int(time.time()), "chat": chat, "from": PERSON}
    return {"update_id": number, "message": message | {"text": text}}


async def test_a_conversation(post: Post) -> None:
    citizen = post.telegram.citizen()
    await citizen.starts("library__hounb")
    await told(citizen, "Хмельницька обласна універсальна наукова бібліотека\n")
    await citizen.taps("Зберегти як мою")
    await told(citizen, "Збережено.")
    await until(lambda: not citizen.spinning)  # told beside the answer, not before it
    assert post.telegram.do("received", {})["pending"] == []


async def test_without_the_secret_nothing_gets_in(post: Post) -> None:
    update = written("меню")
    for secret in (None, "", "wrong", post.secret[:-1], post.secret.upper()):
        assert await post.post(update, secret=secret) == 401
    assert post.stored(update) == []


async def test_200_comes_only_after_the_commit(post: Post) -> None:
    update = written("меню")
    with post.deployment.locked():
        posting = asyncio.create_task(post.post(update, secret=post.secret))
        await asyncio.sleep(0.5)
        assert not posting.done()
        assert post.stored(update) == []
    assert await posting == 200
    assert len(post.stored(update)) == 1


async def test_what_is_posted_again_is_one_event(post: Post) -> None:
    citizen = post.telegram.citizen()
    await citizen.says("меню")
    await citizen.hears(2)
    posted = written("дякую")
    posted["message"]["chat"]["id"] = citizen.id
    for _ in range(3):
        assert await post.post(posted, secret=post.secret) == 200
    await told(citizen, "Будь ласка.")
    await post.deployment.rests()
    citizen.hears_nothing()


async def test_what_is_no_update_is_refused(post: Post) -> None:
    headers = {SHOWN: post.secret}
    async with httpx.AsyncClient(trust_env=False, verify=False, timeout=PATIENCE) as http:
        for body in (b"", b"{", b"[]", b'"x"', b'{"update_id": "1"}', b"\xff" * 100):
            answer = await http.post(post.url, content=body, headers=headers)
            assert answer.status_code == 400, body
