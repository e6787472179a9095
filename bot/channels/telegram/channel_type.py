"""Telegram, declared."""

from functools import partial

from bot.channels.channel_type import ChannelType, Surroundings
from bot.channels.contract import Channel, Document
from bot.channels.telegram.look import look
from bot.channels.telegram.webhook import PATH, Webhook
from bot.files.file_store import FileStore


async def _document(file_store: FileStore, id: int) -> Document | None:
    """A stored file as Telegram takes it; that it did is the receipt."""
    found = await file_store.read(id)
    return Document(found[0].name, found[1], partial(file_store.arrived, id)) if found else None


def _make(given: Surroundings) -> Channel:
    from bot.channels.telegram.channel import TelegramChannel

    settings, webhook = given.settings, None
    if settings.telegram_mode == "webhook":
        shown = given.keys("telegram webhook")[-1].hex()
        webhook = Webhook(settings.public_url + PATH, shown)
    return TelegramChannel(
        token=settings.telegram_token,
        texts=given.texts,
        api=settings.telegram_api,
        read_file=partial(_document, given.program[FileStore]),
        webhook=webhook,
    )


CHANNEL = ChannelType("telegram", lambda settings: bool(settings.telegram_token), _make, look)
