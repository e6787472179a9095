"""The web chat and Telegram in one process: together, and apart."""

import asyncio
from types import SimpleNamespace

import httpx

from tests.channels.web.served_chat import Visitor
from tests.e2e.deployment import FIGURES, Deployment, page
from tests.fakes.telegram.citizen import Citizen
from tests.waiting import PATIENCE


async def test_both_are_answered_at_the_same_time(deployment: Deployment, citizen: Citizen) -> None:
    async with page(deployment) as (visitor, stream):
        await asyncio.gather(
            citizen.says("де взяти довідку про несудимість"),
            visitor.post(text="бібліотека в Деражні"),
        )
        _, shown = await stream.next()
        assert "Деражнянська міська центральна бібліотека" in shown["text"]
        _, card = await citizen.hears(2)
        assert "Довідка про несудимість" in card.title


async def test_one_knows_nothing_of_the_other(deployment: Deployment, citizen: Citizen) -> None:
    async with page(deployment) as (visitor, stream):
        await citizen.starts("save_library__hounb")
        await citizen.hears(2)
        await visitor.post(text="меню")
        _, menu = await stream.next()
        labels = [key["label"] for row in menu["rows"] for key in row]
        assert "Моя бібліотека" not in labels
        await citizen.says("меню")
        assert "Моя бібліотека" in (await citizen.hears())[0].buttons
        lines = await visitor.history()
        assert [line["message"]["text"] for line in lines if "id" in line][-1] == menu["text"]


async def test_a_page_that_was_away_gets_what_it_missed(deployment: Deployment) -> None:
    async with page(deployment) as (visitor, stream):
        await visitor.post(text="меню")
        last, _ = await stream.next()
    here = SimpleNamespace(address=deployment.base)
    async with Visitor(here) as other:
        await other.http.post(
            "/chat/messages",
            json={"id": "00000000-0000-4000-8000-000000000001", "text": "дякую"},
            headers=visitor.key,
        )
        other.token = visitor.token
        async with other.stream(last=last) as again:
            _, missed = await again.next()
            assert missed["text"].startswith("Будь ласка.")


async def test_the_operator_sees_that_it_lives_and_how_much_waits(
    deployment: Deployment, citizen: Citizen
) -> None:
    await citizen.starts()
    await citizen.hears(2)
    async with httpx.AsyncClient(
        base_url=deployment.base, trust_env=False, verify=False, timeout=PATIENCE
    ) as http:
        assert (await http.get("/healthz")).text == "ok"
        assert (await http.get("/readyz")).text == "ok"
        metrics = (await http.get("/metrics", headers=FIGURES)).text
        assert "mistok_outbox_letters{state=" in metrics
        assert 'mistok_inbox_events{state="parked"}' not in metrics
        for headers in ({}, {"X-Forwarded-For": "127.0.0.1"}):
            assert (await http.get("/metrics", headers=headers)).status_code == 401
