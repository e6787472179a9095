"""E-mail, declared: it is there where the settings name a mail server."""

from bot.channels.channel_type import ChannelType, Surroundings
from bot.channels.contract import Channel
from bot.storage.outbox import EMAIL


def _make(given: Surroundings) -> Channel:
    from bot.channels.email.channel import EmailChannel
    from bot.channels.email.client import MailServer

    settings = given.settings
    server = MailServer(
        settings.smtp_host, settings.smtp_port, settings.smtp_security, settings.smtp_user,
        settings.smtp_password,
    )  # fmt: skip
    return EmailChannel(server, sender=settings.smtp_from, name=given.name)


CHANNEL = ChannelType(EMAIL, lambda settings: bool(settings.smtp_host), _make)
