"""Takes updates that Telegram posts to us, and confirms them after they are durable."""

import hmac
from dataclasses import dataclass, field

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.body import CutOffError, TooLargeError, read_body
from bot.channels.contract import Accept
from bot.channels.payload import read_json
from bot.channels.reception import Reception
from bot.channels.telegram.inbound import read_event
from bot.storage.database import Unavailable
from bot.web.guard import vouch

log = structlog.get_logger(__name__)

PATH = "/telegram/webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- a header's name
BODY_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram posts to, and the secret it shows (1-256 of A-Za-z0-9_-)."""

    url: str
    secret: str = field(repr=False)


def webhook_route(accept: Accept, *, channel: str, secret: str, reception: Reception) -> Route:
    """The route of the webhook.

    401 without the secret, 413 and 400 for what is no update, 200 only after `accept`
    returned, 503 when it failed: Telegram then sends the update again.
    """
    expected = secret.encode()

    async def take(request: Request) -> Response:
        shown = request.headers.get(SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(shown, expected):
            log.warning("telegram.webhook_forged")
            return Response(status_code=401)
        vouch(request.scope)
        try:
            event = read_event(read_json(await read_body(request, most=BODY_BYTES)))
        except TooLargeError:
            log.warning("telegram.webhook_large")
            return Response(status_code=413)
        except CutOffError:
            return Response(status_code=400)
        except (ValueError, RecursionError):
            event = None
        if event is None:
            reception.failed(channel, "what Telegram posts can't be read")
            log.warning("telegram.webhook_unreadable")
            return Response(status_code=400)
        try:
            await accept(channel, [event])
        except Unavailable:  # logged once by who watches the database
            return Response(status_code=503, headers={"Retry-After": "5"})
        except Exception as error:
            log.error("telegram.not_accepted", exc_info=error)
            return Response(status_code=503, headers={"Retry-After": "1"})
        return Response(status_code=200)

    return Route(PATH, take, methods=["POST"], name="telegram_webhook")
