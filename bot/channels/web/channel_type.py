"""The web chat, declared: it is always there, for it needs no token."""

from starlette.routing import BaseRoute

from bot.channels.channel_type import ChannelType, Surroundings
from bot.channels.contract import Accept, Channel
from bot.channels.web.about import About
from bot.channels.web.channel import WebChannel
from bot.channels.web.look import look
from bot.channels.web.routes import routes
from bot.files.file_store import FileStore
from bot.web.sites import read_sites


def _make(given: Surroundings) -> Channel:
    *older, newest = given.keys("web sessions")

    def serve(channel: WebChannel, accept: Accept) -> list[BaseRoute]:
        sites = ("'self'", *read_sites(given.settings.widget_sites))
        translate = {lang: texts.text for lang, texts in given.texts.items()}
        home = given.settings.public_url
        about = About(translate, given.name(), sites, home, given.phones, given.settings.quick_exit)
        return routes(channel, accept, given.transcript, about)

    return WebChannel(secret=newest, older=older, shelf=given.program[FileStore], serve=serve)


CHANNEL = ChannelType("web", lambda _settings: True, _make, look)
