"""For the operator: is it alive, can it serve, and how much waits."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.storage.database import Database
from bot.storage.tables import inbox, outbox
from bot.web.addresses import is_local

_events = select(inbox.c.state, func.count().label("n")).group_by(inbox.c.state)
_letters = select(outbox.c.state, func.count().label("n")).group_by(outbox.c.state)
_one = select(func.count().label("n")).select_from(inbox).where(inbox.c.id < 0)


def operation_routes(database: Database) -> list[BaseRoute]:
    """/healthz, /readyz and /metrics (for this machine only: a proxy must not pass it on)."""

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        try:
            async with database.reading() as unit:
                await unit.all(_one)
        except Exception:
            return PlainTextResponse("the database does not answer", 503)
        return PlainTextResponse("ok")

    async def metrics(request: Request) -> Response:
        if not is_local(request):
            return PlainTextResponse("not public", 404)
        return Response(await _metrics(database), media_type=CONTENT_TYPE_LATEST)

    return [
        Route("/healthz", alive),
        Route("/readyz", ready),
        Route("/metrics", metrics),
    ]


async def _metrics(database: Database) -> bytes:
    registry = CollectorRegistry()
    events = Gauge("mistok_inbox_events", "Events by state", ["state"], registry=registry)
    letters = Gauge("mistok_outbox_letters", "Letters by state", ["state"], registry=registry)
    async with database.reading() as unit:
        for gauge, statement in ((events, _events), (letters, _letters)):
            for row in await unit.all(statement):
                gauge.labels(row.state).set(row.n)
    return generate_latest(registry)
