"""The bot in Viber, run as an operator runs it, and `mistok viber webhook`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.e2e.command import Done, mistok
from tests.e2e.deployment import FIGURES, Deployment, at_home, living
from tests.e2e.viber import Viber, fake_viber
from tests.fakes.viber.account import TOKEN
from tests.waiting import until, wait_until

PUBLIC = "https://bot.example.org"
URL = f"{PUBLIC}/viber/webhook"


@dataclass(frozen=True, slots=True)
class Post:
    """A bot in Viber, behind what stands for its proxy."""

    deployment: Deployment
    viber: Viber

    def command(self, *options: str, **settings: str) -> Done:
        """`mistok viber webhook` with the same settings."""
        given = {"viber_token": TOKEN, "viber_api": self.viber.api, "public_url": PUBLIC}
        folder = self.deployment.folder
        return mistok("viber", "webhook", *options, cwd=folder, **(given | settings))


@pytest.fixture(scope="module")
def post(
    http: httpx.Client, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Post]:
    home = at_home(tmp_path_factory.mktemp("viber"), prepared)
    with fake_viber() as viber:
        given = {"viber_token": TOKEN, "viber_api": viber.api, "public_url": PUBLIC}
        with living(home, http, **given) as deployment:
            viber.do("lead", {"public": PUBLIC, "url": deployment.base})
            wait_until(lambda: viber.do("account", {})["webhook"] == URL)
            yield Post(deployment, viber)
            refusals = viber.do("received", {})["refusals"]
            # Before it was told where the bot is, Viber found nobody at the address.
            assert [one for one in refusals if "set_webhook" not in one] == []
            deployment.log_is_calm()


async def test_a_person_is_welcomed_and_answered(post: Post) -> None:
    oksana = post.viber.citizen()
    await oksana.opens()
    await until(lambda: oksana.heard)
    assert "Знайти бібліотеку" in oksana.labels
    await oksana.says("бібліотека в Деражні")
    await until(lambda: len(oksana.heard) > 1)
    assert "Деражн" in oksana.heard[-1]


async def test_what_became_of_a_message_is_known(post: Post) -> None:
    ivan = post.viber.citizen(name="Іван")
    await ivan.says("меню")
    await until(lambda: ivan.heard)
    query = "SELECT count(*) FROM outbox WHERE state = 'sent' AND reference IS NOT NULL AND {}"
    for told in ("delivered_at IS NOT NULL", "read_at IS NOT NULL"):
        await until(lambda told=told: post.deployment.rows(query.format(told))[0][0] > 0)


def test_what_messages_cost_is_in_the_figures(post: Post, http: httpx.Client) -> None:
    figures = http.get(f"{post.deployment.base}/metrics", headers=FIGURES).text
    for fate in ("sent", "refused"):
        assert f'mistok_paid_messages{{channel="viber",fate="{fate}"}} 0.0' in figures
    assert 'mistok_paid_euros{channel="viber"} 0.0' in figures


def test_all_is_well(post: Post) -> None:
    for options in ((), ("--check",), ("--set",)):
        done = post.command(*options)
        assert (done.code, done.err) == (0, "")
        assert f"Усе гаразд: Viber надсилає повідомлення на {URL}." in done.out


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"webhook": "https://old.example.org/hook"}, "надсилає повідомлення на https://old"),
        ({"events": ["delivered", "seen"]}, "не повідомляє про: conversation_started, failed"),
        ({"webhook": ""}, "нічого сюди не надсилає"),
    ],
)
def test_what_is_wrong_is_told_and_mended(post: Post, now: dict[str, object], told: str) -> None:
    post.viber.do("account", {"now": now})
    done = post.command()
    assert done.code == 1
    assert told in done.out
    assert "mistok viber webhook --set" in done.out
    assert post.command("--set").code == 0
    assert post.viber.do("account", {})["webhook"] == URL


def test_removed(post: Post) -> None:
    done = post.command("--remove")
    assert (done.code, post.viber.do("account", {})["webhook"]) == (0, "")
    assert post.command("--set").code == 0


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"viber_token": "wrong"}, "Viber не прийняв токен"),
        ({"viber_api": "http://127.0.0.1:9/pa"}, "Viber не відповідає"),
    ],
)
def test_why_it_can_not_be_asked(post: Post, settings: dict[str, str], told: str) -> None:
    done = post.command(**settings)
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert "wrong" not in done.err


def test_an_address_where_nobody_answers(home: Path) -> None:
    with fake_viber() as viber:
        viber.do("lead", {"public": PUBLIC, "url": "http://127.0.0.1:9"})
        given = {"viber_token": TOKEN, "viber_api": viber.api, "public_url": PUBLIC}
        done = mistok("viber", "webhook", "--set", cwd=home, **given)
    assert done.code == 1
    assert f"Viber не може надіслати повідомлення на {URL}" in done.err


def test_without_a_token(home: Path) -> None:
    done = mistok("viber", "webhook", cwd=home)
    assert (done.code, done.out) == (1, "")
    assert "MISTOK_VIBER_TOKEN" in done.err


def test_two_things_at_once(post: Post) -> None:
    assert post.command("--set", "--remove").code == 2
