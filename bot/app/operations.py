"""For the operator: is it alive, can it serve, and how much waits."""

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.charges import month_of
from bot.channels.tariff import Tariff
from bot.storage import inbox, outbox, paid
from bot.storage.database import Database, Unavailable
from bot.storage.health import ADVICE, Health


def operation_routes(
    database: Database,
    *,
    holds: Callable[[], Iterable[str]],
    reception: Callable[[], str],
    content: Callable[[], Sequence[str]],
    token: str,
    tariffs: Mapping[str, Tariff],
    clock: Callable[[], datetime],
) -> list[BaseRoute]:
    """/healthz, /readyz and /metrics, for who shows the token; without one set there is none.

    `holds` tells which duties this process has now, `reception` that a channel receives nothing it
    can keep ("" when all do), `content` what is wrong in its files, `tariffs` what messages cost,
    by channel. What /readyz says of the database was found by the last heartbeat.
    """

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        trouble = database.health.line() or reception()
        if trouble:
            return PlainTextResponse(trouble, 503, headers={"Retry-After": "5"})
        # It serves all the same, from what is sound: nobody need take it out.
        if errors := content():
            return PlainTextResponse("\n".join(("ok, but the content has errors:", *errors)))
        return PlainTextResponse("ok")

    async def metrics(request: Request) -> Response:
        if not token:
            return PlainTextResponse("Set MISTOK_METRICS_TOKEN to have figures here.\n", 404)
        shown = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(shown, f"Bearer {token}".encode()):
            return PlainTextResponse(
                "Send the header Authorization: Bearer, with MISTOK_METRICS_TOKEN.\n", 401,
                headers={"WWW-Authenticate": "Bearer"},
            )  # fmt: skip
        return Response(
            await _metrics(database, holds(), tariffs, month_of(clock())),
            media_type=CONTENT_TYPE_LATEST,
        )

    return [
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route("/metrics", metrics),
    ]


async def _metrics(
    database: Database, duties: Iterable[str], tariffs: Mapping[str, Tariff], month: str
) -> bytes:
    registry = CollectorRegistry()
    _measure(database.health, duties, registry)
    events = Gauge("mistok_inbox_events", "Events by state", ["state"], registry=registry)
    letters = Gauge("mistok_outbox_letters", "Letters by state", ["state"], registry=registry)
    messages = Gauge(
        "mistok_paid_messages", "Outside of free sessions, this month in Kyiv",
        ["channel", "fate"], registry=registry,
    )  # fmt: skip
    cost = Gauge(
        "mistok_paid_euros", "What they cost, by the price that was set", ["channel"],
        registry=registry,
    )  # fmt: skip
    with suppress(Unavailable):  # the other figures then tell why these are missing
        async with database.reading() as unit:
            for gauge, count in ((events, inbox.by_state), (letters, outbox.by_state)):
                for state, many in (await count(unit)).items():
                    gauge.labels(state).set(many)
            for channel, tariff in tariffs.items():
                counted = await paid.of_month(unit, channel, month)
                for fate in (paid.SENT, paid.REFUSED):
                    messages.labels(channel, fate).set(counted.get(fate, 0))
                cost.labels(channel).set(counted.get(paid.SENT, 0) * tariff.price)
    return generate_latest(registry)


def _measure(health: Health, duties: Iterable[str], registry: CollectorRegistry) -> None:
    trouble = Gauge(
        "mistok_database_trouble", "1 while the database takes no writes", ["what"],
        registry=registry,
    )  # fmt: skip
    for one in ADVICE:
        trouble.labels(one.value).set(one is health.trouble)
    age = Gauge(
        "mistok_database_heartbeat_age_seconds", "Since the last written one", registry=registry
    )
    age.set(health.age)
    refused = Gauge(
        "mistok_database_writes_refused", "Since the start, for trouble", registry=registry
    )
    refused.set(health.refused)
    duty = Gauge("mistok_duty", "1 for what this process does alone", ["name"], registry=registry)
    for name in duties:
        duty.labels(name).set(1)
