"""The channels that the settings ask for, and where files are kept."""

import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

import structlog

from bot.app.settings import Settings
from bot.channels.contract import Channel, Document
from bot.channels.web.channel import WebChannel
from bot.engine.texts import Texts
from bot.files.examiner import Examiner
from bot.files.file_store import FileStore
from bot.files.quotas import MEGABYTE, Quotas
from bot.files.scanner import Scanner, read_scanner_address
from bot.storage.database import Database

log = structlog.get_logger(__name__)


def polling(channels: Mapping[str, Channel]) -> tuple[str, ...]:
    """Names of the channels that one process at a time may ask for what was written."""
    return tuple(name for name, one in channels.items() if getattr(one, "polls", False))


def make_file_store(
    settings: Settings, database: Database, clock: Callable[[], datetime]
) -> FileStore:
    """Where files are kept, with the scanner and the room that the settings name."""
    asked = settings.clamav
    scanner = Scanner(read_scanner_address(asked)) if asked else None
    quotas = Quotas(
        total=settings.files_total_mb * MEGABYTE, floor=settings.disk_floor_mb * MEGABYTE
    )
    return FileStore(database, clock=clock, examiner=Examiner(scanner), quotas=quotas)


async def _document(file_store: FileStore, id: int) -> Document | None:
    """A stored file as a messenger takes it; that it did is the receipt."""
    found = await file_store.read(id)
    return Document(found[0].name, found[1], partial(file_store.arrived, id)) if found else None


def make_channels(
    settings: Settings, secrets: Sequence[str], texts: Mapping[str, Texts], file_store: FileStore
) -> dict[str, Channel]:
    """The web chat, and each messenger that has a token; `secrets` are newest last."""
    if settings.viber_token:
        log.warning("settings.unused", name="MISTOK_VIBER_TOKEN", why="Viber is not there yet")
    *older, key = (hmac.digest(one.encode(), b"web sessions", "sha256") for one in secrets)
    channels: dict[str, Channel] = {"web": WebChannel(secret=key, older=older, shelf=file_store)}
    if settings.telegram_token:
        from bot.channels.telegram.channel import TelegramChannel
        from bot.channels.telegram.webhook import PATH, Webhook

        webhook = None
        if settings.telegram_mode == "webhook":
            shown = hmac.digest(secrets[-1].encode(), b"telegram webhook", "sha256").hex()
            webhook = Webhook(settings.public_url + PATH, shown)
        channels["telegram"] = TelegramChannel(
            token=settings.telegram_token,
            texts=texts,
            api=settings.telegram_api,
            read_file=partial(_document, file_store),
            webhook=webhook,
        )
    return channels
