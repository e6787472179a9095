"""The web chat over HTTP, all its routes."""

from starlette.routing import BaseRoute, Route

from bot.channels.contract import Accept, Transcript
from bot.channels.web.about import About
from bot.channels.web.api import Api
from bot.channels.web.channel import WebChannel
from bot.channels.web.limits import Limits
from bot.channels.web.pages import ENVIRONMENT, Pages
from bot.channels.web.plain import PATH as PLAIN
from bot.channels.web.plain import Plain
from bot.channels.web.stream import POLL

__all__ = ["About", "Limits", "routes"]


def routes(
    channel: WebChannel,
    accept: Accept,
    transcript: Transcript,
    about: About,
    *,
    limits: Limits | None = None,
    poll: float = POLL,
) -> list[BaseRoute]:
    """The routes of the web chat.

    Args:
        channel: wakes the streams that these routes serve.
        accept: makes a posted event durable; only then the POST is answered.
        transcript: what was said, for a reload and for the stream.
        about: the installation's name, texts and permissions.
        limits: rates; the defaults suit one process behind one proxy.
        poll: seconds between looks at the outbox when nothing wakes a stream.
    """
    pages = Pages(about)
    api = Api(channel, accept, transcript, about, limits or Limits(), poll)
    plain = Plain(api, ENVIRONMENT, pages.folder, pages.headers)
    return [
        Route(PLAIN, plain.page),
        Route(PLAIN, plain.say, methods=["POST"]),
        Route("/", pages.chat, name="chat"),
        Route("/chat", pages.chat),
        Route("/widget.js", pages.widget),
        Route("/favicon.ico", pages.icon),
        Route("/chat/static/{version}/{name}", pages.static),
        Route("/chat/session", api.session, methods=["POST"]),
        Route("/chat/session", api.end, methods=["DELETE"]),
        Route("/chat/messages", api.messages, methods=["POST"]),
        Route("/chat/shown", api.shown, methods=["POST"]),
        Route("/chat/files", api.files, methods=["POST"]),
        Route("/chat/history", api.history),
        Route("/chat/stream", api.stream),
    ]
